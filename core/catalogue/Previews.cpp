#include "core/catalogue/Previews.h"

#include "core/catalogue/Sql.h"

namespace cloakroom {

namespace {

Result<void> storeOne(Database& database, PhotoId photo, Previews::Size size, const QByteArray& jpeg)
{
    auto statement = database.prepare(QStringLiteral("INSERT INTO preview(photo_id, size, jpeg) VALUES(?, ?, ?) "
                                                     "ON CONFLICT(photo_id, size) DO UPDATE SET jpeg = excluded.jpeg"));
    if (!statement) {
        return propagate(statement);
    }
    return statement->bind(photo).bind(static_cast<int>(size)).bind(jpeg).run();
}

} // namespace

Previews::Previews(std::unique_ptr<Database> database)
    : m_database(std::move(database))
{
}

Previews::~Previews() = default;

Result<void> Previews::store(PhotoId photo, const QByteArray& thumbnail, const QByteArray& preview)
{
    auto transaction = m_database->begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (auto done = storeOne(*m_database, photo, Size::Thumbnail, thumbnail); !done) {
        return done;
    }
    if (auto done = storeOne(*m_database, photo, Size::Preview, preview); !done) {
        return done;
    }
    return transaction->commit();
}

Result<QByteArray> Previews::load(PhotoId photo, Size size)
{
    auto statement = m_database->prepare(QStringLiteral("SELECT jpeg FROM preview WHERE photo_id = ? AND size = ?"));
    if (!statement) {
        return propagate(statement);
    }
    const auto row = statement->bind(photo).bind(static_cast<int>(size)).next();
    if (!row) {
        return propagate(row);
    }
    return *row ? statement->blob(0) : QByteArray();
}

Result<void> Previews::remove(PhotoId photo)
{
    auto statement = m_database->prepare(QStringLiteral("DELETE FROM preview WHERE photo_id = ?"));
    if (!statement) {
        return propagate(statement);
    }
    return statement->bind(photo).run();
}

Result<QList<PhotoId>> Previews::photos()
{
    return allRows(
        boundSql(*m_database, QStringLiteral("SELECT photo_id FROM preview GROUP BY photo_id HAVING count(*) = 2")),
        [](const Statement& row) { return PhotoId{row.int64(0)}; });
}

Result<void> Previews::checkpoint()
{
    return m_database->emptyLog();
}

Result<void> Previews::copyTo(const QString& path)
{
    return m_database->copyTo(path);
}

} // namespace cloakroom
