#pragma once

#include "core/base/Progress.h"
#include "core/base/Result.h"

#include <QString>

namespace cloakroom {

class WorkerPool;

namespace demo {

/// The password of every user of the demo school. No secret: the school is made up and its pupils are drawn.
inline constexpr const char* kPassword = "five drawn pupils wave hello";

/// Names to sign in with, one for each role that does something in the demo.
inline constexpr const char* kAdmin = "Olive Admin";
inline constexpr const char* kMarketing = "Max Marketing";
inline constexpr const char* kSafeguarding = "Sage Safeguarding";

struct Summary {
    int photos = 0;
    int people = 0;
    int exported = 0;
    int takedowns = 0;
};

/// Makes a library of a made-up school in `folder` (empty or absent) and some covered exports in `exportsFolder`: drawn
/// pupils, groups, consents of every kind, a protected pupil, a flagged photo, photos that still wait for names.
/// Everything goes through the same services as a user's own work; drawn faces that the detector does not find are
/// marked as a user would mark them. Takes about a minute; runs on the caller's thread.
[[nodiscard]] Result<Summary> makeSchool(const QString& folder, const QString& exportsFolder, WorkerPool& workers,
                                         Progress& progress);

} // namespace demo
} // namespace cloakroom
