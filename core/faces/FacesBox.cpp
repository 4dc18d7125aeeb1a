#include "core/faces/FacesBox.h"

#include <QCoreApplication>

namespace cloakroom {

Result<QRect> boxInside(QRect box, QSize picture)
{
    const QRect inside = box & QRect({0, 0}, picture);
    // An inverted box is a mistake, although Qt would turn it round.
    if (box.width() <= 0 || box.height() <= 0 || inside.isEmpty()) {
        return fail(ErrorCode::Invalid,
                    QCoreApplication::translate("Faces",
                                                "The box has no area inside the picture. Nothing was changed. Draw it "
                                                "over the part of the picture that is meant."));
    }
    return inside;
}

} // namespace cloakroom
