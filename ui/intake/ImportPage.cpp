#include "ui/intake/ImportPage.h"

#include "core/photos/Photos.h"
#include "ui/common/Icons.h"
#include "ui/common/Message.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/intake/ImportResult.h"
#include "ui/intake/ImportSources.h"
#include "ui/window/Session.h"

#include <QCheckBox>
#include <QCompleter>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace cloakroom::ui {

namespace {

constexpr int kFormWidth = 640;
constexpr int kLookMs = 3000;
constexpr int kDropHeight = 120;

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
    , m_cards(new QVBoxLayout)
    , m_chosen(new QVBoxLayout)
    , m_event(new QLineEdit)
    , m_findFaces(new QCheckBox(tr("Look for faces at the same time")))
    , m_start(makeButton(tr("Import"), ButtonKind::Primary, QStringLiteral("import")))
    , m_result(new ImportResult)
{
    setAcceptDrops(true);
    setSubtitle(tr("Photos are encrypted as they come in; the card stays as it is"));
    m_stack->addWidget(makeForm());
    m_stack->addWidget(m_result);
    body().addWidget(m_stack, 1);
    m_look.setInterval(kLookMs);
    connect(&m_look, &QTimer::timeout, this, &ImportPage::showCards);
    connect(&session, &Session::aboutToLock, this, &ImportPage::forget);
    connect(m_result, &ImportResult::anotherRequested, this, [this] {
        setSources({});
        m_stack->setCurrentIndex(0);
    });
    showSources();
}

QWidget* ImportPage::makeForm()
{
    m_cards->setSpacing(space::kSmall);
    m_chosen->setSpacing(space::kTiny);
    m_findFaces->setChecked(true);
    m_event->setPlaceholderText(tr("For example: Sports day"));
    m_event->setAccessibleName(tr("Event"));
    auto* eventLabel = makeLabel(tr("Event"), "strong");
    eventLabel->setBuddy(m_event);
    auto* column = new QVBoxLayout;
    column->setSpacing(space::kMedium);
    column->addWidget(makeLabel(tr("From where?"), "heading"));
    column->addLayout(m_cards);
    column->addWidget(makeDropArea());
    column->addLayout(m_chosen);
    column->addSpacing(space::kSmall);
    column->addWidget(eventLabel);
    column->addWidget(m_event);
    column->addWidget(m_findFaces);
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
    connect(m_start, &QPushButton::clicked, this, &ImportPage::start);
    connect(m_event, &QLineEdit::returnPressed, this, &ImportPage::start);
    return form;
}

QWidget* ImportPage::makeDropArea()
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
    m_look.start();
    m_cardPaths.clear();
    showCards();
    if (m_stack->currentIndex() == 0) {
        session().ask(
            this, [](Library& library) { return Photos(library).events(); },
            [this](const Result<QList<Event>>& events) {
                QStringList names;
                for (const Event& event : events.value_or(QList<Event>())) {
                    names.append(event.name);
                }
                auto* completer = new QCompleter(names, m_event);
                completer->setCaseSensitivity(Qt::CaseInsensitive);
                m_event->setCompleter(completer);
            });
    }
}

void ImportPage::focusFirst()
{
    m_event->setFocus(Qt::OtherFocusReason);
}

void ImportPage::showCards()
{
    if (!isShown()) {
        m_look.stop();
    }
    const QList<ImportSource> cards = findCards();
    QStringList paths;
    for (const ImportSource& card : cards) {
        paths.append(card.path);
    }
    if (paths == m_cardPaths && m_cards->count() > 0) {
        return;
    }
    m_cardPaths = paths;
    clearLayout(*m_cards);
    for (const ImportSource& card : cards) {
        auto* button = makeButton(tr("Card %1").arg(card.name), ButtonKind::Usual, QStringLiteral("card"));
        button->setToolTip(card.path);
        connect(button, &QPushButton::clicked, this, [this, path = card.path] { setSources({path}); });
        m_cards->addWidget(button, 0, Qt::AlignLeft);
    }
    if (cards.isEmpty()) {
        m_cards->addWidget(makeLabel(tr("No memory card found. Put one in, and it appears here."), "mute"));
    }
    if (cards.size() == 1 && m_sources.isEmpty()) {
        setSources(paths);
    }
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
    m_start->setEnabled(!m_sources.isEmpty() && m_job.isNull());
}

void ImportPage::chooseFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Choose a folder of photos"));
    if (!folder.isEmpty()) {
        setSources({folder});
    }
}

void ImportPage::chooseFiles()
{
    const QStringList files = QFileDialog::getOpenFileNames(this, tr("Choose photos"));
    if (!files.isEmpty()) {
        setSources(files);
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
    setSources(localPaths(*event->mimeData()));
    event->acceptProposedAction();
    m_event->setFocus();
}

void ImportPage::start()
{
    if (!m_start->isEnabled()) {
        return;
    }
    ImportRequest request;
    request.sources = m_sources;
    request.event = m_event->text().trimmed();
    request.findFaces = m_findFaces->isChecked();
    run(request);
}

void ImportPage::run(const ImportRequest& request)
{
    message().say(Message::Kind::Info,
                  request.clearSource ? tr("Clearing the card: only files that are proven safe are removed.")
                                      : tr("Importing. You can go on working; progress is shown below."));
    m_job = session().runJob(
        request.clearSource ? tr("Clearing the card") : tr("Importing photos"), this,
        [one = &session(), request](Progress& progress) {
            return importPhotos(one->library(), one->workers(), request, progress);
        },
        [this, request](const Result<ImportReport>& report) { finish(request, report); });
    showSources();
}

void ImportPage::finish(const ImportRequest& request, const Result<ImportReport>& report)
{
    m_job = nullptr;
    message().hide();
    showSources();
    Q_EMIT session().photosChanged();
    if (!report) {
        showError(report.error());
        return;
    }
    m_result->disconnect(this);
    connect(m_result, &ImportResult::anotherRequested, this, [this] {
        setSources({});
        m_stack->setCurrentIndex(0);
    });
    connect(m_result, &ImportResult::clearRequested, this, [this, request] { clearCard(request); });
    connect(m_result, &ImportResult::reviewRequested, this,
            [this, photos = report->photos] { Q_EMIT session().reviewRequested(photos, 0); });
    connect(m_result, &ImportResult::showRequested, this, [this, request] {
        PhotoFilter filter;
        filter.text = request.event;
        Q_EMIT session().photosRequested(filter);
    });
    m_result->showReport(*report, !request.clearSource, session().may(Right::NameFaces));
    m_event->clear();
    m_stack->setCurrentIndex(1);
}

void ImportPage::clearCard(const ImportRequest& request)
{
    QMessageBox box(QMessageBox::Warning, tr("Clear the card"),
                    tr("Files that are proven safe in the library are removed from the card for good. Anything else "
                       "stays on it."),
                    QMessageBox::Cancel, this);
    QPushButton* clear = box.addButton(tr("Clear the card"), QMessageBox::DestructiveRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    if (box.clickedButton() == clear) {
        ImportRequest again = request;
        again.clearSource = true;
        run(again);
    }
}

void ImportPage::forget()
{
    m_look.stop();
    m_event->clear();
    m_event->setCompleter(nullptr);
    setSources({});
    m_result->forget();
    message().hide();
    m_stack->setCurrentIndex(0);
}

} // namespace cloakroom::ui
