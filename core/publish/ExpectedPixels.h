#pragma once

#include "core/publish/CoverPaint.h"
#include "core/publish/CoverShape.h"

#include <QList>
#include <QSize>

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <vector>

namespace cloakroom {

/// Greyness as ITU-R BT.601 weighs it, 0-255.
[[nodiscard]] inline double greyOf(const CoverColour& colour)
{
    return 0.299 * colour.red + 0.587 * colour.green + 0.114 * colour.blue;
}

[[nodiscard]] inline double greyOf(const uchar* rgb)
{
    return 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
}

/// What may be seen in one pixel of a finished picture.
struct ExpectedPixel {
    bool isReached = false; ///< by some cover, if only by its soft edge
    int cover = -1; ///< the one that hides all of it
    double darkest = 0;
    double lightest = 0;
    CoverColour colour;

    void add(const CoverColour& drawn)
    {
        const double grey = greyOf(drawn);
        darkest = m_isDrawn ? std::min(darkest, grey) : grey;
        lightest = m_isDrawn ? std::max(lightest, grey) : grey;
        colour = m_isDrawn ? colour : drawn;
        m_isDrawn = true;
    }
    void clear()
    {
        isReached = false;
        cover = -1;
        m_isDrawn = false;
    }
    [[nodiscard]] double excess(double grey) const { return std::max({0.0, darkest - grey, grey - lightest}); }

private:
    bool m_isDrawn = false;
};

/// Pixels of one row, from `first` up to `end`.
struct Span {
    int first = 0;
    int end = 0;
};

/// One cover, asked row by row what of it is seen in the finished picture. Draws for itself, from the region alone: it
/// never sees the picture. Any thread.
class DrawnCover {
public:
    /// Pixels of `cover` are the original's.
    DrawnCover(int number, const Cover& cover, CoverStyle style, QSize original, QSize finished);

    /// Adds to a row of the finished picture; returns the pixels that it may have touched.
    Span addTo(std::vector<ExpectedPixel>& row, int y) const;

private:
    struct Footprint;
    void addTo(ExpectedPixel& pixel, const Footprint& across, const std::array<CoverShape::Row, 2>& inside,
               std::span<const QList<CoverColour>> drawn, int left) const;

    int m_number;
    CoverShape m_shape;
    std::unique_ptr<CoverPaint> m_paint;
    QSize m_original;
    QSize m_finished;
};

} // namespace cloakroom
