#include "core/publish/Covering.h"

#include "core/publish/CoverShape.h"

#include <QSet>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>

using namespace cloakroom;

namespace {

constexpr CoverStyle kAllStyles[] = {CoverStyle::Solid, CoverStyle::Mosaic, CoverStyle::Soft, CoverStyle::Icon};

QImage noise(QSize size, quint32 seed)
{
    QImage image(size, QImage::Format_RGB888);
    quint32 state = seed * 2654435761U + 1;
    for (int y = 0; y < size.height(); ++y) {
        uchar* line = image.scanLine(y);
        for (int x = 0; x < 3 * size.width(); ++x) {
            state = state * 1664525U + 1013904223U;
            line[x] = static_cast<uchar>(state >> 24U);
        }
    }
    return image;
}

/// Any box near the picture: inside it, over its borders, larger than it, a single pixel.
QRect someBox(QSize picture)
{
    const int width = *rc::gen::weightedOneOf<int>(
        {{1, rc::gen::just(1)}, {6, rc::gen::inRange(1, 40)}, {1, rc::gen::inRange(1, 2 * picture.width() + 2)}});
    const int height = *rc::gen::weightedOneOf<int>(
        {{1, rc::gen::just(1)}, {6, rc::gen::inRange(1, 40)}, {1, rc::gen::inRange(1, 2 * picture.height() + 2)}});
    const int x = *rc::gen::inRange(-width, picture.width() + 1);
    const int y = *rc::gen::inRange(-height, picture.height() + 1);
    return {x, y, width, height};
}

Cover someCover(QSize picture)
{
    const QRect box = someBox(picture);
    switch (*rc::gen::inRange(0, 3)) {
    case 0:
        return coverOf(CoverRegion{RegionId{1}, PhotoId{1}, box, RegionShape::Rectangle});
    case 1:
        return coverOf(CoverRegion{RegionId{1}, PhotoId{1}, box, RegionShape::Ellipse});
    default:
        return coverOf(box);
    }
}

QSize someSize()
{
    return {*rc::gen::inRange(1, 120), *rc::gen::inRange(1, 120)};
}

QImage somePicture(QSize size)
{
    return noise(size, *rc::gen::arbitrary<quint32>());
}

QList<Cover> someCovers(QSize picture)
{
    QList<Cover> covers;
    const int count = *rc::gen::inRange(1, 7);
    for (int i = 0; i < count; ++i) {
        covers += someCover(picture);
    }
    return covers;
}

int cellsAlong(int length)
{
    return std::clamp(length / 4, 1, 8);
}

/// The cell of a lone cover that a pixel belongs to, worked out the slow way.
int cellAlong(int pixel, int from, int length)
{
    const int count = cellsAlong(length);
    int cell = 0;
    while (cell + 1 < count && from + length * (cell + 1) / count <= pixel) {
        ++cell;
    }
    return cell;
}

QPoint cellOfPixel(QPoint pixel, QRect region)
{
    return {cellAlong(pixel.x(), region.x(), region.width()), cellAlong(pixel.y(), region.y(), region.height())};
}

bool isHidden(const QList<Cover>& all, QPoint at)
{
    return std::any_of(all.begin(), all.end(), [at](const Cover& cover) { return covers(cover, at); });
}

template <typename Visit>
void forEachPixel(QSize size, Visit visit)
{
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x) {
            visit(QPoint(x, y));
        }
    }
}

int coloursInside(const QImage& picture, const Cover& cover)
{
    QSet<QRgb> colours;
    forEachPixel(picture.size(), [&](QPoint at) {
        if (covers(cover, at)) {
            colours.insert(picture.pixel(at));
        }
    });
    return static_cast<int>(colours.size());
}

} // namespace

TEST_CASE("the ellipse of a head holds its face box with all corners", "[publish][covering]")
{
    CHECK(rc::check([] {
        const QRect face(*rc::gen::inRange(-50, 5000), *rc::gen::inRange(-50, 5000), *rc::gen::inRange(1, 900),
                         *rc::gen::inRange(1, 900));
        const Cover cover = coverOf(face);
        for (const QPoint corner : {face.topLeft(), face.topRight(), face.bottomLeft(), face.bottomRight()}) {
            RC_ASSERT(covers(cover, corner));
        }
        RC_ASSERT(cover.rect.width() >= 1.6 * face.width());
        RC_ASSERT(cover.rect.height() >= 1.9 * face.height());
    }));
}

TEST_CASE("a covered picture says nothing of what the covers hide", "[publish][covering]")
{
    for (const CoverStyle style : kAllStyles) {
        CAPTURE(coverStyleKey(style).toStdString());
        CHECK(rc::check([style] {
            const QSize size = someSize();
            const QImage picture = somePicture(size);
            const QList<Cover> all = someCovers(size);
            QImage other = somePicture(size);
            forEachPixel(size, [&](QPoint at) {
                if (!isHidden(all, at)) {
                    other.setPixel(at, picture.pixel(at));
                }
            });
            RC_ASSERT(covered(other, all, style) == covered(picture, all, style));
        }));
    }
}

TEST_CASE("a cover looks the same whatever picture it lies on", "[publish][covering]")
{
    for (const CoverStyle style : kAllStyles) {
        CAPTURE(coverStyleKey(style).toStdString());
        CHECK(rc::check([style] {
            const QSize size = someSize();
            const QList<Cover> all = someCovers(size);
            const QImage first = covered(somePicture(size), all, style);
            const QImage second = covered(somePicture(size), all, style);
            forEachPixel(size,
                         [&](QPoint at) { RC_ASSERT(!isHidden(all, at) || first.pixel(at) == second.pixel(at)); });
        }));
    }
}

TEST_CASE("every pixel of a mosaic cell is alike and its neighbours differ", "[publish][covering]")
{
    QImage picture({400, 400}, QImage::Format_RGB888);
    picture.fill(Qt::red);
    const Cover cover{QRect(40, 24, 320, 352), RegionShape::Rectangle};
    const QImage result = covered(picture, {cover}, CoverStyle::Mosaic);
    QHash<std::pair<int, int>, QRgb> cells;
    forEachPixel(picture.size(), [&](QPoint at) {
        if (covers(cover, at)) {
            const QPoint cell = cellOfPixel(at, cover.rect);
            const QRgb colour = cells.value({cell.x(), cell.y()}, result.pixel(at));
            cells.insert({cell.x(), cell.y()}, colour);
            CHECK(result.pixel(at) == colour);
        }
    });
    REQUIRE(cells.size() == 64);
    for (auto cell = cells.begin(); cell != cells.end(); ++cell) {
        const auto [column, row] = cell.key();
        CHECK(cells.value({column + 1, row}) != cell.value());
        CHECK(cells.value({column, row + 1}) != cell.value());
    }
}

TEST_CASE("a flat cover leaves no pixel of its shape as it was", "[publish][covering]")
{
    CHECK(rc::check([] {
        const QSize size = someSize();
        const QImage picture = somePicture(size);
        const QList<Cover> all = someCovers(size);
        const QImage result = covered(picture, all, CoverStyle::Solid);
        QSet<QRgb> colours;
        for (const Cover& cover : all) {
            forEachPixel(size, [&](QPoint at) {
                if (covers(cover, at)) {
                    colours.insert(result.pixel(at));
                }
            });
        }
        RC_ASSERT(colours.size() <= 1);
    }));
}

TEST_CASE("pixels beyond every soft edge stay as they are bit for bit", "[publish][covering]")
{
    for (const CoverStyle style : kAllStyles) {
        CAPTURE(coverStyleKey(style).toStdString());
        CHECK(rc::check([style] {
            const QSize size = someSize();
            const QImage picture = somePicture(size);
            const QList<Cover> all = someCovers(size);
            const QImage result = covered(picture, all, style);
            RC_ASSERT(result.size() == size);
            forEachPixel(size, [&](QPoint at) {
                const bool isReached = std::any_of(all.begin(), all.end(),
                                                   [at](const Cover& cover) { return reachOf(cover).contains(at); });
                RC_ASSERT(isReached || result.pixel(at) == picture.pixel(at));
            });
        }));
    }
}

TEST_CASE("a region holds at most 64 colours however many covers overlap it", "[publish][covering]")
{
    for (const CoverStyle style : {CoverStyle::Solid, CoverStyle::Mosaic, CoverStyle::Icon}) {
        CAPTURE(coverStyleKey(style).toStdString());
        CHECK(rc::check([style] {
            const QSize size = someSize();
            const QImage picture = somePicture(size);
            const QList<Cover> all = someCovers(size);
            const QImage result = covered(picture, all, style);
            for (const Cover& cover : all) {
                RC_ASSERT(coloursInside(result, cover) <= 64);
            }
        }));
    }
}

TEST_CASE("a hundred covers on one head still leave at most 64 colours", "[publish][covering]")
{
    const QImage picture = noise({200, 200}, 7);
    QList<Cover> all;
    for (int i = 0; i < 100; ++i) {
        all += coverOf(QRect(60 + i % 10, 60 + i / 10, 50, 60));
    }
    const QImage result = covered(picture, all, CoverStyle::Mosaic);
    for (const Cover& cover : all) {
        CHECK(coloursInside(result, cover) <= 64);
    }
}

TEST_CASE("the soft edge lies outside the shape and fades to the picture", "[publish][covering]")
{
    QImage picture({400, 400}, QImage::Format_RGB888);
    picture.fill(Qt::white);
    const Cover cover = coverOf(QRect(150, 150, 100, 100));
    const QImage result = covered(picture, {cover}, CoverStyle::Solid);
    const QRgb flat = result.pixel(200, 200);
    const int y = static_cast<int>(cover.rect.y() + cover.rect.height() / 2.0);
    int last = qRed(flat);
    int mixed = 0;
    for (int x = 200; x < 400; ++x) {
        const int red = qRed(result.pixel(x, y));
        CHECK(red >= last);
        CHECK((!covers(cover, {x, y}) || result.pixel(x, y) == flat));
        mixed += red > qRed(flat) && red < 255 ? 1 : 0;
        last = red;
    }
    CHECK(last == 255);
    CHECK(mixed >= 5);
}

TEST_CASE("cells grow with the head and tiny heads get few", "[publish][covering]")
{
    const QImage picture = noise({1200, 1200}, 3);
    const auto colours = [&picture](QRect rect) {
        const Cover cover{rect, RegionShape::Rectangle};
        return coloursInside(covered(picture, {cover}, CoverStyle::Mosaic), cover);
    };
    CHECK(colours(picture.rect()) >= 4);
    CHECK(colours({10, 10, 3, 3}) == 1);
    CHECK(colours({10, 10, 8, 8}) <= 4);
    CHECK(colours({10, 10, 9, 13}) <= 6);
}

TEST_CASE("a row of a shape is what it contains to the pixel", "[publish][covering]")
{
    CHECK(rc::check([] {
        const Cover cover = someCover({90, 90});
        const CoverShape shape(cover);
        const QRect around = cover.rect.adjusted(-3, -3, 3, 3);
        for (int y = around.top(); y <= around.bottom(); ++y) {
            const CoverShape::Row row = shape.row(y);
            for (int x = around.left(); x <= around.right(); ++x) {
                RC_ASSERT(row.contains(x) == shape.contains(x, y));
            }
        }
    }));
}

TEST_CASE("a cover is only ever made larger", "[publish][covering]")
{
    CHECK(rc::check([] {
        const Cover cover = coverOf(QRect(*rc::gen::inRange(-50, 900), *rc::gen::inRange(-50, 900),
                                          *rc::gen::inRange(1, 300), *rc::gen::inRange(1, 300)));
        const double times = *rc::gen::inRange(-40, 60) / 10.0;
        const Cover larger = enlarged(cover, times);
        RC_ASSERT(larger.rect.contains(cover.rect));
        RC_ASSERT(larger.rect.center() == cover.rect.center());
        RC_ASSERT(larger.rect.width() <= 3 * cover.rect.width() + 2);
        RC_ASSERT(times <= 1 || larger.rect != cover.rect);
    }));
    const Cover cover = coverOf(QRect(10, 10, 40, 40));
    CHECK(enlarged(cover, std::nan("")) == cover);
}

TEST_CASE("a cover keeps covering the same things in a smaller picture", "[publish][covering]")
{
    CHECK(rc::check([] {
        const QSize from(*rc::gen::inRange(50, 4000), *rc::gen::inRange(50, 4000));
        const QSize to = from.scaled(800, 800, Qt::KeepAspectRatio).boundedTo(from);
        RC_PRE(!to.isEmpty());
        const Cover cover = coverOf(QRect(*rc::gen::inRange(0, from.width()), *rc::gen::inRange(0, from.height()),
                                          *rc::gen::inRange(1, 200), *rc::gen::inRange(1, 200)));
        const Cover small = scaledCover(cover, from, to);
        const double across = static_cast<double>(to.width()) / from.width();
        RC_ASSERT(small.rect.x() <= cover.rect.x() * across);
        RC_ASSERT(small.rect.x() + small.rect.width() >= (cover.rect.x() + cover.rect.width()) * across - 1e-9);
    }));
}

TEST_CASE("style keys are those of the command line", "[publish][covering]")
{
    for (const CoverStyle style : kAllStyles) {
        CHECK(coverStyleFromKey(coverStyleKey(style)) == style);
    }
    CHECK(coverStyleKey(CoverStyle::Soft) == QStringLiteral("soft"));
    CHECK_FALSE(coverStyleFromKey(QStringLiteral("blur")).has_value());
}

TEST_CASE("nothing to cover is no change and no picture stays none", "[publish][covering]")
{
    const QImage picture = noise({31, 17}, 5);
    CHECK(covered(picture, {}, CoverStyle::Mosaic) == picture);
    CHECK(covered(picture, {coverOf(QRect())}, CoverStyle::Mosaic) == picture);
    CHECK(covered(picture, {coverOf(QRect(900, 900, 5, 5))}, CoverStyle::Mosaic) == picture);
    CHECK(covered(QImage(), {coverOf(QRect(1, 1, 5, 5))}, CoverStyle::Mosaic).isNull());
}
