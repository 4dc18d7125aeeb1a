#pragma once

#include "core/base/Progress.h"
#include "core/base/Result.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace cloakroom {

/// A file of a source that has to be accounted for.
struct WalkedFile {
    QString path;
    QString root; ///< the source that it was found in
    QString refusal = {}; ///< why it is not even opened, in a sentence; empty = it is to be read
};

/// All files below the sources, always in the same order (by path, within each source in the order given), each once.
/// Links are not followed; hidden and system folders yield only what looks like a photo, refused with a reason.
/// `libraryFolder` is left out. Errors: NotFound for a source that is not there, Invalid for one inside the library.
/// A cancelled walk ends early.
[[nodiscard]] Result<QList<WalkedFile>> walkSources(const QStringList& sources, const QString& libraryFolder,
                                                    const Progress& progress);

} // namespace cloakroom
