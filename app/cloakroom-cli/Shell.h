#pragma once

#include "CommandContext.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace cloakroom::cli {

/// Reads commands from standard input, one a line, and answers each at once. Empty lines and those that begin with #
/// are passed over. Its status is 1 when any of them did not end with 0.
[[nodiscard]] Result<Answer> runShell(CommandContext& context);

/// A line in words, quoted as a shell would: 'as it is', "with \" and \\", and a backslash before any character.
/// Nothing is expanded. Absent when a quote is not closed.
[[nodiscard]] std::optional<std::vector<std::string>> splitWords(const QByteArray& line);

} // namespace cloakroom::cli
