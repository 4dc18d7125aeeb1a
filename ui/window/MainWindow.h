#pragma once

#include "core/base/Permissions.h"

#include <QHash>
#include <QList>
#include <QMainWindow>
#include <QString>

class QLabel;
class QLineEdit;
class QStackedWidget;
class QVBoxLayout;

namespace cloakroom::ui {

class IdleLock;
class Message;
class Page;
class PageButton;
class Session;
class SignInPage;
class TaskBar;
class TopBar;

/// The program's one window: sign-in while locked; top bar, list of pages, the page in front and running work while
/// open. Pages register themselves in ui/window/Pages.cpp.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(Session& session, QWidget* parent = nullptr);

    /// Adds a page to the list at the left. It is only reachable for roles with `needed`. `key` is its name for
    /// showPage() and Session::pageRequested(); `icon` a name for icon().
    void addPage(const QString& key, const QString& icon, Page* page, Right needed = Right::SeePhotos);
    void showPage(const QString& key);
    /// In the search box, without asking for it.
    void showSearch(const QString& text);
    [[nodiscard]] Page* page(const QString& key) const;
    [[nodiscard]] QString currentPage() const;
    [[nodiscard]] SignInPage& signIn() const { return *m_signIn; }

Q_SIGNALS:
    /// A file was dropped anywhere but on a page that takes files itself: is it one of ours?
    void fileDropped(const QString& path);

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    struct Entry {
        QString key;
        Page* page = nullptr;
        PageButton* button = nullptr;
        Right needed = Right::SeePhotos;
    };
    [[nodiscard]] QWidget* makeFrame();
    void makeShortcuts();
    void enter();
    void leave();
    void search(const QString& text);
    void showNumber(int number);
    void showHelp();
    void readBackupStatus();
    void emptyBin();

    Session& m_session;
    QStackedWidget* m_whole; ///< sign-in or frame
    QStackedWidget* m_pages;
    SignInPage* m_signIn;
    TopBar* m_topBar;
    Message* m_banner; ///< reminds the administrator of a backup
    TaskBar* m_taskBar;
    QVBoxLayout* m_side;
    IdleLock* m_idleLock;
    QList<Entry> m_entries;
};

} // namespace cloakroom::ui
