#pragma once

#include "core/catalogue/Photo.h"
#include "core/intake/SourceWalk.h"

#include <QList>

namespace cloakroom {

/// A file that belongs to another one.
struct WalkedPart {
    WalkedFile file;
    PartRole role = PartRole::Settings;
};

/// What becomes one photo: its main file and what belongs to it.
struct SourceShot {
    WalkedFile file;
    QList<WalkedPart> parts = {};
};

/// Puts together what cameras and phones spread over several files, by folder and name as DCF (JEITA CP-3461) and the
/// makers do: RAW and JPEG, the still and the film of a live photo, a video's THM and LRV, sound notes, settings named
/// IMG_1.xmp or IMG_1.JPG.xmp, Sony's CLIP, SUB and THMBNL. In the order of the files; each file is in exactly one
/// shot. A sidecar whose photo is not there is refused. Pure.
[[nodiscard]] QList<SourceShot> pairedShots(const QList<WalkedFile>& files);

/// Whether one is the sensor's data and the other the finished picture of what may be the same shot, by their names: a
/// camera with two slots writes IMG_1.CR3 to one card and IMG_1.JPG to the other. Time and camera must agree as well.
[[nodiscard]] bool mayBeRawOf(const QString& rawName, const QString& pictureName);

/// The same shots; a RAW file whose finished picture may come later is put behind all others, so that it finds it.
[[nodiscard]] QList<SourceShot> picturesFirst(const QList<SourceShot>& shots);

} // namespace cloakroom
