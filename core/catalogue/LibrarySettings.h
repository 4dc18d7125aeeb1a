#pragma once

#include "core/base/Result.h"

namespace cloakroom {

class Database;

/// How the school wants its library looked after. Each has a default; a stored value outside its range counts as the
/// default.
struct LibrarySettings {
    int binDays = 30; ///< what lies in the bin longer is erased; 0 to 3650
    int backupKeepDays = 30; ///< older states go from a backup; 1 to 3650
    int backupRemindDays = 7; ///< a good backup older than this is a reason to remind; 1 to 365
    int idleMinutes = 10; ///< without a key or the mouse the library locks; 1 to 240

    friend bool operator==(const LibrarySettings&, const LibrarySettings&) = default;
};

[[nodiscard]] Result<LibrarySettings> librarySettings(Database& database);
/// In the caller's transaction. Invalid for a value outside its range.
[[nodiscard]] Result<void> storeLibrarySettings(Database& database, const LibrarySettings& settings);

} // namespace cloakroom
