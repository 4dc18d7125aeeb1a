#pragma once

#include <QByteArray>
#include <QImage>

namespace cloakroom {

/// How a picture looks, in 64 bits that hardly change when it is scaled or a little brighter: the signs of its lowest
/// frequencies (pHash: 32 x 32 grey, cosine transform, 8 x 8 against their mean; Zauner 2010), by OpenCV's img_hash.
/// Empty for a null picture. Nobody can be recognised from it. Any thread.
[[nodiscard]] QByteArray lookOf(const QImage& picture);

/// Bits that differ, 0-64; 64 when one of them is no look.
[[nodiscard]] int lookDistance(const QByteArray& a, const QByteArray& b);

} // namespace cloakroom
