#pragma once

#include <QString>
#include <QStringList>

namespace cloakroom::ui {

/// Where libraries were opened lately: paths only, nothing that is in them.
namespace recentlibraries {

/// Latest first, those that are still there.
[[nodiscard]] QStringList list();
void add(const QString& path);

} // namespace recentlibraries
} // namespace cloakroom::ui
