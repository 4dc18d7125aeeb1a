#include "core/roster/RosterColumns.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <utility>

namespace cloakroom {

namespace {

/// Headers as reports of schools' systems usually name them, in small letters and digits alone.
constexpr std::array kUsualNames{
    std::pair{"externalid", RosterField::ExternalId},
    std::pair{"upn", RosterField::ExternalId},
    std::pair{"admissionnumber", RosterField::ExternalId},
    std::pair{"adno", RosterField::ExternalId},
    std::pair{"studentid", RosterField::ExternalId},
    std::pair{"pupilid", RosterField::ExternalId},
    std::pair{"personid", RosterField::ExternalId},
    std::pair{"sourcedid", RosterField::ExternalId},
    std::pair{"givenname", RosterField::GivenName},
    std::pair{"forename", RosterField::GivenName},
    std::pair{"firstname", RosterField::GivenName},
    std::pair{"legalforename", RosterField::GivenName},
    std::pair{"legalfirstname", RosterField::GivenName},
    std::pair{"familyname", RosterField::FamilyName},
    std::pair{"surname", RosterField::FamilyName},
    std::pair{"lastname", RosterField::FamilyName},
    std::pair{"legalsurname", RosterField::FamilyName},
    std::pair{"legallastname", RosterField::FamilyName},
    std::pair{"preferredname", RosterField::PreferredName},
    std::pair{"preferredforename", RosterField::PreferredName},
    std::pair{"preferredfirstname", RosterField::PreferredName},
    std::pair{"preferredgivenname", RosterField::PreferredName},
    std::pair{"knownas", RosterField::PreferredName},
    std::pair{"chosenname", RosterField::PreferredName},
    std::pair{"kind", RosterField::Kind},
    std::pair{"yeargroup", RosterField::YearGroup},
    std::pair{"year", RosterField::YearGroup},
    std::pair{"ncyear", RosterField::YearGroup},
    std::pair{"nationalcurriculumyear", RosterField::YearGroup},
    std::pair{"grades", RosterField::YearGroup},
    std::pair{"group", RosterField::Group},
    std::pair{"registrationform", RosterField::Group},
    std::pair{"registrationgroup", RosterField::Group},
    std::pair{"reggroup", RosterField::Group},
    std::pair{"reg", RosterField::Group},
    std::pair{"tutorgroup", RosterField::Group},
    std::pair{"form", RosterField::Group},
    std::pair{"class", RosterField::Group},
    std::pair{"dateofbirth", RosterField::DateOfBirth},
    std::pair{"dob", RosterField::DateOfBirth},
    std::pair{"birthdate", RosterField::DateOfBirth},
    std::pair{"lefton", RosterField::LeftOn},
    std::pair{"leavingdate", RosterField::LeftOn},
    std::pair{"dateofleaving", RosterField::LeftOn},
    std::pair{"dol", RosterField::LeftOn},
};

QString plain(const QString& header)
{
    QString letters;
    for (const QChar letter : header.toLower()) {
        if (letter.isLetterOrNumber()) {
            letters += letter;
        }
    }
    return letters;
}

std::optional<RosterField> fieldOfUsualName(const QString& header)
{
    const QString letters = plain(header);
    const auto* found = std::find_if(kUsualNames.begin(), kUsualNames.end(),
                                     [&letters](const auto& usual) { return letters == QLatin1String(usual.first); });
    return found == kUsualNames.end() ? std::nullopt : std::optional(found->second);
}

/// DfE, Unique Pupil Numbers: a check letter, three digits of the authority, four of the school, two of the year, three
/// of a serial number, of which the last may be a letter when it is a temporary one.
bool holdsPupilNumbers(const Table& table, qsizetype column)
{
    static const QRegularExpression kForm(QStringLiteral("\\A[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]\\z"));
    qsizetype said = 0;
    for (const TableRow& row : table.rows) {
        const QString& value = row.values.at(column);
        if (value.isEmpty()) {
            continue;
        }
        if (!kForm.match(value).hasMatch()) {
            return false;
        }
        ++said;
    }
    return said > 0;
}

ColumnMapping presetColumns(const char* given, const char* family, const char* id, const char* year, const char* group)
{
    return {{QString::fromLatin1(given), RosterField::GivenName},
            {QString::fromLatin1(family), RosterField::FamilyName},
            {QString::fromLatin1(id), RosterField::ExternalId},
            {QString::fromLatin1(year), RosterField::YearGroup},
            {QString::fromLatin1(group), RosterField::Group}};
}

} // namespace

const QList<RosterPreset>& rosterPresets()
{
    static const QList<RosterPreset> kPresets{
        {QStringLiteral("sims"), QStringLiteral("SIMS"), presetColumns("Forename", "Surname", "UPN", "Year", "Reg")},
        {QStringLiteral("arbor"), QStringLiteral("Arbor"),
         presetColumns("First name", "Last name", "UPN", "Year group", "Registration form")},
        {QStringLiteral("bromcom"), QStringLiteral("Bromcom"),
         presetColumns("FirstName", "LastName", "UPN", "YearGroup", "Form")},
        {QStringLiteral("sds"),
         QStringLiteral("School Data Sync"),
         {{QStringLiteral("sourcedId"), RosterField::ExternalId},
          {QStringLiteral("givenName"), RosterField::GivenName},
          {QStringLiteral("familyName"), RosterField::FamilyName}}},
    };
    return kPresets;
}

std::optional<RosterField> rosterFieldFromHeader(const QString& header)
{
    return rosterFieldFromKey(header.trimmed().toLower());
}

bool isSensitiveColumn(const QString& header)
{
    constexpr std::array kWords{"password", "religio", "ethnic",   "medical",   "disabilit", "health",
                                "address",  "street",  "postcode", "race",      "sex",       "gender",
                                "phone",    "email",   "language", "birthplace"};
    const QString letters = plain(header);
    return std::any_of(kWords.begin(), kWords.end(),
                       [&letters](const char* word) { return letters.contains(QLatin1String(word)); });
}

ColumnMapping guessColumns(const Table& table)
{
    ColumnMapping mapping;
    QSet<RosterField> taken;
    const auto take = [&](const QString& header, RosterField field) {
        if (!taken.contains(field) && !mapping.contains(header)) {
            taken.insert(field);
            mapping.insert(header, field);
        }
    };
    for (const auto fieldOf : {rosterFieldFromHeader, fieldOfUsualName}) {
        for (const QString& header : table.header) {
            if (const auto field = isSensitiveColumn(header) ? std::nullopt : fieldOf(header)) {
                take(header, *field);
            }
        }
    }
    for (qsizetype column = 0; column < table.header.size() && !taken.contains(RosterField::ExternalId); ++column) {
        if (!isSensitiveColumn(table.header.at(column)) && holdsPupilNumbers(table, column)) {
            take(table.header.at(column), RosterField::ExternalId);
        }
    }
    return mapping;
}

} // namespace cloakroom
