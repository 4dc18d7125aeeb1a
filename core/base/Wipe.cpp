#include "core/base/Wipe.h"

namespace cloakroom {

void wipe(void* at, std::size_t bytes)
{
    auto* const byte = static_cast<volatile unsigned char*>(at);
    for (std::size_t i = 0; i < bytes; ++i) {
        byte[i] = 0;
    }
}

} // namespace cloakroom
