#include "core/imaging/PhotoFixtures.h"
#include "core/imaging/PhotoReader.h"
#include "fuzz/Targets.h"

namespace cloakroom::fuzz {

QList<QByteArray> photoSeeds()
{
    const QImage drawn = fixtures::quarters(48, 32);
    QList<QByteArray> seeds;
    for (const char* format : {".jpg", ".png", ".tiff", ".webp", ".bmp"})
        seeds.append(fixtures::encoded(drawn, format));
    seeds.append(fixtures::encodedDeep(drawn, ".png"));
    seeds.append(fixtures::cmykJpeg(10, 20, 30, 40, true));
    seeds.append(fixtures::withExif(seeds.first(),
                                    {{"Exif.Image.Orientation", QStringLiteral("6")},
                                     {"Exif.Image.Model", QStringLiteral("Camera")},
                                     {"Exif.Photo.DateTimeOriginal", QStringLiteral("2026:06:22 12:00:00")}}));
    return seeds;
}

/// What the worker does with a file that came from outside.
void readPhoto(ByteView input)
{
    static const bool isReady = [] {
        photoreader::prepare();
        return true;
    }();
    require(isReady, "the readers can be set up");
    const QByteArray bytes = copyOf(input);
    const auto head = photoreader::readHead(bytes);
    const auto photo = photoreader::read(bytes);
    require(!photo || photo->facts.kind == PhotoKind::Video || !photo->picture.isNull(),
            "a photo that was read has a picture");
    require(!head || head->facts.size.width() >= 0, "no size is negative");
    const QRect picture({0, 0}, photo ? photo->facts.size : QSize());
    for (const MarkedRegion& region : photo ? photo->facts.regions : QList<MarkedRegion>())
        require(picture.contains(region.rect) && region.name.size() <= kLongestMarkedName, "marks are in the picture");
}

} // namespace cloakroom::fuzz
