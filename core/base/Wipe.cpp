#include "core/base/Wipe.h"

#include <sodium.h>

namespace cloakroom {

void wipe(void* at, std::size_t bytes)
{
    sodium_memzero(at, bytes);
}

} // namespace cloakroom
