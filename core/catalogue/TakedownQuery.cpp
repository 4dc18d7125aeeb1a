// Which publications are no longer agreed to; declared in ClearanceQuery.h.

#include "core/catalogue/ClearanceFactsRepository.h"
#include "core/catalogue/ClearanceQuery.h"
#include "core/catalogue/PhotoQuery.h"
#include "core/catalogue/RowScan.h"
#include "core/catalogue/StandingSql.h"

namespace cloakroom {

namespace {

// Somebody of those asked about is in it, then or by today's knowledge. Everybody in those publications is looked at.
const char* const kOfPerson = R"sql(,
about AS MATERIALIZED (SELECT value AS id FROM json_each(@people)),
candidate AS MATERIALIZED (
    SELECT register_id AS id FROM register_face WHERE person_id IN (SELECT id FROM about)
    UNION SELECT r.id FROM face f JOIN register r ON r.photo_id = f.photo_id WHERE f.person_id IN (SELECT id FROM about)))sql";

const char* const kPeopleInThem = R"sql(
    SELECT person_id AS id FROM register_face WHERE register_id IN (SELECT id FROM candidate) AND person_id IS NOT NULL
    UNION SELECT f.person_id FROM candidate c JOIN register r ON r.id = c.id JOIN face f ON f.photo_id = r.photo_id
    WHERE f.person_id IS NOT NULL)sql";

const char* const kTakedowns = R"sql(
SELECT r.id FROM register r LEFT JOIN photo p ON p.id = r.photo_id
WHERE r.purpose_id = @purpose AND r.taken_down_at IS NULL AND r.replaced_by IS NULL %1 AND (
    coalesce(p.restriction, 'none') <> 'none'
    OR p.id IN (SELECT photo_id FROM flag WHERE %2)
    OR EXISTS (SELECT 1 FROM register_face f LEFT JOIN standing s ON s.id = f.person_id
        WHERE f.register_id = r.id AND f.shown <> 0 AND NOT coalesce(s.may_show AND NOT s.is_protected, 0))
    OR EXISTS (SELECT 1 FROM register_face f JOIN face now ON now.id = f.face_id AND now.photo_id = r.photo_id
        LEFT JOIN standing s ON s.id = now.person_id AND now.state = 'confirmed'
        WHERE f.register_id = r.id AND f.shown <> 0 AND now.state <> 'rejected'
            AND NOT coalesce(s.may_show AND NOT s.is_protected, 0)))
ORDER BY r.id
)sql";

} // namespace

Result<QList<RegisterId>> takedownsDue(Database& database, const Purpose& purpose, const ConsentSettings& settings,
                                       QDate day, const QList<PersonId>* about)
{
    if (const auto known = requireClearanceDay(day); !known) {
        return propagate(known);
    }
    const QString head =
        about ? standingSql(QString::fromLatin1(kOfPerson), QString::fromLatin1(kPeopleInThem)) : standingSql();
    const QString restriction = about != nullptr ? QStringLiteral("AND r.id IN (SELECT id FROM candidate)") : QString();
    auto scan = RowScan::prepare(database, head + QString::fromLatin1(kTakedowns).arg(restriction, photo_sql::kIsOpen));
    if (!scan) {
        return propagate(scan);
    }
    bindStanding(*scan, purpose, settings, day);
    if (about != nullptr) {
        scan->bind(idList(*about));
    }
    QList<RegisterId> due;
    auto more = scan->next();
    for (; more && *more; more = scan->next()) {
        due += RegisterId{scan->int64(0)};
    }
    if (!more) {
        return propagate(more);
    }
    return due;
}

} // namespace cloakroom
