#include "core/crypto/Random.h"

#include "core/crypto/Sodium.h"

#include <sodium.h>

#include <cstdlib>

namespace cloakroom {

void fillRandom(MutableByteView out)
{
    if (!isSodiumReady())
        std::abort();
    randombytes_buf(out.data(), out.size());
}

QByteArray randomBytes(qsizetype count)
{
    QByteArray bytes(count, '\0');
    fillRandom(mutableViewOf(bytes));
    return bytes;
}

} // namespace cloakroom
