#include "core/faces/FaceChecks.h"

#include "core/catalogue/FaceRepository.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/Viewpoint.h"

#include <QCoreApplication>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Faces", text);
}

} // namespace

Result<void> requireChangeable(Library& library, const Face& face)
{
    if (!face.person.isValid() || allows(library.role(), Right::Safeguard)) {
        return {};
    }
    const auto isProtected = FaceRepository(library.db()).isProtected(face.person);
    if (!isProtected) {
        return propagate(isProtected);
    }
    if (*isProtected) {
        return fail(ErrorCode::NotAllowed,
                    tr("This face has been settled and cannot be changed in your role. Nothing was changed."));
    }
    return {};
}

Result<void> requireNameable(Library& library, PhotoId photo, FaceId face, PersonId person)
{
    FaceRepository repository(library.db());
    const auto isProtected = repository.isProtected(person);
    if (!isProtected) {
        return propagate(isProtected);
    }
    if (*isProtected && !Viewpoint::of(library.role()).knowsProtected) {
        return fail(ErrorCode::NotFound, tr("There is no such person."));
    }
    const auto others = repository.ofPhoto(photo);
    if (!others) {
        return propagate(others);
    }
    for (const FaceRecord& other : *others) {
        if (other.face.id != face && other.face.person == person && other.face.state == FaceState::Confirmed) {
            return fail(ErrorCode::Invalid,
                        tr("This person is already named on another face of this photo. Nothing was changed. If that "
                           "other face is wrong, take the name off it first."));
        }
    }
    return {};
}

QJsonObject subjectOf(const Face& face, PersonId person)
{
    QJsonObject subject{{QStringLiteral("photo"), face.photo.value}, {QStringLiteral("face"), face.id.value}};
    if (person.isValid()) {
        subject.insert(QStringLiteral("person"), person.value);
    }
    return subject;
}

} // namespace cloakroom
