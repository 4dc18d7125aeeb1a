#pragma once

#include "core/base/Ids.h"

#include <QDate>
#include <QString>
#include <QStringList>

#include <optional>

namespace cloakroom {

/// Stored by key (personKindKey): never rename a key.
enum class PersonKind { Pupil, Staff, Governor, Visitor };

/// Which parties' agreement a consent needs. `ByAge` = the school's own settings by age.
enum class RequiredParties { ByAge, OneParent, BothParents, ParentAndChild, Child };

/// A person who may not be identifiable anywhere. Only the safeguarding lead sees `reason`.
struct Protection {
    bool isProtected = false;
    bool allowCovered = false; ///< photos may leave with this person covered
    QString reason;
};

struct Person {
    PersonId id;
    QString externalId; ///< the number in the school's information system; empty = none
    QString givenName;
    QString familyName;
    QString preferredName;
    PersonKind kind = PersonKind::Pupil;
    QString yearGroup;
    std::optional<QDate> dateOfBirth;
    std::optional<QDate> leftOn; ///< the first day on which they no longer attend
    std::optional<RequiredParties> partiesOverride;
    Protection protection;
    QStringList groups; ///< names of current groups, sorted

    [[nodiscard]] QString fullName() const
    {
        const QString& first = preferredName.isEmpty() ? givenName : preferredName;
        return (first + QLatin1Char(' ') + familyName).trimmed();
    }
};

struct Group {
    GroupId id;
    QString name;
    int members = 0;
};

[[nodiscard]] QString personKindKey(PersonKind value);
[[nodiscard]] std::optional<PersonKind> personKindFromKey(const QString& key);
[[nodiscard]] QString requiredPartiesKey(RequiredParties value);
[[nodiscard]] std::optional<RequiredParties> requiredPartiesFromKey(const QString& key);

} // namespace cloakroom
