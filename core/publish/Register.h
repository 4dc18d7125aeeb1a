#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Records.h"

#include <QList>

#include <optional>

namespace cloakroom {

class Library;

struct RegisterFilter {
    std::optional<PhotoId> photo;
    std::optional<PersonId> person; ///< shown or covered in it
    std::optional<PurposeId> purpose;
    bool takedownsOnly = false;
};

/// Every photo that ever left. Status is worked out from today's consents on every read, so that a withdrawal shows at
/// once. Protected people are left out of `shown`, and nothing is found by them, for roles that may not know them.
/// Right::Export; runs on the library's thread; changes are logged.
class Register {
public:
    explicit Register(Library& library)
        : m_library(library)
    {
    }

    /// Newest first.
    [[nodiscard]] Result<QList<RegisterEntry>> list(const RegisterFilter& filter = {});
    [[nodiscard]] Result<RegisterEntry> get(RegisterId id);
    [[nodiscard]] Result<int> takedownCount();
    /// It is no longer to be seen where it was published. Invalid when it was taken down or replaced before.
    [[nodiscard]] Result<void> markTakenDown(RegisterId id);
    [[nodiscard]] Result<void> setPlace(RegisterId id, const QString& place);
    /// A picture that was exported anew stands in for this one.
    [[nodiscard]] Result<void> markReplaced(RegisterId id, RegisterId by);

private:
    Library& m_library;
};

} // namespace cloakroom
