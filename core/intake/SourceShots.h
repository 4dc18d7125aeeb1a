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

} // namespace cloakroom
