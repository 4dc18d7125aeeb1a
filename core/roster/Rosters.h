#pragma once

#include "core/base/Result.h"
#include "core/consent/CsvReport.h"
#include "core/roster/RosterChanges.h"
#include "core/roster/TableRoster.h"

namespace cloakroom {

class Library;

/// How the tables of a file are to be read; see TableRosterOptions. OneRoster exports need none of it.
struct RosterReading {
    QMap<QString, QString> columns; ///< column and a field's key, or "consent:" and a purpose's key
    std::optional<DayOrder> days;
    bool isWhole = false;
    Party consentsBy = Party::Parent1; ///< who answered for pupils in columns of consents
    std::optional<QDate> consentsOn = {}; ///< the day from which those answers hold; absent = today
};

/// What the tables that a school's system wrote say of people: OneRoster, School Data Sync or one table. Pure.
[[nodiscard]] Roster rosterOf(const TableFile& file, const RosterReading& reading, QDate today);

/// How many, and what is wrong.
[[nodiscard]] CsvReport toReport(const RosterChanges& changes);

/// Lists of people from other systems against those of the library. Right::EditPeople. Runs on the library's thread.
class Rosters {
public:
    explicit Rosters(Library& library)
        : m_library(library)
    {
    }

    /// What would change. Writes nothing.
    [[nodiscard]] Result<RosterChanges> preview(const Roster& roster, const RosterOptions& options = {});
    /// Writes all of it or, with any problem, nothing; done twice it changes nothing. The log gets an entry for each
    /// person.
    [[nodiscard]] Result<RosterChanges> apply(const Roster& roster, const RosterOptions& options = {});

    /// The mapping that was last used for a table with these columns, whatever their order.
    [[nodiscard]] Result<std::optional<QMap<QString, QString>>> rememberedColumns(const QStringList& header);
    [[nodiscard]] Result<void> rememberColumns(const QStringList& header, const QMap<QString, QString>& columns);

private:
    Library& m_library;
};

} // namespace cloakroom
