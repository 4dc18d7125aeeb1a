#pragma once

#include <QString>

#include <tl/expected.hpp>

#include <utility>

namespace cloakroom {

/// What kind of failure it was: what a caller branches on. The command line maps each to an exit status.
enum class ErrorCode {
    Invalid, ///< the request makes no sense: unknown name, impossible day, malformed file given by the user
    NotFound,
    AlreadyExists,
    NotAllowed, ///< role, consent or a missing sign-off forbids it
    WrongPassword,
    Locked, ///< too many wrong passwords: wait
    InUse, ///< another process has the library open
    Damaged, ///< stored data did not authenticate or contradicts itself
    NewerVersion, ///< written by a later release
    NoSpace,
    Unreadable, ///< a medium or file cannot be read or written
    Unsupported, ///< a file kind we do not take
    Cancelled,
    Internal, ///< our own mistake, reported rather than hidden
};

/// A failure that the caller is expected to handle.
/// `text` is for the user: translated, says what happened, what was kept safe and what to do next.
/// `detail` is for a technician's log: no secrets, no names of people, no photo's file name.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    QString text;
    QString detail = {};
};

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorCode code, QString text, QString detail = {})
{
    return tl::unexpected<Error>(Error{code, std::move(text), std::move(detail)});
}

/// Hands a failed result on: `if (!row) return propagate(row);`
template <typename T>
tl::unexpected<Error> propagate(const Result<T>& failed)
{
    return tl::unexpected<Error>(failed.error());
}

} // namespace cloakroom
