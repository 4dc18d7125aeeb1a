#pragma once

#include "core/catalogue/ImportRepository.h"
#include "core/catalogue/PhotoRepository.h"
#include "core/catalogue/Previews.h"
#include "core/faces/Faces.h"
#include "core/storage/Vault.h"
#include "support/TestLibrary.h"

namespace cloakroom::test {

/// A photo as an import leaves it, already searched for faces: a row, an original in the vault (whose bytes are no
/// picture) and previews. On the library's thread.
inline PhotoId addTestPhoto(Library& library, PhotoKind kind = PhotoKind::Still)
{
    static int number = 0;
    const QByteArray bytes = "original " + QByteArray::number(++number);
    const QDateTime now = library.clock().now();
    ImportRepository imports(library.db());
    NewPhoto photo;
    photo.import = need(imports.begin(library.user().id, {}, QStringLiteral("card"), now));
    photo.name = QStringLiteral("IMG_%1.JPG").arg(number, 4, 10, QLatin1Char('0'));
    photo.kind = kind;
    photo.format = QStringLiteral("jpeg");
    photo.size = QSize(1200, 800);
    photo.importedAt = now;
    const PhotoKey key = Vault::newKey();
    photo.original.vaultName = Vault::newName();
    photo.original.uuid = Vault::newUuid();
    photo.original.wrappedKey = library.vault().wrapKey(key, photo.original.uuid);
    const StoredFile stored = need(library.vault().write(
        photo.original.vaultName, key, photo.original.uuid,
        ByteView(reinterpret_cast<const unsigned char*>(bytes.constData()), static_cast<size_t>(bytes.size()))));
    photo.original.digest = stored.digest;
    photo.original.bytes = bytes.size();
    PhotoRepository photos(library.db());
    const PhotoId id = need(photos.insert(photo));
    need(photos.setSearched(id, QStringLiteral("yunet"), now));
    need(library.previews().store(id, QByteArrayLiteral("small"), QByteArrayLiteral("large")));
    return id;
}

/// A face that somebody drew and named (nobody = unreviewed).
inline FaceId addTestFace(Library& library, PhotoId photo, PersonId person = {})
{
    static int x = 0;
    x = (x + 60) % 1000;
    return need(Faces(library).add(photo, QRect(x, 100, 50, 60), person));
}

} // namespace cloakroom::test
