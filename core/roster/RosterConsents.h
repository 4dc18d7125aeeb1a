#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Consent.h"
#include "core/catalogue/Purpose.h"
#include "core/roster/RosterChanges.h"

#include <QMap>

namespace cloakroom {

class Library;

/// How a column that answers for a purpose is mapped: "consent:newsletter".
inline const QString kConsentPrefix = QStringLiteral("consent:");

/// The yes or no that a cell means: Y, yes, true, 1, t, x or a tick; N, no, false, 0, f; absent for anything else.
/// Pure.
[[nodiscard]] std::optional<bool> answerFrom(const QString& cell);

/// Columns that answer for a purpose: their header names it, and every cell is a yes, a no or empty. Header and
/// "consent:KEY". Pure.
[[nodiscard]] QMap<QString, QString> guessConsentColumns(const Table& table, const QList<Purpose>& purposes);

/// The answers of one table, from the columns whose mapping begins with kConsentPrefix; what can be read as neither yes
/// nor no becomes a problem of its line. An empty cell says nothing. Pure.
[[nodiscard]] QList<RosterConsent> consentsFromTable(const Table& table, const QMap<QString, QString>& columns,
                                                     qsizetype idColumn, QList<TableProblem>& problems);

/// Adds to the changes what of it the ledger does not say already: nobody's answer is recorded twice, and a no after a
/// yes is a new decision of that party. A yes where that party's no is recorded is not taken, since lists are copied
/// and grow old: it is listed among the kept noes. People who join with the same list count with all of their answers.
/// In the roster's order. A purpose that does not exist becomes a problem of the header.
[[nodiscard]] Result<void> addConsents(Library& library, const Roster& roster, RosterChanges& changes);

/// Records them, in the caller's transaction, with one entry in the log for each person. NotFound when somebody is not
/// in the library.
[[nodiscard]] Result<void> recordConsents(Library& library, const Roster& roster, const QList<RosterConsent>& consents);

} // namespace cloakroom
