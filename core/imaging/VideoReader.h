#pragma once

#include "core/imaging/PhotoFacts.h"

#include <QByteArray>

namespace cloakroom {

/// What a video's head tells cheaply: size, rotation applied, and when it was taken (MP4, MOV, 3GP: UTC in the file, so
/// with offset 0; AVI: the camera's clock). `bytes` may be only the first part of the file. Never fails: what cannot be
/// read stays absent.
void readVideoFacts(const QByteArray& bytes, PhotoFacts& facts);

} // namespace cloakroom
