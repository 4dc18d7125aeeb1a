#pragma once

#include "core/base/Progress.h"
#include "core/base/Result.h"
#include "core/catalogue/LibraryThread.h"

#include <QDate>
#include <QList>
#include <QString>

namespace cloakroom {

class WorkerPool;

/// A place where a medium shows its files.
struct MountedVolume {
    QString path;
    QString name; ///< what it calls itself
};

/// A camera's memory card, or a phone: a mounted volume that is laid out like one.
struct Card {
    QString path; ///< its top folder
    QString name;

    friend bool operator==(const Card&, const Card&) = default;
};

/// What can be said of a card before it is imported.
struct CardFacts {
    int files = 0; ///< photos, videos and what belongs to them
    int newFiles = 0; ///< of them, those of which the library has none of that name and length
    qint64 newBytes = 0;
    QString camera; ///< of the newest photo that says so
    QDate first; ///< by the files' times; invalid without files
    QDate last;
};

/// What is mounted now and could be a card: not the system's own volumes. Does not touch what is on them.
[[nodiscard]] QList<MountedVolume> mountedVolumes();

/// Those with a DCIM folder, or PRIVATE/AVCHD, or M4ROOT (in PRIVATE or at the top), in any case of letters.
[[nodiscard]] QList<Card> cardsAmong(const QList<MountedVolume>& volumes);

/// Walks the card and asks the library which files it may have; reads one photo for its camera. For a job's thread.
/// Right::Import.
[[nodiscard]] Result<CardFacts> lookAtCard(LibraryThread& library, WorkerPool& workers, const Card& card,
                                           const Progress& progress);

} // namespace cloakroom
