#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace cloakroom::cli {

/// Aligned columns for people: a heading, then one line for each object.
[[nodiscard]] QString tableOf(const QJsonArray& objects, const QStringList& columns);

/// One line for each key: the key, then its value; a list of objects as an indented table below.
[[nodiscard]] QString recordOf(const QJsonObject& object, const QStringList& keys);

/// One value in words: a list with commas, "-" for none.
[[nodiscard]] QString wordsOf(const QJsonValue& value);

} // namespace cloakroom::cli
