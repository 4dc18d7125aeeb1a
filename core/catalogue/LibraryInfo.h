#pragma once

#include "core/base/Result.h"

#include <QStringList>

namespace cloakroom {

class Library;

struct LibraryCounts {
    qint64 photos = 0;
    qint64 people = 0;
    qint64 faces = 0;
    qint64 bytes = 0; ///< on disk
    int schema = 0;
};

struct LibraryVerification {
    bool ok = false;
    qint64 photos = 0;
    qint64 checked = 0;
    QStringList damaged; ///< "catalogue page 12", "photo 7"
    QStringList missing;
    QStringList orphans; ///< encrypted files that no photo and no running import owns
    qint64 withoutPreview = 0; ///< videos, and photos whose previews can be made anew
};

/// What the signed-in role may know of: no flagged photos, no protected people but for those who see them, no bin.
/// Library's thread.
[[nodiscard]] Result<LibraryCounts> countLibrary(Library& library);

enum class VerifyDepth { Quick, Full };

/// Quick: every page of the catalogue and previews, every keyslot, and that each original is there with its size. Full:
/// every byte. Right::Administer. Library's thread.
[[nodiscard]] Result<LibraryVerification> verifyLibrary(Library& library, VerifyDepth depth);

} // namespace cloakroom
