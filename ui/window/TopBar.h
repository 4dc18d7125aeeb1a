#pragma once

#include <QFrame>

class QLabel;
class QLineEdit;
class QToolButton;

namespace cloakroom::ui {

class Session;

/// Brand, search, school, appearance, help and lock.
class TopBar final : public QFrame {
    Q_OBJECT

public:
    explicit TopBar(Session& session, QWidget* parent = nullptr);

    void refresh();
    void focusSearch();
    /// Without asking for it: what the page in front shows.
    void setSearch(const QString& text);

Q_SIGNALS:
    void searched(const QString& text);
    void helpRequested();

private:
    void showAppearance();

    Session& m_session;
    QLineEdit* m_search;
    QLabel* m_school;
    QLabel* m_user;
    QToolButton* m_appearance;
};

} // namespace cloakroom::ui
