#pragma once

#include "core/base/Progress.h"
#include "core/base/Result.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <functional>

namespace cloakroom {

/// A file of a source that has to be accounted for.
struct WalkedFile {
    QString path;
    QString root; ///< the source that it was found in
    QString refusal = {}; ///< why it is not even opened, in a sentence; empty = it is to be read
    bool isSkipped = false; ///< with `refusal`: nobody would miss it
    qint64 bytes = 0;
    qint64 modifiedMs = 0; ///< since 1970, UTC
    /// Its bytes, where no file of its own holds them: then `path` only says whence they come. Any thread.
    std::function<Result<QByteArray>()> held = {};
};

/// All files below the sources, always in the same order (by path, within each source in the order given), each once.
/// Links are not followed; of hidden and system folders, what looks like a photo is refused with a reason, and the
/// folder itself is one line that is skipped. Paths are as in source_names.
/// `libraryFolder` is left out. Errors: NotFound for a source that is not there, Invalid for one inside the library.
/// A cancelled walk ends early.
[[nodiscard]] Result<QList<WalkedFile>> walkSources(const QStringList& sources, const QString& libraryFolder,
                                                    const Progress& progress);

} // namespace cloakroom
