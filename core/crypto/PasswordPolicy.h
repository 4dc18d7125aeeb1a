#pragma once

#include <QString>

namespace cloakroom {

enum class PasswordStrength { TooShort, Weak, Fair, Strong };

struct PasswordVerdict {
    bool isAccepted = false;
    PasswordStrength strength = PasswordStrength::TooShort;
    /// A rough count of the guesses that somebody who knows people needs, as a power of two.
    double bits = 0;
    /// A sentence for the user: why not, or empty.
    QString reason;
};

/// Pure. Accepted: at least 12 characters or 5 different words, no one character or run making up most of it, and not
/// one of the patterns that guessers try first. `userName` may not be a substantial part of it.
[[nodiscard]] PasswordVerdict judgePassword(QStringView password, QStringView userName = {});

} // namespace cloakroom
