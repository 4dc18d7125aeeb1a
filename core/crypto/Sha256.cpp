#include "core/crypto/Sha256.h"

#include <QIODevice>

#include <sodium.h>

#include <vector>

namespace cloakroom {

struct Sha256::State {
    crypto_hash_sha256_state hash;
};

Sha256::Sha256()
    : m_state(std::make_unique<State>())
{
    crypto_hash_sha256_init(&m_state->hash);
}

Sha256::~Sha256() = default;

void Sha256::add(ByteView data)
{
    crypto_hash_sha256_update(&m_state->hash, data.data(), data.size());
}

QByteArray Sha256::finish()
{
    QByteArray digest(qsizetype{crypto_hash_sha256_BYTES}, '\0');
    crypto_hash_sha256_final(&m_state->hash, mutableViewOf(digest).data());
    return digest;
}

QByteArray sha256Of(const QByteArray& bytes)
{
    Sha256 hash;
    hash.add(viewOf(bytes));
    return hash.finish();
}

std::optional<QByteArray> sha256Of(QIODevice& source)
{
    constexpr size_t kBlock = 1 << 20;
    Sha256 hash;
    std::vector<unsigned char> block(kBlock);
    for (;;) {
        const qint64 count = source.read(reinterpret_cast<char*>(block.data()), static_cast<qint64>(block.size()));
        if (count < 0) {
            return std::nullopt;
        }
        if (count == 0) {
            return hash.finish();
        }
        hash.add(ByteView(block).first(static_cast<size_t>(count)));
    }
}

} // namespace cloakroom
