#include "ui/review/NameChoices.h"

#include "core/faces/PeopleByName.h"
#include "ui/common/Theme.h"
#include "ui/people/PersonWords.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QCoreApplication>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>
#include <utility>

namespace cloakroom::ui {

namespace {

constexpr int kRowHeight = 29;
constexpr int kRowsInView = 7;

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
        const QString about = painter->fontMetrics().elidedText(index.data(NameChoices::AboutRole).toString(),
                                                                Qt::ElideRight, std::max(0, rest.width()));
        painter->drawText(rest, Qt::AlignVCenter | Qt::AlignLeft, about);
        painter->restore();
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {option.rect.width(), kRowHeight};
    }
};

bool beginsEach(const QStringList& words, const QStringList& typed)
{
    return std::all_of(typed.cbegin(), typed.cend(), [&words](const QString& start) {
        return std::any_of(words.cbegin(), words.cend(),
                           [&start](const QString& word) { return word.startsWith(start); });
    });
}

QStringList wordsOf(const QString& folded)
{
    QString spaced = folded;
    spaced.replace(QLatin1Char('-'), QLatin1Char(' '));
    return spaced.split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace

NameChoices::NameChoices(QObject* parent)
    : QAbstractListModel(parent)
    , m_completer(new QCompleter(this, this))
{
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion); // narrow() has done it
    m_completer->setMaxVisibleItems(kRowsInView);
    m_completer->popup()->setItemDelegate(new CandidateDelegate(m_completer->popup()));
}

void NameChoices::setCandidates(const QList<LikelyPeople::Candidate>& candidates)
{
    m_waiting = candidates;
    m_isWaiting = true;
}

void NameChoices::takeIn(const QList<LikelyPeople::Candidate>& candidates)
{
    m_choices.clear();
    m_choices.reserve(candidates.size());
    for (const LikelyPeople::Candidate& candidate : candidates) {
        const QString belongs = belongsText(candidate.person);
        const QString about = candidate.isInEvent
            ? QCoreApplication::translate("NameChoices", "%1, often in this event").arg(belongs)
            : belongs;
        const QString name = candidate.person.fullName();
        const QString folded = foldedName(name);
        m_choices.append({candidate.person.id, name, about, folded, wordsOf(folded)});
    }
}

void NameChoices::narrow(const QString& typed)
{
    const QString wanted = foldedName(typed);
    const QStringList words = wordsOf(wanted);
    beginResetModel();
    if (std::exchange(m_isWaiting, false)) {
        takeIn(std::exchange(m_waiting, {}));
    }
    m_fitting.clear();
    for (int i = 0; i < int(m_choices.size()); ++i) {
        if (beginsEach(m_choices[i].words, words)) {
            m_fitting.append(i);
        }
    }
    for (int i = 0; m_fitting.isEmpty() && i < int(m_choices.size()); ++i) {
        if (m_choices[i].folded.contains(wanted)) {
            m_fitting.append(i);
        }
    }
    std::stable_partition(m_fitting.begin(), m_fitting.end(), [&](int i) { return m_choices[i].folded == wanted; });
    endResetModel();
}

PersonId NameChoices::personAt(int row) const
{
    return row >= 0 && row < int(m_fitting.size()) ? m_choices[m_fitting[row]].person : PersonId{};
}

int NameChoices::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_fitting.size());
}

QVariant NameChoices::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= int(m_fitting.size())) {
        return {};
    }
    const Choice& choice = m_choices[m_fitting[index.row()]];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return choice.name;
    case PersonRole:
        return choice.person.value;
    case AboutRole:
        return choice.about;
    default:
        return {};
    }
}

} // namespace cloakroom::ui
