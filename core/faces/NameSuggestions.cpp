#include "core/faces/NameSuggestions.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/DeclinedNameRepository.h"
#include "core/catalogue/FaceRepository.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/MarkedRegionRepository.h"
#include "core/catalogue/PersonRepository.h"
#include "core/catalogue/Viewpoint.h"
#include "core/faces/FaceChecks.h"
#include "core/faces/PeopleByName.h"
#include "core/faces/RegionMatch.h"
#include "core/photos/VisiblePhoto.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace cloakroom {

namespace {

using Names = QList<NameSuggestion>;

Result<Names> fromFile(Library& library, PhotoId photo, const QList<Face>& faces)
{
    const auto regions = MarkedRegionRepository(library.db()).ofPhoto(photo);
    if (!regions || regions->isEmpty()) {
        return regions ? Result<Names>(Names()) : propagate(regions);
    }
    const auto people = PersonRepository(library.db()).nameParts();
    if (!people) {
        return propagate(people);
    }
    Names names = namesFromFile(*regions, faces, PeopleByName(*people));
    if (Viewpoint::of(library.role()).knowsProtected) {
        return names;
    }
    // What is nobody's exact name may be another spelling of somebody's who must not be known.
    names.removeIf([](const NameSuggestion& one) { return !one.person.isValid(); });
    return names;
}

/// What every source offers; each further one is one more call.
Result<Names> offeredBySources(Library& library, PhotoId photo, const QList<Face>& faces)
{
    Names offered;
    for (const auto source : {fromFile}) {
        const auto names = source(library, photo, faces);
        if (!names) {
            return propagate(names);
        }
        offered.append(*names);
    }
    return offered;
}

Result<void> withholdProtected(Library& library, Names& names)
{
    if (Viewpoint::of(library.role()).knowsProtected) {
        return {};
    }
    QSet<PersonId> withheld;
    FaceRepository repository(library.db());
    for (const NameSuggestion& one : std::as_const(names)) {
        if (one.person.isValid() && !withheld.contains(one.person)) {
            const auto isProtected = repository.isProtected(one.person);
            if (!isProtected) {
                return propagate(isProtected);
            }
            if (*isProtected) {
                withheld.insert(one.person);
            }
        }
    }
    names.removeIf([&withheld](const NameSuggestion& one) { return withheld.contains(one.person); });
    return {};
}

Result<QList<DeclinedName>> declinedIn(Library& library, PhotoId photo)
{
    const auto rows = DeclinedNameRepository(library.db()).ofPhoto(photo);
    if (!rows) {
        return propagate(rows);
    }
    QList<DeclinedName> declined;
    for (const DeclinedNameRepository::Row& row : *rows) {
        declined.append({row.face, row.person, row.name});
    }
    return declined;
}

} // namespace

Result<Names> NameSuggestions::of(PhotoId photo)
{
    if (const auto state = visiblePhoto(m_library, photo); !state) {
        return propagate(state);
    }
    if (!allows(m_library.role(), Right::NameFaces) || !Viewpoint::of(m_library.role()).seesPeople) {
        return Names();
    }
    const auto records = FaceRepository(m_library.db()).ofPhoto(photo);
    if (!records) {
        return propagate(records);
    }
    QList<Face> faces;
    for (const FaceRecord& record : *records) {
        faces.append(record.face);
    }
    auto offered = offeredBySources(m_library, photo, faces);
    if (!offered || offered->isEmpty()) {
        return offered;
    }
    if (const auto done = withholdProtected(m_library, *offered); !done) {
        return propagate(done);
    }
    const auto declined = declinedIn(m_library, photo);
    if (!declined) {
        return propagate(declined);
    }
    return mergedSuggestions(faces, *offered, *declined);
}

Result<QList<DeclinedName>> NameSuggestions::declined(PhotoId photo)
{
    if (const auto allowed = m_library.require(Right::NameFaces); !allowed) {
        return propagate(allowed);
    }
    if (const auto state = visiblePhoto(m_library, photo); !state) {
        return propagate(state);
    }
    return declinedIn(m_library, photo);
}

Result<void> NameSuggestions::decline(const DeclinedName& declined)
{
    return change(declined, true);
}

Result<void> NameSuggestions::allowAgain(const DeclinedName& declined)
{
    return change(declined, false);
}

Result<void> NameSuggestions::change(const DeclinedName& declined, bool isDeclined)
{
    if (auto allowed = m_library.require(Right::NameFaces); !allowed) {
        return allowed;
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const auto record = FaceRepository(m_library.db()).get(declined.face);
    if (!record) {
        return propagate(record);
    }
    if (const auto state = visiblePhoto(m_library, record->face.photo); !state) {
        return propagate(state);
    }
    if (!declined.person.isValid() && declined.name.isEmpty()) {
        return fail(
            ErrorCode::Invalid,
            QCoreApplication::translate("NameSuggestions", "There is no name to decline. Nothing was changed."));
    }
    const DeclinedNameRepository::Row row{declined.face, declined.person, declined.name};
    DeclinedNameRepository repository(m_library.db());
    auto done = isDeclined ? repository.add(row, m_library.user().id, m_library.clock().now()) : repository.remove(row);
    if (!done) {
        return done;
    }
    const QString action = isDeclined ? QStringLiteral("face.decline-name") : QStringLiteral("face.allow-name");
    if (auto logged = audit::append(m_library, action, subjectOf(record->face, declined.person)); !logged) {
        return logged;
    }
    return transaction->commit();
}

} // namespace cloakroom
