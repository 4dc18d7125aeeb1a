#include "core/catalogue/TakedownCache.h"

#include "core/catalogue/Sql.h"

#include <algorithm>

namespace cloakroom {

namespace {

constexpr qint64 kEveryPurpose = 0;

// Everything that takedownsDue() looks at, except the purpose and the settings, which whoever asks hands over. Most
// faces are in photos that were never published.
ChangeNotes watched(Database& database)
{
    const QString list = QStringLiteral("takedown_changed");
    const QString every = QStringLiteral("VALUES(0)");
    ChangeNotes notes(database, {list});
    notes.rows(list, QStringLiteral("consent"), QStringLiteral("purpose_id"))
        .rows(list, QStringLiteral("register"), QStringLiteral("purpose_id"));
    for (const char* table : {"person", "flag"}) {
        for (const char* change : {"INSERT", "UPDATE", "DELETE"}) {
            notes.when(QStringLiteral("%1 ON main.%2").arg(QLatin1String(change), QLatin1String(table)), list, every);
        }
    }
    for (const char* event : {
             "INSERT ON main.face WHEN EXISTS(SELECT 1 FROM register WHERE photo_id = NEW.photo_id)",
             "UPDATE ON main.face WHEN EXISTS(SELECT 1 FROM register WHERE photo_id IN (OLD.photo_id, NEW.photo_id))",
             "DELETE ON main.face",
             "UPDATE OF id, restriction ON main.photo",
             "DELETE ON main.photo",
             "UPDATE ON main.register_face",
             "DELETE ON main.register_face",
         }) {
        notes.when(QLatin1String(event), list, every);
    }
    return notes.when(
        QStringLiteral("INSERT ON main.register_face"), list,
        QStringLiteral("SELECT coalesce((SELECT purpose_id FROM register WHERE id = NEW.register_id), 0)"));
}

} // namespace

TakedownCache::TakedownCache(Database& database)
    : m_database(database)
    , m_notes(watched(database))
{
}

Result<void> TakedownCache::forgetChanged()
{
    const auto changed = allRows(boundSql(m_database, QStringLiteral("SELECT id FROM takedown_changed")),
                                 [](const Statement& row) { return row.int64(0); });
    if (!changed) {
        return propagate(changed);
    }
    if (changed->isEmpty()) {
        return {};
    }
    m_kept.removeIf([&changed](const Kept& kept) {
        return changed->contains(kEveryPurpose) || changed->contains(kept.purpose.id.value);
    });
    // Should this fail, they are only forgotten once more.
    return m_database.execute(QStringLiteral("DELETE FROM takedown_changed"));
}

Result<QList<RegisterId>> TakedownCache::due(const Purpose& purpose, const ConsentSettings& settings, QDate day)
{
    if (m_database.isInTransaction()) {
        return takedownsDue(m_database, purpose, settings, day);
    }
    if (const auto done = m_notes.begin(); !done) {
        return propagate(done);
    }
    if (const auto done = forgetChanged(); !done) {
        return propagate(done);
    }
    const auto known = std::find_if(m_kept.cbegin(), m_kept.cend(), [&](const Kept& kept) {
        return kept.purpose == purpose && kept.settings == settings && kept.day == day;
    });
    if (known != m_kept.cend()) {
        return known->due;
    }
    auto now = takedownsDue(m_database, purpose, settings, day);
    if (now) {
        m_kept.removeIf([&purpose](const Kept& kept) { return kept.purpose.id == purpose.id; });
        m_kept += Kept{purpose, settings, day, *now};
    }
    return now;
}

} // namespace cloakroom
