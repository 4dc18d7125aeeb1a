#include "ui/photos/FilterBar.h"

#include "ui/common/Chip.h"
#include "ui/common/FlowLayout.h"
#include "ui/common/Icons.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/photos/PhotoDialogs.h"
#include "ui/window/Session.h"

#include <QLocale>
#include <QMenu>
#include <QPushButton>

#include <algorithm>

namespace cloakroom::ui {

namespace {

template <typename List, typename IdType>
QString nameIn(const List& list, IdType id)
{
    const auto found = std::find_if(list.cbegin(), list.cend(), [id](const auto& item) { return item.id == id; });
    return found == list.cend() ? QString() : found->name;
}

QString purposeName(const Session& session, PurposeId id)
{
    return nameIn(session.purposes(), id);
}

} // namespace

QString dayText(QDate day)
{
    return QLocale().toString(day, QStringLiteral("d MMMM yyyy"));
}

FilterBar::FilterBar(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_flow(new FlowLayout(space::kSmall))
    , m_add(new QPushButton(icon(QStringLiteral("add"), Ink::Mute), tr("Filter")))
    , m_menu(new QMenu(this))
{
    setLayout(m_flow);
    m_add->setProperty("kind", QStringLiteral("chip"));
    m_add->setProperty("ghost", true);
    m_add->setIconSize({12, 12});
    m_add->setAccessibleName(tr("Add a condition"));
    m_add->setMenu(m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, &FilterBar::fillMenu);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    rebuild();
}

void FilterBar::setFilter(const PhotoFilter& filter)
{
    m_filter = filter;
    rebuild();
    Q_EMIT filterChanged();
}

void FilterBar::setChoices(const FilterChoices& choices)
{
    m_choices = choices;
    rebuild();
}

bool FilterBar::isEmpty() const
{
    return m_flow->count() <= 1;
}

void FilterBar::change(const std::function<void(PhotoFilter&)>& change)
{
    PhotoFilter filter = m_filter;
    change(filter);
    setFilter(filter);
}

void FilterBar::rebuild()
{
    for (int i = m_flow->count() - 1; i >= 0; --i) {
        QLayoutItem* item = m_flow->takeAt(i);
        if (item->widget() != m_add) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    addChipsOfPeople();
    addChipsOfPlace();
    addChipsOfState();
    m_flow->addWidget(m_add);
    m_flow->invalidate();
    updateGeometry();
}

void FilterBar::addChip(const QString& text, const std::function<void(PhotoFilter&)>& takeAway)
{
    auto* chip = new FilterChip(text);
    connect(chip, &QPushButton::clicked, this, [this, takeAway] { change(takeAway); });
    m_flow->addWidget(chip);
    chip->show();
}

QString FilterBar::nameOf(PersonId person) const
{
    const auto found = std::find_if(m_choices.people.cbegin(), m_choices.people.cend(),
                                    [person](const Person& one) { return one.id == person; });
    return found == m_choices.people.cend() ? tr("one person") : found->fullName();
}

void FilterBar::addChipsOfPeople()
{
    for (const PersonId person : std::as_const(m_filter.persons)) {
        addChip(tr("With %1").arg(nameOf(person)), [person](PhotoFilter& filter) {
            filter.persons.removeAll(person);
            filter.onlyThese = filter.onlyThese && !filter.persons.isEmpty();
        });
    }
    if (m_filter.onlyThese) {
        addChip(m_filter.persons.size() == 1 ? tr("Nobody else in it") : tr("Only these people"),
                [](PhotoFilter& filter) { filter.onlyThese = false; });
    }
    for (const PersonId person : std::as_const(m_filter.withoutPersons)) {
        addChip(tr("Without %1").arg(nameOf(person)),
                [person](PhotoFilter& filter) { filter.withoutPersons.removeAll(person); });
    }
    if (m_filter.group) {
        addChip(nameIn(m_choices.groups, *m_filter.group), [](PhotoFilter& filter) { filter.group.reset(); });
    }
    if (m_filter.anyPerson) {
        addChip(tr("With a named person"), [](PhotoFilter& filter) { filter.anyPerson = false; });
    }
}

void FilterBar::addChipsOfPlace()
{
    if (m_filter.event) {
        addChip(nameIn(m_choices.events, *m_filter.event), [](PhotoFilter& filter) { filter.event.reset(); });
    }
    if (m_filter.collection) {
        addChip(nameIn(m_choices.collections, *m_filter.collection),
                [](PhotoFilter& filter) { filter.collection.reset(); });
    }
    if (!m_filter.tag.isEmpty()) {
        addChip(tr("Tag %1").arg(m_filter.tag), [](PhotoFilter& filter) { filter.tag.clear(); });
    }
    if (m_filter.from || m_filter.to) {
        const QString text = m_filter.from && m_filter.to
            ? (*m_filter.from == *m_filter.to ? dayText(*m_filter.from)
                                              : tr("%1 to %2").arg(dayText(*m_filter.from), dayText(*m_filter.to)))
            : m_filter.from ? tr("From %1").arg(dayText(*m_filter.from))
                            : tr("Until %1").arg(dayText(*m_filter.to));
        addChip(text, [](PhotoFilter& filter) {
            filter.from.reset();
            filter.to.reset();
        });
    }
    if (m_filter.import) {
        addChip(tr("One import"), [](PhotoFilter& filter) { filter.import.reset(); });
    }
    if (m_filter.stack) {
        addChip(tr("One stack"), [](PhotoFilter& filter) { filter.stack.reset(); });
    }
    if (!m_filter.text.isEmpty()) {
        addChip(tr("“%1”").arg(m_filter.text), [](PhotoFilter& filter) { filter.text.clear(); });
    }
    if (m_filter.minRating > 0) {
        addChip(tr("%n star(s) and more", nullptr, m_filter.minRating),
                [](PhotoFilter& filter) { filter.minRating = 0; });
    }
}

void FilterBar::addChipsOfState()
{
    if (m_filter.usableFor) {
        addChip(tr("Usable for %1").arg(purposeName(m_session, *m_filter.usableFor)),
                [](PhotoFilter& filter) { filter.usableFor.reset(); });
    }
    if (m_filter.clearedFor) {
        addChip(tr("OK as it is for %1").arg(purposeName(m_session, *m_filter.clearedFor)),
                [](PhotoFilter& filter) { filter.clearedFor.reset(); });
    }
    if (m_filter.review) {
        addChip(*m_filter.review == ReviewState::Unreviewed ? tr("Not signed off") : tr("Signed off"),
                [](PhotoFilter& filter) { filter.review.reset(); });
    }
    if (m_filter.unidentified) {
        addChip(tr("With someone unidentified"), [](PhotoFilter& filter) { filter.unidentified = false; });
    }
    if (m_filter.kind) {
        addChip(*m_filter.kind == PhotoKind::Video ? tr("Videos") : tr("Photos only"),
                [](PhotoFilter& filter) { filter.kind.reset(); });
    }
    if (m_filter.flaggedOnly) {
        addChip(tr("Flagged"), [](PhotoFilter& filter) { filter.flaggedOnly = false; });
    }
    if (m_filter.inBin) {
        addChip(tr("In the bin"), [](PhotoFilter& filter) { filter.inBin = false; });
    }
}

void FilterBar::addChoice(QMenu& menu, const QString& text, const std::function<void(PhotoFilter&)>& chosen)
{
    QString shown = text;
    connect(menu.addAction(shown.replace(QLatin1Char('&'), QLatin1String("&&"))), &QAction::triggered, this,
            [this, chosen] { change(chosen); });
}

template <typename List, typename Make>
void FilterBar::addSubmenu(const QString& title, const List& list, Make make)
{
    QMenu* menu = m_menu->addMenu(title);
    menu->setEnabled(!list.isEmpty());
    menu->setStyleSheet(QStringLiteral("QMenu { menu-scrollable: 1; }"));
    for (const auto& item : list) {
        const auto [text, chosen] = make(item);
        addChoice(*menu, text, chosen);
    }
}

void FilterBar::fillMenu()
{
    using Change = std::function<void(PhotoFilter&)>;
    m_menu->clear();
    addSubmenu(tr("Event"), m_choices.events, [](const Event& event) {
        return std::pair{event.name, Change([id = event.id](PhotoFilter& filter) { filter.event = id; })};
    });
    if (m_session.may(Right::SeePeople)) {
        addPeopleChoices();
    }
    addSubmenu(tr("Tag"), m_choices.tags, [](const QString& tag) {
        return std::pair{tag, Change([tag](PhotoFilter& filter) { filter.tag = tag; })};
    });
    addSubmenu(tr("Collection"), m_choices.collections, [](const Collection& collection) {
        return std::pair{collection.name,
                         Change([id = collection.id](PhotoFilter& filter) { filter.collection = id; })};
    });
    connect(m_menu->addAction(tr("Days…")), &QAction::triggered, this, &FilterBar::chooseDays);
    QMenu* stars = m_menu->addMenu(tr("Rating"));
    for (int star = 1; star <= 5; ++star) {
        addChoice(*stars, tr("%n star(s) and more", nullptr, star),
                  [star](PhotoFilter& filter) { filter.minRating = star; });
    }
    m_menu->addSeparator();
    addSubmenu(tr("Usable for"), m_session.purposes(), [](const Purpose& purpose) {
        return std::pair{purpose.name, Change([id = purpose.id](PhotoFilter& filter) { filter.usableFor = id; })};
    });
    addSubmenu(tr("OK as it is for"), m_session.purposes(), [](const Purpose& purpose) {
        return std::pair{purpose.name, Change([id = purpose.id](PhotoFilter& filter) { filter.clearedFor = id; })};
    });
    addStates();
}

void FilterBar::addPeopleChoices()
{
    using Change = std::function<void(PhotoFilter&)>;
    connect(m_menu->addAction(tr("Person…")), &QAction::triggered, this, [this] { choosePerson(false); });
    connect(m_menu->addAction(tr("Without a person…")), &QAction::triggered, this, [this] { choosePerson(true); });
    if (!m_filter.persons.isEmpty() && !m_filter.onlyThese) {
        addChoice(*m_menu, m_filter.persons.size() == 1 ? tr("Nobody else in it") : tr("Only these people"),
                  [](PhotoFilter& filter) { filter.onlyThese = true; });
    }
    addSubmenu(tr("Class or group"), m_choices.groups, [](const Group& group) {
        return std::pair{group.name, Change([id = group.id](PhotoFilter& filter) { filter.group = id; })};
    });
    addChoice(*m_menu, tr("With a named person"), [](PhotoFilter& filter) { filter.anyPerson = true; });
    addChoice(*m_menu, tr("With someone unidentified"), [](PhotoFilter& filter) { filter.unidentified = true; });
}

void FilterBar::addStates()
{
    addChoice(*m_menu, tr("Not signed off"), [](PhotoFilter& filter) { filter.review = ReviewState::Unreviewed; });
    addChoice(*m_menu, tr("Videos"), [](PhotoFilter& filter) { filter.kind = PhotoKind::Video; });
    m_menu->addSeparator();
    if (m_session.may(Right::Safeguard)) {
        addChoice(*m_menu, tr("Flagged"), [](PhotoFilter& filter) { filter.flaggedOnly = true; });
    }
    if (m_session.may(Right::Import)) {
        addChoice(*m_menu, tr("In the bin"), [](PhotoFilter& filter) { filter.inBin = true; });
    }
}

void FilterBar::choosePerson(bool isWithout)
{
    const PersonId person = askForPerson(m_choices.people, this);
    if (!person.isValid()) {
        return;
    }
    change([person, isWithout](PhotoFilter& filter) {
        QList<PersonId>& list = isWithout ? filter.withoutPersons : filter.persons;
        QList<PersonId>& other = isWithout ? filter.persons : filter.withoutPersons;
        if (!list.contains(person)) {
            list.append(person);
        }
        other.removeAll(person); // both at once would find nothing
        filter.onlyThese = filter.onlyThese && !filter.persons.isEmpty();
    });
}

void FilterBar::chooseDays()
{
    if (const auto days = askForDays(m_filter.from, m_filter.to, this)) {
        change([days](PhotoFilter& filter) {
            filter.from = days->first;
            filter.to = days->second;
        });
    }
}

} // namespace cloakroom::ui
