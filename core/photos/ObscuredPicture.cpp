#include "core/photos/ObscuredPicture.h"

#include "core/imaging/Head.h"
#include "core/imaging/Scale.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace cloakroom {

namespace {

constexpr int kCells = 12;
constexpr QRgb kCover = 0xff8a8f94;

int cellsFor(int length, int longest)
{
    return std::clamp(static_cast<int>(std::lround(double{kCells} * length / longest)), 1, length);
}

QRect scaledOut(QRect rect, double horizontal, double vertical)
{
    const int left = static_cast<int>(std::floor(rect.x() * horizontal));
    const int top = static_cast<int>(std::floor(rect.y() * vertical));
    const int right = static_cast<int>(std::ceil((rect.x() + rect.width()) * horizontal));
    const int bottom = static_cast<int>(std::ceil((rect.y() + rect.height()) * vertical));
    return {left, top, right - left, bottom - top};
}

} // namespace

QImage obscured(const QImage& picture)
{
    if (picture.isNull()) {
        return {};
    }
    const int longest = std::max(picture.width(), picture.height());
    const QSize cells(cellsFor(picture.width(), longest), cellsFor(picture.height(), longest));
    return plainRgb(picture.scaled(cells, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                        .scaled(picture.size(), Qt::IgnoreAspectRatio, Qt::FastTransformation));
}

QImage withHeadsCovered(const QImage& picture, const QList<QRect>& faces, QSize original)
{
    if (picture.isNull() || faces.isEmpty()) {
        return picture;
    }
    QImage covered = plainRgb(picture);
    if (covered.isNull()) {
        return {};
    }
    const QColor grey(kCover);
    if (original.isEmpty()) {
        covered.fill(grey);
        return covered;
    }
    QPainter painter(&covered);
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    for (const QRect& face : faces) {
        painter.fillRect(scaledOut(headAround(face, original), double(picture.width()) / original.width(),
                                   double(picture.height()) / original.height()),
                         grey);
    }
    painter.end();
    return covered;
}

} // namespace cloakroom
