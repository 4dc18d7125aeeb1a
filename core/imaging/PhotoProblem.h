#pragma once

#include "core/base/Result.h"

#include <QString>

#include <tl/expected.hpp>

namespace cloakroom {

/// Why a file was not taken. The worker answers with these (it has no translations); the pool makes the sentence.
enum class PhotoProblem : quint8 {
    Empty,
    UnknownKind,
    KindNotTaken, ///< recognised, but not a photo or video that we take: `subject` says what it is
    Damaged,
    TooManyPixels,
    TooLong, ///< the file itself
    OutOfMemory,
    CannotDevelop, ///< a RAW file of a camera that LibRaw does not know
    VideoHasNoPicture, ///< pixels of a video were asked for
    Crashed, ///< the worker ended over it
    Hung, ///< the worker was ended since it took too long
    NoDetector,
    DetectorFailed,
};
inline constexpr PhotoProblem kLastPhotoProblem = PhotoProblem::DetectorFailed;

struct PhotoRefusal {
    PhotoProblem problem = PhotoProblem::Damaged;
    /// Name of the kind for KindNotTaken ("GIF"), else empty.
    QString subject = {};
    /// What the library said, for the log.
    QString detail = {};
};

template <typename T>
using Decoded = tl::expected<T, PhotoRefusal>;

inline tl::unexpected<PhotoRefusal> refuse(PhotoProblem problem, QString detail = {})
{
    return tl::unexpected<PhotoRefusal>(PhotoRefusal{problem, {}, std::move(detail)});
}

/// The refusal as an error with a full sentence for the user.
[[nodiscard]] Error toError(const PhotoRefusal& refusal);

/// What a library said, made fit for a log: printable ASCII, at most 200 characters.
[[nodiscard]] QString tidyDetail(const char* text);

} // namespace cloakroom
