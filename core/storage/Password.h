#pragma once

#include <QByteArray>
#include <QString>

#include <memory>

namespace cloakroom {

class SecretBuffer;

/// A password in wiped memory, NFC-normalised UTF-8. Move-only.
class Password {
public:
    /// Takes the text and overwrites the caller's string.
    [[nodiscard]] static Password take(QString& text);
    /// Takes bytes read from a file or terminal and overwrites them; one line end at the end is dropped.
    [[nodiscard]] static Password takeLine(QByteArray& utf8);

    ~Password();
    Password(Password&& other) noexcept;
    Password& operator=(Password&& other) noexcept;
    Password(const Password&) = delete;
    Password& operator=(const Password&) = delete;

    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] bool equals(const Password& other) const;
    [[nodiscard]] const SecretBuffer& secret() const { return *m_secret; }

private:
    explicit Password(std::unique_ptr<SecretBuffer> secret);

    std::unique_ptr<SecretBuffer> m_secret;
};

enum class PasswordStrength { TooShort, Fair, Good, Strong };

/// Pure: at least 12 characters or 5 words; anything less is TooShort and refused.
[[nodiscard]] PasswordStrength passwordStrength(const Password& password);

} // namespace cloakroom
