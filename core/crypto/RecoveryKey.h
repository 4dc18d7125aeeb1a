#pragma once

#include "core/base/Result.h"
#include "core/crypto/SecretBuffer.h"

namespace cloakroom {

/// 256 random bits that open a library when every password is lost; kept on paper. Written as 13 groups of four
/// characters and a check character, in an alphabet without I, L, O and U. Move-only.
class RecoveryKey {
public:
    [[nodiscard]] static RecoveryKey random();
    /// Takes any case, spaces or dashes anywhere, O for 0, I and L for 1. Invalid names the first group that was
    /// mistyped: every single wrong character, swapped neighbours and swapped groups are found.
    [[nodiscard]] static Result<RecoveryKey> parse(QStringView typed);

    [[nodiscard]] ByteView view() const { return m_bytes.view(); }
    /// To print or show once; the caller wipes it.
    [[nodiscard]] QString text() const;

private:
    explicit RecoveryKey(SecretBuffer bytes)
        : m_bytes(std::move(bytes))
    {
    }
    SecretBuffer m_bytes;
};

} // namespace cloakroom
