#pragma once

#include <QTableView>

namespace cloakroom::ui {

/// Makes it a table as every page has it: whole rows, no grid, quiet header, sorted by clicking a column if the model
/// can.
void setUpTable(QTableView& table, QAbstractItemModel* model, const QString& name);
/// A table as every page has it.
[[nodiscard]] QTableView* makeTable(QAbstractItemModel* model, const QString& name);

} // namespace cloakroom::ui
