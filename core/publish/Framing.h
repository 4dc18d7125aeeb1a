#pragma once

#include <QList>
#include <QPoint>
#include <QRect>
#include <QSize>
#include <QString>

#include <optional>

namespace cloakroom {

/// The shape of a picture that leaves.
enum class Framing {
    Whole, ///< as it was taken
    Square, ///< 1:1
    Story, ///< 9:16, upright
};

[[nodiscard]] QString framingKey(Framing framing);
[[nodiscard]] std::optional<Framing> framingFromKey(const QString& key);

/// Where a picture lies on the canvas that leaves: a negative origin cuts its left or top away, a positive one leaves a
/// flat bar there. In pixels of the upright original.
struct Frame {
    QSize canvas;
    QPoint origin;

    friend bool operator==(const Frame&, const Frame&) = default;
};

/// The largest cut of that shape out of a picture, wherever it lies.
[[nodiscard]] QSize largestCut(QSize picture, Framing framing);

/// Pure. The largest cut in which each of `covers` and `faces` (clipped to the picture) is wholly inside or wholly
/// outside and every one of `faces`, those that may be seen, is inside; the one nearest to the middle of the faces.
/// Where there is none the whole picture, with bars.
[[nodiscard]] Frame frameFor(QSize picture, Framing framing, const QList<QRect>& covers, const QList<QRect>& faces);

} // namespace cloakroom
