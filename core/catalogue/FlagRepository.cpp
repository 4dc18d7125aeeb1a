#include "core/catalogue/FlagRepository.h"

#include "core/catalogue/Sql.h"

namespace cloakroom {

namespace {

const QString kSelect =
    QStringLiteral("SELECT f.id, f.photo_id, f.reason, u.name, f.at, f.outcome, f.note FROM flag f LEFT JOIN user u "
                   "ON u.id = f.user_id");

Flag readFlag(const Statement& row)
{
    Flag flag;
    flag.id = FlagId{row.int64(0)};
    flag.photo = PhotoId{row.int64(1)};
    flag.reason = row.text(2);
    flag.by = row.text(3);
    flag.at = row.time(4);
    flag.outcome = flagOutcomeFromKey(row.text(5));
    flag.note = row.text(6);
    return flag;
}

QString restrictionKey(FlagOutcome outcome)
{
    switch (outcome) {
    case FlagOutcome::Release:
        return QStringLiteral("none");
    case FlagOutcome::Restrict:
        return QStringLiteral("restricted");
    case FlagOutcome::Seal:
    case FlagOutcome::Erase:
        break;
    }
    return QStringLiteral("sealed");
}

} // namespace

Result<FlagId> FlagRepository::insert(PhotoId photo, const QString& reason, UserId by, const QDateTime& at)
{
    const auto id =
        insertSql(m_database, QStringLiteral("INSERT INTO flag(photo_id, reason, user_id, at) VALUES(?, ?, ?, ?)"),
                  photo, reason, by, at);
    if (!id) {
        return propagate(id);
    }
    return FlagId{*id};
}

Result<QList<Flag>> FlagRepository::list()
{
    return allRows(boundSql(m_database, kSelect + QStringLiteral(" ORDER BY f.outcome IS NOT NULL, f.id DESC")),
                   readFlag);
}

Result<std::optional<Flag>> FlagRepository::get(FlagId id)
{
    return firstRow(boundSql(m_database, kSelect + QStringLiteral(" WHERE f.id = ?"), id), readFlag);
}

Result<void> FlagRepository::decide(FlagId id, const FlagDecision& decision)
{
    return runSql(
        m_database,
        QStringLiteral("UPDATE flag SET outcome = ?, note = ?, resolved_by = ?, resolved_at = ? WHERE id = ?"),
        flagOutcomeKey(decision.outcome), decision.note, decision.by, decision.at, id);
}

Result<bool> FlagRepository::isSealedByAnother(const Flag& flag)
{
    const auto found = firstRow(
        boundSql(m_database,
                 QStringLiteral("SELECT 1 FROM flag WHERE photo_id = ? AND id <> ? AND outcome = 'seal' LIMIT 1"),
                 flag.photo, flag.id),
        [](const Statement&) { return true; });
    if (!found) {
        return propagate(found);
    }
    return found->has_value();
}

Result<void> FlagRepository::setRestriction(PhotoId photo, FlagOutcome outcome)
{
    return runSql(m_database, QStringLiteral("UPDATE photo SET restriction = ? WHERE id = ?"), restrictionKey(outcome),
                  photo);
}

} // namespace cloakroom
