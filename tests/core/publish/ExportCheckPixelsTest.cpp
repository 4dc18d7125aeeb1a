#include "core/publish/ExportCheckPixels.h"

#include "core/imaging/CleanJpeg.h"
#include "core/imaging/Scale.h"

#include <QMap>
#include <QPainter>

#include <catch2/catch.hpp>

#include <cmath>

using namespace cloakroom;

namespace {

constexpr CoverStyle kAllStyles[] = {CoverStyle::Solid, CoverStyle::Mosaic, CoverStyle::Soft, CoverStyle::Icon};

/// Something like a photo: soft slopes, edges and grain.
QImage drawnScene(QSize size)
{
    QImage image(size, QImage::Format_RGB888);
    quint32 state = 1;
    for (int y = 0; y < size.height(); ++y) {
        uchar* line = image.scanLine(y);
        for (int x = 0; x < 3 * size.width(); ++x) {
            state = state * 1664525U + 1013904223U;
            const double wave = std::sin(x / 40.0) * std::cos(y / 17.0);
            line[x] = static_cast<uchar>(120 + 70 * wave + (state >> 28U));
        }
    }
    QPainter painter(&image);
    painter.setPen(QPen(Qt::black, 3));
    for (int i = 0; i < 40; ++i) {
        painter.drawEllipse(QPoint(i * 97 % size.width(), i * 61 % size.height()), 10 + i, 25);
    }
    return image;
}

/// Faces of many sizes, two that overlap, one over the border, and a badge.
ExportPlan plan(QSize size)
{
    ExportPlan plan;
    plan.size = size;
    for (const QRect face : {QRect(100, 120, 90, 110), QRect(190, 140, 90, 110), QRect(500, 300, 22, 26),
                             QRect(600, 120, 7, 9), QRect(850, 700, 140, 160), QRect(420, 500, 180, 200)}) {
        plan.covers += coverOf(face);
    }
    plan.covers += coverOf(CoverRegion{RegionId{1}, PhotoId{1}, QRect(700, 350, 120, 60), RegionShape::Rectangle});
    return plan;
}

constexpr QSize kSize(1000, 800);

const QImage& scene()
{
    static const QImage image = drawnScene(kSize);
    return image;
}

QByteArray jpegOf(const QImage& picture, int quality)
{
    const auto jpeg = toJpeg(picture, quality, ChromaSampling::Full);
    REQUIRE(jpeg);
    return *jpeg;
}

bool isProven(const QImage& finished, CoverStyle style, int quality = 85, int edge = 0)
{
    const QImage source = scaled(scene(), edge);
    const auto compared = comparePixels(jpegOf(scaled(finished, edge), quality), source, plan(kSize), style);
    if (!compared) {
        CHECK(compared.error().code == ErrorCode::Damaged);
        UNSCOPED_INFO(compared.error().detail.toStdString());
    }
    return compared.has_value();
}

QImage right(CoverStyle style)
{
    static QMap<CoverStyle, QImage> all;
    if (!all.contains(style)) {
        all[style] = covered(scene(), plan(kSize).covers, style);
    }
    return all[style];
}

/// The picture with part of another one laid over it.
QImage with(QImage picture, const QImage& other, QRect part, double opacity = 1)
{
    QPainter painter(&picture);
    painter.setOpacity(opacity);
    painter.drawImage(part.topLeft(), other, part);
    return picture;
}

} // namespace

TEST_CASE("a picture covered as planned is proven at any size and quality", "[publish][check][pixels]")
{
    const CoverStyle style = GENERATE(from_range(std::begin(kAllStyles), std::end(kAllStyles)));
    const auto [quality, edge] =
        GENERATE(table<int, int>({{85, 0}, {100, 0}, {1, 0}, {1, 90}, {50, 90}, {85, 777}, {95, 400}, {100, 400}}));
    CAPTURE(coverStyleKey(style).toStdString(), quality, edge);
    CHECK(isProven(right(style), style, quality, edge));
}

TEST_CASE("what was proven is handed on in the size that a search begins with", "[publish][check][pixels]")
{
    const QImage finished = right(CoverStyle::Mosaic);
    const auto same = comparePixels(jpegOf(finished, 95), scene(), plan(kSize), CoverStyle::Mosaic);
    REQUIRE(same);
    CHECK(same->size() == kSize);
    const QSize large(4200, 3361);
    ExportPlan larger;
    larger.size = large;
    larger.covers = {coverOf(QRect(1000, 1000, 300, 360))};
    const QImage photo = drawnScene(large);
    const QImage meant = covered(photo, larger.covers, CoverStyle::Icon);
    const auto smaller = comparePixels(jpegOf(meant, 95), photo, larger, CoverStyle::Icon);
    REQUIRE(smaller);
    CHECK(smaller->size() == QSize(2100, 1680)); // an odd row is left out
    const QImage half = scaled(meant.copy(0, 0, 4200, 3360), 2100);
    qint64 difference = 0;
    for (int y = 0; y < half.height(); ++y) {
        const uchar* one = half.constScanLine(y);
        const uchar* other = smaller->constScanLine(y);
        for (int i = 0; i < 3 * half.width(); ++i) {
            difference += std::abs(one[i] - other[i]);
        }
    }
    CHECK(static_cast<double>(difference) / static_cast<double>(half.sizeInBytes()) < 2);
    // Too flat to be made smaller by much.
    ExportPlan strip;
    strip.size = QSize(9000, 3);
    const QImage thin = drawnScene(strip.size);
    const auto least = comparePixels(jpegOf(thin, 95), thin, strip, CoverStyle::Solid);
    REQUIRE(least);
    CHECK(least->size() == QSize(3000, 1));
}

TEST_CASE("covers made flat on the way are proven flat", "[publish][check][pixels]")
{
    ExportPlan flat = plan(kSize);
    flat.covers[5].isPlain = true;
    const QImage finished = covered(scene(), flat.covers, CoverStyle::Mosaic);
    CHECK(comparePixels(jpegOf(finished, 85), scene(), flat, CoverStyle::Mosaic));
    CHECK_FALSE(comparePixels(jpegOf(finished, 85), scene(), plan(kSize), CoverStyle::Mosaic));
}

TEST_CASE("whatever is under a cover beside its drawing is found", "[publish][check][pixels]")
{
    const CoverStyle style = GENERATE(from_range(std::begin(kAllStyles), std::end(kAllStyles)));
    const int edge = GENERATE(0, 600);
    CAPTURE(coverStyleKey(style).toStdString(), edge);
    const QImage source = scene();
    const QRect face(420, 500, 180, 200);
    CHECK_FALSE(isProven(source, style, 85, edge));
    CHECK_FALSE(isProven(with(right(style), source, face), style, 85, edge));
    CHECK_FALSE(isProven(with(right(style), source, face, 0.35), style, 85, edge));
    CHECK_FALSE(isProven(with(right(style), source, QRect(480, 560, 40, 40)), style, 85, edge));
    CHECK_FALSE(isProven(with(right(style), source, QRect(500, 300, 22, 26)), style, 85, edge));
    CHECK_FALSE(isProven(with(right(style), source, QRect(740, 360, 40, 40)), style, 85, edge));
}

TEST_CASE("a forgotten cover or one of another style or place is found", "[publish][check][pixels]")
{
    const QImage source = scene();
    for (qsizetype missing = 0; missing < plan(kSize).covers.size(); ++missing) {
        CAPTURE(missing);
        QList<Cover> covers = plan(kSize).covers;
        covers.removeAt(missing);
        CHECK_FALSE(isProven(covered(source, covers, CoverStyle::Soft), CoverStyle::Soft));
    }
    for (const CoverStyle meant : {CoverStyle::Mosaic, CoverStyle::Soft, CoverStyle::Icon}) {
        CAPTURE(coverStyleKey(meant).toStdString());
        CHECK_FALSE(isProven(right(CoverStyle::Solid), meant));
        CHECK_FALSE(isProven(right(meant), CoverStyle::Solid));
    }
    QList<Cover> moved = plan(kSize).covers;
    moved[5].rect.translate(40, 0);
    CHECK_FALSE(isProven(covered(source, moved, CoverStyle::Solid), CoverStyle::Solid));
}

TEST_CASE("a change of what is not covered is found", "[publish][check][pixels]")
{
    const QImage fine = right(CoverStyle::Mosaic);
    QImage dotted = fine.copy();
    QPainter(&dotted).fillRect(QRect(20, 700, 12, 12), Qt::red);
    CHECK_FALSE(isProven(dotted, CoverStyle::Mosaic));
    CHECK_FALSE(isProven(fine.rgbSwapped(), CoverStyle::Mosaic));
    CHECK_FALSE(isProven(fine.mirrored(true, false), CoverStyle::Mosaic));
    CHECK_FALSE(isProven(fine.copy(1, 0, kSize.width(), kSize.height()), CoverStyle::Mosaic));
    CHECK_FALSE(isProven(fine.copy(0, 0, kSize.width() - 1, kSize.height()), CoverStyle::Mosaic));
}

TEST_CASE("bytes hidden among the pixels are found", "[publish][check][pixels]")
{
    const QByteArray fine = jpegOf(right(CoverStyle::Solid), 85);
    const auto isTaken = [](const QByteArray& bytes) {
        return comparePixels(bytes, scene(), plan(kSize), CoverStyle::Solid).has_value();
    };
    REQUIRE(isTaken(fine));
    QByteArray padded = fine;
    padded.insert(padded.size() - 2, "secret words before the end");
    CHECK_FALSE(isTaken(padded));
    CHECK_FALSE(isTaken(fine + "x"));
    CHECK_FALSE(isTaken(fine.chopped(40)));
    QByteArray twice = fine;
    twice.insert(twice.size() - 2, fine.mid(fine.indexOf(QByteArray("\xFF\xDA", 2)), fine.size() / 2));
    CHECK_FALSE(isTaken(twice));
    CHECK_FALSE(isTaken({}));
}
