#pragma once

#include "core/catalogue/Collection.h"
#include "core/catalogue/Person.h"
#include "core/catalogue/Photo.h"
#include "core/catalogue/PhotoFilter.h"

#include <QHash>
#include <QWidget>

class QMenu;
class QPushButton;

namespace cloakroom::ui {

class FlowLayout;
class Session;

/// What can be filtered by, as read from the library.
struct FilterChoices {
    QList<Event> events;
    QList<Group> groups;
    QList<Person> people;
    QStringList tags;
    QList<Collection> collections;
};

/// The conditions of a view as chips, each with a cross, and a menu that adds one.
class FilterBar final : public QWidget {
    Q_OBJECT

public:
    explicit FilterBar(Session& session, QWidget* parent = nullptr);

    [[nodiscard]] const PhotoFilter& filter() const { return m_filter; }
    void setFilter(const PhotoFilter& filter);
    void setChoices(const FilterChoices& choices);
    [[nodiscard]] bool isEmpty() const;

Q_SIGNALS:
    void filterChanged();

private:
    void rebuild();
    void addChip(const QString& text, const std::function<void(PhotoFilter&)>& takeAway);
    void addChipsOfPeople();
    void addChipsOfPlace();
    void addChipsOfState();
    void fillMenu();
    void addStates();
    void addChoice(QMenu& menu, const QString& text, const std::function<void(PhotoFilter&)>& chosen);
    template <typename List, typename Make>
    void addSubmenu(const QString& title, const List& list, Make make);
    void change(const std::function<void(PhotoFilter&)>& change);
    void addPeopleChoices();
    void choosePerson(bool isWithout);
    [[nodiscard]] QString nameOf(PersonId person) const;
    void chooseDays();

    Session& m_session;
    PhotoFilter m_filter;
    FilterChoices m_choices;
    FlowLayout* m_flow;
    QPushButton* m_add;
    QMenu* m_menu;
};

/// "12 June 2026"
[[nodiscard]] QString dayText(QDate day);

} // namespace cloakroom::ui
