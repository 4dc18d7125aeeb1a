#include "core/roster/Roster.h"

#include <algorithm>
#include <array>
#include <utility>

namespace cloakroom {

namespace {

constexpr std::array kFields{
    std::pair{RosterField::ExternalId, "external_id"},
    std::pair{RosterField::GivenName, "given_name"},
    std::pair{RosterField::FamilyName, "family_name"},
    std::pair{RosterField::PreferredName, "preferred_name"},
    std::pair{RosterField::Kind, "kind"},
    std::pair{RosterField::YearGroup, "year_group"},
    std::pair{RosterField::Group, "group"},
    std::pair{RosterField::DateOfBirth, "date_of_birth"},
    std::pair{RosterField::LeftOn, "left_on"},
};

} // namespace

QString rosterFieldKey(RosterField field)
{
    const auto* found =
        std::find_if(kFields.begin(), kFields.end(), [field](const auto& known) { return known.first == field; });
    return found == kFields.end() ? QString() : QString::fromLatin1(found->second);
}

std::optional<RosterField> rosterFieldFromKey(const QString& key)
{
    const auto* found = std::find_if(kFields.begin(), kFields.end(),
                                     [&key](const auto& known) { return key == QLatin1String(known.second); });
    return found == kFields.end() ? std::nullopt : std::optional(found->first);
}

const QList<RosterField>& allRosterFields()
{
    static const QList<RosterField> kAll = [] {
        QList<RosterField> all;
        for (const auto& known : kFields) {
            all += known.first;
        }
        return all;
    }();
    return kAll;
}

} // namespace cloakroom
