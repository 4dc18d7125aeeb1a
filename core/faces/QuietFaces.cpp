#include "core/faces/QuietFaces.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/FaceRepository.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/RecognitionRepository.h"
#include "core/faces/FaceChecks.h"
#include "core/photos/VisiblePhoto.h"

namespace cloakroom {

Result<void> QuietFaces::add(FaceId face)
{
    return change(face, true);
}

Result<void> QuietFaces::remove(FaceId face)
{
    return change(face, false);
}

Result<QSet<FaceId>> QuietFaces::of(PhotoId photo)
{
    if (const auto allowed = m_library.require(Right::NameFaces); !allowed) {
        return propagate(allowed);
    }
    if (const auto visible = visiblePhoto(m_library, photo); !visible) {
        return propagate(visible);
    }
    return RecognitionRepository(m_library.db()).unsuggested(photo);
}

Result<void> QuietFaces::change(FaceId face, bool isQuiet)
{
    if (auto allowed = m_library.require(Right::NameFaces); !allowed) {
        return allowed;
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const auto record = FaceRepository(m_library.db()).get(face);
    if (!record) {
        return propagate(record);
    }
    if (const auto visible = visiblePhoto(m_library, record->face.photo); !visible) {
        return propagate(visible);
    }
    RecognitionRepository repository(m_library.db());
    auto done = isQuiet ? repository.stopSuggesting(face, m_library.user().id, m_library.clock().now())
                        : repository.suggestAgain(face);
    if (!done) {
        return done;
    }
    const QString action = isQuiet ? QStringLiteral("face.never-suggest") : QStringLiteral("face.suggest-again");
    if (auto logged = audit::append(m_library, action, subjectOf(record->face)); !logged) {
        return logged;
    }
    return transaction->commit();
}

} // namespace cloakroom
