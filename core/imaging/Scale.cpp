#include "core/imaging/Scale.h"

#include "core/imaging/PixelView.h"

#include <QColorSpace>
#include <QtMath>

#include <opencv2/imgproc.hpp>

#include <cstring>

namespace cloakroom {

namespace {

/// Alpha over white, three bytes a pixel.
QImage flattened(const QImage& image)
{
    const QImage rgba = image.convertToFormat(QImage::Format_RGBA8888_Premultiplied);
    QImage rgb(image.size(), QImage::Format_RGB888);
    if (rgba.isNull() || rgb.isNull())
        return {};
    for (int y = 0; y < rgb.height(); ++y)
        flattenRow(rgba.constScanLine(y), rgb.scanLine(y), rgb.width());
    return rgb;
}

} // namespace

void flattenRow(const uchar* rgbaPremultiplied, uchar* rgb, int pixels)
{
    for (int i = 0; i < pixels; ++i) {
        const int white = 255 - rgbaPremultiplied[4 * i + 3];
        for (int channel = 0; channel < 3; ++channel)
            rgb[3 * i + channel] = static_cast<uchar>(qMin(255, rgbaPremultiplied[4 * i + channel] + white));
    }
}

cv::Mat viewOf(const QImage& rgb)
{
    return {rgb.height(), rgb.width(), CV_8UC3, const_cast<uchar*>(rgb.constBits()),
            static_cast<size_t>(rgb.bytesPerLine())};
}

cv::Mat viewOf(QImage& rgb)
{
    return {rgb.height(), rgb.width(), CV_8UC3, rgb.bits(), static_cast<size_t>(rgb.bytesPerLine())};
}

QImage plainRgb(const QImage& image)
{
    QImage rgb = image.hasAlphaChannel() ? flattened(image) : image.convertToFormat(QImage::Format_RGB888);
    if (rgb.isNull())
        return {};
    if (rgb.textKeys().isEmpty() && !rgb.colorSpace().isValid())
        return rgb;
    // A fresh header, without what the file said about itself.
    QImage fresh(rgb.size(), QImage::Format_RGB888);
    for (int y = 0; y < fresh.height(); ++y)
        std::memcpy(fresh.scanLine(y), rgb.constScanLine(y), 3 * static_cast<size_t>(rgb.width()));
    return fresh;
}

QImage scaled(const QImage& image, int maxEdge)
{
    QImage rgb = plainRgb(image);
    const int edge = qMax(rgb.width(), rgb.height());
    if (rgb.isNull() || maxEdge <= 0 || edge <= maxEdge)
        return rgb;
    const double factor = static_cast<double>(maxEdge) / edge;
    QImage small(qMax(1, qRound(rgb.width() * factor)), qMax(1, qRound(rgb.height() * factor)), QImage::Format_RGB888);
    if (small.isNull())
        return {};
    try {
        cv::Mat target = viewOf(small);
        cv::resize(viewOf(std::as_const(rgb)), target, target.size(), 0, 0, cv::INTER_AREA);
    } catch (const std::exception&) {
        return {};
    }
    return small;
}

} // namespace cloakroom
