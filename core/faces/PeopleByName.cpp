#include "core/faces/PeopleByName.h"

namespace cloakroom {

QString foldedName(const QString& name)
{
    QString plain;
    for (const QChar c : name.normalized(QString::NormalizationForm_KD)) {
        if (!c.isMark()) {
            plain += c;
        }
    }
    return plain.toCaseFolded().simplified();
}

PeopleByName::PeopleByName(const QList<Person>& people)
    : m_people(people)
{
    for (qsizetype place = 0; place < m_people.size(); ++place) {
        const Person& person = m_people[place];
        for (const QString& first : {person.givenName, person.preferredName}) {
            if (!first.isEmpty()) {
                add(first + QLatin1Char(' ') + person.familyName, place);
                add(person.familyName + QLatin1Char(' ') + first, place);
            }
        }
    }
}

void PeopleByName::add(const QString& name, qsizetype place)
{
    QList<qsizetype>& places = m_places[foldedName(name)];
    if (!places.contains(place)) {
        places.append(place);
    }
}

QList<Person> PeopleByName::called(const QString& name) const
{
    QString plain = name;
    plain.replace(QLatin1Char(','), QLatin1Char(' '));
    QList<Person> people;
    for (const qsizetype place : m_places.value(foldedName(plain))) {
        people.append(m_people[place]);
    }
    return people;
}

} // namespace cloakroom
