#pragma once

#include "core/roster/Roster.h"

namespace cloakroom {

struct RosterOptions {
    /// Ids of the roster whom somebody has looked at and who are nobody that the library has under another id.
    QSet<QString> newPeople;
    /// Somebody has looked at how many would leave.
    bool leaversConfirmed = false;
};

enum class RosterChangeKind { Joins, Leaves, Returns, Renamed, Moves, Other };

/// What the roster changes about one person.
struct RosterChange {
    RosterChangeKind kind = RosterChangeKind::Other; ///< the first that fits, in the order above
    int line = 0; ///< 0 for who is absent
    Person before; ///< without id for who joins
    Person after;
};

struct RosterChanges {
    QList<RosterChange> changes; ///< in the roster's order, leavers last
    int unchanged = 0;
    QList<TableProblem> problems; ///< with any of them nothing may be written
    QStringList lookalikes; ///< ids behind problems that RosterOptions::newPeople settles
    QList<RosterConsent> consents; ///< answers that the ledger does not have yet
    QList<TableProblem> keptNoes; ///< where the list says yes against a recorded no, which stays
    int takedowns = 0; ///< publications that are no longer agreed to once this was applied; not known before
    int leaversToConfirm = 0; ///< behind the problem that RosterOptions::leaversConfirmed settles

    [[nodiscard]] int count(RosterChangeKind kind) const;
};

/// Compares a roster with everybody whom the library knows. People are the same by their id; somebody who was entered
/// by hand, without an id, is the same by name and birthday. Whoever has the name of somebody that the roster does not
/// list, and no birthday that tells them apart, is a problem until it is settled: nobody is entered twice and nobody's
/// consents go to somebody else. Who is absent from a whole roster leaves on `today`; if that is more than a quarter,
/// or more than 30, of them, it has to be confirmed. Pure.
[[nodiscard]] RosterChanges compareRoster(const Roster& roster, const QList<Person>& known, QDate today,
                                          const RosterOptions& options = {});

} // namespace cloakroom
