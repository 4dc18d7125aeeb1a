#include "ui/people/PeopleModel.h"

#include "ui/people/PersonWords.h"

#include <QFont>
#include <QLocale>

namespace cloakroom::ui {

PeopleModel::PeopleModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void PeopleModel::setPeople(QList<Person> people)
{
    beginResetModel();
    m_people = std::move(people);
    endResetModel();
}

int PeopleModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_people.size());
}

int PeopleModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString PeopleModel::text(const Person& person, int column) const
{
    switch (column) {
    case Name:
        return person.fullName();
    case Groups:
        return person.groups.join(QStringLiteral(", "));
    case Kind:
        return kindText(person.kind);
    case ExternalId:
        return person.externalId;
    case State:
        if (person.protection.isProtected) {
            return tr("Do not publish");
        }
        return person.leftOn ? tr("Left %1").arg(QLocale().toString(*person.leftOn, QLocale::ShortFormat)) : QString();
    default:
        return {};
    }
}

QVariant PeopleModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_people.size()) {
        return {};
    }
    const Person& person = m_people[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return text(person, index.column());
    case SortRole:
        // Families stay together in the list by name.
        return index.column() == Name ? person.familyName + QLatin1Char(' ') + person.givenName
                                      : text(person, index.column());
    case Qt::FontRole:
        if (index.column() == Name) {
            QFont font;
            font.setWeight(QFont::DemiBold);
            return font;
        }
        return {};
    default:
        return {};
    }
}

QVariant PeopleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::TextAlignmentRole)) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    }
    switch (section) {
    case Name:
        return tr("Name");
    case Groups:
        return tr("Groups");
    case Kind:
        return tr("Kind");
    case ExternalId:
        return tr("School number");
    default:
        return tr("Note");
    }
}

} // namespace cloakroom::ui
