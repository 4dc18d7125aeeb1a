#include "core/catalogue/RecognitionRepository.h"

#include "core/catalogue/ClearanceFactsRepository.h"
#include "core/catalogue/Sql.h"

namespace cloakroom {

namespace {

RecognitionStep readStep(const Statement& row)
{
    RecognitionStep step;
    step.at = row.time(0);
    step.user = {row.int64(1)};
    step.action = recognitionActionFromKey(row.text(2));
    step.group = {row.int64(3)};
    step.on = row.day(4);
    step.who = row.text(5);
    return step;
}

} // namespace

Result<QList<RecognitionStep>> RecognitionRepository::steps()
{
    return allRows(boundSql(m_database,
                            QStringLiteral("SELECT at, user_id, action, group_id, on_day, who FROM recognition_step "
                                           "ORDER BY id")),
                   readStep);
}

Result<void> RecognitionRepository::add(const RecognitionStep& step)
{
    return runSql(m_database,
                  QStringLiteral("INSERT INTO recognition_step(at, user_id, action, group_id, on_day, who) "
                                 "VALUES(?, ?, ?, ?, ?, ?)"),
                  step.at, step.user.value, step.action ? recognitionActionKey(*step.action) : QString(), step.group,
                  step.on, step.who);
}

Result<QList<PersonId>> RecognitionRepository::members(GroupId group)
{
    return allRows(boundSql(m_database,
                            QStringLiteral("SELECT person_id FROM group_member WHERE group_id = ? ORDER BY person_id"),
                            group),
                   [](const Statement& row) { return PersonId{row.int64(0)}; });
}

Result<QHash<PersonId, QList<GroupId>>> RecognitionRepository::groupsOf(const QList<PersonId>& people)
{
    const auto rows =
        allRows(boundSql(m_database,
                         QStringLiteral("SELECT person_id, group_id FROM group_member WHERE person_id IN (SELECT value "
                                        "FROM json_each(?)) ORDER BY person_id, group_id"),
                         idList(people)),
                [](const Statement& row) { return std::pair(PersonId{row.int64(0)}, GroupId{row.int64(1)}); });
    if (!rows) {
        return propagate(rows);
    }
    QHash<PersonId, QList<GroupId>> groups;
    for (const auto& [person, group] : *rows) {
        groups[person] += group;
    }
    return groups;
}

Result<PhotoPlace> RecognitionRepository::placeOf(PhotoId photo)
{
    const auto row =
        firstRow(boundSql(m_database, QStringLiteral("SELECT group_id, import_id FROM photo WHERE id = ?"), photo),
                 [](const Statement& found) {
                     return PhotoPlace{{found.int64(0)}, {found.int64(1)}};
                 });
    if (!row) {
        return propagate(row);
    }
    return row->value_or(PhotoPlace{});
}

Result<void> RecognitionRepository::stopSuggesting(FaceId face, UserId by, const QDateTime& at)
{
    return runSql(m_database,
                  QStringLiteral("INSERT OR IGNORE INTO unsuggested_face(face_id, user_id, at) VALUES(?, ?, ?)"), face,
                  by.value, at);
}

Result<void> RecognitionRepository::suggestAgain(FaceId face)
{
    return runSql(m_database, QStringLiteral("DELETE FROM unsuggested_face WHERE face_id = ?"), face);
}

Result<QSet<FaceId>> RecognitionRepository::unsuggested(PhotoId photo)
{
    const auto rows = allRows(boundSql(m_database,
                                       QStringLiteral("SELECT u.face_id FROM unsuggested_face u JOIN face f ON f.id = "
                                                      "u.face_id WHERE f.photo_id = ?"),
                                       photo),
                              [](const Statement& row) { return FaceId{row.int64(0)}; });
    if (!rows) {
        return propagate(rows);
    }
    return QSet<FaceId>(rows->cbegin(), rows->cend());
}

} // namespace cloakroom
