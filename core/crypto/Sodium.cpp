#include "core/crypto/Sodium.h"

#include <sodium.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/resource.h>

namespace cloakroom {

bool isSodiumReady()
{
    static const bool ready = sodium_init() >= 0;
    return ready;
}

bool hardenProcess()
{
    const rlimit none{0, 0};
    bool done = setrlimit(RLIMIT_CORE, &none) == 0;
#ifdef __linux__
    done = prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && done;
#endif
    return done;
}

} // namespace cloakroom
