#pragma once

#include "core/catalogue/Consent.h"
#include "core/catalogue/Person.h"
#include "core/tables/Table.h"

#include <QList>
#include <QSet>
#include <QString>

#include <optional>

namespace cloakroom {

/// What a school's system may say of a person. Keys are the command line's and are stored: never rename one.
enum class RosterField {
    ExternalId,
    GivenName,
    FamilyName,
    PreferredName,
    Kind,
    YearGroup,
    Group,
    DateOfBirth,
    LeftOn,
};

[[nodiscard]] QString rosterFieldKey(RosterField field);
[[nodiscard]] std::optional<RosterField> rosterFieldFromKey(const QString& key);
[[nodiscard]] const QList<RosterField>& allRosterFields();

/// Whether somebody is at the school by a roster that has no days of leaving.
enum class Attendance { Unsaid, Attends, HasLeft };

struct RosterEntry {
    int line = 0; ///< in its file
    Person person; ///< tidied; fields that the roster does not have are empty
    Attendance attendance = Attendance::Unsaid;
};

/// One answer of a list for one person and purpose.
struct RosterConsent {
    int line = 0;
    QString externalId;
    QString purpose; ///< key
    bool isYes = false;
};

/// A list of people as another system has it: what it says of them, and which facts it has at all.
struct Roster {
    QSet<RosterField> fields; ///< facts that it does not have stay as they are in the library
    QList<RosterEntry> people; ///< each id once
    bool isWhole = false; ///< everybody of the kinds in it is in it: who is absent has left
    QList<TableProblem> problems;
    QList<RosterConsent> consents;
    Party consentsBy = Party::Parent1; ///< who answered for pupils
    QDate consentsOn; ///< the day from which the answers hold
};

} // namespace cloakroom
