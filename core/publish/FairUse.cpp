#include "core/publish/FairUse.h"

#include "core/catalogue/FairUseRepository.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/Viewpoint.h"
#include "core/consent/ConsentLedger.h"
#include "core/consent/People.h"

#include <algorithm>

namespace cloakroom {

namespace {

Result<QHash<PersonId, Standing>> standings(Library& library, const QList<Person>& people,
                                            const std::optional<Purpose>& purpose)
{
    if (!purpose) {
        return QHash<PersonId, Standing>();
    }
    QList<PersonId> ids;
    for (const Person& person : people) {
        ids += person.id;
    }
    return ConsentLedger(library).standingsOf(ids, *purpose, library.today());
}

} // namespace

Result<QList<PersonUse>> fairUse(Library& library, const FairUseFilter& filter)
{
    if (const auto allowed = library.require(Right::Export); !allowed) {
        return propagate(allowed);
    }
    PersonFilter wanted;
    wanted.group = filter.group;
    wanted.withLeavers = false;
    const auto people = People(library).list(wanted);
    if (!people) {
        return propagate(people);
    }
    const std::optional<PurposeId> purpose = filter.purpose ? std::optional(filter.purpose->id) : std::nullopt;
    const QDateTime since =
        filter.since ? filter.since->startOfDay().toUTC() : QDateTime(QDate(1, 1, 1), QTime(0, 0), Qt::UTC);
    const auto counts = FairUseRepository(library.db()).counts(purpose, since, Viewpoint::of(library.role()));
    if (!counts) {
        return propagate(counts);
    }
    const auto stand = standings(library, *people, filter.purpose);
    if (!stand) {
        return propagate(stand);
    }
    QList<PersonUse> uses;
    for (const Person& person : *people) {
        if (person.protection.isProtected) {
            continue;
        }
        const UseCount count = counts->value(person.id);
        std::optional<bool> may;
        if (filter.purpose) {
            may = stand->value(person.id).mayShow;
        }
        uses += PersonUse{person, count.photos, count.published, count.lastAt, may};
    }
    std::stable_sort(uses.begin(), uses.end(), [](const PersonUse& left, const PersonUse& right) {
        return left.published != right.published ? left.published < right.published : left.lastAt < right.lastAt;
    });
    return uses;
}

} // namespace cloakroom
