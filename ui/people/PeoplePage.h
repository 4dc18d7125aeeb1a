#pragma once

#include "core/catalogue/Person.h"
#include "ui/common/Page.h"

#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace cloakroom::ui {

class EmptyState;
class PeopleModel;

/// Everybody who may be in a photo, with their groups.
class PeoplePage : public Page {
    Q_OBJECT
public:
    explicit PeoplePage(Session& session, QWidget* parent = nullptr);

    void refresh() override;
    void focusFirst() override;
    bool search(const QString& text) override;
    /// Selects a person, taking filters away that would hide them.
    void showPerson(PersonId person);

    void showFaces();
    void addPerson();
    void importList();

private:
    QWidget* makeFilters();
    QWidget* makeDetails();
    void readGroups();
    void readPeople();
    void showPeople(const QList<Person>& people);
    void showDetails();
    [[nodiscard]] std::optional<Person> selected() const;
    void editSelected();
    void editPerson(const Person& person);
    void protectSelected();
    void endProtection();
    void showPhotos();
    void makePack();
    void afterChange();

    PeopleModel* m_model;
    QSortFilterProxyModel* m_sorted;
    QTableView* m_table;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QLineEdit* m_search;
    QComboBox* m_group;
    QCheckBox* m_leavers;
    QStringList m_groupNames;
    PersonId m_wanted;

    QPushButton* m_add;
    QPushButton* m_import;
    QLabel* m_nobody; ///< instead, while nobody is chosen
    QWidget* m_detailsBody;
    QLabel* m_name;
    QLabel* m_about;
    QLabel* m_note;
    QPushButton* m_faces;
    QPushButton* m_photos;
    QPushButton* m_consents;
    QPushButton* m_edit;
    QPushButton* m_protect;
    QPushButton* m_pack;
};

} // namespace cloakroom::ui
