#pragma once

#include "core/catalogue/Database.h"

#include <QDate>

#include <optional>

namespace cloakroom {

/// A stored day for the rules: absent when NULL, and present but no day when the text is anything but a day written
/// YYYY-MM-DD, so that what cannot be read is never taken for "none".
[[nodiscard]] inline std::optional<QDate> storedDay(const Statement& row, int column)
{
    if (row.isNull(column)) {
        return std::nullopt;
    }
    const QString text = row.text(column);
    const QDate day = QDate::fromString(text, Qt::ISODate);
    return day.isValid() && day.toString(Qt::ISODate) == text ? day : QDate();
}

} // namespace cloakroom
