#pragma once

#include <QImage>
#include <QList>
#include <QRect>
#include <QSize>

namespace cloakroom {

/// At most 12 cells along the longer edge, each one flat colour: enough to tell one photo from another, too little to
/// recognise anybody. Pure. Null stays null.
[[nodiscard]] QImage obscured(const QImage& picture);

/// The picture with the whole head around each face painted over in one flat grey. `faces` are in pixels of the
/// original, whose size is `original`; the picture may be smaller. When the sizes cannot be related, the whole picture
/// is painted over. Pure.
[[nodiscard]] QImage withHeadsCovered(const QImage& picture, const QList<QRect>& faces, QSize original);

} // namespace cloakroom
