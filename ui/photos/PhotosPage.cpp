#include "ui/photos/PhotosPage.h"

#include "core/consent/People.h"
#include "core/photos/Collections.h"
#include "core/photos/Photos.h"
#include "ui/common/Chip.h"
#include "ui/common/EmptyState.h"
#include "ui/common/Message.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/photos/CollectionMenu.h"
#include "ui/photos/FilterBar.h"
#include "ui/photos/MarkText.h"
#include "ui/photos/PhotoActions.h"
#include "ui/photos/PhotoGrid.h"
#include "ui/photos/PhotoPane.h"
#include "ui/photos/PhotoReading.h"
#include "ui/window/Session.h"

#include <QComboBox>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QSettings>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace cloakroom::ui {

namespace {

constexpr int kLaterMs = 60;
constexpr int kMarks = 4;
constexpr auto kDetailsSetting = "photos/details";

PhotoGridModel::Reader readerFor(Session& session)
{
    return [&session](const QList<PhotoId>& photos, const PhotoGridModel::Answer& answer) {
        session.ask(
            &session,
            [photos, purpose = session.currentPurpose()](Library& library) {
                return readRows(library, photos, purpose);
            },
            [photos, answer](const PhotoGridModel::Rows& rows) { answer(photos, rows); });
    };
}

FilterChoices readFilterChoices(Library& library)
{
    FilterChoices choices;
    Photos photos(library);
    choices.events = photos.events().value_or(QList<Event>());
    choices.tags = photos.tags().value_or(QStringList());
    choices.groups = People(library).groups().value_or(QList<Group>());
    if (const auto collections = Collections(library).list()) {
        for (const CollectionStatus& status : *collections) {
            choices.collections += status.collection;
        }
    }
    choices.people = People(library).list().value_or(QList<Person>());
    return choices;
}

} // namespace

PhotosPage::PhotosPage(Session& session, QWidget* parent)
    : Page(session, tr("Photos"), parent)
    , m_model(new PhotoGridModel(readerFor(session), this))
    , m_grid(new PhotoGrid(*m_model, session.pictures()))
    , m_filters(new FilterBar(session))
    , m_pane(new PhotoPane(session))
    , m_actions(new PhotoActions(session, this))
    , m_collections(new CollectionMenu(session, this))
    , m_purpose(new QComboBox)
    , m_export(makeButton(tr("Export"), ButtonKind::Primary))
    , m_details(makeIconButton(QStringLiteral("details"), tr("Details (Ctrl+D)")))
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState(QStringLiteral("photos"), {}, {}))
    , m_marks{}
{
    buildTitle();
    buildBody();
    setDetails(m_pane);
    showDetails(QSettings().value(QLatin1String(kDetailsSetting), true).toBool());
    m_later.setSingleShot(true);
    m_later.setInterval(kLaterMs);
    m_selectionLater.setSingleShot(true);
    m_selectionLater.setInterval(kLaterMs);
    connect(&m_later, &QTimer::timeout, this, &PhotosPage::findPhotos);
    connect(&m_selectionLater, &QTimer::timeout, this, &PhotosPage::showSelection);
    connect(m_grid, &PhotoGrid::selectedPhotosChanged, &m_selectionLater, qOverload<>(&QTimer::start));
    connect(m_grid, &PhotoGrid::opened, this, &PhotosPage::open);
    connect(m_grid, &PhotoGrid::menuRequested, this, [this](QPoint at) {
        QMenu menu(this);
        m_actions->fillMenu(menu, chosen());
        const QList<PhotoId> photos = m_grid->selectedPhotos();
        if (!photos.isEmpty() && !m_filters->filter().inBin) {
            menu.addSeparator();
            m_collections->fillMenu(menu, photos);
        }
        if (!menu.isEmpty()) {
            menu.exec(at);
        }
    });
    connect(m_pane, &PhotoPane::openRequested, this, [this](PhotoId photo) { open(m_model->rowOf(photo)); });
    connect(m_model, &PhotoGridModel::countsChanged, this, &PhotosPage::showCounts);
    connect(m_filters, &FilterBar::filterChanged, this, [this] {
        Q_EMIT searchChanged(m_filters->filter().text);
        findPhotos();
    });
    connect(m_details, &QToolButton::clicked, this, [this](bool isChecked) {
        QSettings().setValue(QLatin1String(kDetailsSetting), isChecked);
        showDetails(isChecked);
    });
    connect(m_actions, &PhotoActions::done, this, &PhotosPage::showDone);
    connect(m_collections, &CollectionMenu::done, this, &PhotosPage::showDone);
    connect(m_collections, &CollectionMenu::failed, this, &PhotosPage::showError);
    connect(m_collections, &CollectionMenu::changed, this, &PhotosPage::showCollection);
    connect(m_collections, &CollectionMenu::deleted, this, [this] { m_filters->setFilter({}); });
    connect(m_collections, &CollectionMenu::chosen, this, [this](const Collection& collection) {
        this->session().setPurpose(collection.purpose);
        PhotoFilter filter;
        filter.collection = collection.id;
        m_filters->setFilter(filter);
    });
    connect(m_actions, &PhotoActions::failed, this, &PhotosPage::showError);
    connect(&message(), &Message::actionPressed, this, [this] {
        message().hide();
        if (const auto undo = std::exchange(m_undo, {})) {
            undo();
        }
    });
    connectSession();
    showSelection();
}

void PhotosPage::buildTitle()
{
    auto* label = makeLabel(tr("Use for"), "mute");
    label->setBuddy(m_purpose);
    m_purpose->setAccessibleName(tr("Use for"));
    m_purpose->setToolTip(tr("What you want photos for: every photo is marked with whether it may be used for it"));
    m_purpose->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    addAction(m_collections->button());
    addAction(label);
    addAction(m_purpose);
    addAction(m_export);
    m_details->setCheckable(true);
    addAction(m_details);
    connect(m_purpose, &QComboBox::activated, this,
            [this](int index) { session().setPurpose(PurposeId{m_purpose->itemData(index).toLongLong()}); });
    connect(m_export, &QPushButton::clicked, this, &PhotosPage::exportSelected);
}

void PhotosPage::buildBody()
{
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kMedium);
    row->addWidget(m_filters, 1);
    auto* marks = new QHBoxLayout;
    marks->setSpacing(space::kTiny);
    constexpr Mark kKinds[kMarks] = {Mark::Ok, Mark::Cover, Mark::Ask, Mark::Stop};
    for (int i = 0; i < kMarks; ++i) {
        m_marks[i] = new Chip(kKinds[i], QStringLiteral("0"));
        marks->addWidget(m_marks[i]);
    }
    m_marks[0]->setToolTip(tr("May go as they are"));
    m_marks[1]->setToolTip(tr("May go with faces covered"));
    m_marks[2]->setToolTip(tr("To name or sign off first"));
    m_marks[3]->setToolTip(tr("May not go"));
    row->addLayout(marks);
    row->setAlignment(marks, Qt::AlignTop);
    body().addLayout(row);
    m_stack->addWidget(m_grid);
    m_stack->addWidget(m_empty);
    body().addWidget(m_stack, 1);
    connect(m_empty, &EmptyState::pressed, this, [this] {
        if (m_filters->isEmpty()) {
            Q_EMIT session().pageRequested(QStringLiteral("import"));
        } else {
            m_filters->setFilter({});
        }
    });
}

void PhotosPage::showDetails(bool areShown)
{
    m_pane->parentWidget()->setVisible(areShown); // with its place on the right
    m_details->setChecked(areShown);
}

void PhotosPage::connectSession()
{
    Session& one = session();
    const auto later = [this] {
        if (isShown()) {
            m_later.start();
        }
    };
    connect(&one, &Session::photosChanged, this, later);
    connect(&one, &Session::facesChanged, this, later);
    connect(&one, &Session::peopleChanged, this, later);
    connect(&one, &Session::consentsChanged, this, later);
    connect(&one, &Session::flagsChanged, this, later);
    connect(&one, &Session::registerChanged, m_pane, &PhotoPane::refresh);
    connect(&one, &Session::purposeChanged, this, [this] {
        showPurposes();
        m_model->readAgain();
        m_pane->refresh();
    });
    connect(&one, &Session::aboutToLock, this, &PhotosPage::forget);
}

void PhotosPage::forget()
{
    ++m_question;
    m_model->clear();
    m_pane->showPhotos({}, {}, {});
    m_filters->setChoices({});
    m_collections->clear();
    const QSignalBlocker blocker(m_filters);
    m_filters->setFilter({});
    m_undo = {};
    message().hide();
}

void PhotosPage::refresh()
{
    showPurposes();
    findPhotos();
}

void PhotosPage::focusFirst()
{
    m_grid->setFocus(Qt::OtherFocusReason);
}

bool PhotosPage::search(const QString& text)
{
    if (text.trimmed() != m_filters->filter().text) {
        PhotoFilter filter = m_filters->filter();
        filter.text = text.trimmed();
        m_filters->setFilter(filter);
    }
    return true;
}

void PhotosPage::showFilter(const PhotoFilter& filter)
{
    m_filters->setFilter(filter);
}

void PhotosPage::readChoices()
{
    session().ask(this, readFilterChoices, [this](const FilterChoices& choices) {
        m_filters->setChoices(choices);
        m_actions->setChoices(choices);
    });
}

void PhotosPage::findPhotos()
{
    m_later.stop();
    const int question = ++m_question;
    readChoices();
    PhotoFilter filter = m_filters->filter();
    filter.foldStacks = !filter.stack && !filter.inBin;
    m_collections->setShown(filter.collection);
    m_collections->refresh();
    session().ask(
        this, [filter](Library& library) { return Photos(library).find(filter); },
        [this, question](const Result<QList<PhotoId>>& photos) {
            if (question == m_question) {
                showFound(photos);
            }
        });
}

void PhotosPage::showFound(const Result<QList<PhotoId>>& photos)
{
    if (!photos) {
        showError(photos.error());
        return;
    }
    setSubtitle(tr("%1 in this view").arg(QLocale().toString(photos->size())));
    if (*photos == m_model->photos()) {
        m_model->readAgain();
    } else {
        const QList<PhotoId> selected = m_grid->selectedPhotos();
        m_model->setPhotos(*photos);
        m_grid->selectPhotos(selected);
    }
    m_pane->refresh();
    m_stack->setCurrentIndex(photos->isEmpty() ? 1 : 0);
    if (photos->isEmpty()) {
        showEmpty(m_filters->isEmpty());
    }
}

void PhotosPage::showEmpty(bool isLibraryEmpty)
{
    if (!isLibraryEmpty) {
        m_empty->setText(tr("No photo fits"),
                         tr("No photo meets all the conditions above. Take one away to see more."));
        m_empty->setButton(tr("Show all photos"));
        return;
    }
    m_empty->setText(tr("No photos yet"),
                     tr("Photos come in from a camera's memory card or a folder. They are encrypted at once, and only "
                        "people with a password see them."));
    m_empty->setButton(session().may(Right::Import) ? tr("Import photos") : QString());
}

void PhotosPage::showPurposes()
{
    const QSignalBlocker blocker(m_purpose);
    m_purpose->clear();
    for (const Purpose& purpose : session().purposes()) {
        m_purpose->addItem(purpose.name, purpose.id.value);
        if (purpose.id == session().purpose()) {
            m_purpose->setCurrentIndex(m_purpose->count() - 1);
        }
    }
    m_export->setVisible(session().may(Right::Export));
}

void PhotosPage::showCounts()
{
    const MarkCounts counts = m_model->counts();
    const int numbers[kMarks] = {counts.ok, counts.cover, counts.ask, counts.stop};
    constexpr Mark kKinds[kMarks] = {Mark::Ok, Mark::Cover, Mark::Ask, Mark::Stop};
    for (int i = 0; i < kMarks; ++i) {
        m_marks[i]->setMark(kKinds[i], QLocale().toString(numbers[i]));
        m_marks[i]->setAccessibleName(tr("%1: %2").arg(m_marks[i]->toolTip(), m_marks[i]->text()));
    }
}

void PhotosPage::showSelection()
{
    const QList<PhotoId> photos = m_grid->selectedPhotos();
    MarkCounts counts;
    for (const QModelIndex& index : m_grid->selectionModel()->selectedIndexes()) {
        const GridRow* row = m_model->rowAt(index.row());
        const Mark mark = row == nullptr || !row->hasMark ? Mark::Plain : markOf(*row).mark;
        counts.ok += mark == Mark::Ok;
        counts.cover += mark == Mark::Cover;
        counts.ask += mark == Mark::Ask;
        counts.stop += mark == Mark::Stop;
    }
    m_pane->showPhotos(photos, m_grid->currentPhoto(), counts);
    const int number = static_cast<int>(photos.size());
    m_export->setText(number > 0 ? tr("Export %n photo(s)", nullptr, number) : tr("Export"));
    m_export->setEnabled(number > 0 && !m_filters->filter().inBin);
    m_export->setToolTip(number > 0 ? QString() : tr("Select photos first; Ctrl+A selects all of them"));
}

PhotoChoice PhotosPage::chosen() const
{
    PhotoChoice choice{m_grid->selectedPhotos(), m_grid->currentPhoto(), m_filters->filter().inBin};
    const QModelIndexList rows = m_grid->selectionModel()->selectedIndexes();
    choice.hasStack = std::any_of(rows.cbegin(), rows.cend(), [this](const QModelIndex& index) {
        const GridRow* row = m_model->rowAt(index.row());
        return row != nullptr && row->inStack > 0;
    });
    return choice;
}

void PhotosPage::open(int row)
{
    if (row >= 0 && !m_filters->filter().inBin) {
        Q_EMIT session().reviewRequested(m_model->photos(), row);
    }
}

void PhotosPage::exportSelected()
{
    const QList<PhotoId> photos = m_grid->selectedPhotos();
    if (!photos.isEmpty() && session().may(Right::Export)) {
        Q_EMIT session().exportRequested(photos, session().purpose());
    }
}

void PhotosPage::keyPressEvent(QKeyEvent* event)
{
    const QList<PhotoId> photos = m_grid->selectedPhotos();
    const bool mayChange = !photos.isEmpty() && session().may(Right::Import);
    const bool isDigit = event->modifiers() == Qt::NoModifier && event->key() >= Qt::Key_0 && event->key() <= Qt::Key_5;
    if (event->modifiers() == Qt::ControlModifier && event->key() == Qt::Key_E) {
        exportSelected();
    } else if (event->modifiers() == Qt::ControlModifier && event->key() == Qt::Key_D) {
        m_details->click();
    } else if (mayChange && event->key() == Qt::Key_Delete && !m_filters->filter().inBin) {
        m_actions->remove(photos);
    } else if (mayChange && isDigit) {
        m_actions->rate(photos, event->key() - Qt::Key_0);
    } else if (mayChange && event->modifiers() == Qt::NoModifier && event->key() == Qt::Key_T) {
        m_actions->addTag(photos);
    } else {
        Page::keyPressEvent(event);
    }
}

/// A collection that is looked at says how it stands, red or green, for as long as it is.
void PhotosPage::showCollection()
{
    const auto shown = m_filters->filter().collection;
    const QString sentence = shown ? m_collections->sentenceFor(*shown) : QString();
    if (sentence.isEmpty() && m_isCollectionSaid) {
        message().hide();
    }
    m_isCollectionSaid = !sentence.isEmpty();
    if (m_isCollectionSaid) {
        m_undo = {};
        message().say(m_collections->isUsable(*shown) ? Message::Kind::Success : Message::Kind::Error, sentence);
    }
}

void PhotosPage::showDone(const QString& text, const std::function<void()>& undo)
{
    m_undo = undo;
    m_isCollectionSaid = false;
    message().say(Message::Kind::Success, text, undo ? tr("Undo") : QString());
}

} // namespace cloakroom::ui
