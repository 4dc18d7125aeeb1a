#pragma once

#include "core/roster/Roster.h"

#include <QMap>

namespace cloakroom {

/// A column's header, as it stands in the file, and the field that it fills.
using ColumnMapping = QMap<QString, RosterField>;

/// How a school's information system names its columns.
struct RosterPreset {
    QString key;
    QString name; ///< a product's name, never translated
    ColumnMapping columns;
};

/// SIMS, Arbor, Bromcom, ScholarPack: as their reports usually are; schools design them, so they vary.
[[nodiscard]] const QList<RosterPreset>& rosterPresets();

/// Which column most likely holds what: by its header (our own keys, then names that schools' systems use), then by its
/// values (a Unique Pupil Number looks like nothing else). No field twice, no sensitive column. Pure.
[[nodiscard]] ColumnMapping guessColumns(const Table& table);

/// The field whose key the header is, in any case.
[[nodiscard]] std::optional<RosterField> rosterFieldFromHeader(const QString& header);

/// A column of facts that have no business here, even where somebody maps it to a name: passwords, ethnicity, health,
/// religion, addresses.
[[nodiscard]] bool isSensitiveColumn(const QString& header);

} // namespace cloakroom
