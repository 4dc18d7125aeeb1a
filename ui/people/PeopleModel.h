#pragma once

#include "core/catalogue/Person.h"

#include <QAbstractTableModel>
#include <QList>

namespace cloakroom::ui {

/// The people of the library as a table. Belongs to the GUI thread; filled by setPeople().
class PeopleModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Groups, Kind, ExternalId, State, ColumnCount };
    enum DataRole { SortRole = Qt::UserRole + 1 };

    explicit PeopleModel(QObject* parent = nullptr);

    void setPeople(QList<Person> people);
    [[nodiscard]] const QList<Person>& people() const { return m_people; }
    [[nodiscard]] const Person& personAt(int row) const { return m_people[row]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const Person& person, int column) const;

    QList<Person> m_people;
};

} // namespace cloakroom::ui
