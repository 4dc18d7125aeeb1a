#pragma once

#include <QTableView>

namespace cloakroom::ui {

/// A table as every page has it: whole rows, no grid, quiet header, sorted by clicking a column if the model can.
[[nodiscard]] QTableView* makeTable(QAbstractItemModel* model, const QString& name);

} // namespace cloakroom::ui
