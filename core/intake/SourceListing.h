#pragma once

#include <QList>
#include <QString>

namespace cloakroom {

/// One entry of a folder on a card. Links are themselves, never what they point to.
struct SourceEntry {
    enum class Kind { File, Folder, Link, Other };
    QString name; ///< see source_names
    Kind kind = Kind::Other;
    qint64 bytes = 0;
    qint64 modifiedMs = 0; ///< since 1970, UTC
};

struct SourceListing {
    QList<SourceEntry> entries; ///< by name
    bool isWhole = true; ///< false: the folder could not be opened, or not be read to its end
    bool isTooDeep = false; ///< its path is longer than the system takes
};

/// Everything in a folder, hidden entries and names in any encoding too. Does not follow a link in place of the folder.
[[nodiscard]] SourceListing listSourceFolder(const QString& path);

/// The path without links in it, or empty when there is nothing there.
[[nodiscard]] QString canonicalSourcePath(const QString& path);

} // namespace cloakroom
