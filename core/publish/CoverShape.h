#pragma once

#include "core/publish/Covering.h"

namespace cloakroom {

/// A cover's shape as numbers: what it covers fully, and how it fades out beyond.
class CoverShape {
public:
    explicit CoverShape(const Cover& cover);

    /// Whether the shape touches this pixel: it is then replaced.
    [[nodiscard]] bool contains(int x, int y) const;
    /// The pixels of a row that it contains, first and last; `first` above `last` for none.
    struct Row {
        int first = 0;
        int last = -1;

        [[nodiscard]] bool contains(int x) const { return x >= first && x <= last; }
    };
    [[nodiscard]] Row row(int y) const;
    /// How much of the cover shows: 1 inside, falling smoothly to 0 over the soft outer edge.
    [[nodiscard]] double weight(int x, int y) const;
    /// Pixels that may have a weight above 0; not clipped.
    [[nodiscard]] const QRect& reach() const { return m_reach; }

private:
    [[nodiscard]] double distance(int x, int y) const;

    QRect m_rect;
    QRect m_reach;
    bool m_isEllipse;
    double m_centreX;
    double m_centreY;
    double m_radiusX;
    double m_radiusY;
    double m_fade; ///< width of the soft edge as a share of the radius
};

} // namespace cloakroom
