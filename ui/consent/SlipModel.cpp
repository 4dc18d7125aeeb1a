#include "ui/consent/SlipModel.h"

#include "ui/common/Chip.h"
#include "ui/common/Theme.h"
#include "ui/consent/ConsentWords.h"

#include <QFileInfo>

#include <algorithm>

namespace cloakroom::ui {

SlipModel::SlipModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void SlipModel::set(QList<MatrixRow> rows, QList<Purpose> purposes, QDate today)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_purposes = std::move(purposes);
    m_today = today;
    m_typed.assign(static_cast<size_t>(m_rows.size()), Typed{});
    for (Typed& typed : m_typed) {
        typed.answers.resize(static_cast<size_t>(m_purposes.size()));
    }
    endResetModel();
    Q_EMIT answersChanged();
}

bool SlipModel::isCell(const QModelIndex& index) const
{
    return index.isValid() && index.row() < m_rows.size() && index.column() >= kFirstPurposeColumn
        && index.column() < columnCount();
}

void SlipModel::answer(const QModelIndex& cell, std::optional<bool> isYes)
{
    if (!isCell(cell)) {
        return;
    }
    m_typed[static_cast<size_t>(cell.row())].answers[static_cast<size_t>(cell.column() - kFirstPurposeColumn)] = isYes;
    Q_EMIT dataChanged(cell, cell);
    Q_EMIT answersChanged();
}

void SlipModel::answerRow(int row, std::optional<bool> isYes)
{
    if (row < 0 || row >= rowCount()) {
        return;
    }
    std::fill(m_typed[static_cast<size_t>(row)].answers.begin(), m_typed[static_cast<size_t>(row)].answers.end(),
              isYes);
    Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    Q_EMIT answersChanged();
}

void SlipModel::clearAnswers()
{
    set(m_rows, m_purposes, m_today);
}

void SlipModel::setEvidence(int row, const QString& path)
{
    if (row >= 0 && row < rowCount()) {
        m_typed[static_cast<size_t>(row)].evidencePath = path;
        Q_EMIT dataChanged(index(row, 0), index(row, 0));
    }
}

void SlipModel::setForm(int row, ConsentFormId form)
{
    if (row >= 0 && row < rowCount()) {
        m_typed[static_cast<size_t>(row)].form = form;
    }
}

int SlipModel::rowOf(PersonId person) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [person](const MatrixRow& row) { return row.person.id == person; });
    return found == m_rows.end() ? -1 : static_cast<int>(std::distance(m_rows.begin(), found));
}

QList<SlipModel::Slip> SlipModel::slips(Party party, QDate on) const
{
    QList<Slip> slips;
    for (size_t row = 0; row < m_typed.size(); ++row) {
        const Typed& typed = m_typed[row];
        const Person& person = m_rows[static_cast<qsizetype>(row)].person;
        Slip slip{{}, typed.evidencePath};
        for (size_t i = 0; i < typed.answers.size(); ++i) {
            if (!typed.answers[i]) {
                continue;
            }
            ConsentDraft draft;
            draft.person = person.id;
            draft.purpose = m_purposes[static_cast<qsizetype>(i)].id;
            draft.decision = *typed.answers[i] ? Decision::Granted : Decision::Refused;
            draft.party = person.kind == PersonKind::Pupil ? party : Party::Self;
            draft.on = on;
            draft.form = typed.form;
            draft.evidenceName = QFileInfo(typed.evidencePath).fileName();
            slip.drafts += draft;
        }
        if (!slip.drafts.isEmpty()) {
            slips += slip;
        }
    }
    return slips;
}

int SlipModel::answers() const
{
    int count = 0;
    for (const Typed& typed : m_typed) {
        count += static_cast<int>(std::count_if(typed.answers.begin(), typed.answers.end(),
                                                [](const std::optional<bool>& answer) { return answer.has_value(); }));
    }
    return count;
}

int SlipModel::answeredPeople() const
{
    return static_cast<int>(std::count_if(m_typed.begin(), m_typed.end(), [](const Typed& typed) {
        return std::any_of(typed.answers.begin(), typed.answers.end(),
                           [](const std::optional<bool>& answer) { return answer.has_value(); });
    }));
}

int SlipModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SlipModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kFirstPurposeColumn + static_cast<int>(m_purposes.size());
}

QVariant SlipModel::nameData(int row, int role) const
{
    const Typed& typed = m_typed[static_cast<size_t>(row)];
    if (role == Qt::DisplayRole) {
        return personAt(row).fullName();
    }
    if (role == Qt::ToolTipRole && !typed.evidencePath.isEmpty()) {
        return tr("Form: %1").arg(QFileInfo(typed.evidencePath).fileName());
    }
    if (role == Qt::DecorationRole && !typed.evidencePath.isEmpty()) {
        return Theme::current().colours().accent;
    }
    return {};
}

QVariant SlipModel::cellData(const QModelIndex& index, int role) const
{
    const auto& answer =
        m_typed[static_cast<size_t>(index.row())].answers[static_cast<size_t>(index.column() - kFirstPurposeColumn)];
    const Standing& standing = m_rows[index.row()].standings[index.column() - kFirstPurposeColumn];
    switch (role) {
    case Qt::DisplayRole:
        // What is missing is what the slips are for: an empty cell says it best.
        return answer                        ? (*answer ? tr("Yes") : tr("No"))
            : standing.rule == Rule::Missing ? QString()
                                             : cellText(standing, m_today);
    case MarkRole:
        return answer ? QVariant(int(*answer ? Mark::Yes : Mark::No)) : QVariant();
    case Qt::ForegroundRole:
        return answer ? QVariant() : QVariant(Theme::current().colours().mute);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue<int>(Qt::AlignCenter);
    case Qt::AccessibleTextRole:
        return tr("%1, %2: %3")
            .arg(personAt(index.row()).fullName(), m_purposes[index.column() - kFirstPurposeColumn].name,
                 answer ? (*answer ? tr("Yes") : tr("No")) : tr("nothing typed"));
    default:
        return {};
    }
}

QVariant SlipModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size()) {
        return {};
    }
    return isCell(index) ? cellData(index, role) : nameData(index.row(), role);
}

QVariant SlipModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    const bool isPurpose = section >= kFirstPurposeColumn && section < columnCount();
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue<int>(isPurpose ? int(Qt::AlignCenter) | int(Qt::TextWordWrap)
                                                  : int(Qt::AlignLeft | Qt::AlignVCenter));
    }
    if (role == Qt::DisplayRole) {
        return isPurpose ? m_purposes[section - kFirstPurposeColumn].name : tr("Name");
    }
    return role == Qt::ToolTipRole && isPurpose ? QVariant(m_purposes[section - kFirstPurposeColumn].wording)
                                                : QVariant();
}

Qt::ItemFlags SlipModel::flags(const QModelIndex& index) const
{
    if (!index.isValid()) {
        return {};
    }
    return isCell(index) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::ItemFlags(Qt::ItemIsEnabled);
}

} // namespace cloakroom::ui
