#pragma once

#include "core/imaging/PhotoFacts.h"
#include "core/imaging/PhotoProblem.h"

#include <QByteArray>
#include <QImage>

namespace cloakroom {

/// A photo, read: what its file says and the upright picture in sRGB RGB888, of a still at full resolution, of a video
/// a frame early in it or null.
struct ReadPhoto {
    PhotoFacts facts;
    QImage picture;
};

/// Parses untrusted files. Runs in the worker process only; everybody else asks the WorkerPool.
namespace photoreader {

/// Once per process, before rights are dropped: lets the libraries load what they need.
void prepare();

/// Reads the file whole. A stream that is cut short or whose pixels the decoder had to make up is refused as
/// Damaged; a broken metadata block only leaves facts out.
/// With `enoughEdge` the picture may be smaller than `facts.size`, its longer edge at least that long.
[[nodiscard]] Decoded<ReadPhoto> read(const QByteArray& bytes, int enoughEdge = 0);

/// The kind of a file of which only the first part is at hand: a video's facts, or TooLong.
[[nodiscard]] Decoded<ReadPhoto> readHead(const QByteArray& bytes);

} // namespace photoreader
} // namespace cloakroom
