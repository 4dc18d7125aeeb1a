#pragma once

#include "core/imaging/PhotoFacts.h"

#include <QByteArray>

namespace cloakroom {

/// What a video's head tells cheaply: size, rotation applied, and when it was taken (MP4, MOV, 3GP: UTC in the file, so
/// with offset 0; AVI: the camera's clock). `bytes` may be only the first part of the file. What cannot be
/// read stays absent. Returns whether the file's own header was found, without which no player can show it (always for
/// MTS, which has none).
bool readVideoFacts(const QByteArray& bytes, PhotoFacts& facts);

} // namespace cloakroom
