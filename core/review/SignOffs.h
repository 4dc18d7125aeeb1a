#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Records.h"

#include <QList>

namespace cloakroom {

class Library;

/// Named users' statements about one exact state of a photo. Any change of faces or regions voids them.
/// Runs on the library's thread; logged.
class SignOffs {
public:
    explicit SignOffs(Library& library)
        : m_library(library)
    {
    }

    /// "Every face is marked." Right::NameFaces. Videos and photos that were never searched for faces are refused.
    [[nodiscard]] Result<void> signOffFaces(PhotoId photo);
    /// "Fit to publish" for a purpose. Right::SignOffPublish, and a different user than the one who signed off the
    /// faces or asked for the second look, whose request it answers.
    [[nodiscard]] Result<void> signOffPublish(PhotoId photo, PurposeId purpose);
    /// Takes back every current sign-off of the photo.
    [[nodiscard]] Result<void> revoke(PhotoId photo);
    /// Newest first, void ones too.
    [[nodiscard]] Result<QList<SignOff>> list(PhotoId photo);

private:
    /// Whoever asked for the second look does not give it; for others the request is answered with it.
    [[nodiscard]] Result<void> settleRequests(PhotoId photo, PurposeId purpose);
    [[nodiscard]] Result<void> canBeChecked(const QList<SignOff>& known, PurposeId purpose);

    Library& m_library;
};

} // namespace cloakroom
