#pragma once

#include <QImage>
#include <QSize>

#include <functional>

namespace cloakroom {

/// A picture that is read row by row and need not exist as a whole: sRGB, 3 bytes a pixel. Rows may be asked for in any
/// order and more than once; a row is good until the next one is asked for. One thread.
struct RowSource {
    QSize size;
    std::function<const uchar*(int y)> row;

    /// Of an RGB888 picture, which has to live as long.
    static RowSource of(const QImage& rgb)
    {
        return {rgb.size(), [&rgb](int y) { return rgb.constScanLine(y); }};
    }
    static RowSource of(const QImage&& rgb) = delete; ///< would be gone before its rows are read
};

} // namespace cloakroom
