#include "ui/window/MainWindow.h"

#include "core/backup/Backup.h"
#include "core/retention/Retention.h"
#include "ui/admin/SettingsPage.h"
#include "ui/common/Message.h"
#include "ui/common/Page.h"
#include "ui/common/Theme.h"
#include "ui/window/IdleLock.h"
#include "ui/window/PageButton.h"
#include "ui/window/Session.h"
#include "ui/window/ShortcutsDialog.h"
#include "ui/window/SignInPage.h"
#include "ui/window/TaskBar.h"
#include "ui/window/TopBar.h"

#include <QCloseEvent>
#include <QDropEvent>
#include <QFileInfo>
#include <QFrame>
#include <QHBoxLayout>
#include <QLocale>
#include <QMessageBox>
#include <QMimeData>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace cloakroom::ui {

namespace {

constexpr int kSideWidth = 176;
constexpr auto kGeometrySetting = "window/geometry";

/// The one file that is dragged; empty for folders, several files, and what is not on this computer.
QString singleFile(const QMimeData& data)
{
    const QList<QUrl> urls = data.urls();
    const bool isOne = urls.size() == 1 && urls.first().isLocalFile();
    const QString path = isOne ? urls.first().toLocalFile() : QString();
    return QFileInfo(path).isFile() ? path : QString();
}

} // namespace

MainWindow::MainWindow(Session& session, QWidget* parent)
    : QMainWindow(parent)
    , m_session(session)
    , m_whole(new QStackedWidget)
    , m_pages(new QStackedWidget)
    , m_signIn(new SignInPage(session))
    , m_topBar(new TopBar(session))
    , m_banner(new Message)
    , m_taskBar(new TaskBar(session))
    , m_side(new QVBoxLayout)
    , m_idleLock(new IdleLock(session, this))
{
    setWindowTitle(tr("Cloakroom"));
    setMinimumSize(960, 600);
    m_whole->addWidget(m_signIn);
    m_whole->addWidget(makeFrame());
    setCentralWidget(m_whole);
    setAcceptDrops(true);
    makeShortcuts();
    connect(&m_session, &Session::opened, this, &MainWindow::enter);
    connect(&m_session, &Session::aboutToLock, this, &MainWindow::leave);
    connect(&m_session, &Session::backupChanged, this, &MainWindow::readBackupStatus);
    connect(m_banner, &Message::actionPressed, this, [this] {
        showPage(QStringLiteral("settings"));
        if (auto* settings = qobject_cast<SettingsPage*>(page(QStringLiteral("settings")))) {
            settings->showSafekeeping();
        }
    });
    connect(m_topBar, &TopBar::searched, this, &MainWindow::search);
    connect(m_topBar, &TopBar::helpRequested, this, &MainWindow::showHelp);
    resize(1366, 768);
    restoreGeometry(QSettings().value(QLatin1String(kGeometrySetting)).toByteArray());
}

QWidget* MainWindow::makeFrame()
{
    auto* side = new QFrame;
    side->setObjectName(QStringLiteral("sideBar"));
    side->setFixedWidth(kSideWidth);
    side->setAccessibleName(tr("Pages"));
    auto* sideLayout = new QVBoxLayout(side);
    sideLayout->setContentsMargins(space::kSmall, space::kMedium, space::kSmall, space::kMedium);
    m_side->setSpacing(2);
    sideLayout->addLayout(m_side);
    sideLayout->addStretch();
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(side);
    middle->addWidget(m_pages, 1);
    auto* frame = new QWidget;
    auto* layout = new QVBoxLayout(frame);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_topBar);
    layout->addWidget(m_banner);
    layout->addLayout(middle, 1);
    layout->addWidget(m_taskBar);
    return frame;
}

void MainWindow::makeShortcuts()
{
    const auto add = [this](const QKeySequence& keys, auto action) {
        auto* shortcut = new QShortcut(keys, this);
        connect(shortcut, &QShortcut::activated, this, action);
    };
    constexpr int kDigits = 10;
    for (int number = 1; number <= kDigits; ++number) {
        add(QKeySequence(QStringLiteral("Ctrl+%1").arg(number % kDigits)), [this, number] { showNumber(number); });
    }
    add(QKeySequence::Find, [this] { m_topBar->focusSearch(); });
    add(QKeySequence(QStringLiteral("Ctrl+L")), [this] { m_session.lock(); });
    add(QKeySequence::HelpContents, [this] { showHelp(); });
}

void MainWindow::addPage(const QString& key, const QString& icon, Page* page, Right needed)
{
    auto* button = new PageButton(icon, page->title());
    m_side->addWidget(button);
    m_pages->addWidget(page);
    m_entries.append({key, page, button, needed});
    connect(button, &QPushButton::clicked, this, [this, key] { showPage(key); });
    connect(page, &Page::waitingChanged, button, &PageButton::setCount);
}

void MainWindow::showPage(const QString& key)
{
    const auto entry = std::find_if(m_entries.cbegin(), m_entries.cend(), [&](const Entry& e) { return e.key == key; });
    if (entry == m_entries.cend() || !m_session.may(entry->needed)) {
        return;
    }
    entry->button->setChecked(true);
    m_pages->setCurrentWidget(entry->page);
    entry->page->refresh();
    entry->page->focusFirst();
}

Page* MainWindow::page(const QString& key) const
{
    const auto entry = std::find_if(m_entries.cbegin(), m_entries.cend(), [&](const Entry& e) { return e.key == key; });
    return entry == m_entries.cend() ? nullptr : entry->page;
}

QString MainWindow::currentPage() const
{
    const auto entry = std::find_if(m_entries.cbegin(), m_entries.cend(),
                                    [this](const Entry& e) { return e.page == m_pages->currentWidget(); });
    return entry == m_entries.cend() ? QString() : entry->key;
}

void MainWindow::showNumber(int number)
{
    int visible = 0;
    for (const Entry& entry : std::as_const(m_entries)) {
        if (m_session.may(entry.needed) && ++visible == number) {
            showPage(entry.key);
            return;
        }
    }
}

void MainWindow::enter()
{
    for (const Entry& entry : std::as_const(m_entries)) {
        entry.button->setVisible(m_session.may(entry.needed));
        entry.button->setCount(0);
    }
    m_topBar->refresh();
    m_whole->setCurrentIndex(1);
    readBackupStatus();
    emptyBin();
    if (!m_entries.isEmpty()) {
        showPage(m_entries.first().key);
    }
}

void MainWindow::readBackupStatus()
{
    m_banner->hide();
    if (!m_session.may(Right::Administer)) {
        return;
    }
    m_session.ask(
        this, [](Library& library) { return backupStatus(library); },
        [this](const Result<BackupStatus>& status) {
            if (!status || !status->isDue) {
                return;
            }
            const QString text = status->last
                ? tr("The last backup is of %1. If this computer is lost, so is what came after it.")
                      .arg(QLocale().toString(status->last->toLocalTime().date(), QLocale::LongFormat))
                : tr("There is no backup of this library yet. If this computer is lost, so are its photos.");
            m_banner->say(Message::Kind::Warning, text, tr("Backup…"));
        });
}

/// What lay in the bin longer than the school keeps it goes when an administrator signs in.
void MainWindow::emptyBin()
{
    if (!m_session.may(Right::Administer)) {
        return;
    }
    m_session.ask(
        this, [](Library& library) { return Retention(library).run(); },
        [this](const Result<std::optional<Erasure>>& erased) {
            if (!erased) {
                m_banner->say(Message::Kind::Error, erased.error().text);
            } else if (*erased) {
                Q_EMIT m_session.photosChanged();
            }
        });
}

void MainWindow::leave()
{
    m_banner->hide();
    m_topBar->setSearch({});
    m_topBar->refresh();
    m_signIn->reset();
    m_whole->setCurrentIndex(0);
}

void MainWindow::showSearch(const QString& text)
{
    m_topBar->setSearch(text);
}

void MainWindow::search(const QString& text)
{
    auto* front = qobject_cast<Page*>(m_pages->currentWidget());
    if (!m_session.isOpen() || (front != nullptr && front->search(text)) || text.trimmed().isEmpty()) {
        return;
    }
    PhotoFilter filter;
    filter.text = text.trimmed();
    Q_EMIT m_session.photosRequested(filter);
}

void MainWindow::showHelp()
{
    ShortcutsDialog(this).exec();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_session.jobs().isEmpty()) {
        const auto answer = QMessageBox::question(
            this, tr("Work is still going on"),
            tr("%1 is not finished. It stops after the current photo; nothing is lost, and it goes on where it stopped "
               "when you start it again.")
                .arg(m_session.jobs().first()->title()),
            QMessageBox::Close | QMessageBox::Cancel, QMessageBox::Cancel);
        if (answer != QMessageBox::Close) {
            event->ignore();
            return;
        }
    }
    QSettings().setValue(QLatin1String(kGeometrySetting), saveGeometry());
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (m_session.may(Right::Export) && !singleFile(*event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const QString path = singleFile(*event->mimeData());
    if (m_session.may(Right::Export) && !path.isEmpty()) {
        event->acceptProposedAction();
        Q_EMIT fileDropped(path);
    }
}

} // namespace cloakroom::ui
