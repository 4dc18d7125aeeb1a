#pragma once

#include "core/base/MarkedRegion.h"
#include "core/base/Result.h"
#include "core/catalogue/FaceRepository.h"

#include <QList>
#include <QStringList>

namespace cloakroom {

class Database;

/// Whether only another program's region tells of this face: its detector is "file" then.
[[nodiscard]] bool isMarkedInFile(const Face& face);

/// A search's changes, and an undecided face wherever another program marked one and none would be: somebody may be
/// there, so the photo is not done before a user looked. A face that is about to go, and is marked, stays. Nothing else
/// is changed: a region decides nothing and takes nothing away. Pure.
[[nodiscard]] FaceChanges withMarkedFaces(FaceChanges changes, const QList<FaceRecord>& stored,
                                          const QList<MarkedRegion>& regions);

/// Keeps what a photo's file marks, in place of what was kept, and adds the faces that only it tells of. In the
/// caller's transaction. Returns how many were added.
[[nodiscard]] Result<int> storeMarkedFaces(Database& database, PhotoId photo, const QList<MarkedRegion>& regions);

/// What other programs wrote beside this person's confirmed face, where it is their own name: part of what is stored
/// about them. Any other name may be somebody else's, whose mark lay askew, and is not told.
[[nodiscard]] Result<QStringList> namesWrittenBeside(Database& database, PhotoId photo, PersonId person);

} // namespace cloakroom
