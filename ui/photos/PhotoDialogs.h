#pragma once

#include "core/catalogue/Person.h"

#include <QDate>
#include <QList>
#include <QString>

#include <optional>
#include <utility>

class QWidget;

namespace cloakroom::ui {

/// Small questions; each returns nothing when it was cancelled.
[[nodiscard]] PersonId askForPerson(const QList<Person>& people, QWidget* parent);
/// First and last day, in order.
[[nodiscard]] std::optional<std::pair<QDate, QDate>> askForDays(std::optional<QDate> from, std::optional<QDate> to,
                                                                QWidget* parent);
/// One line with completion; trimmed, never empty.
[[nodiscard]] std::optional<QString> askForLine(const QString& title, const QString& label, const QString& button,
                                                const QStringList& known, QWidget* parent);

} // namespace cloakroom::ui
