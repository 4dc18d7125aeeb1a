#pragma once

#include "core/catalogue/Photo.h"

#include <QString>

#include <optional>

namespace cloakroom {

/// What a file's or folder's name alone says. Pure; only content decides whether something is a photo.
namespace source_kinds {

/// By its ending: somebody who lost this file would miss a photo or video.
[[nodiscard]] bool looksLikePhoto(const QString& fileName);
[[nodiscard]] bool isRaw(const QString& fileName);
[[nodiscard]] bool isVideo(const QString& fileName);
/// A kind in which phones keep the moving part of a live photo.
[[nodiscard]] bool mayBeLiveMovie(const QString& fileName);
/// Belongs to a photo or video beside it: settings, a camera's own thumbnail or low-resolution copy, a sound note.
[[nodiscard]] std::optional<PartRole> sidecarRole(const QString& fileName);
/// What cameras keep for themselves: print orders, lists of clips, indexes.
[[nodiscard]] bool isBookkeeping(const QString& fileName);
/// What operating systems leave everywhere and nobody would miss.
[[nodiscard]] bool isClutter(const QString& fileName);
/// Hidden folders and those that systems keep for themselves: trash, indexes, recovered fragments.
[[nodiscard]] bool isSystemFolder(const QString& folderName);

} // namespace source_kinds
} // namespace cloakroom
