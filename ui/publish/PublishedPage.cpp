#include "ui/publish/PublishedPage.h"

#include "core/consent/People.h"
#include "core/consent/Purposes.h"
#include "core/publish/Register.h"
#include "ui/common/Chip.h"
#include "ui/common/EmptyState.h"
#include "ui/common/Message.h"
#include "ui/common/Tables.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/consent/ChipDelegate.h"
#include "ui/publish/PublicationDetails.h"
#include "ui/publish/RegisterModel.h"
#include "ui/window/PictureLoader.h"
#include "ui/window/Session.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace cloakroom::ui {

namespace {

constexpr int kRow = 48;

/// A list with "all" first, keeping what is chosen.
template <typename IdType>
void fillChoices(QComboBox& box, const QString& all, const QList<std::pair<QString, IdType>>& choices)
{
    const QSignalBlocker blocker(box);
    const QVariant chosen = box.currentData();
    box.clear();
    box.addItem(all, 0);
    for (const auto& [name, id] : choices) {
        box.addItem(name, id.value);
    }
    box.setCurrentIndex(std::max(0, box.findData(chosen)));
}

/// What the table shows, read in one go.
struct Listing {
    QList<RegisterEntry> entries;
    QHash<RegisterId, PublicationTask> tasks;
};

/// Entries that are wanted, in the order of `ids`.
void keepInOrder(QList<RegisterEntry>& entries, const QList<RegisterId>& ids)
{
    QHash<RegisterId, RegisterEntry> known;
    for (const RegisterEntry& entry : entries) {
        known.insert(entry.id, entry);
    }
    entries.clear();
    for (const RegisterId id : ids) {
        if (const auto entry = known.constFind(id); entry != known.constEnd()) {
            entries += *entry;
        }
    }
}

Result<QList<RegisterId>> publicIds(Library& library)
{
    const auto entries = Register(library).publicNow();
    if (!entries) {
        return propagate(entries);
    }
    QList<RegisterId> ids;
    for (const RegisterEntry& entry : *entries) {
        ids += entry.id;
    }
    return ids;
}

Result<Listing> readListing(Library& library, const RegisterFilter& filter, PublishedPage::View view)
{
    Listing listing;
    const auto entries = Register(library).list(filter);
    const auto tasks = Register(library).tasks();
    if (!entries) {
        return propagate(entries);
    }
    if (!tasks) {
        return propagate(tasks);
    }
    listing.entries = *entries;
    QList<RegisterId> order;
    for (const TaskOfPublication& task : *tasks) {
        listing.tasks.insert(task.entry.id, task.task);
        order += task.entry.id;
    }
    if (view == PublishedPage::View::Everything) {
        std::stable_partition(listing.entries.begin(), listing.entries.end(),
                              [](const RegisterEntry& entry) { return entry.status == RegisterStatus::Takedown; });
        return listing;
    }
    if (view == PublishedPage::View::PublicNow) {
        const auto open = publicIds(library);
        if (!open) {
            return propagate(open);
        }
        order = *open;
    }
    keepInOrder(listing.entries, order);
    return listing;
}

} // namespace

PublishedPage::PublishedPage(Session& session, QWidget* parent)
    : Page(session, tr("Published"), parent)
    , m_model(new RegisterModel(session.pictures(), this))
    , m_table(makeTable(m_model, tr("Published photos")))
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState(QStringLiteral("published"), tr("Nothing has left yet"),
                             tr("Every photo that is exported stands here, with who is visible in it and where it is "
                                "used. When somebody withdraws, what has to come down is shown first."),
                             tr("Choose photos")))
    , m_details(new PublicationDetails(session))
{
    m_table->verticalHeader()->setDefaultSectionSize(kRow);
    m_table->setIconSize({40, 40});
    m_table->setTextElideMode(Qt::ElideMiddle); // names of files differ at their ends
    m_table->setItemDelegateForColumn(RegisterModel::Status,
                                      new ChipDelegate(RegisterModel::MarkRole, Qt::AlignLeft, m_table));
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(RegisterModel::Place, QHeaderView::Stretch);
    header->setStretchLastSection(false);
    for (const auto& [column, width] : {std::pair{int(RegisterModel::Picture), 60},
                                        {int(RegisterModel::Day), 104},
                                        {int(RegisterModel::Age), 80},
                                        {int(RegisterModel::Purpose), 110},
                                        {int(RegisterModel::File), 210},
                                        {int(RegisterModel::Status), 120}}) {
        header->resizeSection(column, width);
    }
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    auto* ask = makeButton(tr("Is this file ours?"), ButtonKind::Usual, QStringLiteral("search"));
    ask->setObjectName(QStringLiteral("askAboutFile"));
    ask->setToolTip(
        tr("Finds out whether a picture from a website or a phone left this library. You can drop one on the "
           "window, too."));
    addAction(ask);
    connect(ask, &QPushButton::clicked, this, &PublishedPage::chooseFile);
    body().addWidget(makeFilters());
    body().addWidget(m_stack, 1);
    setDetails(m_details);
    connectDetails();
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &PublishedPage::showDetails);
    connect(m_empty, &EmptyState::pressed, this,
            [this] { Q_EMIT this->session().pageRequested(QStringLiteral("photos")); });
    const auto readAgain = [this] {
        if (isShown()) {
            readEntries();
        }
        readCount();
    };
    connect(&session, &Session::registerChanged, this, readAgain);
    connect(&session, &Session::consentsChanged, this, readAgain);
    connect(&session, &Session::facesChanged, this, readAgain);
    connect(&session, &Session::flagsChanged, this, readAgain);
    connect(&session, &Session::opened, this, &PublishedPage::readCount);
    connect(&session, &Session::aboutToLock, this, [this] {
        m_names.clear();
        m_model->set({}, {});
        m_person->clear();
        showDetails();
    });
}

void PublishedPage::connectDetails()
{
    connect(m_details, &PublicationDetails::takenDown, this, &PublishedPage::markTakenDown);
    connect(m_details, &PublicationDetails::replaceAsked, this, &PublishedPage::replace);
    connect(m_details, &PublicationDetails::reviewed, this, &PublishedPage::markReviewed);
    connect(m_details, &PublicationDetails::placeAsked, this, &PublishedPage::setPlace);
    connect(m_details, &PublicationDetails::proofAsked, this, &PublishedPage::showProof);
}

QWidget* PublishedPage::makeFilters()
{
    m_purpose = new QComboBox;
    m_purpose->setAccessibleName(tr("Used for"));
    m_purpose->setMinimumWidth(150);
    m_person = new QComboBox;
    m_person->setAccessibleName(tr("Person"));
    m_person->setMinimumWidth(180);
    m_view = new QComboBox;
    m_view->setObjectName(QStringLiteral("publishedView"));
    m_view->setAccessibleName(tr("What to list"));
    m_view->setMinimumWidth(170);
    m_view->addItem(tr("Everything that left"), int(View::Everything));
    m_view->addItem(tr("What is to be done"), int(View::ToDo));
    m_view->addItem(tr("Public today"), int(View::PublicNow));
    m_save = makeButton(tr("Save as table"), ButtonKind::Usual, QStringLiteral("save"));
    m_save->hide();
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::kSmall);
    row->addWidget(m_view);
    row->addWidget(m_purpose);
    row->addWidget(m_person);
    row->addStretch();
    row->addWidget(m_save);
    connect(m_purpose, &QComboBox::currentIndexChanged, this, &PublishedPage::readEntries);
    connect(m_person, &QComboBox::currentIndexChanged, this, &PublishedPage::readEntries);
    connect(m_view, &QComboBox::currentIndexChanged, this, &PublishedPage::readEntries);
    connect(m_save, &QPushButton::clicked, this, &PublishedPage::saveTable);
    return bar;
}

void PublishedPage::setView(View view)
{
    m_view->setCurrentIndex(m_view->findData(int(view)));
}

void PublishedPage::showPerson(PersonId person)
{
    m_wantedPerson = person;
    setView(View::Everything);
    m_purpose->setCurrentIndex(0);
    readChoices();
}

void PublishedPage::refresh()
{
    readChoices();
    readEntries();
}

void PublishedPage::focusFirst()
{
    m_table->setFocus();
}

void PublishedPage::readChoices()
{
    struct Choices {
        QList<Purpose> purposes;
        QList<Person> people;
    };
    session().ask(
        this,
        [](Library& library) -> Result<Choices> {
            const auto purposes = Purposes(library).list();
            if (!purposes) {
                return propagate(purposes);
            }
            const auto people = People(library).list();
            if (!people) {
                return propagate(people);
            }
            return Choices{*purposes, *people};
        },
        [this](const Result<Choices>& choices) {
            if (!choices) {
                showError(choices.error());
                return;
            }
            QList<std::pair<QString, PurposeId>> purposes;
            m_purposeNames.clear();
            for (const Purpose& purpose : choices->purposes) {
                purposes.append({purpose.name, purpose.id});
                m_purposeNames.insert(purpose.id, purpose.name);
            }
            QList<std::pair<QString, PersonId>> people;
            m_names.clear();
            for (const Person& person : choices->people) {
                people.append({person.fullName(), person.id});
                m_names.insert(person.id, person.fullName());
            }
            fillChoices(*m_purpose, tr("Every use"), purposes);
            fillChoices(*m_person, tr("Everybody"), people);
            if (m_wantedPerson.isValid()) {
                m_person->setCurrentIndex(std::max(0, m_person->findData(m_wantedPerson.value)));
                m_wantedPerson = {};
            }
            showDetails();
        });
}

void PublishedPage::readEntries()
{
    RegisterFilter filter;
    if (const PurposeId purpose{m_purpose->currentData().toLongLong()}; purpose.isValid()) {
        filter.purpose = purpose;
    }
    if (const PersonId person{m_person->currentData().toLongLong()}; person.isValid()) {
        filter.person = person;
    }
    const auto view = View(m_view->currentData().toInt());
    m_save->setVisible(view == View::PublicNow);
    const bool isFiltered = filter.purpose || filter.person || view != View::Everything;
    session().ask(
        this, [filter, view](Library& library) { return readListing(library, filter, view); },
        [this, isFiltered](const Result<Listing>& listing) {
            if (!listing) {
                showError(listing.error());
                return;
            }
            const auto before = selected();
            m_model->set(listing->entries, m_purposeNames, listing->tasks);
            m_stack->setCurrentIndex(listing->entries.isEmpty() && !isFiltered ? 1 : 0);
            setSubtitle(listing->entries.size() == 1 ? tr("1 photo") : tr("%1 photos").arg(listing->entries.size()));
            int wanted = listing->entries.isEmpty() ? -1 : 0;
            const RegisterId sought = m_wanted.isValid() || !before ? m_wanted : before->id;
            m_wanted = {};
            for (int row = 0; sought.isValid() && row < m_model->rowCount(); ++row) {
                wanted = m_model->entryAt(row).id == sought ? row : wanted;
            }
            m_table->setCurrentIndex(m_model->index(wanted, RegisterModel::Day));
            showDetails();
        });
}

void PublishedPage::readCount()
{
    if (!session().may(Right::Export)) {
        return;
    }
    session().ask(
        this, [](Library& library) { return Register(library).tasks(); },
        [this](const Result<QList<TaskOfPublication>>& tasks) {
            Q_EMIT waitingChanged(tasks ? int(tasks->size()) : 0);
        });
}

std::optional<RegisterEntry> PublishedPage::selected() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() && index.row() < m_model->rowCount() ? std::optional(m_model->entryAt(index.row()))
                                                                : std::nullopt;
}

void PublishedPage::showDetails()
{
    const auto entry = selected();
    if (!entry) {
        m_details->clear();
        return;
    }
    const QModelIndex state = m_table->currentIndex().siblingAtColumn(RegisterModel::Status);
    QStringList visible;
    for (const PersonId person : entry->shown) {
        visible.append(m_names.value(person, tr("somebody")));
    }
    m_details->showEntry({*entry, m_model->purposeName(*entry), visible,
                          Mark(state.data(RegisterModel::MarkRole).toInt()), state.data().toString(),
                          m_model->taskOf(*entry) == PublicationTask::Review});
}

} // namespace cloakroom::ui
