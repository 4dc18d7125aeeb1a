#include "core/consent/PersonDraft.h"

#include <QCoreApplication>

#include <algorithm>

namespace cloakroom {

namespace {

constexpr int kLongestText = 200;

QString tr(const char* text)
{
    return QCoreApplication::translate("PersonDraft", text);
}

Result<void> checkDays(const Person& person, QDate today)
{
    const auto& born = person.dateOfBirth;
    if (born && (!born->isValid() || *born > today || born->year() < 1900)) {
        return fail(ErrorCode::Invalid, tr("The date of birth cannot be right."));
    }
    if (person.leftOn && (!person.leftOn->isValid() || (born && *person.leftOn < *born))) {
        return fail(ErrorCode::Invalid, tr("The day of leaving cannot be right."));
    }
    return {};
}

} // namespace

Person tidied(Person person)
{
    for (QString* text :
         {&person.externalId, &person.givenName, &person.familyName, &person.preferredName, &person.yearGroup}) {
        *text = text->simplified();
    }
    QStringList groups;
    for (const QString& group : person.groups) {
        const QString name = group.simplified();
        if (!name.isEmpty() && !groups.contains(name, Qt::CaseInsensitive)) {
            groups += name;
        }
    }
    groups.sort();
    person.groups = groups;
    if (person.partiesOverride == RequiredParties::ByAge) {
        person.partiesOverride.reset();
    }
    return person;
}

Result<void> checkPerson(const Person& person, QDate today)
{
    if (person.givenName.isEmpty() && person.familyName.isEmpty()) {
        return fail(ErrorCode::Invalid, tr("A person needs a name."));
    }
    QStringList texts = person.groups;
    texts << person.externalId << person.givenName << person.familyName << person.preferredName << person.yearGroup;
    if (std::any_of(texts.begin(), texts.end(), [](const QString& text) { return text.size() > kLongestText; })) {
        return fail(ErrorCode::Invalid, tr("A name or id is longer than 200 letters."));
    }
    return checkDays(person, today);
}

} // namespace cloakroom
