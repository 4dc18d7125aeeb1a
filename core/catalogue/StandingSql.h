#pragma once

#include "core/base/Result.h"
#include "core/catalogue/ClearanceFacts.h"
#include "core/catalogue/Purpose.h"

#include <QDate>
#include <QString>

namespace cloakroom {

class RowScan;
class Statement;

/// The beginning of a query: `standing(id, is_adult, is_protected, allow_covered, may_show)` as a table expression, the
/// same rules as standing() in core/consent/ConsentRules.h for many people at once. Its nine values come first
/// (bindStanding) and have names that the rest may use: @purpose and @day among them. `values`: further value lists for
/// the head, `, more AS (SELECT @name)`, bound after them. `people`: a subquery of the ids to answer for; empty = all.
[[nodiscard]] QString standingSql(const QString& values = {}, const QString& people = {});

void bindStanding(RowScan& scan, const Purpose& purpose, const ConsentSettings& settings, QDate day);
void bindStanding(Statement& statement, const Purpose& purpose, const ConsentSettings& settings, QDate day);

/// Invalid unless the rules can answer for that day.
[[nodiscard]] Result<void> requireClearanceDay(QDate day);

} // namespace cloakroom
