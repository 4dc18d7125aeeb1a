#pragma once

#include "core/imaging/PhotoProblem.h"

#include <QByteArray>
#include <QImage>

#include <exception>
#include <new>

namespace cloakroom {

// Shared by the readers of single formats. All of them run in the worker process only.

/// Largest picture taken: above today's sensors, small enough to be decoded within the worker's memory.
inline constexpr qint64 kMostPixels = 200'000'000;
inline constexpr int kLongestEdge = 65'500;

/// A decoded picture as stored: sRGB RGB888, not yet turned upright.
struct StoredPicture {
    QImage image;
    /// The file's own rotation is already in the pixels; an EXIF orientation must be ignored.
    bool isUpright = false;
    /// Pixels that the file holds, where `image` was decoded to fewer; empty = it was not.
    QSize fullSize = {};
};

/// Checked before anything of that size is allocated.
[[nodiscard]] inline Decoded<void> checkDimensions(qint64 width, qint64 height)
{
    if (width <= 0 || height <= 0)
        return refuse(PhotoProblem::Damaged, QStringLiteral("no pixels"));
    if (width > kLongestEdge || height > kLongestEdge || width * height > kMostPixels)
        return refuse(PhotoProblem::TooManyPixels);
    return {};
}

/// An RGB888 picture to be filled, or the reason why not.
[[nodiscard]] inline Decoded<QImage> makeCanvas(qint64 width, qint64 height)
{
    if (const auto checked = checkDimensions(width, height); !checked)
        return tl::unexpected(checked.error());
    QImage image(static_cast<int>(width), static_cast<int>(height), QImage::Format_RGB888);
    if (image.isNull())
        return refuse(PhotoProblem::OutOfMemory);
    return image;
}

/// Runs code of a library that throws.
template <typename Work>
auto guarded(Work work) -> decltype(work())
{
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return refuse(PhotoProblem::OutOfMemory);
    } catch (const std::exception& error) {
        return refuse(PhotoProblem::Damaged, tidyDetail(error.what()));
    } catch (...) {
        return refuse(PhotoProblem::Damaged, QStringLiteral("unknown exception"));
    }
}

/// `fallbackProfile` is used for RGB pictures that hold no profile of their own. With `enoughEdge` it may decode to a
/// half, a quarter or an eighth, with the longer edge at least that long: all of the stream is still read and checked.
[[nodiscard]] Decoded<StoredPicture> readJpeg(const QByteArray& bytes, const QByteArray& fallbackProfile,
                                              int enoughEdge = 0);
[[nodiscard]] Decoded<StoredPicture> readPng(const QByteArray& bytes);
[[nodiscard]] Decoded<StoredPicture> readBmp(const QByteArray& bytes);
[[nodiscard]] Decoded<StoredPicture> readTiff(const QByteArray& bytes);
[[nodiscard]] Decoded<StoredPicture> readWebp(const QByteArray& bytes);
[[nodiscard]] Decoded<StoredPicture> readHeif(const QByteArray& bytes);
[[nodiscard]] Decoded<StoredPicture> readRaw(const QByteArray& bytes);

} // namespace cloakroom
