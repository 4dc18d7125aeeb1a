#pragma once

#include "core/intake/FileIntake.h"

#include <QList>

namespace cloakroom {

/// What the catalogue has to be told about an import.
struct ImportContext {
    QString event; ///< clean name; empty = none
    QString source; ///< as the user named it
    QString detector; ///< which one searched for faces
    std::optional<ImportId> import; ///< made with the first photo
    EventId eventId;
};

/// A prepared file's place in the library.
struct Entered {
    PhotoId photo;
    bool isNew = true; ///< false: the same bytes had come in the meantime, and `photo` is theirs
    int faces = 0;
};

/// Enters ready files in the catalogue, all or none: rows, previews, faces, log entries, and the reservations of their
/// names given back. Library's thread.
[[nodiscard]] Result<QList<Entered>> enterInCatalogue(Library& library, ImportContext& context,
                                                      const QList<PreparedFile>& ready);

/// Writes the end of the import: counts, for the log.
[[nodiscard]] Result<void> finishImport(Library& library, const ImportContext& context, QJsonObject counts);

} // namespace cloakroom
