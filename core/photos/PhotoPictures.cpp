// What people get to see of a photo: its previews, revealed or not, and its original.

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/FaceRepository.h"
#include "core/catalogue/Library.h"
#include "core/imaging/Head.h"
#include "core/imaging/Scale.h"
#include "core/photos/ObscuredPicture.h"
#include "core/photos/Photos.h"
#include "core/photos/VisiblePhoto.h"
#include "core/storage/Vault.h"

#include <QCoreApplication>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Photos", text);
}

Result<QImage> loadPicture(Library& library, PhotoId photo, Previews::Size size)
{
    const auto jpeg = library.previews().load(photo, size);
    if (!jpeg) {
        return propagate(jpeg);
    }
    if (jpeg->isEmpty()) {
        return QImage();
    }
    // These bytes are our own: encoded by this program and authenticated when they were read.
    QImage picture = plainRgb(QImage::fromData(*jpeg, "JPEG"));
    if (picture.isNull()) {
        return fail(ErrorCode::Damaged,
                    tr("The preview of this photo is damaged. The photo itself is safe: have the previews made anew."));
    }
    return picture;
}

Result<void> recordLook(Library& library, const QString& action, PhotoId photo, const QString& reason = {})
{
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (auto done = audit::append(library, action, {{QStringLiteral("photo"), photo.value}}, reason); !done) {
        return done;
    }
    return transaction->commit();
}

} // namespace

Result<QImage> Photos::picture(PhotoId photo, Previews::Size size)
{
    const auto state = visiblePhoto(m_library, photo);
    if (!state) {
        return propagate(state);
    }
    const auto protectedFaces = FaceRepository(m_library.db()).protectedFaces(photo);
    if (!protectedFaces) {
        return propagate(protectedFaces);
    }
    auto picture = loadPicture(m_library, photo, size);
    if (!picture || picture->isNull()) {
        return picture;
    }
    if (state->isFlagged) {
        return obscured(*picture);
    }
    if (protectedFaces->isEmpty()) {
        return picture;
    }
    if (!allows(m_library.role(), Right::SeeProtectedUncovered)) {
        return withHeadsCovered(*picture, *protectedFaces, state->size);
    }
    // Tiles of a grid are too small and too many to be looks worth recording.
    if (size == Previews::Size::Preview) {
        if (const auto done = recordLook(m_library, QStringLiteral("photo.view-protected"), photo); !done) {
            return propagate(done);
        }
    }
    return picture;
}

Result<QImage> Photos::reveal(PhotoId photo, const QString& reason)
{
    if (const auto allowed = m_library.require(Right::Safeguard); !allowed) {
        return propagate(allowed);
    }
    if (const auto state = visiblePhoto(m_library, photo); !state) {
        return propagate(state);
    }
    if (reason.trimmed().isEmpty()) {
        return fail(ErrorCode::Invalid, tr("Say why you need to see this photo. The reason is recorded."));
    }
    auto picture = loadPicture(m_library, photo, Previews::Size::Preview);
    if (!picture) {
        return propagate(picture);
    }
    if (const auto done = recordLook(m_library, QStringLiteral("photo.reveal"), photo, reason.trimmed()); !done) {
        return propagate(done);
    }
    return picture;
}

Result<QByteArray> Photos::original(PhotoId photo)
{
    if (const auto allowed = m_library.require(Right::Originals); !allowed) {
        return propagate(allowed);
    }
    if (const auto state = visiblePhoto(m_library, photo); !state) {
        return propagate(state);
    }
    const auto showsProtected = FaceRepository(m_library.db()).showsProtected(photo);
    if (!showsProtected) {
        return propagate(showsProtected);
    }
    if (*showsProtected && !allows(m_library.role(), Right::SeeProtectedUncovered)) {
        return fail(ErrorCode::NotAllowed, tr("The original of this photo opens for the safeguarding lead alone."));
    }
    const auto stored = PhotoRepository(m_library.db()).original(photo);
    if (!stored) {
        return propagate(stored);
    }
    const Vault& vault = m_library.vault();
    const auto key = vault.unwrapKey(stored->wrappedKey, stored->uuid);
    if (!key) {
        return propagate(key);
    }
    auto bytes = vault.read(stored->vaultName, *key, stored->uuid);
    if (!bytes) {
        return bytes;
    }
    if (bytes->size() != stored->bytes || vault.digestOf(viewOf(*bytes)) != stored->digest) {
        return fail(ErrorCode::Damaged,
                    tr("The stored original of this photo is damaged. Restore it from a backup of the library."));
    }
    if (const auto done = recordLook(m_library, QStringLiteral("photo.original"), photo); !done) {
        return propagate(done);
    }
    return bytes;
}

} // namespace cloakroom
