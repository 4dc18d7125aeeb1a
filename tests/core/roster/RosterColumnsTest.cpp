#include "core/roster/RosterColumns.h"

#include "core/tables/CsvReader.h"

#include <catch2/catch.hpp>

using namespace cloakroom;

namespace {

QString headerOf(const ColumnMapping& mapping, RosterField field)
{
    return mapping.key(field);
}

} // namespace

TEST_CASE("columns of schools' systems are recognised by their usual names", "[roster][columns]")
{
    const ColumnMapping sims =
        guessColumns(readCsv("Adno,Legal Forename,Legal Surname,Preferred Forename,Reg,Year,DOB\n"));
    CHECK(headerOf(sims, RosterField::ExternalId) == QStringLiteral("Adno"));
    CHECK(headerOf(sims, RosterField::GivenName) == QStringLiteral("Legal Forename"));
    CHECK(headerOf(sims, RosterField::FamilyName) == QStringLiteral("Legal Surname"));
    CHECK(headerOf(sims, RosterField::PreferredName) == QStringLiteral("Preferred Forename"));
    CHECK(headerOf(sims, RosterField::Group) == QStringLiteral("Reg"));
    CHECK(headerOf(sims, RosterField::YearGroup) == QStringLiteral("Year"));
    CHECK(headerOf(sims, RosterField::DateOfBirth) == QStringLiteral("DOB"));
    for (const RosterPreset& preset : rosterPresets()) {
        CAPTURE(preset.key.toStdString());
        for (const RosterField needed : {RosterField::ExternalId, RosterField::GivenName, RosterField::FamilyName}) {
            CHECK(preset.columns.values().contains(needed));
        }
    }
}

TEST_CASE("our own names of columns come before others and no field is taken twice", "[roster][columns]")
{
    const ColumnMapping mapping = guessColumns(readCsv("UPN,external_id,Forename,First name,surname\n"));
    CHECK(headerOf(mapping, RosterField::ExternalId) == QStringLiteral("external_id"));
    CHECK(headerOf(mapping, RosterField::GivenName) == QStringLiteral("Forename"));
    CHECK(mapping.size() == 3);
}

TEST_CASE("a column of pupil numbers is known by its values", "[roster][columns]")
{
    const ColumnMapping mapping =
        guessColumns(readCsv("Ref,No,Forename,Surname\n7,A823432112001,Amy,Example\n8,H801200001001,Ben,Example\n"));
    CHECK(headerOf(mapping, RosterField::ExternalId) == QStringLiteral("No"));
    CHECK_FALSE(guessColumns(readCsv("No,Forename\nA823432112001,Amy\nI823432112001,Ben\n"))
                    .values()
                    .contains(RosterField::ExternalId));
}

TEST_CASE("columns that hold what the school need not keep here are never taken", "[roster][columns]")
{
    for (const char* header : {"Ethnicity", "Home address", "Password", "Religion", "Medical notes", "E-mail", "Sex"}) {
        CAPTURE(header);
        CHECK(isSensitiveColumn(QString::fromLatin1(header)));
    }
    for (const char* header : {"Forename", "UPN", "Registration form", "Year group", "Date of birth"}) {
        CAPTURE(header);
        CHECK_FALSE(isSensitiveColumn(QString::fromLatin1(header)));
    }
}
