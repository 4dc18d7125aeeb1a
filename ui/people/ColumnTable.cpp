#include "ui/people/ColumnTable.h"

#include "core/roster/RosterConsents.h"
#include "ui/people/RosterWords.h"

#include <QComboBox>
#include <QHeaderView>

namespace cloakroom::ui {

namespace {

constexpr int kExamples = 2;
constexpr int kRowHeight = 44; ///< a choice with air around it

QString examplesOf(const Table& table, qsizetype column)
{
    QStringList examples;
    for (const TableRow& row : table.rows) {
        const QString& value = row.values.at(column);
        if (!value.isEmpty() && !examples.contains(value)) {
            examples += value;
        }
        if (examples.size() == kExamples) {
            break;
        }
    }
    return examples.join(QStringLiteral(" · "));
}

} // namespace

ColumnTable::ColumnTable(QWidget* parent)
    : QTableWidget(0, 3, parent)
{
    setHorizontalHeaderLabels({tr("Column in the list"), tr("For example"), tr("Means")});
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    verticalHeader()->hide();
    setEditTriggers(NoEditTriggers);
    setSelectionMode(NoSelection);
    setMinimumHeight(150);
    verticalHeader()->setDefaultSectionSize(kRowHeight);
    setAccessibleName(tr("Columns of the list"));
}

void ColumnTable::show(const Table& table, const QMap<QString, QString>& columns)
{
    setRowCount(0);
    for (qsizetype column = 0; column < table.header.size(); ++column) {
        const QString& header = table.header.at(column);
        const int row = rowCount();
        insertRow(row);
        setItem(row, 0, new QTableWidgetItem(header));
        if (isSensitiveColumn(header)) {
            setItem(row, 1, new QTableWidgetItem);
            setItem(row, 2, new QTableWidgetItem(tr("Never kept")));
            continue;
        }
        setItem(row, 1, new QTableWidgetItem(examplesOf(table, column)));
        auto* choice = new QComboBox;
        choice->addItem(tr("Not needed"), QString());
        for (const RosterField field : allRosterFields()) {
            choice->addItem(fieldText(field), rosterFieldKey(field));
        }
        for (const Purpose& purpose : std::as_const(m_purposes)) {
            choice->addItem(tr("Yes or no: %1").arg(purpose.name), kConsentPrefix + purpose.key);
        }
        choice->setCurrentIndex(qMax(0, choice->findData(columns.value(header))));
        choice->setAccessibleName(tr("What the column %1 means").arg(header));
        connect(choice, &QComboBox::activated, this, &ColumnTable::changed);
        setCellWidget(row, 2, choice);
    }
}

QMap<QString, QString> ColumnTable::columns() const
{
    QMap<QString, QString> columns;
    for (int row = 0; row < rowCount(); ++row) {
        const auto* choice = qobject_cast<const QComboBox*>(cellWidget(row, 2));
        if (choice != nullptr && !choice->currentData().toString().isEmpty()) {
            columns.insert(item(row, 0)->text(), choice->currentData().toString());
        }
    }
    return columns;
}

} // namespace cloakroom::ui
