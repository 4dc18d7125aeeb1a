#include "core/imaging/MetadataReader.h"

#include <QRegularExpression>

#include <exiv2/exiv2.hpp>

namespace cloakroom {

namespace {

QString textOf(const Exiv2::ExifData& exif, const char* key)
{
    const auto found = exif.findKey(Exiv2::ExifKey(key));
    constexpr long kLongestText = 256;
    if (found == exif.end() || found->size() > kLongestText)
        return {};
    return QString::fromStdString(found->toString()).remove(QChar(0)).trimmed();
}

int orientationOf(const Exiv2::ExifData& exif)
{
    const auto found = exif.findKey(Exiv2::ExifKey("Exif.Image.Orientation"));
    if (found == exif.end() || found->count() < 1)
        return 1;
    const auto value = found->toLong();
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
}

struct TimeKeys {
    const char* time;
    const char* subSeconds;
    const char* offset;
};

void readTime(const Exiv2::ExifData& exif, StillMetadata& metadata)
{
    static constexpr TimeKeys kBestFirst[] = {
        {"Exif.Photo.DateTimeOriginal", "Exif.Photo.SubSecTimeOriginal", "Exif.Photo.OffsetTimeOriginal"},
        {"Exif.Image.DateTimeOriginal", "Exif.Photo.SubSecTimeOriginal", "Exif.Photo.OffsetTimeOriginal"},
        {"Exif.Photo.DateTimeDigitized", "Exif.Photo.SubSecTimeDigitized", "Exif.Photo.OffsetTimeDigitized"},
    };
    for (const TimeKeys& keys : kBestFirst) {
        metadata.takenAt = parseExifTime(textOf(exif, keys.time), textOf(exif, keys.subSeconds));
        if (!metadata.takenAt)
            continue;
        metadata.offsetMinutes = parseExifOffset(textOf(exif, keys.offset));
        return;
    }
}

StillMetadata fromExif(const Exiv2::ExifData& exif)
{
    StillMetadata metadata;
    metadata.orientation = orientationOf(exif);
    readTime(exif, metadata);
    metadata.camera = tidyCamera(textOf(exif, "Exif.Image.Make"), textOf(exif, "Exif.Image.Model"));
    metadata.isAdobeRgb = textOf(exif, "Exif.Iop.InteroperabilityIndex") == QLatin1String("R03");
    return metadata;
}

/// The part of the XMP that can hold regions of faces, a bounded amount of it.
QList<XmpProperty> regionProperties(const Exiv2::XmpData& xmp)
{
    constexpr qsizetype kMost = 20'000;
    constexpr long kLongest = 4'096; // bytes
    QList<XmpProperty> properties;
    for (const Exiv2::Xmpdatum& value : xmp) {
        const std::string tag = value.tagName();
        const bool isOfRegions =
            tag.starts_with("Regions") || tag.starts_with("RegionInfo") || tag.starts_with("ImageRegion");
        if (isOfRegions && value.size() <= kLongest && properties.size() < kMost)
            properties.append({QString::fromStdString(value.key()), QString::fromStdString(value.toString())});
    }
    return properties;
}

QString printable(const QString& text)
{
    QString tidy;
    for (const QChar c : text) {
        if (c.isPrint())
            tidy += c;
    }
    constexpr qsizetype kLongest = 80;
    return tidy.simplified().left(kLongest);
}

/// "NIKON CORPORATION" -> "Nikon".
QString makerName(const QString& maker)
{
    QString name = maker.section(QLatin1Char(' '), 0, 0);
    const bool shouts = name.size() > 3 && name == name.toUpper();
    return shouts ? name.left(1) + name.mid(1).toLower() : name;
}

} // namespace

std::optional<QDateTime> parseExifTime(const QString& text, const QString& subSeconds)
{
    static const QRegularExpression pattern(
        QStringLiteral(R"(^(\d{4})[:\-/.](\d{2})[:\-/.](\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?)"));
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const auto part = [&match](int i) { return match.captured(i).toInt(); };
    constexpr int kFirstPhotograph = 1826;
    if (part(1) < kFirstPhotograph)
        return std::nullopt;
    const QString digits = subSeconds.left(3).leftJustified(3, QLatin1Char('0'));
    bool isNumber = false;
    const int milliseconds = digits.toInt(&isNumber);
    const QDate day(part(1), part(2), part(3));
    const QTime clock(part(4), part(5), part(6), isNumber && milliseconds >= 0 ? milliseconds : 0);
    // Asked one by one: a QDateTime made of a good day and a bad clock claims to be valid.
    if (!day.isValid() || !clock.isValid() || !QDateTime(day, clock).isValid())
        return std::nullopt;
    return QDateTime(day, clock);
}

std::optional<int> parseExifOffset(const QString& text)
{
    static const QRegularExpression pattern(QStringLiteral(R"(^([+-])(\d{2}):(\d{2})$)"));
    if (text == QLatin1String("Z"))
        return 0;
    const auto match = pattern.match(text);
    const int minutes = match.captured(2).toInt() * 60 + match.captured(3).toInt();
    constexpr int kMost = 14 * 60;
    if (!match.hasMatch() || minutes > kMost || match.captured(3).toInt() > 59)
        return std::nullopt;
    return match.captured(1) == QLatin1String("-") ? -minutes : minutes;
}

QString tidyCamera(const QString& maker, const QString& model)
{
    const QString plainMaker = printable(maker);
    QString plainModel = printable(model);
    for (const QString& word : plainMaker.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        if (plainModel.startsWith(word, Qt::CaseInsensitive))
            return plainModel;
    }
    return printable(makerName(plainMaker) + QLatin1Char(' ') + plainModel);
}

void prepareMetadataReader()
{
    Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
    Exiv2::XmpParser::initialize();
#ifdef EXV_ENABLE_BMFF
    Exiv2::enableBMFF(true);
#endif
}

StillMetadata readStillMetadata(const QByteArray& bytes)
{
    try {
        const auto image =
            Exiv2::ImageFactory::open(reinterpret_cast<const Exiv2::byte*>(bytes.constData()), bytes.size());
        // Exiv2 goes by other marks than we do: its readers of videos may take minutes over a few made-up bytes.
        if (image.get() == nullptr || image->mimeType().rfind("video/", 0) == 0)
            return {};
        image->readMetadata();
        StillMetadata metadata = fromExif(image->exifData());
        metadata.regions = writtenRegions(regionProperties(image->xmpData()));
        return metadata;
    } catch (const std::exception&) {
        return {};
    }
}

} // namespace cloakroom
