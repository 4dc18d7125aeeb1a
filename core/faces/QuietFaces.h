#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"

#include <QSet>

namespace cloakroom {

class Library;

/// Faces that nobody is to be suggested for by likeness any more: not even compared. Single names are declined through
/// NameSuggestions. Right::NameFaces; logged; library's thread.
class QuietFaces {
public:
    explicit QuietFaces(Library& library)
        : m_library(library)
    {
    }

    [[nodiscard]] Result<void> add(FaceId face);
    [[nodiscard]] Result<void> remove(FaceId face);
    /// Those of a photo.
    [[nodiscard]] Result<QSet<FaceId>> of(PhotoId photo);

private:
    [[nodiscard]] Result<void> change(FaceId face, bool isQuiet);

    Library& m_library;
};

} // namespace cloakroom
