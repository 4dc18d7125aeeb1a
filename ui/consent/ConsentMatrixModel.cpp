#include "ui/consent/ConsentMatrixModel.h"

#include "ui/consent/ConsentWords.h"
#include "ui/people/PersonWords.h"

#include <QFont>

#include <algorithm>

namespace cloakroom::ui {

ConsentMatrixModel::ConsentMatrixModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

bool ConsentMatrixModel::hasSameShape(const QList<MatrixRow>& rows, const QList<Purpose>& purposes) const
{
    const auto samePerson = [](const MatrixRow& a, const MatrixRow& b) { return a.person.id == b.person.id; };
    const auto samePurpose = [](const Purpose& a, const Purpose& b) { return a.id == b.id; };
    return std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(), samePerson)
        && std::equal(purposes.begin(), purposes.end(), m_purposes.begin(), m_purposes.end(), samePurpose);
}

void ConsentMatrixModel::set(QList<MatrixRow> rows, QList<Purpose> purposes, QDate today)
{
    const bool isSame = hasSameShape(rows, purposes);
    if (!isSame) {
        beginResetModel();
    }
    m_rows = std::move(rows);
    m_purposes = std::move(purposes);
    m_today = today;
    if (!isSame) {
        endResetModel();
    } else if (!m_rows.isEmpty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

bool ConsentMatrixModel::isCell(const QModelIndex& index) const
{
    return index.isValid() && index.row() < m_rows.size() && index.column() >= kFirstPurposeColumn
        && index.column() < columnCount();
}

const Standing& ConsentMatrixModel::standingAt(const QModelIndex& index) const
{
    return m_rows[index.row()].standings[index.column() - kFirstPurposeColumn];
}

int ConsentMatrixModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ConsentMatrixModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kFirstPurposeColumn + int(m_purposes.size());
}

QVariant ConsentMatrixModel::cellData(const QModelIndex& index, int role) const
{
    const Standing& standing = standingAt(index);
    switch (role) {
    case Qt::DisplayRole:
        return cellText(standing, m_today);
    case MarkRole:
        return int(cellMark(standing, m_today));
    case Qt::ToolTipRole:
        return cellSentence(standing);
    case Qt::AccessibleTextRole:
        return tr("%1, %2: %3")
            .arg(personAt(index.row()).fullName(), purposeAt(index.column()).name, cellText(standing, m_today));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue<int>(Qt::AlignCenter);
    default:
        return {};
    }
}

QVariant ConsentMatrixModel::data(const QModelIndex& index, int role) const
{
    if (isCell(index)) {
        return cellData(index, role);
    }
    if (!index.isValid() || index.row() >= m_rows.size()) {
        return {};
    }
    const Person& person = personAt(index.row());
    if (role == Qt::DisplayRole) {
        return index.column() == 0 ? person.fullName() : belongsText(person);
    }
    if (role == Qt::FontRole && index.column() == 0) {
        QFont font;
        font.setWeight(QFont::DemiBold);
        return font;
    }
    return {};
}

QVariant ConsentMatrixModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    const bool isPurpose = section >= kFirstPurposeColumn;
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue<int>(isPurpose ? int(Qt::AlignCenter) | int(Qt::TextWordWrap)
                                                  : int(Qt::AlignLeft | Qt::AlignVCenter));
    }
    if (role == Qt::ToolTipRole && isPurpose) {
        return purposeAt(section).wording;
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    if (isPurpose) {
        return purposeAt(section).name;
    }
    return section == 0 ? tr("Name") : tr("Class");
}

Qt::ItemFlags ConsentMatrixModel::flags(const QModelIndex& index) const
{
    if (!index.isValid()) {
        return {};
    }
    return isCell(index) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::ItemFlags(Qt::ItemIsEnabled);
}

} // namespace cloakroom::ui
