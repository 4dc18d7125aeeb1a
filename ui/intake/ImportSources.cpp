#include "ui/intake/ImportSources.h"

#include <QDir>
#include <QStorageInfo>

namespace cloakroom::ui {

QList<ImportSource> findCards()
{
    QList<ImportSource> cards;
    for (const QStorageInfo& volume : QStorageInfo::mountedVolumes()) {
        const QDir root(volume.rootPath());
        if (!volume.isValid() || !volume.isReady() || volume.isRoot() || !root.exists(QStringLiteral("DCIM"))) {
            continue;
        }
        const QString name = volume.displayName().isEmpty() ? root.dirName() : volume.displayName();
        const bool isPath = name.contains(QLatin1Char('/'));
        cards.append({isPath ? root.dirName() : name, root.filePath(QStringLiteral("DCIM"))});
    }
    return cards;
}

} // namespace cloakroom::ui
