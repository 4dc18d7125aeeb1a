#pragma once

#include "core/publish/Covering.h"

#include <QList>

#include <memory>

namespace cloakroom {

struct CoverColour {
    double red = 0;
    double green = 0;
    double blue = 0;
};

/// The colours of one cover. Knows nothing of the picture but the means of its cells.
class CoverPaint {
public:
    virtual ~CoverPaint() = default;
    /// Colours of the pixels from `left` on in row `y`; also beyond the region, for its soft edge.
    virtual void paint(int y, int left, QList<CoverColour>& row) const = 0;
};

/// `picture` is RGB888, `region` not empty; `cellsPerEdge` at most 8, 0 = no cells at all: flat.
[[nodiscard]] std::unique_ptr<CoverPaint> makePaint(const QImage& picture, const Cover& cover, CoverStyle style,
                                                    int cellsPerEdge);

} // namespace cloakroom
