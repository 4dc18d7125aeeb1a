#include "core/imaging/PhotoReader.h"

#include "core/imaging/ColourConverter.h"
#include "core/imaging/MetadataReader.h"
#include "core/imaging/Orientation.h"
#include "core/imaging/PhotoFormat.h"
#include "core/imaging/Reading.h"
#include "core/imaging/VideoPoster.h"
#include "core/imaging/VideoReader.h"

#include <QBuffer>
#include <QColorSpace>
#include <QImage>

#include <libheif/heif.h>

namespace cloakroom::photoreader {

namespace {

Decoded<StoredPicture> readStored(const QByteArray& bytes, PhotoReaderKind reader, bool isAdobeRgb, int enoughEdge)
{
    switch (reader) {
    case PhotoReaderKind::Jpeg:
        return readJpeg(bytes, isAdobeRgb ? adobeRgbProfile() : QByteArray(), enoughEdge);
    case PhotoReaderKind::Png:
        return readPng(bytes);
    case PhotoReaderKind::Bmp:
        return readBmp(bytes);
    case PhotoReaderKind::Tiff:
        return readTiff(bytes);
    case PhotoReaderKind::Webp:
        return readWebp(bytes);
    case PhotoReaderKind::Heif:
        return readHeif(bytes);
    case PhotoReaderKind::Raw:
        return readRaw(bytes);
    case PhotoReaderKind::Video:
        break;
    }
    return refuse(PhotoProblem::VideoHasNoPicture);
}

Decoded<ReadPhoto> readVideo(const QByteArray& bytes, const PhotoFormat& format, bool isWhole)
{
    ReadPhoto photo;
    photo.facts.format = format.key;
    photo.facts.kind = PhotoKind::Video;
    const bool hasHeader = readVideoFacts(bytes, photo.facts);
    if (isWhole && !hasHeader)
        return refuse(PhotoProblem::Damaged, QStringLiteral("video without header"));
    photo.picture = videoPoster(bytes);
    return photo;
}

Decoded<ReadPhoto> readStill(const QByteArray& bytes, const PhotoFormat& format, int enoughEdge)
{
    const StillMetadata metadata = readStillMetadata(bytes);
    auto stored = readStored(bytes, format.reader, metadata.isAdobeRgb, enoughEdge);
    if (!stored)
        return tl::unexpected(stored.error());
    ReadPhoto photo;
    photo.facts.format = format.key;
    photo.facts.orientation = stored->isUpright ? 1 : metadata.orientation;
    photo.facts.takenAt = metadata.takenAt;
    photo.facts.offsetMinutes = metadata.offsetMinutes;
    photo.facts.camera = metadata.camera;
    photo.picture = turnedUpright(stored->image, photo.facts.orientation);
    photo.facts.size = photo.picture.size();
    if (!stored->fullSize.isEmpty()) {
        constexpr int kFirstLying = 5; // EXIF 5 to 8 swap width and height
        photo.facts.size = photo.facts.orientation >= kFirstLying ? stored->fullSize.transposed() : stored->fullSize;
    }
    photo.facts.regions = placedRegions(metadata.regions, photo.facts.size, photo.facts.orientation);
    return photo;
}

} // namespace

void prepare()
{
    prepareMetadataReader();
    heif_init(nullptr);
    // The first reading makes Qt look for image plugins on disk and start its helper threads.
    QImage drawn(512, 512, QImage::Format_RGBA64);
    drawn.fill(Qt::gray);
    drawn.setColorSpace(QColorSpace(QColorSpace::AdobeRgb));
    QByteArray png;
    QBuffer buffer(&png);
    if (buffer.open(QIODevice::WriteOnly) && drawn.save(&buffer, "png")) [[maybe_unused]]
        const auto photo = read(png);
}

Decoded<ReadPhoto> read(const QByteArray& bytes, int enoughEdge)
{
    return guarded([&]() -> Decoded<ReadPhoto> {
        const auto format = sniffFormat(bytes);
        if (!format)
            return tl::unexpected(format.error());
        if (format->kind() == PhotoKind::Video)
            return readVideo(bytes, *format, true);
        return readStill(bytes, *format, enoughEdge);
    });
}

Decoded<ReadPhoto> readHead(const QByteArray& bytes)
{
    return guarded([&]() -> Decoded<ReadPhoto> {
        const auto format = sniffFormat(bytes);
        if (!format)
            return tl::unexpected(format.error());
        if (format->kind() != PhotoKind::Video)
            return refuse(PhotoProblem::TooLong);
        return readVideo(bytes, *format, false);
    });
}

} // namespace cloakroom::photoreader
