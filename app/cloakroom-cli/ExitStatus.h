#pragma once

#include "core/base/Result.h"

namespace cloakroom::cli {

/// What a process (or a line of the shell) answers with. The numbers are a contract with scripts: never change one.
enum class ExitStatus {
    Done = 0,
    SomeFailed = 1, ///< done, but some items failed or were refused; each is listed
    WrongUsage = 2,
    NotAllowed = 3, ///< role, consent, missing sign-off
    WrongPassword = 4, ///< or locked
    Damaged = 5,
    NoMedium = 6, ///< no space, or a medium that cannot be read or written
};

[[nodiscard]] ExitStatus exitStatusOf(ErrorCode code);

/// How scripts read the cause: "not-allowed", "wrong-password", ...
[[nodiscard]] QString errorKey(ErrorCode code);

} // namespace cloakroom::cli
