#pragma once

#include "core/base/Result.h"

namespace cloakroom {

class Database;

/// The version that this program writes. A catalogue of a later version is refused.
constexpr int kSchemaVersion = 9;

/// Creates the tables in an empty catalogue, or brings an older one up to date, one version at a time, each in
/// one transaction.
/// Errors: NewerVersion, Damaged (a version that never was), NoSpace.
[[nodiscard]] Result<void> migrateCatalogue(Database& database);

/// The same for the previews, which may be rebuilt: an unknown version is dropped and made anew.
[[nodiscard]] Result<void> migratePreviews(Database& database);

} // namespace cloakroom
