#pragma once

#include <QLatin1String>
#include <QString>

#include <array>
#include <cstddef>
#include <optional>

namespace cloakroom {

/// One enum value and the key under which it is stored and typed. Keys are part of the formats: never rename one.
template <typename Enum>
struct KeyName {
    Enum value;
    const char* key;
};

template <typename Enum, std::size_t Size>
[[nodiscard]] QString keyOf(const std::array<KeyName<Enum>, Size>& table, Enum value)
{
    for (const KeyName<Enum>& row : table) {
        if (row.value == value) {
            return QString::fromLatin1(row.key);
        }
    }
    return {};
}

/// Exact, case-sensitive; anything else is no value at all.
template <typename Enum, std::size_t Size>
[[nodiscard]] std::optional<Enum> valueOf(const std::array<KeyName<Enum>, Size>& table, const QString& key)
{
    for (const KeyName<Enum>& row : table) {
        if (key == QLatin1String(row.key)) {
            return row.value;
        }
    }
    return std::nullopt;
}

} // namespace cloakroom
