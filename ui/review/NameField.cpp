#include "ui/review/NameField.h"

#include "ui/review/NameChoices.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>

namespace cloakroom::ui {

NameField::NameField(NameChoices& choices, QWidget* parent)
    : QLineEdit(parent)
    , m_choices(choices)
{
    setPlaceholderText(tr("Name, or leave"));
    // Before the completer shows its list, which it does when this key press has been dealt with.
    connect(this, &QLineEdit::textEdited, this, [this](const QString& typed) {
        m_choices.narrow(typed);
        m_isNarrowed = true;
    });
    // Input methods and pasting end elsewhere than in keyPressEvent().
    connect(this, &QLineEdit::textEdited, this, &NameField::markFirst, Qt::QueuedConnection);
}

void NameField::setSettledText(const QString& text)
{
    const bool isTyping = hasFocus() && isModified();
    m_settled = text;
    if (!isTyping) {
        showSettled();
    }
}

void NameField::showSettled()
{
    if (text() != m_settled) {
        setText(m_settled);
    }
    setModified(false);
    if (hasFocus()) {
        selectAll();
    } else {
        setCursorPosition(0);
    }
}

void NameField::markFirst()
{
    QAbstractItemView* popup = m_choices.completer()->popup();
    if (!m_isNarrowed || !hasFocus() || !popup->isVisible()) {
        return;
    }
    m_isNarrowed = false;
    // Without the signal: a completion that is told of becomes the field's text while somebody still types.
    const QSignalBlocker blocker(popup->selectionModel());
    popup->setCurrentIndex(m_choices.completer()->completionModel()->index(0, 0));
    popup->viewport()->update();
}

PersonId NameField::marked() const
{
    const QAbstractItemView* popup = m_choices.completer()->popup();
    const QModelIndex current = popup->isVisible() ? popup->currentIndex() : QModelIndex();
    return PersonId{current.data(NameChoices::PersonRole).toLongLong()};
}

bool NameField::event(QEvent* event)
{
    // With nothing typed there is nothing of the field's own to take back: the page's undo is meant.
    if (event->type() == QEvent::ShortcutOverride && !isModified()
        && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Undo)) {
        event->ignore();
        return false;
    }
    return QLineEdit::event(event);
}

void NameField::focusInEvent(QFocusEvent* event)
{
    if (event->reason() != Qt::PopupFocusReason) {
        QCompleter* completer = m_choices.completer();
        completer->popup()->hide();
        completer->setWidget(this);
        setCompleter(completer);
        connect(
            completer, qOverload<const QModelIndex&>(&QCompleter::activated), this,
            [this](const QModelIndex& index) { choose(PersonId{index.data(NameChoices::PersonRole).toLongLong()}); });
    }
    QLineEdit::focusInEvent(event);
    if (event->reason() != Qt::PopupFocusReason) {
        selectAll();
        Q_EMIT focused();
    }
}

void NameField::focusOutEvent(QFocusEvent* event)
{
    QLineEdit::focusOutEvent(event);
    if (event->reason() == Qt::PopupFocusReason || event->reason() == Qt::ActiveWindowFocusReason) {
        return;
    }
    if (completer() == m_choices.completer()) {
        m_choices.completer()->popup()->hide();
        setCompleter(nullptr);
    }
    // Something half typed is no decision: the face keeps the one it had.
    showSettled();
}

void NameField::offer(const QString& typed)
{
    m_choices.narrow(typed);
    m_isNarrowed = true;
    m_choices.completer()->complete();
    markFirst();
}

void NameField::choose(PersonId person)
{
    if (person.isValid()) {
        m_choices.completer()->popup()->hide();
        setModified(false);
        Q_EMIT personChosen(person);
    }
}

void NameField::enter()
{
    const QString typed = text().trimmed();
    if (const PersonId person = marked(); person.isValid()) {
        choose(person);
        return;
    }
    if (typed == m_settled) {
        Q_EMIT passed();
        return;
    }
    if (typed.isEmpty()) {
        setModified(false);
        Q_EMIT cleared();
        return;
    }
    m_choices.narrow(typed);
    if (m_choices.rowCount() == 1) {
        choose(m_choices.personAt(0));
    } else if (m_choices.rowCount() == 0 && m_mayAdd) {
        Q_EMIT unknownEntered(typed);
    } else {
        offer(typed); // several, or nobody: the list says so
    }
}

void NameField::enterName(const QString& name)
{
    m_choices.completer()->popup()->hide(); // what is marked in it is not meant
    setText(name);
    setModified(true);
    enter();
}

void NameField::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        // A key that is held down is no second decision.
        if (event->isAutoRepeat()) {
            return;
        }
        if (event->modifiers().testFlag(Qt::ControlModifier)) {
            Q_EMIT firstSuggestionWanted();
        } else {
            enter();
        }
        return;
    case Qt::Key_Escape:
        if (m_choices.completer()->popup()->isVisible() && isModified()) {
            m_choices.completer()->popup()->hide();
        }
        showSettled();
        clearFocus();
        return;
    case Qt::Key_Down:
        if (!m_choices.completer()->popup()->isVisible()) {
            offer(isModified() ? text() : QString());
            return;
        }
        break;
    default:
        break;
    }
    QLineEdit::keyPressEvent(event);
    markFirst();
}

} // namespace cloakroom::ui
