#include "core/review/SignOffs.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/FaceRepository.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/PurposeRepository.h"
#include "core/catalogue/SecondLookRepository.h"
#include "core/catalogue/SignOffRepository.h"
#include "core/photos/VisiblePhoto.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("SignOffs", text);
}

QJsonObject subjectOf(PhotoId photo)
{
    return {{QStringLiteral("photo"), photo.value}};
}

Result<void> canBeSignedOff(const PhotoState& photo)
{
    if (photo.kind != PhotoKind::Still) {
        return fail(ErrorCode::Unsupported,
                    tr("Faces in videos cannot be covered yet, so a video cannot be signed off."));
    }
    if (photo.isInBin) {
        return fail(ErrorCode::Invalid, tr("This photo is in the bin. Take it out before signing it off."));
    }
    if (photo.searchedBy.isEmpty()) {
        return fail(ErrorCode::Invalid,
                    tr("This photo has not been searched for faces yet. Search it first, then look whether every "
                       "face is marked."));
    }
    return {};
}

/// The state that is signed off is the one that is stored at this moment.
Result<QByteArray> stateOf(Library& library, PhotoId photo)
{
    SignOffRepository signOffs(library.db());
    auto state = signOffs.facesHash(photo);
    if (state && state->isEmpty()) {
        if (const auto done = FaceRepository(library.db()).refreshHash(photo); !done) {
            return propagate(done);
        }
        state = signOffs.facesHash(photo);
    }
    if (state && state->isEmpty()) {
        return fail(ErrorCode::Internal, tr("The faces of this photo could not be put on record. Nothing was changed."),
                    QStringLiteral("no faces hash"));
    }
    return state;
}

/// The one that counts: the latest that is still true.
std::optional<SignOff> current(const QList<SignOff>& signOffs, SignOffKind kind)
{
    const auto found = std::find_if(signOffs.begin(), signOffs.end(), [kind](const SignOff& signOff) {
        return signOff.isCurrent && signOff.kind == kind;
    });
    return found == signOffs.end() ? std::nullopt : std::optional(*found);
}

Result<void> store(Library& library, SignOff signOff, const QJsonObject& subject)
{
    const auto state = stateOf(library, signOff.photo);
    if (!state) {
        return propagate(state);
    }
    signOff.facesHash = *state;
    signOff.by = library.user().id;
    signOff.at = library.clock().now();
    if (const auto id = SignOffRepository(library.db()).insert(signOff); !id) {
        return propagate(id);
    }
    return audit::append(library, QStringLiteral("sign-off.") + signOffKindKey(signOff.kind), subject);
}

} // namespace

Result<void> SignOffs::signOffFaces(PhotoId photo)
{
    if (auto allowed = m_library.require(Right::NameFaces); !allowed) {
        return allowed;
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const auto state = visiblePhoto(m_library, photo);
    if (!state) {
        return propagate(state);
    }
    if (auto fine = canBeSignedOff(*state); !fine) {
        return fine;
    }
    const auto known = SignOffRepository(m_library.db()).ofPhoto(photo);
    if (!known) {
        return propagate(known);
    }
    // Saying it again changes nothing, and does not take a second check away from whoever says it.
    if (current(*known, SignOffKind::Faces)) {
        return {};
    }
    SignOff signOff;
    signOff.photo = photo;
    if (auto done = store(m_library, signOff, subjectOf(photo)); !done) {
        return done;
    }
    return transaction->commit();
}

Result<void> SignOffs::signOffPublish(PhotoId photo, PurposeId purpose)
{
    if (auto allowed = m_library.require(Right::SignOffPublish); !allowed) {
        return allowed;
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const auto state = visiblePhoto(m_library, photo);
    if (!state) {
        return propagate(state);
    }
    if (auto fine = canBeSignedOff(*state); !fine) {
        return fine;
    }
    const auto known = SignOffRepository(m_library.db()).ofPhoto(photo);
    if (!known) {
        return propagate(known);
    }
    if (auto fine = canBeChecked(*known, purpose); !fine) {
        return fine;
    }
    const bool isSaid = std::any_of(known->begin(), known->end(), [&](const SignOff& other) {
        return other.isCurrent && other.kind == SignOffKind::Publish && other.purpose == purpose
            && other.by == m_library.user().id;
    });
    if (isSaid) {
        return {};
    }
    if (auto done = settleRequests(photo, purpose); !done) {
        return done;
    }
    SignOff signOff;
    signOff.photo = photo;
    signOff.kind = SignOffKind::Publish;
    signOff.purpose = purpose;
    QJsonObject subject = subjectOf(photo);
    subject.insert(QStringLiteral("purpose"), purpose.value);
    if (auto done = store(m_library, signOff, subject); !done) {
        return done;
    }
    return transaction->commit();
}

Result<void> SignOffs::settleRequests(PhotoId photo, PurposeId purpose)
{
    SecondLookRepository looks(m_library.db());
    const auto open = looks.openOf(photo, purpose);
    if (!open) {
        return propagate(open);
    }
    const bool isOwn = std::any_of(open->begin(), open->end(),
                                   [this](const SecondLook& look) { return look.askedBy == m_library.user().id; });
    if (isOwn) {
        return fail(ErrorCode::NotAllowed,
                    tr("You asked for this second look yourself. Somebody else has to give it. Nothing was changed."));
    }
    const auto settled = looks.decideOpenOf(
        photo, purpose, {SecondLookOutcome::Approved, m_library.user().id, m_library.clock().now(), {}});
    return settled ? Result<void>() : propagate(settled);
}

Result<void> SignOffs::canBeChecked(const QList<SignOff>& known, PurposeId purpose)
{
    const auto found = PurposeRepository(m_library.db()).get(purpose);
    if (!found) {
        return propagate(found);
    }
    if (!*found) {
        return fail(ErrorCode::NotFound, tr("There is no such purpose."));
    }
    const auto faces = current(known, SignOffKind::Faces);
    if (!faces) {
        return fail(ErrorCode::NotAllowed,
                    tr("Somebody has to confirm first that every face in this photo is marked. Nothing was changed."));
    }
    if (faces->by == m_library.user().id) {
        return fail(ErrorCode::NotAllowed,
                    tr("You confirmed the faces of this photo yourself. The second look has to be somebody else's. "
                       "Nothing was changed."));
    }
    return {};
}

Result<void> SignOffs::revoke(PhotoId photo)
{
    if (auto allowed = m_library.require(Right::NameFaces); !allowed) {
        return allowed;
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (const auto state = visiblePhoto(m_library, photo); !state) {
        return propagate(state);
    }
    const auto revoked =
        SignOffRepository(m_library.db()).revokeAll(photo, m_library.user().id, m_library.clock().now());
    if (!revoked) {
        return propagate(revoked);
    }
    if (*revoked == 0) {
        return {};
    }
    if (auto done = audit::append(m_library, QStringLiteral("sign-off.revoke"), subjectOf(photo)); !done) {
        return done;
    }
    return transaction->commit();
}

Result<QList<SignOff>> SignOffs::list(PhotoId photo)
{
    if (const auto state = visiblePhoto(m_library, photo); !state) {
        return propagate(state);
    }
    return SignOffRepository(m_library.db()).ofPhoto(photo);
}

} // namespace cloakroom
