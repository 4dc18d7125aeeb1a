#pragma once

#include <QImage>
#include <QPixmap>
#include <QRect>

namespace cloakroom::ui {

/// A face with a little around it, so that hair and chin are in it: square, with round corners, `edge` pixels of the
/// screen's own size. `picture` is any size of the whole photo, `face` in pixels of its original. GUI thread.
[[nodiscard]] QPixmap cropOf(const QImage& picture, QSize original, const QRect& face, int edge, qreal ratio);

} // namespace cloakroom::ui
