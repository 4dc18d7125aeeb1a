#include "ui/people/PeoplePage.h"

#include "core/catalogue/PhotoFilter.h"
#include "core/consent/People.h"
#include "ui/common/EmptyState.h"
#include "ui/common/Message.h"
#include "ui/common/Tables.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/people/PeopleModel.h"
#include "ui/people/PersonDialog.h"
#include "ui/people/PersonWords.h"
#include "ui/people/ProtectDialog.h"
#include "ui/people/RosterDialog.h"
#include "ui/people/RosterWords.h"
#include "ui/people/SubjectPackDialog.h"
#include "ui/review/FaceWallDialog.h"
#include "ui/window/Session.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace cloakroom::ui {

namespace {

constexpr int kTypingPause = 200; // ms

} // namespace

PeoplePage::PeoplePage(Session& session, QWidget* parent)
    : Page(session, tr("People"), parent)
    , m_model(new PeopleModel(this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState(QStringLiteral("people"), tr("Who is at the school?"),
                             tr("Add pupils and staff, or import the list that your school's information system "
                                "writes. Then faces can be named and consents recorded."),
                             tr("Import a list")))
{
    m_import = makeButton(tr("Import a list"));
    m_add = makeButton(tr("Add a person"), ButtonKind::Primary);
    addAction(m_import);
    addAction(m_add);
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(PeopleModel::SortRole);
    m_sorted->setSortLocaleAware(true);
    m_table = makeTable(m_sorted, tr("People"));
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(PeopleModel::Name, Qt::AscendingOrder);
    m_table->horizontalHeader()->setSectionResizeMode(PeopleModel::Name, QHeaderView::Stretch);
    m_table->horizontalHeader()->resizeSection(PeopleModel::Groups, 150);
    m_table->horizontalHeader()->resizeSection(PeopleModel::ExternalId, 120);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    body().addWidget(makeFilters());
    body().addWidget(m_stack, 1);
    setDetails(makeDetails());

    connect(m_add, &QPushButton::clicked, this, &PeoplePage::addPerson);
    connect(m_import, &QPushButton::clicked, this, &PeoplePage::importList);
    connect(m_empty, &EmptyState::pressed, this, &PeoplePage::importList);
    connect(m_table, &QTableView::activated, this, &PeoplePage::editSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PeoplePage::showDetails);
    connect(&session, &Session::peopleChanged, this, [this] {
        if (isShown()) {
            refresh();
        }
    });
    connect(&session, &Session::aboutToLock, this, [this] {
        m_model->setPeople({});
        m_search->clear();
        showDetails();
    });
}

QWidget* PeoplePage::makeFilters()
{
    m_search = new QLineEdit;
    m_search->setPlaceholderText(tr("Name or school number"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(280);
    m_search->setAccessibleName(tr("Search people"));
    m_group = new QComboBox;
    m_group->setAccessibleName(tr("Group"));
    m_group->setMinimumWidth(150);
    m_leavers = new QCheckBox(tr("Those who left, too"));
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::kSmall);
    row->addWidget(m_search, 1);
    row->addWidget(m_group);
    row->addWidget(m_leavers);
    row->addStretch(1);
    auto* pause = new QTimer(this);
    pause->setSingleShot(true);
    pause->setInterval(kTypingPause);
    connect(m_search, &QLineEdit::textChanged, pause, qOverload<>(&QTimer::start));
    connect(pause, &QTimer::timeout, this, &PeoplePage::readPeople);
    connect(m_group, &QComboBox::currentIndexChanged, this, &PeoplePage::readPeople);
    connect(m_leavers, &QCheckBox::toggled, this, &PeoplePage::readPeople);
    return bar;
}

QWidget* PeoplePage::makeDetails()
{
    m_name = makeParagraph({}, "heading");
    m_about = makeParagraph({}, "mute");
    m_note = makeParagraph({});
    m_photos = makeButton(tr("Show photos"), ButtonKind::Usual, QStringLiteral("photos"));
    m_faces = makeButton(tr("Show faces"), ButtonKind::Usual, QStringLiteral("face"));
    m_consents = makeButton(tr("Show consents"), ButtonKind::Usual, QStringLiteral("consent"));
    m_edit = makeButton(tr("Change details"), ButtonKind::Usual, QStringLiteral("edit"));
    m_pack = makeButton(tr("Give out photos and records"), ButtonKind::Usual, QStringLiteral("document"));
    m_pack->setObjectName(QStringLiteral("subjectPackButton"));
    m_protect = makeButton(tr("Protect"), ButtonKind::Usual, QStringLiteral("safeguarding"));
    auto* pane = new QWidget;
    auto* outer = new QVBoxLayout(pane);
    outer->setContentsMargins(space::kLarge, space::kLarge, space::kLarge, space::kLarge);
    m_detailsBody = new QWidget;
    auto* layout = new QVBoxLayout(m_detailsBody);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    layout->addWidget(m_name);
    layout->addWidget(m_about);
    layout->addWidget(m_note);
    layout->addSpacing(space::kSmall);
    for (QPushButton* button : {m_photos, m_faces, m_consents, m_edit, m_pack, m_protect}) {
        layout->addWidget(button);
    }
    m_nobody = makeParagraph(tr("Choose somebody to see their photos, faces and consents."), "mute");
    outer->addWidget(m_nobody);
    outer->addWidget(m_detailsBody);
    outer->addStretch();
    connect(m_photos, &QPushButton::clicked, this, &PeoplePage::showPhotos);
    connect(m_faces, &QPushButton::clicked, this, &PeoplePage::showFaces);
    connect(m_pack, &QPushButton::clicked, this, &PeoplePage::makePack);
    connect(m_consents, &QPushButton::clicked, this,
            [this] { Q_EMIT session().pageRequested(QStringLiteral("consent")); });
    connect(m_edit, &QPushButton::clicked, this, &PeoplePage::editSelected);
    connect(m_protect, &QPushButton::clicked, this, [this] {
        if (const auto person = selected()) {
            person->protection.isProtected ? endProtection() : protectSelected();
        }
    });
    m_detailsBody->hide();
    return pane;
}

void PeoplePage::refresh()
{
    const bool mayEdit = session().may(Right::EditPeople);
    m_add->setVisible(mayEdit);
    m_import->setVisible(mayEdit);
    m_empty->setButton(mayEdit ? tr("Import a list") : QString());
    readGroups();
    readPeople();
}

void PeoplePage::focusFirst()
{
    m_search->setFocus();
}

bool PeoplePage::search(const QString& text)
{
    m_search->setText(text);
    return true;
}

void PeoplePage::showPerson(PersonId person)
{
    m_wanted = person;
    {
        const QSignalBlocker blockGroup(m_group);
        const QSignalBlocker blockSearch(m_search);
        const QSignalBlocker blockLeavers(m_leavers);
        m_group->setCurrentIndex(0);
        m_search->clear();
        m_leavers->setChecked(true);
    }
    readPeople();
}

void PeoplePage::readGroups()
{
    session().ask(
        this, [](Library& library) { return People(library).groups(); },
        [this](const Result<QList<Group>>& groups) {
            if (!groups) {
                showError(groups.error());
                return;
            }
            const QSignalBlocker blocker(m_group);
            const QVariant chosen = m_group->currentData();
            m_group->clear();
            m_groupNames.clear();
            m_group->addItem(tr("All groups"), 0);
            for (const Group& group : *groups) {
                m_group->addItem(tr("%1 (%2)").arg(group.name).arg(group.members), group.id.value);
                m_groupNames.append(group.name);
            }
            m_group->setCurrentIndex(std::max(0, m_group->findData(chosen)));
        });
}

void PeoplePage::readPeople()
{
    PersonFilter filter;
    filter.text = m_search->text().trimmed();
    filter.withLeavers = m_leavers->isChecked();
    if (const GroupId group{m_group->currentData().toLongLong()}; group.isValid()) {
        filter.group = group;
    }
    session().ask(
        this, [filter](Library& library) { return People(library).list(filter); },
        [this](const Result<QList<Person>>& people) {
            if (!people) {
                showError(people.error());
                return;
            }
            showPeople(*people);
        });
}

void PeoplePage::showPeople(const QList<Person>& people)
{
    const auto before = selected();
    const PersonId keep = m_wanted.isValid() ? m_wanted : before ? before->id : PersonId{};
    m_wanted = {};
    m_model->setPeople(people);
    setSubtitle(people.size() == 1 ? tr("1 person") : tr("%1 people").arg(people.size()));
    const bool isFiltered = !m_search->text().isEmpty() || m_group->currentIndex() > 0;
    m_stack->setCurrentIndex(people.isEmpty() && !isFiltered ? 1 : 0);
    for (int row = 0; row < int(people.size()); ++row) {
        if (people[row].id == keep) {
            const QModelIndex index = m_sorted->mapFromSource(m_model->index(row, 0));
            m_table->setCurrentIndex(index);
            m_table->scrollTo(index);
        }
    }
    showDetails();
}

std::optional<Person> PeoplePage::selected() const
{
    const QModelIndex index = m_sorted->mapToSource(m_table->currentIndex());
    return index.isValid() && index.row() < m_model->rowCount() ? std::optional(m_model->personAt(index.row()))
                                                                : std::nullopt;
}

void PeoplePage::showDetails()
{
    const auto person = selected();
    m_detailsBody->setVisible(person.has_value());
    m_nobody->setVisible(!person);
    if (!person) {
        return;
    }
    m_name->setText(person->fullName());
    QStringList about{kindText(person->kind)};
    about += person->groups;
    if (!person->yearGroup.isEmpty()) {
        about.append(person->yearGroup);
    }
    if (person->dateOfBirth) {
        about.append(tr("born %1").arg(QLocale().toString(*person->dateOfBirth, QLocale::LongFormat)));
    }
    m_about->setText(about.join(QStringLiteral(" · ")));
    QString note;
    if (person->protection.isProtected) {
        note = person->protection.reason.isEmpty() ? tr("Do not publish.")
                                                   : tr("Protected: %1").arg(person->protection.reason);
    } else if (person->leftOn) {
        note = tr("Left on %1.").arg(QLocale().toString(*person->leftOn, QLocale::LongFormat));
    }
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_edit->setVisible(session().may(Right::EditPeople));
    m_faces->setVisible(session().may(Right::NameFaces)
                        && (!person->protection.isProtected || session().may(Right::Safeguard)));
    // A protected person's photos are the safeguarding lead's to give out.
    m_pack->setVisible(session().may(Right::Originals)
                       && (!person->protection.isProtected || session().may(Right::SeeProtectedUncovered)));
    m_protect->setVisible(session().may(Right::Safeguard));
    m_protect->setText(person->protection.isProtected ? tr("End the protection") : tr("Protect"));
}

void PeoplePage::showFaces()
{
    if (const auto person = selected()) {
        FaceWallFilter filter;
        filter.person = person->id;
        auto* wall = new FaceWallDialog(session(), filter, person->fullName(), this);
        wall->open();
    }
}

void PeoplePage::addPerson()
{
    editPerson({});
}

void PeoplePage::editSelected()
{
    if (const auto person = selected(); person && session().may(Right::EditPeople)) {
        editPerson(*person);
    }
}

void PeoplePage::editPerson(const Person& person)
{
    auto* dialog = new PersonDialog(person, m_groupNames, this);
    connect(dialog, &FormDialog::submitted, this, [this, dialog] {
        dialog->setBusy(true);
        session().ask(
            dialog,
            [person = dialog->person()](Library& library) -> Result<PersonId> {
                if (!person.id.isValid()) {
                    return People(library).add(person);
                }
                const auto done = People(library).edit(person);
                if (!done) {
                    return propagate(done);
                }
                return person.id;
            },
            [this, dialog](const Result<PersonId>& stored) {
                if (!stored) {
                    dialog->showError(stored.error().text);
                    return;
                }
                m_wanted = *stored;
                dialog->accept();
                afterChange();
            });
    });
    dialog->open();
}

void PeoplePage::protectSelected()
{
    const auto person = selected();
    if (!person) {
        return;
    }
    auto* dialog = new ProtectDialog(*person, this);
    connect(dialog, &FormDialog::submitted, this, [this, dialog, id = person->id] {
        dialog->setBusy(true);
        session().ask(
            dialog,
            [id, reason = dialog->reason(), isAllowed = dialog->mayLeaveCovered()](Library& library) {
                return People(library).protect(id, reason, isAllowed);
            },
            [this, dialog](const Result<void>& done) {
                if (!done) {
                    dialog->showError(done.error().text);
                    return;
                }
                dialog->accept();
                afterChange();
            });
    });
    dialog->open();
}

void PeoplePage::endProtection()
{
    const auto person = selected();
    if (!person) {
        return;
    }
    auto* dialog =
        new FormDialog(tr("End the protection of %1").arg(person->fullName()), tr("End the protection"), this);
    dialog->setIntroduction(tr("Their consents decide again, and everybody sees their face and name."));
    dialog->setDestructive();
    connect(dialog, &FormDialog::submitted, this, [this, dialog, id = person->id] {
        dialog->setBusy(true);
        session().ask(
            dialog, [id](Library& library) { return People(library).unprotect(id); },
            [this, dialog](const Result<void>& done) {
                if (!done) {
                    dialog->showError(done.error().text);
                    return;
                }
                dialog->accept();
                afterChange();
            });
    });
    dialog->open();
}

void PeoplePage::afterChange()
{
    Q_EMIT session().peopleChanged();
    Q_EMIT session().consentsChanged();
    Q_EMIT session().photosChanged(); // marks, names and covered previews depend on people
}

void PeoplePage::makePack()
{
    if (const auto person = selected()) {
        (new SubjectPackDialog(session(), *person, this))->open();
    }
}

void PeoplePage::showPhotos()
{
    if (const auto person = selected()) {
        PhotoFilter filter;
        filter.persons = {person->id};
        Q_EMIT session().photosRequested(filter);
    }
}

void PeoplePage::importList()
{
    auto* dialog = new RosterDialog(session(), this);
    connect(dialog, &RosterDialog::imported, this, [this](const RosterChanges& changes) {
        message().say(changes.takedowns > 0 ? Message::Kind::Warning : Message::Kind::Success,
                      tr("The list is imported: %1.").arg(summaryText(changes)));
        afterChange();
    });
    dialog->open();
}

} // namespace cloakroom::ui
