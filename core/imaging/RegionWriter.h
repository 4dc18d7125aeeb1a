#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QList>
#include <QRectF>
#include <QSize>
#include <QString>

namespace cloakroom {

/// A face that a file is to name.
struct NamedRegion {
    QRectF share; ///< of the picture: 0-1
    QString name;

    friend bool operator==(const NamedRegion&, const NamedRegion&) = default;
};

/// The same picture with one block more, and nothing else: XMP that holds the Metadata Working Group's regions of these
/// faces. For an encrypted hand-over alone: nothing else that leaves may carry a name. `jpeg` is one of toJpeg(), and
/// comes back as it is when there are no regions. Errors: Invalid (no such JPEG, a region that is none, or more names
/// than a block can hold), Internal. Any thread.
[[nodiscard]] Result<QByteArray> withNamedRegions(const QByteArray& jpeg, QSize size,
                                                  const QList<NamedRegion>& regions);

} // namespace cloakroom
