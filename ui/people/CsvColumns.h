#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

namespace cloakroom::ui {

/// Guesses which column of a school system's list holds what, from its header: "Forename" is given_name. Columns that
/// already have our names are left out of the answer. Pure.
[[nodiscard]] QMap<QString, QString> guessColumns(const QByteArray& csv);

} // namespace cloakroom::ui
