#include "ui/consent/ConsentMatrixView.h"

#include "ui/common/Tables.h"
#include "ui/consent/ChipDelegate.h"
#include "ui/consent/ConsentMatrixModel.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>
#include <optional>

namespace cloakroom::ui {

namespace {

constexpr int kMatrixRow = 28;
constexpr int kHeaderHeight = 44; // two lines of a purpose's name
constexpr int kNameWidth = 132;
constexpr int kClassWidth = 56;
constexpr int kSmallestPurpose = 80;
constexpr int kLargestPurpose = 122;

std::optional<Decision> decisionFor(int key)
{
    switch (key) {
    case Qt::Key_Y:
        return Decision::Granted;
    case Qt::Key_N:
        return Decision::Refused;
    case Qt::Key_W:
        return Decision::Withdrawn;
    default:
        return std::nullopt;
    }
}

} // namespace

ConsentMatrixView::ConsentMatrixView(ConsentMatrixModel* model, QWidget* parent)
    : QTableView(parent)
    , m_model(model)
{
    setUpTable(*this, model, tr("Consents"));
    setSelectionBehavior(QAbstractItemView::SelectItems);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setItemDelegate(new ChipDelegate(ConsentMatrixModel::MarkRole, Qt::AlignCenter, this));
    verticalHeader()->setDefaultSectionSize(kMatrixRow);
    horizontalHeader()->setStretchLastSection(false);
    setShowGrid(true);
    setGridStyle(Qt::SolidLine);
    setObjectName(QStringLiteral("consentMatrix"));
}

QList<QModelIndex> ConsentMatrixView::chosenCells() const
{
    QList<QModelIndex> cells;
    for (const QModelIndex& index : selectionModel()->selectedIndexes()) {
        if (m_model->isCell(index)) {
            cells.append(index);
        }
    }
    if (cells.isEmpty() && m_model->isCell(currentIndex())) {
        cells.append(currentIndex());
    }
    return cells;
}

void ConsentMatrixView::sizeColumns()
{
    QHeaderView* header = horizontalHeader();
    header->setMinimumSectionSize(kClassWidth);
    header->setFixedHeight(kHeaderHeight);
    const int purposes = m_model->columnCount() - ConsentMatrixModel::kFirstPurposeColumn;
    if (purposes <= 0) {
        return;
    }
    const int left = width() - kNameWidth - kClassWidth - verticalScrollBar()->sizeHint().width() - 4;
    const int each = std::clamp(left / purposes, kSmallestPurpose, kLargestPurpose);
    header->resizeSection(0, std::max(kNameWidth, kNameWidth + left - each * purposes));
    header->resizeSection(1, kClassWidth);
    for (int column = ConsentMatrixModel::kFirstPurposeColumn; column < m_model->columnCount(); ++column) {
        header->resizeSection(column, each);
    }
}

void ConsentMatrixView::keyPressEvent(QKeyEvent* event)
{
    const auto decision = decisionFor(event->key());
    if (decision && event->modifiers() == Qt::NoModifier) {
        Q_EMIT decided(*decision);
        return;
    }
    QTableView::keyPressEvent(event);
}

void ConsentMatrixView::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    sizeColumns();
}

void ConsentMatrixView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QTableView::selectionChanged(selected, deselected);
    Q_EMIT chosenChanged();
}

void ConsentMatrixView::reset()
{
    QTableView::reset();
    Q_EMIT chosenChanged();
}

} // namespace cloakroom::ui
