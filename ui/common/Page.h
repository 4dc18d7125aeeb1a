#pragma once

#include "core/base/Result.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace cloakroom::ui {

class Message;
class Session;

/// One page of the window: a title row with a subtitle and actions on the right, a line for messages, the body below,
/// and, if the page has any, details on the right.
class Page : public QWidget {
    Q_OBJECT

public:
    Page(Session& session, const QString& title, QWidget* parent = nullptr);

    /// Reads again what it shows, through Session::ask(). Called whenever the page comes to the front; pages also call
    /// it on the session's signals while isShown().
    virtual void refresh() { }
    /// Puts the keyboard where work starts.
    virtual void focusFirst() { setFocus(); }
    /// What the window's search box asks for while this page is in front; false = show it among the photos.
    virtual bool search(const QString&) { return false; }

    [[nodiscard]] QString title() const;
    [[nodiscard]] bool isShown() const { return isVisible(); }

Q_SIGNALS:
    /// How many things wait here; 0 hides the number in the list of pages.
    void waitingChanged(int count);

protected:
    [[nodiscard]] Session& session() const { return m_session; }
    /// Holds the body; margins and distances are set.
    [[nodiscard]] QVBoxLayout& body() const { return *m_body; }
    /// Adds to the right end of the title row.
    void addAction(QWidget* widget);
    void setTitle(const QString& title);
    void setSubtitle(const QString& text);
    /// Takes margins and title row away, for pages that fill everything themselves (the viewer).
    void makeBare();
    /// A pane on the right, `width` pixels.
    void setDetails(QWidget* details, int width = 288);
    [[nodiscard]] Message& message() const { return *m_message; }
    void showError(const Error& error);

private:
    Session& m_session;
    QHBoxLayout* m_outer;
    QWidget* m_titleRow;
    QLabel* m_title;
    QLabel* m_subtitle;
    QHBoxLayout* m_actions;
    Message* m_message;
    QVBoxLayout* m_body;
};

} // namespace cloakroom::ui
