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

/// The colours of one cover: drawn, never taken from the picture, so that they cannot tell anything of it.
class CoverPaint {
public:
    virtual ~CoverPaint() = default;
    /// Colours of the pixels from `left` on in row `y`; also beyond the region, for its soft edge.
    virtual void paint(int y, int left, QList<CoverColour>& row) const = 0;
};

/// The region must not be empty.
[[nodiscard]] std::unique_ptr<CoverPaint> makePaint(const Cover& cover, CoverStyle style);

} // namespace cloakroom
