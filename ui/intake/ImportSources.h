#pragma once

#include <QList>
#include <QString>

namespace cloakroom::ui {

/// A camera's memory card or a phone that is mounted here.
struct ImportSource {
    QString name; ///< what the card calls itself
    QString path; ///< its DCIM folder
};

/// Mounted volumes that have a DCIM folder (what every camera makes). Looks at mount points only.
[[nodiscard]] QList<ImportSource> findCards();

} // namespace cloakroom::ui
