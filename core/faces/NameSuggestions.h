#pragma once

#include "core/base/Result.h"
#include "core/faces/NameSuggestion.h"

namespace cloakroom {

class Library;

/// Names that faces may have, gathered from every source, and users' "not this person". Nothing here names a face:
/// whoever takes a suggestion calls Faces::confirm(), as by hand. Library's thread.
class NameSuggestions {
public:
    explicit NameSuggestions(Library& library)
        : m_library(library)
    {
    }

    /// What may be offered for the photo's faces, face by face. Nothing for those who may not name faces; names of
    /// protected people only for those who may know them.
    [[nodiscard]] Result<QList<NameSuggestion>> of(PhotoId photo);
    /// What users declined in this photo.
    [[nodiscard]] Result<QList<DeclinedName>> declined(PhotoId photo);
    /// Never suggested for this face again. Right::NameFaces; logged, by number.
    [[nodiscard]] Result<void> decline(const DeclinedName& declined);
    /// Takes that back.
    [[nodiscard]] Result<void> allowAgain(const DeclinedName& declined);

private:
    [[nodiscard]] Result<void> change(const DeclinedName& declined, bool isDeclined);

    Library& m_library;
};

} // namespace cloakroom
