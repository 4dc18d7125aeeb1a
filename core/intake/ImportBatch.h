#pragma once

#include "core/catalogue/ImportRecords.h"
#include "core/intake/FileIntake.h"

#include <QList>

namespace cloakroom {

/// What the catalogue has to be told about an import.
struct ImportContext {
    QString event; ///< clean name; empty = none
    QString source; ///< as the user named it
    QString detector; ///< which one searched for faces
    ImportFields fields;
    std::optional<ImportId> import; ///< made with the first batch
    EventId eventId; ///< made with the first photo
};

/// A prepared file's place in the library.
struct Entered {
    ImportFileId row; ///< its line in the import's record
    FileOutcome outcome = FileOutcome::Failed;
    PhotoId photo;
    bool isNew = false; ///< its original is the one that this import wrote
    int faces = 0;
};

/// Faces that were found in a photo after it was entered.
struct LateFaces {
    PhotoId photo;
    QByteArray searched; ///< digest of the bytes that were looked at
    QList<DetectedFace> faces;
};

/// Takes them into the catalogue, reconciled with what users did meanwhile. Those of photos that are gone, hidden or
/// shown by another file by now are dropped. Answers how many faces there were. Library's thread.
[[nodiscard]] Result<int> enterFaces(Library& library, const ImportContext& context, const QList<LateFaces>& found);

/// Enters prepared shots in the catalogue, all or none: photos, parts, previews, faces, a line for every file in the
/// import's record, log entries, and the reservations of their names given back. One answer for each file of each shot.
/// Library's thread.
[[nodiscard]] Result<QList<Entered>> enterInCatalogue(Library& library, ImportContext& context,
                                                      const QList<PreparedShot>& shots);

/// Writes the end of the import: counts, for the log.
[[nodiscard]] Result<void> finishImport(Library& library, const ImportContext& context, QJsonObject counts);

} // namespace cloakroom
