#include "core/faces/FaceWall.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/FaceRepository.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/Viewpoint.h"
#include "core/faces/FaceChecks.h"
#include "core/photos/VisiblePhoto.h"

namespace cloakroom {

namespace {

QString actionOf(const FaceChoice& choice)
{
    switch (choice.state) {
    case FaceState::Rejected:
        return QStringLiteral("face.reject");
    case FaceState::Confirmed:
        return choice.person.isValid() ? QStringLiteral("face.confirm") : QStringLiteral("face.stranger");
    case FaceState::Unreviewed:
        break;
    }
    return QStringLiteral("face.reset");
}

/// Whether the rules of single decisions allow this one.
Result<void> requireAllowed(Library& library, const Face& face, const FaceChoice& choice)
{
    if (const auto state = visiblePhoto(library, face.photo); !state) {
        return propagate(state);
    }
    if (auto changeable = requireChangeable(library, face); !changeable) {
        return changeable;
    }
    const bool isNaming = choice.state == FaceState::Confirmed && choice.person.isValid();
    return isNaming ? requireNameable(library, face.photo, face.id, choice.person) : Result<void>();
}

bool isNoAnswer(const Error& error)
{
    return error.code != ErrorCode::NotAllowed && error.code != ErrorCode::NotFound && error.code != ErrorCode::Invalid;
}

} // namespace

Result<QList<WallFace>> FaceWall::list(const FaceWallFilter& filter)
{
    if (const auto allowed = m_library.require(Right::NameFaces); !allowed) {
        return propagate(allowed);
    }
    return FaceRepository(m_library.db()).wall(filter, allows(m_library.role(), Right::Safeguard));
}

Result<QHash<PersonId, int>> FaceWall::namedIn(EventId event)
{
    if (const auto allowed = m_library.require(Right::NameFaces); !allowed) {
        return propagate(allowed);
    }
    return FaceRepository(m_library.db()).namedIn(event, Viewpoint::of(m_library.role()).knowsProtected);
}

Result<void> FaceWall::decideOne(const FaceChoice& choice, FaceWallReport& report)
{
    FaceRepository repository(m_library.db());
    const auto record = repository.get(choice.face);
    Result<void> allowed = record ? requireAllowed(m_library, record->face, choice) : Result<void>(propagate(record));
    if (!allowed) {
        if (isNoAnswer(allowed.error())) {
            return allowed;
        }
        report.refused.append({choice.face, allowed.error().text});
        return {};
    }
    const Face& face = record->face;
    const FaceDecision decision{choice.state, choice.state == FaceState::Confirmed ? choice.person : PersonId{},
                                m_library.user().id, m_library.clock().now()};
    if (auto done = repository.decide(face, decision); !done) {
        return done;
    }
    report.before.append({face.id, face.state, face.person});
    return audit::append(m_library, actionOf(choice),
                         subjectOf(face, decision.person.isValid() ? decision.person : face.person));
}

Result<FaceWallReport> FaceWall::decide(const QList<FaceChoice>& choices)
{
    if (const auto allowed = m_library.require(Right::NameFaces); !allowed) {
        return propagate(allowed);
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    FaceWallReport report;
    for (const FaceChoice& choice : choices) {
        if (const auto done = decideOne(choice, report); !done) {
            return propagate(done);
        }
    }
    if (const auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    return report;
}

} // namespace cloakroom
