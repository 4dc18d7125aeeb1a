#pragma once

#include "core/catalogue/RegisterRepository.h"
#include "core/consent/Purposes.h"
#include "core/review/SecondLooks.h"
#include "core/review/SignOffs.h"
#include "support/DrawnPhotos.h"
#include "support/TestPhotos.h"

namespace cloakroom::test {

/// A drawn photo with one face that nobody has named, with previews.
inline PhotoId addDrawnPhoto(Library& library, int seed = 1)
{
    const PhotoId photo = addTestPhoto(library);
    const QByteArray preview = drawnJpeg(seed, {1200, 800});
    need(library.previews().store(photo, drawnJpeg(seed, {300, 200}), preview));
    addTestFace(library, photo);
    return photo;
}

inline PurposeId purposeId(Library& library, const char* key)
{
    return need(Purposes(library).byKey(QString::fromLatin1(key))).id;
}

/// An entry as an export leaves it, without an export.
inline RegisterId addPublication(Library& library, PhotoId photo, const char* purpose, const QByteArray& sha256,
                                 std::optional<QDate> reviewOn = {})
{
    NewRegisterEntry entry;
    entry.photo = photo;
    entry.purpose = purposeId(library, purpose);
    entry.exportedAt = library.clock().now().addDays(-40);
    entry.by = library.user().id;
    entry.file = QStringLiteral("%1-2026-05-0001.jpg").arg(QLatin1String(purpose));
    entry.style = QStringLiteral("mosaic");
    entry.sha256 = sha256;
    entry.size = QSize(1200, 800);
    entry.facesHash = QByteArray(32, 'x');
    entry.reviewOn = reviewOn;
    return need(RegisterRepository(library.db()).insert(entry));
}

/// A publication of a new photo in which somebody can be seen, or is covered.
inline RegisterId addShowing(Library& library, const char* purpose, PersonId person, bool isShown = true)
{
    NewRegisterEntry entry;
    entry.photo = addTestPhoto(library);
    entry.purpose = purposeId(library, purpose);
    entry.exportedAt = library.clock().now();
    entry.by = library.user().id;
    entry.file = QStringLiteral("photo-1.jpg");
    entry.style = QStringLiteral("mosaic");
    entry.sha256 = QByteArray(32, 'x');
    entry.size = QSize(10, 10);
    entry.facesHash = QByteArray(32, 'f');
    entry.faces = {{addTestFace(library, entry.photo, person), person, isShown, false}};
    return need(RegisterRepository(library.db()).insert(entry));
}

/// Asks for a second look at a signed-off photo, as whoever is signed in.
inline SecondLookId askLook(Library& library, PhotoId photo, const QString& note = {})
{
    need(SignOffs(library).signOffFaces(photo));
    const auto asked =
        need(SecondLooks(library).ask({photo}, purposeId(library, "press"), QStringLiteral("solid"), note));
    REQUIRE(asked.asked.size() == 1);
    return asked.asked.first();
}

} // namespace cloakroom::test
