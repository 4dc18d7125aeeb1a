#pragma once

#include "core/base/Result.h"
#include "core/storage/Password.h"
#include "core/storage/RecoveryKey.h"

#include <QString>

namespace cloakroom::cli {

struct GlobalOptions;

/// The name given with --user, or asked for on a terminal. Invalid otherwise: a library does not tell its users.
[[nodiscard]] Result<QString> userName(const GlobalOptions& options);

/// The password that unlocks: from --password-file, or asked for with echo off. Never from an argument or the
/// environment. Errors: Invalid (no file and no terminal), Unreadable.
[[nodiscard]] Result<Password> currentPassword(const GlobalOptions& options);

/// From the first line of `file` ("-" = standard input), or asked for. Invalid names the group that is mistyped.
[[nodiscard]] Result<RecoveryKey> recoveryKey(const QString& file);

/// A password to be set for a user: from `file` ("-" = a line of standard input), or asked for twice. Invalid, with
/// what to do better, for one that is easy to guess.
[[nodiscard]] Result<Password> newPassword(const QString& file, const QString& question, const QString& user);

/// The password of a file that somebody else made: from `file` ("-" = a line of standard input), or asked for.
[[nodiscard]] Result<Password> filePassword(const QString& file, const QString& question);

} // namespace cloakroom::cli
