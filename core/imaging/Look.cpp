#include "core/imaging/Look.h"

#include "core/imaging/PixelView.h"

#include <opencv2/img_hash.hpp>

#include <bit>

namespace cloakroom {

namespace {

constexpr qsizetype kLookBytes = 8;
constexpr int kMostDistance = 64;

} // namespace

QByteArray lookOf(const QImage& picture)
{
    const QImage rgb = picture.convertToFormat(QImage::Format_RGB888);
    if (rgb.isNull()) {
        return {};
    }
    try {
        cv::Mat look;
        cv::img_hash::pHash(viewOf(rgb), look);
        if (look.total() != size_t{kLookBytes} || look.type() != CV_8U) {
            return {};
        }
        return {reinterpret_cast<const char*>(look.ptr()), kLookBytes};
    } catch (const cv::Exception&) {
        return {};
    }
}

int lookDistance(const QByteArray& a, const QByteArray& b)
{
    if (a.size() != kLookBytes || b.size() != kLookBytes) {
        return kMostDistance;
    }
    int distance = 0;
    for (qsizetype i = 0; i < kLookBytes; ++i) {
        distance += std::popcount(static_cast<unsigned char>(a[i] ^ b[i]));
    }
    return distance;
}

} // namespace cloakroom
