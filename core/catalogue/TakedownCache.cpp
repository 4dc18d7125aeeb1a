#include "core/catalogue/TakedownCache.h"

#include "core/catalogue/Sql.h"

#include <algorithm>

namespace cloakroom {

namespace {

constexpr qint64 kEveryPurpose = 0;

// Everything that takedownsDue() looks at, except the purpose and the settings, which whoever asks hands over. Most
// faces are in photos that were never published.
const char* const kWatch = R"sql(
CREATE TEMP TABLE takedown_changed(purpose_id INTEGER PRIMARY KEY);
CREATE TEMP TRIGGER takedown_consent_added AFTER INSERT ON main.consent BEGIN INSERT OR IGNORE INTO takedown_changed VALUES(NEW.purpose_id); END;
CREATE TEMP TRIGGER takedown_consent_changed AFTER UPDATE ON main.consent BEGIN INSERT OR IGNORE INTO takedown_changed VALUES(OLD.purpose_id), (NEW.purpose_id); END;
CREATE TEMP TRIGGER takedown_consent_removed AFTER DELETE ON main.consent BEGIN INSERT OR IGNORE INTO takedown_changed VALUES(OLD.purpose_id); END;
CREATE TEMP TRIGGER takedown_person_added AFTER INSERT ON main.person BEGIN INSERT OR IGNORE INTO takedown_changed VALUES(0); END;
CREATE TEMP TRIGGER takedown_person_changed AFTER UPDATE ON main.person BEGIN INSERT OR IGNORE INTO takedown_changed VALUES(0); END;
CREATE TEMP TRIGGER takedown_person_removed AFTER DELETE ON main.person BEGIN INSERT OR IGNORE INTO takedown_changed VALUES(0); END;
CREATE TEMP TRIGGER takedown_face_added AFTER INSERT ON main.face WHEN EXISTS(SELECT 1 FROM register WHERE photo_id = NEW.photo_id) BEGIN INSERT OR IGNORE INTO takedown_changed VALUES(0); END;
CREATE TEMP TRIGGER takedown_face_changed AFTER UPDATE ON main.face WHEN EXISTS(SELECT 1 FROM register WHERE photo_id IN (OLD.photo_id, NEW.photo_id)) BEGIN INSERT OR IGNORE INTO takedown_changed VALUES(0); END;
CREATE TEMP TRIGGER takedown_face_removed AFTER DELETE ON main.face BEGIN INSERT OR IGNORE INTO takedown_changed VALUES(0); END;
CREATE TEMP TRIGGER takedown_flag_added AFTER INSERT ON main.flag BEGIN INSERT OR IGNORE INTO takedown_changed VALUES(0); END;
CREATE TEMP TRIGGER takedown_flag_changed AFTER UPDATE ON main.flag BEGIN INSERT OR IGNORE INTO takedown_changed VALUES(0); END;
CREATE TEMP TRIGGER takedown_flag_removed AFTER DELETE ON main.flag BEGIN INSERT OR IGNORE INTO takedown_changed VALUES(0); END;
CREATE TEMP TRIGGER takedown_photo_changed AFTER UPDATE OF id, restriction ON main.photo BEGIN INSERT OR IGNORE INTO takedown_changed VALUES(0); END;
CREATE TEMP TRIGGER takedown_photo_removed AFTER DELETE ON main.photo BEGIN INSERT OR IGNORE INTO takedown_changed VALUES(0); END;
CREATE TEMP TRIGGER takedown_register_added AFTER INSERT ON main.register BEGIN INSERT OR IGNORE INTO takedown_changed VALUES(NEW.purpose_id); END;
CREATE TEMP TRIGGER takedown_register_changed AFTER UPDATE ON main.register BEGIN INSERT OR IGNORE INTO takedown_changed VALUES(OLD.purpose_id), (NEW.purpose_id); END;
CREATE TEMP TRIGGER takedown_register_removed AFTER DELETE ON main.register BEGIN INSERT OR IGNORE INTO takedown_changed VALUES(OLD.purpose_id); END;
CREATE TEMP TRIGGER takedown_shown_added AFTER INSERT ON main.register_face BEGIN INSERT OR IGNORE INTO takedown_changed SELECT coalesce((SELECT purpose_id FROM register WHERE id = NEW.register_id), 0); END;
CREATE TEMP TRIGGER takedown_shown_changed AFTER UPDATE ON main.register_face BEGIN INSERT OR IGNORE INTO takedown_changed VALUES(0); END;
CREATE TEMP TRIGGER takedown_shown_removed AFTER DELETE ON main.register_face BEGIN INSERT OR IGNORE INTO takedown_changed VALUES(0); END;
)sql";

} // namespace

Result<void> TakedownCache::watch()
{
    if (m_isWatching) {
        return {};
    }
    auto transaction = m_database.begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (auto done = m_database.execute(QString::fromLatin1(kWatch)); !done) {
        return done;
    }
    if (auto done = transaction->commit(); !done) {
        return done;
    }
    m_isWatching = true;
    return {};
}

Result<void> TakedownCache::forgetChanged()
{
    const auto changed = allRows(boundSql(m_database, QStringLiteral("SELECT purpose_id FROM takedown_changed")),
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
    if (const auto done = watch(); !done) {
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
    const auto now = takedownsDue(m_database, purpose, settings, day);
    if (now) {
        m_kept.removeIf([&purpose](const Kept& kept) { return kept.purpose.id == purpose.id; });
        m_kept += Kept{purpose, settings, day, *now};
    }
    return now;
}

} // namespace cloakroom
