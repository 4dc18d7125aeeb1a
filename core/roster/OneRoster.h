#pragma once

#include "core/roster/Roster.h"

#include <QDate>

namespace cloakroom {

/// Whether the tables are a OneRoster export (1.0 to 1.2.1) or School Data Sync's, which has the same shape.
[[nodiscard]] bool isOneRoster(const QList<Table>& tables);

/// The people of a OneRoster CSV export as its tables are named: users, and roles, enrollments, classes, demographics
/// and manifest where they are. Pupils and staff; parents and guardians are left out. Groups are the classes that are
/// going on `today`: the home rooms where there are any, else all. Nothing else is read: no password, no address, no
/// ethnicity. Headers are found in any case and by their older names. Pure. Source: 1EdTech, OneRoster 1.1 and 1.2 CSV
/// tables.
[[nodiscard]] Roster rosterFromOneRoster(const QList<Table>& tables, QDate today);

} // namespace cloakroom
