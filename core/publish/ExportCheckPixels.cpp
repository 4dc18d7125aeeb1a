#include "core/publish/ExportCheckPixels.h"

#include "core/faces/FaceDetector.h"
#include "core/imaging/CleanJpegReader.h"
#include "core/publish/ExpectedPixels.h"

#include <QCoreApplication>

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

namespace cloakroom {

namespace {

constexpr int kBlock = 8;

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

/// A picture that comes in bands of rows, from top to bottom, made smaller by a whole number.
class SmallerCopy {
public:
    explicit SmallerCopy(const QSize& size)
        : m_factor(std::clamp(std::max(size.width(), size.height()) / ReducedPhoto::kEnoughEdge, 1,
                              std::min(size.width(), size.height())))
        , m_picture(size.width() / m_factor, size.height() / m_factor, QImage::Format_RGB888)
    {
        if (m_picture.isNull()) {
            throw std::bad_alloc();
        }
    }

    /// Of so many rows whole ones can be made; the picture's last band may have fewer.
    [[nodiscard]] int factor() const { return m_factor; }
    void take(const cv::Mat& band)
    {
        const int rows = std::min(band.rows / m_factor, m_picture.height() - m_taken);
        if (rows <= 0) {
            return;
        }
        cv::Mat smaller(rows, m_picture.width(), CV_8UC3, m_picture.scanLine(m_taken),
                        static_cast<size_t>(m_picture.bytesPerLine()));
        cv::resize(band(cv::Rect(0, 0, m_picture.width() * m_factor, rows * m_factor)), smaller, smaller.size(), 0, 0,
                   cv::INTER_AREA);
        m_taken += rows;
    }
    [[nodiscard]] const QImage& picture() const { return m_picture; }

private:
    int m_factor;
    QImage m_picture;
    int m_taken = 0; ///< rows of it that are made
};

/// One comparison while it runs, rows from top to bottom.
class Comparison {
public:
    Comparison(CleanJpegReader finished, const QImage& source, const ExportPlan& plan, CoverStyle style)
        : m_finished(std::move(finished))
        , m_source(source)
        , m_expected(static_cast<size_t>(source.width()))
        , m_covers(static_cast<size_t>(plan.covers.size()))
        , m_hidden(static_cast<size_t>(source.width() / kBlock + 1))
        , m_squares(m_hidden.size() * kBlock)
        , m_smaller(source.size())
        , m_band(kBlock * m_smaller.factor(), source.width(), CV_8UC3)
        , m_mostBlockSquares(std::pow(m_finished.greyStep() / 2 + kRounding, 2) * kBlock * kBlock)
    {
        for (int i = 0; i < plan.covers.size(); ++i) {
            if (!plan.covers[i].rect.isEmpty()) {
                m_drawn.emplace_back(i, plan.covers[i], style, plan.size, source.size());
            }
        }
    }

    Result<QImage> run()
    {
        for (int y = 0; y < m_source.height(); y += m_band.rows) {
            const int rows = std::min(m_band.rows, m_source.height() - y);
            for (int row = 0; row < rows; ++row) {
                if (auto read = m_finished.readRow(m_band.ptr(row)); !read) {
                    return propagate(read);
                }
            }
            const cv::Mat seen = m_band.rowRange(0, rows);
            m_smaller.take(seen);
            if (auto same = compare(seen, y); !same) {
                return propagate(same);
            }
        }
        if (auto ended = m_finished.finish(); !ended) {
            return propagate(ended);
        }
        if (auto judged = judgeWhole(); !judged) {
            return propagate(judged);
        }
        return m_smaller.picture();
    }

private:
    static constexpr double kRounding = 1; // of colours, on the way there and back

    /// Rows of the finished picture, the first of which is row `top`; whole blocks, but for the picture's last ones.
    Result<void> compare(const cv::Mat& seen, int top)
    {
        auto* first = const_cast<uchar*>(m_source.constScanLine(top)); // only read
        const cv::Mat meant(seen.rows, seen.cols, CV_8UC3, first, static_cast<size_t>(m_source.bytesPerLine()));
        // By the library's quick loops over many rows at once: a call for each row would cost as much again.
        cv::cvtColor(seen, m_greySeen, cv::COLOR_RGB2GRAY);
        cv::cvtColor(meant, m_greyMeant, cv::COLOR_RGB2GRAY);
        cv::absdiff(m_greySeen, m_greyMeant, m_error);
        for (int row = 0; row < seen.rows; ++row) {
            const int y = top + row;
            const Row both{y, seen.ptr(row), meant.ptr(row), m_error.ptr(row)};
            addReached(both);
            addFree(both);
            if (y % kBlock == kBlock - 1 || y + 1 == m_source.height()) {
                if (auto judged = judgeBlocks(y); !judged) {
                    return judged;
                }
            }
        }
        return {};
    }

    /// One row of the finished picture and of the photo.
    struct Row {
        int y = 0;
        const uchar* seen = nullptr;
        const uchar* meant = nullptr;
        uchar* error = nullptr; ///< of greyness; none where a cover reaches once addReached() was there

        /// Means of colours need not look at every row.
        [[nodiscard]] bool countsForDrift() const { return y % kBlock == 0; }
    };

    void addReached(const Row& row)
    {
        m_reached.clear();
        for (const DrawnCover& cover : m_drawn) {
            m_reached.push_back(cover.addTo(m_expected, row.y));
        }
        for (const Span& span : m_reached) {
            for (int x = span.first; x < span.end; ++x) {
                addReached(row, x, m_expected[static_cast<size_t>(x)]);
            }
        }
    }

    void addReached(const Row& row, int x, ExpectedPixel& pixel)
    {
        if (!pixel.isReached) {
            return; // or another cover's span was here before
        }
        row.error[x] = 0;
        const uchar* seen = row.seen + qsizetype{3} * x;
        if (row.countsForDrift()) {
            addDrift(seen, row.meant + qsizetype{3} * x, -1);
        }
        if (pixel.cover >= 0) {
            const double error = pixel.excess(greyOf(seen));
            m_hidden[static_cast<size_t>(x / kBlock)] += error * error;
            m_covers[static_cast<size_t>(pixel.cover)].add(error, seen, pixel.colour);
        }
        pixel.clear();
    }

    void addFree(const Row& row)
    {
        const int width = m_source.width();
        cv::Mat squares(1, width, CV_32F, m_squares.data());
        cv::accumulateSquare(cv::Mat(1, width, CV_8U, row.error), squares);
        if (row.countsForDrift()) {
            for (qsizetype i = 0; i < 3 * qsizetype{width}; i += 3) {
                addDrift(row.seen + i, row.meant + i, 1);
            }
        }
    }

    /// Takes a pixel in, or out again.
    void addDrift(const uchar* seen, const uchar* meant, int times)
    {
        m_freePixels += times;
        m_freeDrift[0] += times * (seen[0] - meant[0]);
        m_freeDrift[1] += times * (seen[1] - meant[1]);
        m_freeDrift[2] += times * (seen[2] - meant[2]);
    }

    Result<void> judgeBlocks(int y)
    {
        for (size_t i = 0; i < m_hidden.size(); ++i) {
            if (m_hidden[i] > m_mostBlockSquares) {
                return moreThanDrawn(blockAt(i, y));
            }
            const auto first = m_squares.begin() + static_cast<qsizetype>(i * kBlock);
            if (std::accumulate(first, first + kBlock, 0.0) > m_mostBlockSquares) {
                return notThePhoto(blockAt(i, y));
            }
        }
        std::fill(m_hidden.begin(), m_hidden.end(), 0.0);
        std::fill(m_squares.begin(), m_squares.end(), 0.F);
        return {};
    }

    [[nodiscard]] Result<void> judgeWhole() const
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

    static QString blockAt(size_t number, int lastRow)
    {
        return QStringLiteral("block %1 above row %2").arg(number).arg(lastRow + 1);
    }
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
    std::vector<ExpectedPixel> m_expected; ///< of one row
    std::vector<Span> m_reached; ///< of one row
    std::vector<Sum> m_covers;
    std::vector<double> m_hidden; ///< squares of errors under covers, for each block of these rows
    std::vector<float> m_squares; ///< of errors where nothing is covered, for each column of these rows
    SmallerCopy m_smaller;
    cv::Mat m_band;
    cv::Mat m_greySeen;
    cv::Mat m_greyMeant;
    cv::Mat m_error;
    std::array<qint64, 3> m_freeDrift{};
    qint64 m_freePixels = 0;
    double m_mostBlockSquares;
};

} // namespace

Result<QImage> comparePixels(const QByteArray& jpeg, const QImage& source, const ExportPlan& plan, CoverStyle style)
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
