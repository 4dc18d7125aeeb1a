#pragma once

#include "core/faces/FaceTemplate.h"
#include "core/worker/WorkerProcess.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace cloakroom {

// What a worker answers is data to be checked, never trusted. Pure.

/// Whether what it says fits together and answers the request.
[[nodiscard]] bool isPlausible(const WorkerProcess::Exchange& exchange, const WorkerRequest& request);

/// Nothing for bytes that are not `count` templates of `length` numbers (absent ones without), each of length 1.
[[nodiscard]] std::optional<std::vector<std::optional<FaceTemplate>>>
unpackTemplates(const QByteArray& bytes, qsizetype count, qsizetype length);

} // namespace cloakroom
