#pragma once

#include "core/base/Result.h"

#include <QDate>
#include <QString>

#include <optional>

namespace cloakroom {

/// A day written 2026-11-22, and no other way: 3/4/2026 is two days in two countries, and an age hangs on it.
/// Empty text = no day. Invalid otherwise.
[[nodiscard]] Result<std::optional<QDate>> dayFromText(const QString& text);

} // namespace cloakroom
