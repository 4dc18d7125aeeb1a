#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace cloakroom::soak {

/// What a run did, for its last lines.
using Counts = std::map<std::string, int64_t>;

/// Cuts the power at least `points` times, after every operation of one workload after the other, and checks what is
/// left each time, goes on from there, and for one point in eight cuts the power again during the recovery.
/// Throws Failure.
void runPowerCuts(int64_t points, uint64_t seed, Counts& counts);

/// Lets every write, flush, truncation, deletion, read and opening of workloads fail, once and from then on, until
/// `faults` have come. Throws Failure for a wrong error, a loss, or a database that does not go on.
void runDiskFaults(int64_t faults, uint64_t seed, Counts& counts);

/// The same for SQLite's and our memory. Throws Failure.
void runMemoryFaults(int64_t faults, uint64_t seed, Counts& counts);

} // namespace cloakroom::soak
