#pragma once

#include "core/imaging/RowSource.h"
#include "core/publish/CoverPaint.h"
#include "core/publish/CoverShape.h"

#include <QImage>
#include <QList>

#include <memory>
#include <vector>

namespace cloakroom {

/// A covered picture, row by row and made when it is asked for: of a large one there is never a second copy. What is
/// drawn is what covered() says. One thread; the picture is shared, not copied.
class CoveredRows {
public:
    /// `picture` is RGB888 and not null.
    CoveredRows(const QImage& picture, const QList<Cover>& covers, CoverStyle style);

    /// The pixels of a row, 3 bytes each, good until the next call.
    [[nodiscard]] const uchar* row(int y);
    /// As long as this lives.
    [[nodiscard]] RowSource source();

private:
    struct Painted {
        CoverShape shape;
        std::unique_ptr<CoverPaint> paint;
    };

    void paintInside(const Painted& cover, int y);
    void paintEdge(const Painted& cover, int y);
    template <typename Change>
    void forPixels(const Painted& cover, int y, int first, int last, Change change);

    QImage m_picture;
    std::vector<Painted> m_covers;
    std::vector<uchar> m_row;
    std::vector<bool> m_taken; ///< pixels of the row that some shape touches
    QList<CoverColour> m_colours;
};

} // namespace cloakroom
