#include "core/imaging/FaceRegions.h"

#include <QHash>
#include <QMap>

#include <algorithm>
#include <cmath>

namespace cloakroom {

namespace {

constexpr qsizetype kMostProperties = 20'000;
constexpr qsizetype kLongestValue = 1'000;
constexpr int kFirstLying = 5; // EXIF 5 to 8 swap width and height
constexpr double kSameShape = 0.02; // by so much two shapes may differ: sizes are rounded
constexpr double kMostPixels = 1e6;

struct Step {
    QString name; ///< without its prefix, which programs choose as they like
    int index = 0; ///< in an array, from 1; 0 = none
};

/// "Xmp.mwg-rs.Regions/mwg-rs:RegionList[2]/mwg-rs:Area/stArea:x" as Regions, RegionList 2, Area, x.
QList<Step> stepsOf(const QString& path)
{
    QList<Step> steps;
    for (const QString& part : path.split(QLatin1Char('/'), Qt::SkipEmptyParts)) {
        Step step;
        QString name = part.section(QLatin1Char(':'), -1);
        if (steps.isEmpty()) {
            name = name.section(QLatin1Char('.'), -1);
        }
        const auto bracket = name.indexOf(QLatin1Char('['));
        if (bracket >= 0) {
            step.index = name.mid(bracket + 1).section(QLatin1Char(']'), 0, 0).toInt();
            name.truncate(bracket);
        }
        step.name = name;
        steps.append(step);
    }
    return steps;
}

/// What is written of one region, by path: "Area/x", "Vertices/3/x".
using Values = QHash<QString, QString>;

QString pathBehind(const QList<Step>& steps, qsizetype first)
{
    QString path;
    for (qsizetype i = first; i < steps.size(); ++i) {
        path += path.isEmpty() ? steps[i].name : QLatin1Char('/') + steps[i].name;
        if (steps[i].index > 0) {
            path += QLatin1Char('/') + QString::number(steps[i].index);
        }
    }
    return path;
}

/// All that the file says, by standard and by the region's place in its list.
struct Sorted {
    QMap<int, Values> mwg;
    QMap<int, Values> microsoft;
    QMap<int, Values> iptc;
    Values applied;
};

void sortIn(Sorted& sorted, const XmpProperty& property)
{
    const QList<Step> steps = stepsOf(property.first);
    const QString& root = steps.first().name;
    const auto put = [&](QMap<int, Values>& list, qsizetype place) {
        if (steps[place].index > 0 && steps[place].index <= kMostMarkedRegions && place + 1 < steps.size()) {
            list[steps[place].index].insert(pathBehind(steps, place + 1), property.second);
        }
    };
    if (root == QLatin1String("ImageRegion")) {
        put(sorted.iptc, 0);
    } else if (steps.size() < 2) {
        return;
    } else if (root == QLatin1String("Regions") && steps[1].name == QLatin1String("RegionList")) {
        put(sorted.mwg, 1);
    } else if (root == QLatin1String("Regions") && steps[1].name == QLatin1String("AppliedToDimensions")) {
        sorted.applied.insert(pathBehind(steps, 2), property.second);
    } else if (root == QLatin1String("RegionInfo") && steps[1].name == QLatin1String("Regions")) {
        put(sorted.microsoft, 1);
    }
}

Sorted sortedByRegion(const QList<XmpProperty>& properties)
{
    Sorted sorted;
    for (const XmpProperty& property : properties.first(std::min(properties.size(), kMostProperties))) {
        if (property.second.size() <= kLongestValue && property.first.size() <= kLongestValue) {
            sortIn(sorted, property);
        }
    }
    return sorted;
}

std::optional<double> number(const QString& text)
{
    bool isNumber = false;
    const double value = text.trimmed().toDouble(&isNumber);
    return isNumber && std::isfinite(value) && std::abs(value) <= kMostPixels ? std::optional(value) : std::nullopt;
}

std::optional<double> number(const Values& values, const char* path)
{
    const auto found = values.constFind(QLatin1String(path));
    return found == values.cend() ? std::nullopt : number(*found);
}

QString tidyName(const QString& written)
{
    QString name = written;
    if (name.startsWith(QLatin1String("lang="))) { // as Exiv2 writes text in several languages
        name = name.section(QLatin1Char(' '), 1);
    }
    QString tidy;
    for (const QChar c : name) {
        tidy += c.isPrint() ? c : QLatin1Char(' ');
    }
    return tidy.simplified().left(kLongestMarkedName).trimmed();
}

bool isIn(const QString& key, std::initializer_list<const char*> words)
{
    return std::any_of(words.begin(), words.end(),
                       [&key](const char* word) { return key.contains(QLatin1String(word), Qt::CaseInsensitive); });
}

std::optional<WrittenRegion> mwgRegion(const Values& values)
{
    const QString type = values.value(QStringLiteral("Type"));
    if (isIn(type, {"Pet", "Focus", "BarCode"})) {
        return std::nullopt;
    }
    WrittenRegion region;
    const auto x = number(values, "Area/x");
    const auto y = number(values, "Area/y");
    const double width = number(values, "Area/w").value_or(0);
    const double height = number(values, "Area/h").value_or(0);
    region.diameter = number(values, "Area/d").value_or(0);
    region.isInPixels = values.value(QStringLiteral("Area/unit")).trimmed() == QLatin1String("pixel");
    region.name = tidyName(values.value(QStringLiteral("Name")));
    if (!x || !y || (region.diameter <= 0 && (width <= 0 || height <= 0))) {
        return std::nullopt;
    }
    const bool isBox = width > 0 && height > 0;
    region.diameter = isBox ? 0 : region.diameter;
    region.x = isBox ? *x - width / 2 : *x; // these areas are told by their middle
    region.y = isBox ? *y - height / 2 : *y;
    region.width = isBox ? width : 0;
    region.height = isBox ? height : 0;
    return region;
}

std::optional<WrittenRegion> microsoftRegion(const Values& values)
{
    const QStringList parts = values.value(QStringLiteral("Rectangle")).split(QLatin1Char(','));
    if (parts.size() != 4) {
        return std::nullopt; // somebody who is in the picture, who knows where
    }
    const auto x = number(parts[0]);
    const auto y = number(parts[1]);
    const auto width = number(parts[2]);
    const auto height = number(parts[3]);
    if (!x || !y || !width || !height || *width <= 0 || *height <= 0) {
        return std::nullopt;
    }
    WrittenRegion region;
    region.standard = RegionStandard::Microsoft;
    region.x = *x;
    region.y = *y;
    region.width = *width;
    region.height = *height;
    region.name = tidyName(values.value(QStringLiteral("PersonDisplayName")));
    return region;
}

/// The box around a polygon's corners; nothing for fewer than three.
std::optional<QRectF> boxAround(const Values& values)
{
    QList<double> across;
    QList<double> down;
    for (int i = 1; i <= kMostMarkedRegions; ++i) {
        const QString corner = QStringLiteral("RegionBoundary/rbVertices/%1/").arg(i);
        const auto x = number(values.value(corner + QLatin1String("rbX")));
        const auto y = number(values.value(corner + QLatin1String("rbY")));
        if (!x || !y) {
            break;
        }
        across.append(*x);
        down.append(*y);
    }
    if (across.size() < 3) {
        return std::nullopt;
    }
    const auto [left, right] = std::minmax_element(across.cbegin(), across.cend());
    const auto [top, bottom] = std::minmax_element(down.cbegin(), down.cend());
    return QRectF(*left, *top, *right - *left, *bottom - *top);
}

QString iptcName(const Values& values)
{
    for (const char* path : {"PersonInImage/1", "PersonInImageWDetails/1/PersonName",
                             "PersonInImageWDetails/1/PersonName/1", "Name", "Name/1"}) {
        if (const QString name = tidyName(values.value(QLatin1String(path))); !name.isEmpty()) {
            return name;
        }
    }
    return {};
}

/// What the region says it is, in its kinds and roles.
QString iptcKind(const Values& values)
{
    QString kind;
    for (auto value = values.cbegin(); value != values.cend(); ++value) {
        if (value.key().startsWith(QLatin1String("rCtype")) || value.key().startsWith(QLatin1String("rRole"))) {
            kind += value.value() + QLatin1Char(' ');
        }
    }
    return kind;
}

std::optional<WrittenRegion> iptcRegion(const Values& values)
{
    const QString kind = iptcKind(values);
    const bool isFace = isIn(kind, {"face"});
    const bool isSomebody = isFace || isIn(kind, {"human", "person"})
        || std::any_of(values.keyBegin(), values.keyEnd(),
                       [](const QString& key) { return key.startsWith(QLatin1String("PersonInImage")); });
    if (!isSomebody) {
        return std::nullopt;
    }
    WrittenRegion region;
    region.standard = RegionStandard::Iptc;
    region.isWhole = !isFace;
    region.isInPixels = values.value(QStringLiteral("RegionBoundary/rbUnit")).trimmed() == QLatin1String("pixel");
    region.name = iptcName(values);
    const QString shape = values.value(QStringLiteral("RegionBoundary/rbShape")).trimmed();
    if (shape == QLatin1String("polygon")) {
        const auto box = boxAround(values);
        if (!box) {
            return std::nullopt;
        }
        region.x = box->x();
        region.y = box->y();
        region.width = box->width();
        region.height = box->height();
    } else {
        region.x = number(values, "RegionBoundary/rbX").value_or(-kMostPixels);
        region.y = number(values, "RegionBoundary/rbY").value_or(-kMostPixels);
        region.width = number(values, "RegionBoundary/rbW").value_or(0);
        region.height = number(values, "RegionBoundary/rbH").value_or(0);
        region.diameter = shape == QLatin1String("circle") ? 2 * number(values, "RegionBoundary/rbRx").value_or(0) : 0;
    }
    const bool isArea = region.diameter > 0 || (region.width > 0 && region.height > 0);
    return isArea && std::isfinite(region.diameter) ? std::optional(region) : std::nullopt;
}

template <typename Make>
void addAll(QList<WrittenRegion>& regions, const QMap<int, Values>& written, Make make)
{
    for (const Values& values : written) {
        if (const auto region = make(values); region && regions.size() < kMostMarkedRegions) {
            regions.append(*region);
        }
    }
}

bool isSameShape(const QSizeF& a, const QSizeF& b)
{
    return std::abs(a.width() * b.height() - a.height() * b.width()) <= kSameShape * a.width() * b.height();
}

/// The region as shares of a picture of this size. Nothing when its middle lies outside.
std::optional<QRectF> shareOf(const WrittenRegion& region, const QSizeF& picture, const QSizeF& marked)
{
    const QSizeF whole = region.isInPixels ? marked : QSizeF(1, 1);
    QRectF share(region.x / whole.width(), region.y / whole.height(), region.width / whole.width(),
                 region.height / whole.height());
    if (region.diameter > 0) {
        // IPTC's radius is a share of the width, the Working Group's diameter one of the shorter edge.
        const double edge =
            region.standard == RegionStandard::Iptc ? picture.width() : std::min(picture.width(), picture.height());
        const double pixels =
            region.isInPixels ? region.diameter * picture.width() / marked.width() : region.diameter * edge;
        const double across = pixels / picture.width();
        const double down = pixels / picture.height();
        share = QRectF(share.x() - across / 2, share.y() - down / 2, across, down);
    }
    const bool isInside =
        QRectF(0, 0, 1, 1).contains(share.center()) && share.width() <= 1.001 && share.height() <= 1.001;
    return isInside ? std::optional(share) : std::nullopt;
}

/// In which ways the places may have to be read.
QList<Placing> readingsOf(const WrittenRegions& written, QSize upright, int orientation)
{
    const QSizeF shown(upright);
    const QSizeF stored = orientation >= kFirstLying ? shown.transposed() : shown;
    const bool fitsShown = !written.appliedTo || isSameShape(*written.appliedTo, shown);
    const bool fitsStored = !written.appliedTo || isSameShape(*written.appliedTo, stored);
    if (!fitsShown && !fitsStored) {
        return {Placing::Cut};
    }
    if (orientation == 1) {
        return {Placing::Sure};
    }
    QList<Placing> readings;
    if (fitsStored) {
        readings.append(Placing::AsStored);
    }
    if (fitsShown) {
        readings.append(Placing::AsShown);
    }
    return readings;
}

/// Every pixel that the box touches, but for what is only rounding.
QRect wholePixels(const QRectF& box)
{
    constexpr double kRounding = 0.01;
    return box.adjusted(kRounding, kRounding, -kRounding, -kRounding).toAlignedRect();
}

std::optional<MarkedRegion> placed(const WrittenRegion& region, const WrittenRegions& written, QSize upright,
                                   int orientation, Placing reading)
{
    const bool isStored = reading == Placing::AsStored;
    const QSizeF picture = isStored && orientation >= kFirstLying ? QSizeF(upright.transposed()) : QSizeF(upright);
    auto share = shareOf(region, picture, written.appliedTo.value_or(picture));
    if (!share) {
        return std::nullopt;
    }
    if (isStored) {
        share = turnedShare(*share, orientation);
    }
    const QRectF box(share->x() * upright.width(), share->y() * upright.height(), share->width() * upright.width(),
                     share->height() * upright.height());
    MarkedRegion marked;
    marked.rect = wholePixels(box) & QRect({0, 0}, upright);
    marked.name = region.name;
    marked.standard = region.standard;
    marked.placing = region.isWhole && reading == Placing::Sure ? Placing::Cut : reading;
    return marked.rect.isEmpty() ? std::nullopt : std::optional(marked);
}

/// Programs write the same mark by several standards.
bool isSameMark(const MarkedRegion& a, const MarkedRegion& b)
{
    constexpr int kRounding = 3; // pixels
    const auto isNear = [](int one, int other) { return std::abs(one - other) <= kRounding; };
    return a.placing == b.placing && isNear(a.rect.left(), b.rect.left()) && isNear(a.rect.top(), b.rect.top())
        && isNear(a.rect.right(), b.rect.right()) && isNear(a.rect.bottom(), b.rect.bottom())
        && (a.name.isEmpty() || b.name.isEmpty() || a.name.compare(b.name, Qt::CaseInsensitive) == 0);
}

void add(QList<MarkedRegion>& regions, const MarkedRegion& region)
{
    const auto same = std::find_if(regions.begin(), regions.end(),
                                   [&region](const MarkedRegion& known) { return isSameMark(known, region); });
    if (same == regions.end()) {
        regions.append(region);
    } else if (same->name.isEmpty()) {
        same->name = region.name;
    }
}

} // namespace

WrittenRegions writtenRegions(const QList<XmpProperty>& properties)
{
    const Sorted sorted = sortedByRegion(properties);
    WrittenRegions written;
    addAll(written.regions, sorted.mwg, mwgRegion);
    addAll(written.regions, sorted.microsoft, microsoftRegion);
    addAll(written.regions, sorted.iptc, iptcRegion);
    const auto width = number(sorted.applied, "w");
    const auto height = number(sorted.applied, "h");
    if (width && height && *width >= 1 && *height >= 1) {
        written.appliedTo = QSizeF(*width, *height);
    }
    return written;
}

QRectF turnedShare(const QRectF& stored, int orientation)
{
    const double x = stored.x();
    const double y = stored.y();
    const double width = stored.width();
    const double height = stored.height();
    switch (orientation) {
    case 2:
        return {1 - x - width, y, width, height};
    case 3:
        return {1 - x - width, 1 - y - height, width, height};
    case 4:
        return {x, 1 - y - height, width, height};
    case 5:
        return {y, x, height, width};
    case 6:
        return {1 - y - height, x, height, width};
    case 7:
        return {1 - y - height, 1 - x - width, height, width};
    case 8:
        return {y, 1 - x - width, height, width};
    default:
        return stored;
    }
}

QList<MarkedRegion> placedRegions(const WrittenRegions& written, QSize upright, int orientation)
{
    QList<MarkedRegion> regions;
    if (upright.isEmpty() || orientation < 1 || orientation > 8) {
        return regions;
    }
    const QList<Placing> readings = readingsOf(written, upright, orientation);
    for (const WrittenRegion& region : written.regions) {
        for (const Placing reading : readings) {
            auto marked = placed(region, written, upright, orientation, reading);
            if (!marked) {
                continue;
            }
            if (readings.size() == 1 && reading != Placing::Cut) {
                marked->placing = region.isWhole ? Placing::Cut : Placing::Sure; // the size told which it is
            }
            add(regions, *marked);
        }
    }
    return regions.first(std::min<qsizetype>(regions.size(), kMostMarkedRegions));
}

} // namespace cloakroom
