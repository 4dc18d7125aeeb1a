// libFuzzer's entry: CLOAKROOM_FUZZ_TARGET in the environment says which reader is tried.
#include "fuzz/Targets.h"

#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size)
{
    using namespace cloakroom::fuzz;
    static const Target* const target = [] {
        const char* const name = std::getenv("CLOAKROOM_FUZZ_TARGET");
        const Target* const found = name ? findTarget(name) : nullptr;
        if (!found) {
            std::fprintf(stderr, "CLOAKROOM_FUZZ_TARGET names none of:");
            for (const Target& one : targets())
                std::fprintf(stderr, " %s", one.name);
            std::fprintf(stderr, "\n");
            std::exit(2);
        }
        return found;
    }();
    if (size <= target->mostBytes)
        target->run({data, size});
    return 0;
}
