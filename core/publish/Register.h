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
/// once. Right::Export; runs on the library's thread; changes are logged.
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
    [[nodiscard]] Result<void> markTakenDown(RegisterId id);
    [[nodiscard]] Result<void> setPlace(RegisterId id, const QString& place);

private:
    Library& m_library;
};

} // namespace cloakroom
