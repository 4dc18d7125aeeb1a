#include "core/publish/ExportCheckPixels.h"

#include "core/imaging/CleanJpegReader.h"
#include "core/publish/CoverPaint.h"
#include "core/publish/CoverShape.h"

#include <QCoreApplication>

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <span>
#include <vector>

namespace cloakroom {

namespace {

constexpr int kBlock = 8;

double greyOf(const CoverColour& colour)
{
    return 0.299 * colour.red + 0.587 * colour.green + 0.114 * colour.blue;
}

double greyOf(const uchar* rgb)
{
    return 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
}

/// What may be seen in one pixel of the finished picture.
struct Expected {
    bool isReached = false; ///< by some cover, if only by its soft edge
    int cover = -1; ///< the one that hides all of it
    double darkest = 0;
    double lightest = 0;
    CoverColour colour;

    void add(const CoverColour& drawn)
    {
        const double grey = greyOf(drawn);
        darkest = isDrawn ? std::min(darkest, grey) : grey;
        lightest = isDrawn ? std::max(lightest, grey) : grey;
        colour = isDrawn ? colour : drawn;
        isDrawn = true;
    }
    [[nodiscard]] double excess(double grey) const { return std::max({0.0, darkest - grey, grey - lightest}); }

private:
    bool isDrawn = false;
};

/// The part of the original that one row or column of the finished picture is made of, first and last included; where
/// the picture was scaled, with one more on each side.
struct Footprint {
    int first = 0;
    int last = 0;

    static Footprint of(int at, int finished, int original)
    {
        if (finished == original) {
            return {at, at};
        }
        return {static_cast<int>(qint64{at} * original / finished) - 1,
                static_cast<int>(qint64{at + 1} * original / finished) + 1};
    }
    [[nodiscard]] std::array<int, 3> samples() const { return {first, (first + last) / 2, last}; }
};

/// Pixels of one row, from `first` up to `end`.
struct Span {
    int first = 0;
    int end = 0;

    [[nodiscard]] Span with(const Span& other) const
    {
        if (first == end || other.first == other.end) {
            return first == end ? other : *this;
        }
        return {std::min(first, other.first), std::max(end, other.end)};
    }
};

/// One cover, asked row by row what it draws. Draws for itself, from the region alone: it never sees the picture.
class DrawnCover {
public:
    DrawnCover(int number, const Cover& cover, CoverStyle style, QSize original, QSize finished)
        : m_number(number)
        , m_shape(cover)
        , m_paint(makePaint(cover, style))
        , m_original(original)
        , m_finished(finished)
    {
    }

    /// Pixels of the row that it may have touched.
    Span addTo(std::vector<Expected>& row, int y) const
    {
        const QRect& reach = m_shape.reach();
        const Footprint down = Footprint::of(y, m_finished.height(), m_original.height());
        if (down.last < reach.top() || down.first > reach.bottom()) {
            return {};
        }
        const qint64 width = m_finished.width();
        const int from = static_cast<int>(std::max<qint64>(0, width * reach.left() / m_original.width() - 2));
        const int to = static_cast<int>(std::min(width - 1, width * reach.right() / m_original.width() + 2));
        if (from > to) {
            return {};
        }
        const int left = Footprint::of(from, m_finished.width(), m_original.width()).first;
        const int right = Footprint::of(to, m_finished.width(), m_original.width()).last;
        std::array<QList<CoverColour>, 3> drawn;
        const int rows = down.first == down.last ? 1 : 3;
        for (int i = 0; i < rows; ++i) {
            drawn[static_cast<size_t>(i)].resize(right - left + 1);
            m_paint->paint(down.samples()[static_cast<size_t>(i)], left, drawn[static_cast<size_t>(i)]);
        }
        const std::array inside{m_shape.row(down.first), m_shape.row(down.last)};
        for (int x = from; x <= to; ++x) {
            addTo(row[static_cast<size_t>(x)], Footprint::of(x, m_finished.width(), m_original.width()), inside,
                  std::span(drawn).first(static_cast<size_t>(rows)), left);
        }
        return {from, to + 1};
    }

private:
    void addTo(Expected& pixel, const Footprint& across, const std::array<CoverShape::Row, 2>& inside,
               std::span<const QList<CoverColour>> drawn, int left) const
    {
        pixel.isReached = true;
        int corners = 0;
        for (const CoverShape::Row& row : inside) {
            corners += row.contains(across.first) ? 1 : 0;
            corners += row.contains(across.last) ? 1 : 0;
        }
        if (corners == 0) {
            return;
        }
        for (const QList<CoverColour>& line : drawn) {
            pixel.add(line[across.first - left]);
            if (across.first != across.last) {
                pixel.add(line[(across.first + across.last) / 2 - left]);
                pixel.add(line[across.last - left]);
            }
        }
        // Convex: with its corners all of the footprint is inside.
        pixel.cover = corners == 4 && pixel.cover < 0 ? m_number : pixel.cover;
    }

    int m_number;
    CoverShape m_shape;
    std::unique_ptr<CoverPaint> m_paint;
    QSize m_original;
    QSize m_finished;
};

tl::unexpected<Error> differs(const char* what, const QString& detail)
{
    return fail(ErrorCode::Damaged, QCoreApplication::translate("ExportCheckPixels", what), detail);
}

/// Sums over the pixels that one cover hides.
struct Sum {
    double squares = 0;
    double redLessGreen = 0; ///< than drawn; hardly differs from tone to tone, so that a blurred edge does no harm
    double blueLessGreen = 0;
    double pixels = 0;

    void add(double error, const uchar* seen, const CoverColour& drawn)
    {
        squares += error * error;
        redLessGreen += seen[0] - seen[1] - (drawn.red - drawn.green);
        blueLessGreen += seen[2] - seen[1] - (drawn.blue - drawn.green);
        ++pixels;
    }
    [[nodiscard]] double deviation() const { return pixels > 0 ? std::sqrt(squares / pixels) : 0; }
    [[nodiscard]] double drift() const
    {
        return pixels > 0 ? std::max(std::abs(redLessGreen), std::abs(blueLessGreen)) / pixels : 0;
    }
    /// In a few pixels errors do not even out.
    [[nodiscard]] double allowance() const
    {
        constexpr double kEnoughPixels = 256;
        return pixels > 0 ? std::sqrt(std::max(1.0, kEnoughPixels / pixels)) : 1;
    }
};

/// One comparison while it runs, rows from top to bottom.
class Comparison {
public:
    Comparison(CleanJpegReader finished, const QImage& source, const ExportPlan& plan, CoverStyle style)
        : m_finished(std::move(finished))
        , m_source(source)
        , m_covers(static_cast<size_t>(plan.covers.size()))
        , m_blocks(static_cast<size_t>(source.width() / kBlock + 1))
        , m_mostBlockSquares(std::pow(m_finished.greyStep() / 2 + kRounding, 2) * kBlock * kBlock)
    {
        for (int i = 0; i < plan.covers.size(); ++i) {
            if (!plan.covers[i].rect.isEmpty()) {
                m_drawn.emplace_back(i, plan.covers[i], style, plan.size, source.size());
            }
        }
    }

    Result<void> run()
    {
        std::vector<uchar> row(static_cast<size_t>(m_source.width()) * 3);
        std::vector<Expected> expected(static_cast<size_t>(m_source.width()));
        for (int y = 0; y < m_source.height(); ++y) {
            if (auto read = m_finished.readRow(row.data()); !read) {
                return read;
            }
            Span reached;
            for (const DrawnCover& cover : m_drawn) {
                reached = reached.with(cover.addTo(expected, y));
            }
            const Row both = rowsOf(y, row);
            addFree(both, {0, reached.first});
            addReached(both, expected, reached);
            addFree(both, {reached.end, m_source.width()});
            std::fill(expected.begin() + reached.first, expected.begin() + reached.end, Expected());
            if (y % kBlock == kBlock - 1 || y + 1 == m_source.height()) {
                if (auto judged = judgeBlocks(y); !judged) {
                    return judged;
                }
            }
        }
        if (auto ended = m_finished.finish(); !ended) {
            return ended;
        }
        return judgeWhole();
    }

private:
    static constexpr double kRounding = 1; // of colours, on the way there and back

    struct Block {
        double free = 0;
        double hidden = 0;
    };

    /// One row of the finished picture and of the photo.
    struct Row {
        int y = 0;
        const uchar* seen = nullptr;
        const uchar* meant = nullptr;
        const uchar* greySeen = nullptr;
        const uchar* greyMeant = nullptr;
    };

    Row rowsOf(int y, std::vector<uchar>& seen)
    {
        const int width = m_source.width();
        auto* meant = const_cast<uchar*>(m_source.constScanLine(y)); // only read
        cv::cvtColor(cv::Mat(1, width, CV_8UC3, seen.data()), m_greySeen, cv::COLOR_RGB2GRAY);
        cv::cvtColor(cv::Mat(1, width, CV_8UC3, meant), m_greyMeant, cv::COLOR_RGB2GRAY);
        return {y, seen.data(), meant, m_greySeen.ptr(), m_greyMeant.ptr()};
    }

    void addReached(const Row& row, const std::vector<Expected>& expected, Span span)
    {
        for (int x = span.first; x < span.end; ++x) {
            const Expected& pixel = expected[static_cast<size_t>(x)];
            const uchar* seen = row.seen + qsizetype{3} * x;
            if (pixel.cover >= 0) {
                const double error = pixel.excess(greyOf(seen));
                m_blocks[static_cast<size_t>(x / kBlock)].hidden += error * error;
                m_covers[static_cast<size_t>(pixel.cover)].add(error, seen, pixel.colour);
            } else if (!pixel.isReached) {
                addFree(row, {x, x + 1});
            }
        }
    }

    /// Most of the picture.
    void addFree(const Row& row, Span span)
    {
        for (int x = span.first; x < span.end;) {
            const int end = std::min(span.end, (x / kBlock + 1) * kBlock);
            Block& block = m_blocks[static_cast<size_t>(x / kBlock)];
            int squares = 0;
            for (; x < end; ++x) {
                const int error = row.greySeen[x] - row.greyMeant[x];
                squares += error * error;
            }
            block.free += squares;
        }
        if (row.y % kBlock == 0) {
            addDrift(row, span);
        }
    }

    /// Means of colours need not look at every row.
    void addDrift(const Row& row, Span span)
    {
        m_freePixels += span.end - span.first;
        for (qsizetype i = 3 * qsizetype{span.first}; i < 3 * qsizetype{span.end}; i += 3) {
            m_freeDrift[0] += row.seen[i] - row.meant[i];
            m_freeDrift[1] += row.seen[i + 1] - row.meant[i + 1];
            m_freeDrift[2] += row.seen[i + 2] - row.meant[i + 2];
        }
    }

    Result<void> judgeBlocks(int y)
    {
        for (size_t i = 0; i < m_blocks.size(); ++i) {
            const Block& block = m_blocks[i];
            const QString place = QStringLiteral("block %1 above row %2").arg(i).arg(y + 1);
            if (block.hidden > m_mostBlockSquares) {
                return moreThanDrawn(place);
            }
            if (block.free > m_mostBlockSquares) {
                return notThePhoto(place);
            }
        }
        std::fill(m_blocks.begin(), m_blocks.end(), Block());
        return {};
    }

    Result<void> judgeWhole() const
    {
        for (size_t i = 0; i < m_covers.size(); ++i) {
            const Sum& cover = m_covers[i];
            if (cover.deviation() > mostDeviation() * cover.allowance()
                || cover.drift() > mostDrift() * cover.allowance()) {
                return moreThanDrawn(
                    QStringLiteral("cover %1, %2, %3").arg(i).arg(cover.deviation()).arg(cover.drift()));
            }
        }
        for (const qint64 drift : m_freeDrift) {
            if (std::abs(static_cast<double>(drift)) > mostDrift() * static_cast<double>(m_freePixels)) {
                return notThePhoto(QStringLiteral("colours"));
            }
        }
        return {};
    }

    /// Most blocks of a cover are even and come out exact; the edges of tiles do not.
    [[nodiscard]] double mostDeviation() const { return kRounding + 0.2 * m_finished.greyStep(); }
    /// A whole colour is off by the rounding of means alone.
    [[nodiscard]] double mostDrift() const { return 3 + 0.1 * m_finished.greyStep(); }

    static tl::unexpected<Error> moreThanDrawn(const QString& detail)
    {
        return differs(QT_TRANSLATE_NOOP("ExportCheckPixels",
                                         "Under a cover of the finished picture there is something else than what was "
                                         "drawn there, so it was not let out. Check the faces of this photo and export "
                                         "it again."),
                       detail);
    }
    static tl::unexpected<Error> notThePhoto(const QString& detail)
    {
        return differs(
            QT_TRANSLATE_NOOP("ExportCheckPixels",
                              "The finished picture is not the photo where nothing is covered, so it was not "
                              "let out. Check this photo and export it again."),
            detail);
    }

    CleanJpegReader m_finished;
    const QImage& m_source;
    std::vector<DrawnCover> m_drawn;
    std::vector<Sum> m_covers;
    std::vector<Block> m_blocks;
    cv::Mat m_greySeen;
    cv::Mat m_greyMeant;
    std::array<qint64, 3> m_freeDrift{};
    qint64 m_freePixels = 0;
    double m_mostBlockSquares;
};

} // namespace

Result<void> comparePixels(const QByteArray& jpeg, const QImage& source, const ExportPlan& plan, CoverStyle style)
{
    auto finished = CleanJpegReader::open(jpeg);
    if (!finished) {
        return propagate(finished);
    }
    if (source.format() != QImage::Format_RGB888 || source.isNull() || finished->size() != source.size()
        || plan.size.isEmpty()) {
        return differs(QT_TRANSLATE_NOOP("ExportCheckPixels",
                                         "The finished picture is not of the size that was meant, so it was not let "
                                         "out. Export the photo again."),
                       QStringLiteral("size"));
    }
    try {
        return Comparison(std::move(*finished), source, plan, style).run();
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal,
                    QCoreApplication::translate("ExportCheckPixels",
                                                "There is not enough memory to check the finished picture, so it was "
                                                "not let out. Close other programs and export the photo again."),
                    QString::fromLatin1(error.what()));
    }
}

} // namespace cloakroom
