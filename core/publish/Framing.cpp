#include "core/publish/Framing.h"

#include "core/base/KeyTable.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace cloakroom {

namespace {

constexpr std::array kFramings{
    KeyName<Framing>{Framing::Whole, "whole"},
    KeyName<Framing>{Framing::Square, "square"},
    KeyName<Framing>{Framing::Story, "story"},
};

/// A stretch along the edge that is cut: first and one past the last pixel.
struct Span {
    int from = 0;
    int to = 0;
};

QSize shapeOf(Framing framing)
{
    return framing == Framing::Story ? QSize(9, 16) : QSize(1, 1);
}

/// The smallest canvas of that shape that holds all of the picture.
QSize smallestHolder(QSize picture, Framing framing)
{
    const QSize shape = shapeOf(framing);
    const qint64 wide = qint64{picture.width()} * shape.height();
    const qint64 tall = qint64{picture.height()} * shape.width();
    if (wide >= tall) {
        return {picture.width(), static_cast<int>((wide + shape.width() - 1) / shape.width())};
    }
    return {static_cast<int>((tall + shape.height() - 1) / shape.height()), picture.height()};
}

QList<Span> spansOf(const QList<QRect>& rects, QSize picture, bool isSideways)
{
    QList<Span> spans;
    for (const QRect& rect : rects) {
        const QRect inside = rect.intersected(QRect(QPoint(0, 0), picture));
        if (!inside.isEmpty()) {
            spans += isSideways ? Span{inside.left(), inside.right() + 1} : Span{inside.top(), inside.bottom() + 1};
        }
    }
    return spans;
}

bool isWithin(const Span& span, const Span& cut)
{
    return span.from >= cut.from && span.to <= cut.to;
}

bool isApart(const Span& span, const Span& cut)
{
    return span.to <= cut.from || span.from >= cut.to;
}

bool isFine(const Span& cut, const QList<Span>& covers, const QList<Span>& faces)
{
    return std::all_of(faces.begin(), faces.end(), [&cut](const Span& face) { return isWithin(face, cut); })
        && std::all_of(covers.begin(), covers.end(),
                       [&cut](const Span& cover) { return isWithin(cover, cut) || isApart(cover, cut); });
}

int wantedMiddle(const QList<Span>& faces, int length)
{
    if (faces.isEmpty()) {
        return length / 2;
    }
    Span all = faces.first();
    for (const Span& face : faces) {
        all = {std::min(all.from, face.from), std::max(all.to, face.to)};
    }
    return (all.from + all.to) / 2;
}

/// Where the cut begins. If any place does, one of those does at which something just fits or is just left out, or the
/// wanted one.
std::optional<int> bestStart(int length, int cut, const QList<Span>& covers, const QList<Span>& faces)
{
    const int wanted = std::clamp(wantedMiddle(faces, length) - cut / 2, 0, length - cut);
    QList<int> starts{wanted, 0, length - cut};
    for (const Span& span : covers + faces) {
        starts += {span.from, span.to, span.from - cut, span.to - cut};
    }
    std::optional<int> best;
    for (const int start : starts) {
        const bool isPlace = start >= 0 && start <= length - cut;
        if (isPlace && isFine({start, start + cut}, covers, faces)
            && (!best || std::abs(start - wanted) < std::abs(*best - wanted))) {
            best = start;
        }
    }
    return best;
}

} // namespace

QString framingKey(Framing framing)
{
    return keyOf(kFramings, framing);
}

std::optional<Framing> framingFromKey(const QString& key)
{
    return valueOf(kFramings, key);
}

QSize largestCut(QSize picture, Framing framing)
{
    if (framing == Framing::Whole) {
        return picture;
    }
    return shapeOf(framing).scaled(picture, Qt::KeepAspectRatio).expandedTo({1, 1});
}

Frame frameFor(QSize picture, Framing framing, const QList<QRect>& covers, const QList<QRect>& faces)
{
    const QSize cut = largestCut(picture, framing);
    if (cut == picture) {
        return {picture, {}};
    }
    const bool isSideways = cut.width() < picture.width();
    const auto start =
        bestStart(isSideways ? picture.width() : picture.height(), isSideways ? cut.width() : cut.height(),
                  spansOf(covers, picture, isSideways), spansOf(faces, picture, isSideways));
    if (start) {
        return {cut, isSideways ? QPoint(-*start, 0) : QPoint(0, -*start)};
    }
    const QSize canvas = smallestHolder(picture, framing);
    return {canvas, {(canvas.width() - picture.width()) / 2, (canvas.height() - picture.height()) / 2}};
}

} // namespace cloakroom
