#pragma once

#include "core/crypto/Bytes.h"

#include <QByteArray>

#include <memory>
#include <optional>

class QIODevice;

namespace cloakroom {

/// SHA-256 (FIPS 180-4) over data that comes in pieces: what the register and other programs know files by. Inside the
/// library BLAKE2b is used (KeyedHash.h). One thread at a time.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    Sha256(Sha256&&) = delete;
    Sha256& operator=(Sha256&&) = delete;

    void add(ByteView data);
    /// 32 bytes; once, at the end.
    [[nodiscard]] QByteArray finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

[[nodiscard]] QByteArray sha256Of(const QByteArray& bytes);
/// Of all that can be read from here on; nothing when reading fails.
[[nodiscard]] std::optional<QByteArray> sha256Of(QIODevice& source);

} // namespace cloakroom
