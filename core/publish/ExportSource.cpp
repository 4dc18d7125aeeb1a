#include "core/publish/ExportSource.h"

#include "core/imaging/CleanJpeg.h"
#include "core/imaging/Look.h"
#include "core/imaging/Scale.h"
#include "core/storage/Vault.h"
#include "core/worker/WorkerPool.h"

#include <QCoreApplication>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cstring>

namespace cloakroom {

namespace {

constexpr int kWorstQuality = 45;
constexpr QRgb kBar = 0xfff2f2f2;

QString tr(const char* text)
{
    return QCoreApplication::translate("ExportSource", text);
}

tl::unexpected<Error> noMemory()
{
    return fail(ErrorCode::Internal,
                tr("There is not enough memory for this photo. Close other programs and export it again."));
}

/// Both RGB888; rows are copied as they are.
void copyRows(const QImage& from, QImage& to, QPoint origin)
{
    const QRect part = QRect(origin, from.size()).intersected(to.rect());
    constexpr int kBytes = 3;
    for (int y = part.top(); y <= part.bottom(); ++y) {
        std::memcpy(to.scanLine(y) + qsizetype{kBytes} * part.left(),
                    from.constScanLine(y - origin.y()) + qsizetype{kBytes} * (part.left() - origin.x()),
                    static_cast<size_t>(kBytes) * static_cast<size_t>(part.width()));
    }
}

Result<QImage> framed(const QImage& upright, const Frame& frame)
{
    if (frame.canvas == upright.size() && frame.origin.isNull()) {
        return upright;
    }
    QImage canvas(frame.canvas, QImage::Format_RGB888);
    if (canvas.isNull()) {
        return noMemory();
    }
    canvas.fill(kBar);
    copyRows(upright.convertToFormat(QImage::Format_RGB888), canvas, frame.origin);
    return canvas;
}

/// White letters with a dark edge, so that they can be read on anything; as large as they are to be once the picture
/// has its final size.
Result<QImage> marked(QImage picture, const QString& text, double scale)
{
    const bool hasFonts =
        qobject_cast<QGuiApplication*>(QCoreApplication::instance()) != nullptr && !QFontDatabase::families().isEmpty();
    if (!hasFonts) {
        return fail(
            ErrorCode::Unsupported,
            tr("The school's name cannot be drawn here, because this program has no fonts. Nothing was exported."));
    }
    constexpr double kShare = 0.026;
    constexpr int kSmallest = 11;
    const double shorter = std::min(picture.width(), picture.height());
    QFont font;
    font.setPixelSize(std::max(qRound(shorter * kShare), qRound(kSmallest / scale)));
    const QFontMetrics metrics(font);
    const int gap = font.pixelSize();
    const QString shown = metrics.elidedText(text, Qt::ElideRight, picture.width() - 2 * gap);
    QPainterPath letters;
    letters.addText(picture.width() - gap - metrics.horizontalAdvance(shown), picture.height() - gap, font, shown);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.strokePath(
        letters,
        QPen(QColor(0, 0, 0, 150), std::max(1.0, font.pixelSize() * 0.14), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.fillPath(letters, QColor(255, 255, 255, 225));
    return picture;
}

/// The picture with the longer edge as given, or all of it, of single pixels that stand for those around them.
QImage picked(const RowSource& picture, int edge)
{
    QImage few(picture.size.boundedTo(picture.size.scaled(edge, edge, Qt::KeepAspectRatio)).expandedTo({1, 1}),
               QImage::Format_RGB888);
    const auto middle = [](int at, int count, int of) {
        return static_cast<int>((2 * qint64{at} + 1) * of / (2 * qint64{count}));
    };
    for (int y = 0; y < few.height(); ++y) {
        const uchar* from = picture.row(middle(y, few.height(), picture.size.height()));
        uchar* to = few.scanLine(y);
        for (int x = 0; x < few.width(); ++x) {
            std::copy_n(from + qsizetype{3} * middle(x, few.width(), picture.size.width()), 3, to + qsizetype{3} * x);
        }
    }
    return few;
}

QJsonArray rectOf(const QRect& rect)
{
    return {rect.x(), rect.y(), rect.width(), rect.height()};
}

QJsonObject regionOf(const ExportPlan& plan, int number)
{
    const Cover& cover = plan.covers[number];
    QJsonObject region{{QStringLiteral("rect"), rectOf(cover.rect.translated(-plan.frame.origin))},
                       {QStringLiteral("shape"), regionShapeKey(cover.shape)},
                       {QStringLiteral("plain"), cover.isPlain}};
    const FaceId face = plan.coveredFaces.value(number);
    if (plan.larger.contains(face)) {
        region.insert(QStringLiteral("face"), face.value);
        region.insert(QStringLiteral("larger"), plan.larger.value(face));
    }
    return region;
}

} // namespace

Result<QImage> exportSource(const QImage& upright, ExportPlan& plan)
{
    auto picture = framed(upright, plan.frame);
    if (!picture) {
        return picture;
    }
    const QPoint origin = plan.frame.origin;
    for (Face& face : plan.faces) {
        face.rect.translate(origin);
    }
    for (Cover& cover : plan.covers) {
        cover.rect.translate(origin);
    }
    if (plan.frame != Frame{plan.size, {}}) {
        plan.search.reset(); // a cut shows small faces larger than the search of the whole saw them
    }
    plan.size = plan.frame.canvas;
    if (plan.watermark.isEmpty()) {
        return picture;
    }
    const double scale = static_cast<double>(plan.longestEdge) / std::max({plan.size.width(), plan.size.height(), 1});
    return marked(*std::move(picture), plan.watermark, scale);
}

Result<QImage> readOriginal(LibraryThread& library, WorkerPool& workers, const ExportPlan& plan)
{
    const Vault vault = library.run([](Library& open) { return open.vault(); });
    const auto key = vault.unwrapKey(plan.original.wrappedKey, plan.original.uuid);
    if (!key) {
        return propagate(key);
    }
    const auto bytes = vault.read(plan.original.vaultName, *key, plan.original.uuid);
    if (!bytes) {
        return propagate(bytes);
    }
    auto picture = workers.decode(*bytes, 0);
    if (picture && picture->size() != plan.size) {
        return fail(ErrorCode::Damaged,
                    tr("This photo is not of the size that is stored with its faces, so they cannot be covered for "
                       "certain. Ask your technician to verify the library."));
    }
    return picture;
}

Result<EncodedPicture> encodeWithin(const RowSource& picture, int quality, int mostKilobytes)
{
    constexpr int kBytesInKilobyte = 1000;
    const auto best = toJpeg(picture, quality, ChromaSampling::Full);
    if (!best) {
        return propagate(best);
    }
    const qsizetype most = qsizetype{mostKilobytes} * kBytesInKilobyte;
    if (most <= 0 || best->size() <= most) {
        return EncodedPicture{*best, quality};
    }
    EncodedPicture fitting;
    int low = std::min(kWorstQuality, quality);
    int high = quality - 1;
    while (low <= high) {
        const int middle = (low + high) / 2;
        const auto tried = toJpeg(picture, middle, ChromaSampling::Full);
        if (!tried) {
            return propagate(tried);
        }
        if (tried->size() <= most) {
            fitting = {*tried, middle};
            low = middle + 1;
        } else {
            high = middle - 1;
        }
    }
    return fitting;
}

QByteArray publishedLook(const RowSource& picture)
{
    // The hash takes single pixels of what it is given: averages hardly change from one size to another. Picking pixels
    // first costs nothing beside averaging all of a large picture.
    constexpr int kPicked = 1024;
    constexpr int kAveraged = 128;
    return lookOf(scaled(picked(picture, kPicked), kAveraged));
}

QString recipeOf(const ExportPlan& plan, const RecipeFacts& facts)
{
    QJsonArray regions;
    for (int i = 0; i < plan.covers.size(); ++i) {
        regions += regionOf(plan, i);
    }
    const QJsonObject recipe{{QStringLiteral("style"), facts.style},
                             {QStringLiteral("regions"), regions},
                             {QStringLiteral("framing"), framingKey(plan.framing)},
                             {QStringLiteral("most_kilobytes"), plan.mostKilobytes},
                             {QStringLiteral("canvas"), rectOf(QRect(plan.frame.origin, plan.frame.canvas))},
                             {QStringLiteral("size"), QJsonArray{facts.size.width(), facts.size.height()}},
                             {QStringLiteral("quality"), facts.quality},
                             {QStringLiteral("watermark"), plan.watermark},
                             {QStringLiteral("detector"), facts.detector},
                             {QStringLiteral("program"), QStringLiteral(CLOAKROOM_VERSION)},
                             {QStringLiteral("recipe"), 1}};
    return QString::fromUtf8(QJsonDocument(recipe).toJson(QJsonDocument::Compact));
}

} // namespace cloakroom
