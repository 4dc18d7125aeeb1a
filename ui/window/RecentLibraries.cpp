#include "ui/window/RecentLibraries.h"

#include "core/storage/LibraryFolder.h"

#include <QDir>
#include <QSettings>

namespace cloakroom::ui {

namespace {

constexpr auto kSetting = "libraries/recent";
constexpr int kKept = 8;

QStringList stored()
{
    return QSettings().value(QLatin1String(kSetting)).toStringList();
}

} // namespace

QStringList recentlibraries::list()
{
    QStringList there;
    for (const QString& path : stored()) {
        if (LibraryFolder::isLibrary(path)) {
            there.append(path);
        }
    }
    return there;
}

void recentlibraries::add(const QString& path)
{
    QStringList all = stored();
    const QString absolute = QDir(path).absolutePath();
    all.removeAll(absolute);
    all.prepend(absolute);
    QSettings().setValue(QLatin1String(kSetting), all.mid(0, kKept));
}

} // namespace cloakroom::ui
