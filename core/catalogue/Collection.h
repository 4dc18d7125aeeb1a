#pragma once

#include "core/base/Ids.h"

#include <QDateTime>
#include <QString>

namespace cloakroom {

using CollectionId = Id<struct CollectionTag>;

/// Photos picked for one use ("Newsletter June").
struct Collection {
    CollectionId id;
    QString name;
    PurposeId purpose;
    QDateTime createdAt; ///< UTC
    QString by;
};

} // namespace cloakroom
