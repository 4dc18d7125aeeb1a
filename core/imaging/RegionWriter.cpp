#include "core/imaging/RegionWriter.h"

#include "core/imaging/CleanJpeg.h"

#include <QCoreApplication>

#include <exiv2/exiv2.hpp>

#include <algorithm>
#include <exception>
#include <mutex>
#include <string>

namespace cloakroom {

namespace {

/// The start of the image and the JFIF segment that toJpeg() writes.
constexpr qsizetype kBehindJfif = 20;
/// A segment's length has two bytes and counts them.
constexpr qsizetype kMostInSegment = 65'533;

QString tr(const char* text)
{
    return QCoreApplication::translate("RegionWriter", text);
}

bool isRegion(const NamedRegion& region)
{
    constexpr double kRounding = 1e-6;
    const QRectF picture(-kRounding, -kRounding, 1 + 2 * kRounding, 1 + 2 * kRounding);
    return !region.name.isEmpty() && !region.share.isEmpty() && picture.contains(region.share);
}

std::string number(double value)
{
    constexpr int kDigits = 6;
    return QByteArray::number(value, 'f', kDigits).toStdString();
}

void addStructure(Exiv2::XmpData& xmp, const std::string& key)
{
    Exiv2::XmpTextValue structure;
    structure.setXmpStruct(Exiv2::XmpValue::xsStruct);
    xmp.add(Exiv2::XmpKey(key), &structure);
}

void addRegion(Exiv2::XmpData& xmp, const std::string& region, const NamedRegion& named)
{
    addStructure(xmp, region);
    xmp[region + "/mwg-rs:Name"] = named.name.toStdString();
    xmp[region + "/mwg-rs:Type"] = std::string("Face");
    const std::string area = region + "/mwg-rs:Area";
    addStructure(xmp, area);
    xmp[area + "/stArea:x"] = number(named.share.center().x());
    xmp[area + "/stArea:y"] = number(named.share.center().y());
    xmp[area + "/stArea:w"] = number(named.share.width());
    xmp[area + "/stArea:h"] = number(named.share.height());
    xmp[area + "/stArea:unit"] = std::string("normalized");
}

Exiv2::XmpData xmpOf(QSize size, const QList<NamedRegion>& regions)
{
    const std::string root = "Xmp.mwg-rs.Regions";
    Exiv2::XmpData xmp;
    addStructure(xmp, root);
    const std::string applied = root + "/mwg-rs:AppliedToDimensions";
    addStructure(xmp, applied);
    xmp[applied + "/stDim:w"] = std::to_string(size.width());
    xmp[applied + "/stDim:h"] = std::to_string(size.height());
    xmp[applied + "/stDim:unit"] = std::string("pixel");
    Exiv2::XmpTextValue bag;
    bag.setXmpArrayType(Exiv2::XmpValue::xaBag);
    xmp.add(Exiv2::XmpKey(root + "/mwg-rs:RegionList"), &bag);
    for (qsizetype i = 0; i < regions.size(); ++i) {
        addRegion(xmp, root + "/mwg-rs:RegionList[" + std::to_string(i + 1) + "]", regions[i]);
    }
    return xmp;
}

/// Without the name of the program that wrote it, which is nobody's business.
void removeToolkit(std::string& packet)
{
    const std::string attribute = " x:xmptk=\"";
    const auto begin = packet.find(attribute);
    const auto end = begin == std::string::npos ? begin : packet.find('"', begin + attribute.size());
    if (end != std::string::npos) {
        packet.erase(begin, end + 1 - begin);
    }
}

/// Empty when it could not be made.
QByteArray packetOf(QSize size, const QList<NamedRegion>& regions)
{
    // The parser keeps its names in one table for the process.
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    try {
        Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
        Exiv2::XmpParser::initialize();
        std::string packet;
        const int answer = Exiv2::XmpParser::encode(
            packet, xmpOf(size, regions), Exiv2::XmpParser::omitPacketWrapper | Exiv2::XmpParser::useCompactFormat);
        if (answer != 0) {
            return {};
        }
        removeToolkit(packet);
        return QByteArray::fromStdString(packet);
    } catch (const std::exception&) {
        return {};
    }
}

QByteArray segmentOf(const QByteArray& content)
{
    const auto length = static_cast<quint16>(content.size() + 2);
    QByteArray segment("\xFF\xE1", 2);
    segment += static_cast<char>(length >> 8U);
    segment += static_cast<char>(length & 0xFFU);
    return segment + content;
}

} // namespace

Result<QByteArray> withNamedRegions(const QByteArray& jpeg, QSize size, const QList<NamedRegion>& regions)
{
    if (const auto clean = stripCheck(jpeg); !clean) {
        return propagate(clean);
    }
    if (regions.isEmpty()) {
        return jpeg;
    }
    const bool beginsPlain = jpeg.startsWith(QByteArray("\xFF\xD8\xFF\xE0\x00\x10JFIF", 10));
    if (!beginsPlain || size.isEmpty() || !std::all_of(regions.begin(), regions.end(), isRegion)) {
        return fail(ErrorCode::Invalid, tr("The names of the people in this photo cannot be written beside it."));
    }
    const QByteArray packet = packetOf(size, regions);
    if (packet.isEmpty()) {
        return fail(ErrorCode::Internal,
                    tr("The names of the people in this photo could not be written. Memory may be short: close other "
                       "programs."));
    }
    const QByteArray content = QByteArray("http://ns.adobe.com/xap/1.0/\0", 29) + packet;
    if (content.size() > kMostInSegment) {
        return fail(ErrorCode::Invalid,
                    tr("So many people can be recognised in this photo that their names do not fit into one file."));
    }
    return jpeg.left(kBehindJfif) + segmentOf(content) + jpeg.mid(kBehindJfif);
}

} // namespace cloakroom
