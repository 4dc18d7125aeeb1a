#pragma once

#include "core/catalogue/Person.h"

#include <QHash>
#include <QList>
#include <QString>

namespace cloakroom {

/// Small letters without accents and with single spaces: "Zoë" and "zoe" are the same.
[[nodiscard]] QString foldedName(const QString& name);

/// Who is called what another program wrote: given or preferred name and family name, in either order ("Archer, Amy"
/// too). Nothing is guessed: "Amy" alone is nobody's whole name.
class PeopleByName {
public:
    explicit PeopleByName(const QList<Person>& people);

    /// Everybody of that name: one, several or none.
    [[nodiscard]] QList<Person> called(const QString& name) const;

private:
    void add(const QString& name, qsizetype place);

    QList<Person> m_people;
    QHash<QString, QList<qsizetype>> m_places; ///< by folded name
};

} // namespace cloakroom
