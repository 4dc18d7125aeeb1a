#pragma once

#include "core/base/Result.h"
#include "core/catalogue/LibraryThread.h"
#include "core/publish/ExportPlan.h"

#include <QImage>
#include <QList>
#include <QRectF>

namespace cloakroom {

class WorkerPool;

/// A picture as it would leave: cut, marked and covered; and where its faces are.
struct CoveredPreview {
    enum class Look {
        Shown, ///< may be seen
        ByRule, ///< has to be covered
        ByWish, ///< covered although it might be seen
    };
    struct Head {
        FaceId face;
        QRectF rect; ///< the whole head, as shares of the picture's width and height; outside of 0 to 1 it was cut away
        Look look = Look::ByRule;
    };

    QImage picture;
    QList<Head> heads;
    /// Where the photo as it was taken lies on the picture, in the same shares: all of it, unless it is cut or has
    /// bars.
    QRectF photo = {0, 0, 1, 1};
};

/// The picture as it would leave, from the stored preview, longest edge up to 2048 pixels. NotAllowed with the reasons
/// when the photo is blocked. Runs on the library's thread.
[[nodiscard]] Result<CoveredPreview> coveredPreview(Library& library, PhotoId photo, const ExportTerms& terms,
                                                    CoverStyle style);
/// The same with nothing wished, for the viewer's preview: only the picture.
[[nodiscard]] Result<QImage> previewAsExported(Library& library, PhotoId photo, PurposeId purpose, CoverStyle style);

/// The same for a photo that lacks nothing but a second user's look: what that user looks at.
[[nodiscard]] Result<QImage> previewForSecondLook(Library& library, PhotoId photo, PurposeId purpose, CoverStyle style);

/// A photo at the size at which it would leave, made from the original, both of the same size.
struct ExportComparison {
    QImage before; ///< as the role may see it: protected people are covered for those who may not, and looks are logged
    QImage after;
};

/// Right::Export; NotAllowed when the photo is blocked. Job thread.
[[nodiscard]] Result<ExportComparison> compareAsExported(LibraryThread& library, WorkerPool& workers, PhotoId photo,
                                                         const ExportTerms& terms, CoverStyle style);

} // namespace cloakroom
