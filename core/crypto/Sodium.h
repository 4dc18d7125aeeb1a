#pragma once

namespace cloakroom {

/// Initialises libsodium on the first call, from any thread; false when it cannot be used, and then nothing in
/// core/crypto works. Every function there calls it, so nobody else has to.
[[nodiscard]] bool isSodiumReady();

/// For programs, first thing in main(): no core dumps and no tracing by other processes of the same user, so that keys
/// in memory stay there. Best effort: false when the system refused one of them; the program goes on either way.
bool hardenProcess();

} // namespace cloakroom
