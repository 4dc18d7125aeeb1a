#include "ui/review/NameField.h"

#include "ui/common/Theme.h"
#include "ui/people/PersonWords.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

namespace cloakroom::ui {

namespace {

constexpr int kPersonRole = Qt::UserRole + 1;
constexpr int kAboutRole = Qt::UserRole + 2;
constexpr int kRowHeight = 29;

/// The name, and behind it in small letters what tells two people apart.
class CandidateDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Colours& colours = Theme::current().colours();
        painter->save();
        painter->fillRect(option.rect,
                          option.state.testFlag(QStyle::State_Selected) ? colours.selected : colours.panel);
        const QRect inner = option.rect.adjusted(space::kSmall, 0, -space::kSmall, 0);
        const QString name = index.data(Qt::DisplayRole).toString();
        painter->setFont(Theme::font(type::kBody));
        painter->setPen(colours.text);
        painter->drawText(inner, Qt::AlignVCenter | Qt::AlignLeft, name);
        const int used = painter->fontMetrics().horizontalAdvance(name) + 6;
        painter->setFont(Theme::font(type::kSmall));
        painter->setPen(colours.mute);
        const QRect rest = inner.adjusted(used, 1, 0, 0);
        const QString about = painter->fontMetrics().elidedText(index.data(kAboutRole).toString(), Qt::ElideRight,
                                                                std::max(0, rest.width()));
        painter->drawText(rest, Qt::AlignVCenter | Qt::AlignLeft, about);
        painter->restore();
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {option.rect.width(), kRowHeight};
    }
};

} // namespace

NameField::NameField(QWidget* parent)
    : QLineEdit(parent)
    , m_model(new QStandardItemModel(this))
    , m_completer(new QCompleter(m_model, this))
{
    setPlaceholderText(tr("Name, or leave"));
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setFilterMode(Qt::MatchContains);
    m_completer->setMaxVisibleItems(7);
    setCompleter(m_completer);
    m_completer->popup()->setItemDelegate(new CandidateDelegate(m_completer->popup()));
    connect(this, &QLineEdit::textEdited, this, &NameField::markFirst, Qt::QueuedConnection);
    connect(m_completer, qOverload<const QModelIndex&>(&QCompleter::activated), this, [this](const QModelIndex& index) {
        setModified(false);
        Q_EMIT personChosen(PersonId{index.data(kPersonRole).toLongLong()});
    });
}

void NameField::setCandidates(const QList<LikelyPeople::Candidate>& candidates)
{
    m_model->clear();
    for (const LikelyPeople::Candidate& candidate : candidates) {
        auto* item = new QStandardItem(candidate.person.fullName());
        item->setData(candidate.person.id.value, kPersonRole);
        const QString belongs = belongsText(candidate.person);
        item->setData(candidate.isInEvent ? tr("%1, often in this event").arg(belongs) : belongs, kAboutRole);
        m_model->appendRow(item);
    }
}

void NameField::setSettledText(const QString& text)
{
    m_settled = text;
    setText(text);
    setCursorPosition(0);
    setModified(false);
}

void NameField::markFirst()
{
    QAbstractItemView* popup = m_completer->popup();
    if (!popup->isVisible() || popup->currentIndex().isValid()) {
        return;
    }
    // Without the signal: a completion that is told of becomes the field's text while somebody still types.
    const QSignalBlocker blocker(popup->selectionModel());
    popup->setCurrentIndex(m_completer->completionModel()->index(0, 0));
    popup->viewport()->update();
}

void NameField::focusInEvent(QFocusEvent* event)
{
    QLineEdit::focusInEvent(event);
    if (event->reason() != Qt::PopupFocusReason) {
        selectAll();
        Q_EMIT focused();
    }
}

void NameField::focusOutEvent(QFocusEvent* event)
{
    QLineEdit::focusOutEvent(event);
    // Something half typed is no decision: the face keeps the one it had.
    if (event->reason() != Qt::PopupFocusReason && isModified() && event->reason() != Qt::ActiveWindowFocusReason) {
        setSettledText(m_settled);
    }
}

QList<PersonId> NameField::matches(const QString& text) const
{
    QList<PersonId> exact;
    QList<PersonId> loose;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QStandardItem* item = m_model->item(row);
        const PersonId person{item->data(kPersonRole).toLongLong()};
        if (item->text().compare(text, Qt::CaseInsensitive) == 0) {
            exact.append(person);
        }
        if (item->text().contains(text, Qt::CaseInsensitive)) {
            loose.append(person);
        }
    }
    return exact.isEmpty() ? loose : exact;
}

void NameField::enter()
{
    const QString typed = text().trimmed();
    if (typed == m_settled) {
        Q_EMIT passed();
        return;
    }
    if (typed.isEmpty()) {
        setModified(false);
        Q_EMIT cleared();
        return;
    }
    const QList<PersonId> found = matches(typed);
    if (found.size() == 1) {
        setModified(false);
        Q_EMIT personChosen(found.first());
    } else if (found.isEmpty() && m_mayAdd) {
        Q_EMIT unknownEntered(typed);
    } else {
        m_completer->complete(); // several, or nobody: the list says so
    }
}

void NameField::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        enter();
        return;
    case Qt::Key_Escape:
        setSettledText(m_settled);
        clearFocus();
        return;
    case Qt::Key_Down:
        if (!m_completer->popup()->isVisible()) {
            m_completer->setCompletionPrefix(isModified() ? text() : QString());
            m_completer->complete();
            return;
        }
        break;
    default:
        break;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace cloakroom::ui
