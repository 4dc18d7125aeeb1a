#pragma once

#include "core/base/Result.h"
#include "core/imaging/RowSource.h"

#include <QByteArray>
#include <QImage>

namespace cloakroom {

enum class ChromaSampling {
    Half, ///< 4:2:0, what cameras write
    Full, ///< 4:4:4, keeps the edges of covered regions sharp
};

/// Encodes pixels as a JPEG that holds nothing but the picture: SOI, JFIF APP0, DQT, SOF, DHT, SOS, EOI.
/// Any alpha is laid over white. `quality` 1-100. Any thread. Error: Invalid for an empty image, Internal.
[[nodiscard]] Result<QByteArray> toJpeg(const QImage& image, int quality, ChromaSampling chroma = ChromaSampling::Half);

/// The same of rows, each asked for once and in order.
[[nodiscard]] Result<QByteArray> toJpeg(const RowSource& rows, int quality, ChromaSampling chroma);

/// Proves that a finished JPEG carries pixels only: an error (Damaged, the segment named in `detail`) for any APPn but
/// one plain JFIF APP0 without thumbnail, any comment, any segment unknown here, or any byte after the end marker.
[[nodiscard]] Result<void> stripCheck(const QByteArray& jpeg);

} // namespace cloakroom
