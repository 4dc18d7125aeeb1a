#pragma once

#include "core/base/Ids.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <optional>

namespace cloakroom {

/// What became of one file of a source.
enum class FileOutcome {
    Imported, ///< it is a photo of its own
    Part, ///< it is kept with a photo: its RAW, sound, settings, ...
    Duplicate, ///< the library had these bytes
    Failed, ///< it is not in the library
    Skipped, ///< nothing that anybody would miss: what cameras and computers write for themselves
};

/// How far the removal of a file from its source went.
enum class Clearing {
    No, ///< nobody asked for it
    Begun, ///< the import was cut off while it was being removed: it is gone, or still there and whole
    Done, ///< proven safe in the library, compared once more, removed
    Kept, ///< left on the source, for a reason
};

/// What is said once for all photos of an import.
struct ImportFields {
    QString medium; ///< what the cards or folders call themselves
    QString photographer;
    QString note;
    GroupId group; ///< whose photos these are: a class, a team
};

/// One line of an import's record.
struct ImportFile {
    ImportFileId id;
    QString path; ///< as it was on the source
    qint64 bytes = 0;
    QByteArray digest; ///< keyed BLAKE2b of its bytes; empty when they were not read
    FileOutcome outcome = FileOutcome::Failed;
    QString reason; ///< for Failed and Skipped: why
    PhotoId photo; ///< invalid when there is none (any more)
    Clearing clearing = Clearing::No;
    QDateTime clearedAt; ///< UTC
    QString keptReason; ///< for Kept: why
};

/// One import: who, when, from where, and how many files went which way.
struct ImportRecord {
    ImportId id;
    QString by;
    QDateTime startedAt; ///< UTC
    QDateTime finishedAt; ///< UTC; invalid = cut off
    QString source; ///< the folders, as they were named
    QString event;
    QString group;
    ImportFields fields;
    QDateTime settledAt; ///< somebody said that the source is empty
    QDateTime undoneAt;
    int imported = 0;
    int parts = 0;
    int duplicates = 0;
    int failed = 0;
    int skipped = 0;
    int cleared = 0;
    int leftOnSource = 0; ///< files whose bytes the library has and that were not removed from the source
    qint64 bytes = 0; ///< of all files that are in the library
};

[[nodiscard]] QString fileOutcomeKey(FileOutcome value);
[[nodiscard]] std::optional<FileOutcome> fileOutcomeFromKey(const QString& key);
[[nodiscard]] QString clearingKey(Clearing value);
[[nodiscard]] std::optional<Clearing> clearingFromKey(const QString& key);

} // namespace cloakroom
