#include "ui/intake/ImportPage.h"

#include "core/intake/Imports.h"
#include "core/photos/Stacks.h"
#include "ui/common/Icons.h"
#include "ui/common/Message.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/intake/CardList.h"
#include "ui/intake/HandoverInDialog.h"
#include "ui/intake/ImportFields.h"
#include "ui/intake/ImportResult.h"
#include "ui/intake/ReceiptsDialog.h"
#include "ui/photos/PhotoActions.h"
#include "ui/window/Session.h"

#include <QCheckBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QLocale>
#include <QMessageBox>
#include <QMimeData>
#include <QScrollArea>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace cloakroom::ui {

namespace {

constexpr int kFormWidth = 640;
constexpr int kShowMs = 1000;
const QString kWhenInserted = QStringLiteral("import/whenInserted");
constexpr int kDropHeight = 84;

QStringList localPaths(const QMimeData& data)
{
    QStringList paths;
    for (const QUrl& url : data.urls()) {
        if (url.isLocalFile()) {
            paths.append(url.toLocalFile());
        }
    }
    return paths;
}

} // namespace

ImportPage::ImportPage(Session& session, QWidget* parent)
    : Page(session, tr("Import"), parent)
    , m_stack(new QStackedWidget)
    , m_cards(new CardList(session))
    , m_chosen(new QVBoxLayout)
    , m_fields(new ImportFields(session))
    , m_findFaces(new QCheckBox(tr("Look for faces at the same time")))
    , m_whenInserted(new QCheckBox(tr("Import by itself as soon as a card is put in")))
    , m_start(makeButton(tr("Import"), ButtonKind::Primary, QStringLiteral("import")))
    , m_result(new ImportResult)
    , m_actions(new PhotoActions(session, this))
{
    setAcceptDrops(true);
    setSubtitle(tr("Photos are encrypted as they come in; the card stays as it is"));
    m_stack->addWidget(makeForm());
    m_stack->addWidget(m_result);
    body().addWidget(m_stack, 1);
    auto* receipts = makeButton(tr("Receipts…"), ButtonKind::Usual, QStringLiteral("document"));
    auto* handover = makeButton(tr("Take in a hand-over…"), ButtonKind::Usual, QStringLiteral("key"));
    handover->setToolTip(tr("An encrypted file of photos and names that another school made"));
    addAction(handover);
    addAction(receipts);
    connect(handover, &QPushButton::clicked, this, &ImportPage::takeHandover);
    connect(receipts, &QPushButton::clicked, this, [this] { (new ReceiptsDialog(this->session(), this))->open(); });
    connect(&m_watcher, &CardWatcher::cardsChanged, this, [this] { m_cards->showCards(m_watcher.cards()); });
    connect(&m_watcher, &CardWatcher::cardInserted, this, &ImportPage::takeInserted);
    connect(m_cards, &CardList::chosenChanged, this, &ImportPage::showSources);
    connect(&session, &Session::opened, this, [this] {
        if (this->session().may(Right::Import)) {
            m_watcher.start();
        }
    });
    connect(&session, &Session::aboutToLock, this, &ImportPage::forget);
    connectResult();
    showSources();
}

QWidget* ImportPage::makeForm()
{
    m_chosen->setSpacing(space::kTiny);
    m_findFaces->setChecked(true);
    m_whenInserted->setChecked(QSettings().value(kWhenInserted).toBool());
    connect(m_whenInserted, &QCheckBox::toggled, this, [](bool isOn) { QSettings().setValue(kWhenInserted, isOn); });
    auto* column = new QVBoxLayout;
    column->setSpacing(space::kMedium);
    column->addWidget(makeLabel(tr("From where?"), "heading"));
    column->addWidget(m_cards);
    column->addWidget(makeDropArea());
    column->addLayout(m_chosen);
    column->addWidget(makeLabel(tr("What are they?"), "heading"));
    column->addWidget(m_fields);
    column->addWidget(m_findFaces);
    column->addWidget(m_whenInserted);
    column->addSpacing(space::kSmall);
    column->addWidget(m_start, 0, Qt::AlignLeft);
    auto* card = makeCard(column);
    card->setMaximumWidth(kFormWidth);
    auto* form = new QWidget;
    auto* layout = new QVBoxLayout(form);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* row = new QHBoxLayout;
    row->addWidget(card, 1);
    row->addStretch(1);
    layout->addLayout(row);
    layout->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(form);
    connect(m_start, &QPushButton::clicked, this, &ImportPage::start);
    connect(m_fields, &ImportFields::entered, this, &ImportPage::start);
    return scroll;
}

QWidget* ImportPage::makeDropArea() const
{
    auto* folder = makeButton(tr("Choose a folder…"), ButtonKind::Usual, QStringLiteral("folder"));
    auto* files = makeButton(tr("Choose files…"), ButtonKind::Usual, QStringLiteral("photos"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::kSmall);
    buttons->addStretch();
    buttons->addWidget(folder);
    buttons->addWidget(files);
    buttons->addStretch();
    auto* text = makeLabel(tr("Drop photos or folders here, or"), "mute");
    text->setAlignment(Qt::AlignCenter);
    auto* area = new QFrame;
    area->setObjectName(QStringLiteral("dropArea"));
    area->setMinimumHeight(kDropHeight);
    auto* layout = new QVBoxLayout(area);
    layout->setSpacing(space::kSmall);
    layout->addStretch();
    layout->addWidget(text);
    layout->addLayout(buttons);
    layout->addStretch();
    connect(folder, &QPushButton::clicked, this, &ImportPage::chooseFolder);
    connect(files, &QPushButton::clicked, this, &ImportPage::chooseFiles);
    return area;
}

void ImportPage::refresh()
{
    m_watcher.start();
    remindOfCards();
    if (m_stack->currentIndex() == 0) {
        m_fields->readChoices();
    }
}

// The school's own rule: off cards and personal devices within so many hours.
void ImportPage::remindOfCards()
{
    session().ask(
        this, [](Library& library) { return Imports(library).overdue(); },
        [this](const Result<QList<ImportRecord>>& due) {
            if (!due || due->isEmpty() || !m_job.isNull()) {
                return;
            }
            const ImportRecord& oldest = due->last();
            message().say(Message::Kind::Warning,
                          tr("Photos imported on %1 should be off their card or device by now. Clear the card, or say "
                             "under \"Receipts\" that it is empty.")
                              .arg(QLocale().toString(oldest.startedAt.toLocalTime().date(), QLocale::LongFormat)));
        });
}

void ImportPage::takeInserted(const Card& card)
{
    if (m_whenInserted->isChecked()) {
        m_inserted.append(card);
        importInserted();
    }
}

// One after the other, for as long as they are in.
void ImportPage::importInserted()
{
    m_inserted.removeIf([this](const Card& card) { return !m_watcher.cards().contains(card); });
    if (m_inserted.isEmpty() || !m_job.isNull() || !session().may(Right::Import)) {
        return;
    }
    ImportRequest request;
    for (const Card& card : std::as_const(m_inserted)) {
        request.sources << card.path;
    }
    request.fields.medium = mediumOf(std::exchange(m_inserted, {}));
    request.findFaces = m_findFaces->isChecked();
    run(request);
}

void ImportPage::focusFirst()
{
    m_fields->focusFirst();
}

void ImportPage::setSources(const QStringList& sources)
{
    m_sources = sources;
    showSources();
}

void ImportPage::showSources()
{
    clearLayout(*m_chosen);
    constexpr int kShown = 4;
    for (const QString& source : m_sources.mid(0, kShown)) {
        m_chosen->addWidget(makeLabel(QDir::toNativeSeparators(source)));
    }
    if (m_sources.size() > kShown) {
        m_chosen->addWidget(makeLabel(tr("and %n more", nullptr, static_cast<int>(m_sources.size()) - kShown), "mute"));
    }
    m_start->setEnabled(!allSources().isEmpty() && m_job.isNull());
}

QStringList ImportPage::allSources() const
{
    QStringList paths;
    for (const Card& card : m_cards->chosen()) {
        paths << card.path;
    }
    return paths + m_sources;
}

QString ImportPage::mediumOf(const QList<Card>& cards)
{
    QStringList names;
    for (const Card& card : cards) {
        names << card.name;
    }
    return names.join(QStringLiteral(", "));
}

void ImportPage::chooseFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Choose a folder of photos"));
    if (!folder.isEmpty()) {
        setSources(m_sources + QStringList{folder});
    }
}

void ImportPage::chooseFiles()
{
    const QStringList files = QFileDialog::getOpenFileNames(this, tr("Choose photos"));
    if (!files.isEmpty()) {
        setSources(m_sources + files);
    }
}

void ImportPage::dragEnterEvent(QDragEnterEvent* event)
{
    if (session().may(Right::Import) && !localPaths(*event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
    }
}

void ImportPage::dropEvent(QDropEvent* event)
{
    m_stack->setCurrentIndex(0);
    setSources(m_sources + localPaths(*event->mimeData()));
    event->acceptProposedAction();
    m_fields->focusFirst();
}

void ImportPage::start()
{
    if (!m_start->isEnabled()) {
        return;
    }
    ImportRequest request;
    request.sources = allSources();
    request.fields.medium = mediumOf(m_cards->chosen());
    m_fields->fill(request);
    request.findFaces = m_findFaces->isChecked();
    run(request);
}

void ImportPage::run(const ImportRequest& request)
{
    message().say(Message::Kind::Info,
                  request.clearSource ? tr("Clearing the card: only files that are proven safe are removed.")
                                      : tr("Importing. You can go on working; progress is shown below."));
    ImportRequest watched = request;
    // Called on the job's thread.
    watched.onEntered = [page = QPointer<ImportPage>(this), one = &session()](const QList<PhotoId>&) {
        QMetaObject::invokeMethod(
            one,
            [page] {
                if (page) {
                    page->showEntered();
                }
            },
            Qt::QueuedConnection);
    };
    m_sinceShown.invalidate();
    m_job = session().runJob(
        request.clearSource ? tr("Clearing the card") : tr("Importing photos"), this,
        [one = &session(), watched](Progress& progress) {
            return importPhotos(one->library(), one->workers(), watched, progress);
        },
        [this, request](const Result<ImportReport>& report) { finish(request, report); });
    showSources();
}

// The first photos are in the grid at once, the others about every second.
void ImportPage::showEntered()
{
    if (!m_sinceShown.isValid() || m_sinceShown.elapsed() >= kShowMs) {
        m_sinceShown.start();
        Q_EMIT session().photosChanged();
    }
}

void ImportPage::finish(const ImportRequest& request, const Result<ImportReport>& report)
{
    m_job = nullptr;
    message().hide();
    m_cards->lookAgain();
    showSources();
    Q_EMIT session().photosChanged();
    if (report) {
        showResult(request, *report);
    } else {
        showError(report.error());
    }
    importInserted();
}

void ImportPage::showResult(const ImportRequest& request, const ImportReport& report)
{
    m_done = request;
    m_report = report;
    // A hand-over has no sources that could be cleared.
    m_result->showReport(report, !request.clearSource && !request.sources.isEmpty(), session().may(Right::NameFaces));
    offerStacks();
    m_fields->clearTyped();
    m_stack->setCurrentIndex(1);
}

void ImportPage::offerStacks()
{
    if (m_report.photos.size() < 2) {
        return;
    }
    session().ask(
        this, [import = m_report.import](Library& library) { return Stacks(library).suggest(import); },
        [this](const Result<QList<QList<PhotoId>>>& stacks) {
            m_result->offerStacks(stacks ? static_cast<int>(stacks->size()) : 0);
        });
}

void ImportPage::connectResult()
{
    connect(m_result, &ImportResult::anotherRequested, this, [this] {
        setSources({});
        message().hide();
        m_stack->setCurrentIndex(0);
    });
    connect(m_result, &ImportResult::clearRequested, this, &ImportPage::clearCard);
    connect(m_result, &ImportResult::reviewRequested, this,
            [this] { Q_EMIT session().reviewRequested(m_report.photos, 0); });
    connect(m_result, &ImportResult::showRequested, this, [this] {
        PhotoFilter filter;
        filter.import = m_report.import;
        Q_EMIT session().photosRequested(filter);
    });
    connect(m_result, &ImportResult::timesRequested, this, [this] { m_actions->correctTimes(m_report.photos); });
    connect(m_result, &ImportResult::stacksRequested, this, [this] { m_actions->findBursts(m_report.import); });
    connect(m_actions, &PhotoActions::done, this, [this](const QString& text, const std::function<void()>& undo) {
        m_undo = undo;
        message().say(Message::Kind::Success, text, undo ? tr("Undo") : QString());
        offerStacks();
    });
    connect(m_actions, &PhotoActions::failed, this, &ImportPage::showError);
    connect(&message(), &Message::actionPressed, this, [this] {
        message().hide();
        if (const auto undo = std::exchange(m_undo, {})) {
            undo();
        }
    });
}

void ImportPage::takeHandover()
{
    auto* dialog = new HandoverInDialog(session(), this);
    connect(dialog, &HandoverInDialog::taken, this, [this](const ImportReport& report) {
        Q_EMIT session().photosChanged();
        showResult({}, report);
    });
    dialog->open();
}

void ImportPage::clearCard()
{
    QMessageBox box(QMessageBox::Warning, tr("Clear the card"),
                    tr("Files that are proven safe in the library are removed from the card for good. Anything else "
                       "stays on it."),
                    QMessageBox::Cancel, this);
    QPushButton* clear = box.addButton(tr("Clear the card"), QMessageBox::DestructiveRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    if (box.clickedButton() == clear) {
        ImportRequest again = m_done;
        again.clearSource = true;
        run(again);
    }
}

void ImportPage::forget()
{
    m_watcher.stop();
    m_cards->forget();
    m_fields->forget();
    setSources({});
    m_result->forget();
    m_done = {};
    m_report = {};
    m_undo = {};
    m_inserted.clear();
    message().hide();
    m_stack->setCurrentIndex(0);
}

} // namespace cloakroom::ui
