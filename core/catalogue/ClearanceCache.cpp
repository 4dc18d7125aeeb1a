#include "core/catalogue/ClearanceCache.h"

#include "core/catalogue/Sql.h"

#include <algorithm>

namespace cloakroom {

namespace {

constexpr qsizetype kMostKept = 4; ///< purposes; each takes some megabytes in a large library
constexpr qsizetype kMostStale = 20'000; ///< photos; more are read anew with all the others

// Everything that clearanceRows() looks at, except the purpose and the settings, which whoever asks hands over.
ChangeNotes watched(Database& database)
{
    const QString photos = QStringLiteral("clearance_photo");
    const QString people = QStringLiteral("clearance_person");
    const QString photo = QStringLiteral("photo_id");
    ChangeNotes notes(database, {photos, people});
    notes.rows(photos, QStringLiteral("photo"), QStringLiteral("id"));
    for (const char* table : {"face", "cover_region", "sign_off", "flag"}) {
        notes.rows(photos, QLatin1String(table), photo);
    }
    return notes.rows(people, QStringLiteral("consent"), QStringLiteral("person_id"))
        .rows(people, QStringLiteral("person"), QStringLiteral("id"));
}

// Both lists as photos, and no more of them than it takes to see that there are too many.
const QString kChanged =
    QStringLiteral("SELECT id FROM clearance_photo UNION SELECT photo_id FROM face WHERE person_id "
                   "IN (SELECT id FROM clearance_person) LIMIT ?");

} // namespace

ClearanceCache::ClearanceCache(Database& database)
    : m_database(database)
    , m_faces(database)
    , m_takedowns(database)
    , m_notes(watched(database))
{
}

Result<void> ClearanceCache::noteChanges()
{
    const auto changed = allRows(boundSql(m_database, kChanged, qint64{kMostStale + 1}),
                                 [](const Statement& row) { return PhotoId{row.int64(0)}; });
    if (!changed) {
        return propagate(changed);
    }
    if (changed->isEmpty()) {
        // Somebody who is in no photo may have changed: nothing to ask again, and noted they may stay.
        return {};
    }
    for (const char* sql : {"DELETE FROM clearance_photo", "DELETE FROM clearance_person"}) {
        if (auto done = m_database.execute(QString::fromLatin1(sql)); !done) {
            m_kept.clear();
            return done;
        }
    }
    if (changed->size() > kMostStale) {
        m_kept.clear();
    }
    for (Kept& kept : m_kept) {
        kept.stale.unite(QSet<PhotoId>(changed->begin(), changed->end()));
    }
    m_kept.removeIf([](const Kept& kept) { return kept.stale.size() > kMostStale; });
    return {};
}

Result<void> ClearanceCache::refresh(Kept& kept)
{
    if (kept.stale.isEmpty()) {
        return {};
    }
    const QList<PhotoId> asked = kept.stale.values();
    const auto now = clearanceRows(m_database, &asked, kept.purpose, kept.settings, kept.day);
    if (!now) {
        return propagate(now);
    }
    QList<ClearanceRow> unchanged;
    unchanged.reserve(kept.rows.size() + now->size());
    std::copy_if(kept.rows.cbegin(), kept.rows.cend(), std::back_inserter(unchanged),
                 [&kept](const ClearanceRow& row) { return !kept.stale.contains(row.photo); });
    QList<ClearanceRow> rows;
    rows.reserve(unchanged.size() + now->size());
    std::merge(unchanged.cbegin(), unchanged.cend(), now->cbegin(), now->cend(), std::back_inserter(rows),
               [](const ClearanceRow& left, const ClearanceRow& right) { return left.photo < right.photo; });
    kept.rows = rows;
    kept.stale.clear();
    return {};
}

Result<QList<ClearanceRow>> ClearanceCache::keepNew(const Purpose& purpose, const ConsentSettings& settings, QDate day)
{
    auto rows = clearanceRows(m_database, nullptr, purpose, settings, day);
    if (rows) {
        m_kept.prepend(Kept{purpose, settings, day, *rows, {}});
        m_kept.resize(std::min(m_kept.size(), kMostKept));
    }
    return rows;
}

Result<QList<ClearanceRow>> ClearanceCache::rows(const Purpose& purpose, const ConsentSettings& settings, QDate day)
{
    if (m_database.isInTransaction()) {
        return clearanceRows(m_database, nullptr, purpose, settings, day);
    }
    if (const auto done = m_notes.begin(); !done) {
        return propagate(done);
    }
    if (const auto done = noteChanges(); !done) {
        return propagate(done);
    }
    const auto known = std::find_if(m_kept.begin(), m_kept.end(), [&](const Kept& kept) {
        return kept.purpose == purpose && kept.settings == settings && kept.day == day;
    });
    if (known == m_kept.end()) {
        return keepNew(purpose, settings, day);
    }
    if (const auto done = refresh(*known); !done) {
        m_kept.erase(known);
        return propagate(done);
    }
    m_kept.move(std::distance(m_kept.begin(), known), 0);
    return m_kept.constFirst().rows;
}

} // namespace cloakroom
