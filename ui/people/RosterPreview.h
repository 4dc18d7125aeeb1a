#pragma once

#include "core/roster/RosterChanges.h"

#include <QTreeWidget>

namespace cloakroom::ui {

/// What a list of people would change, by kind of change, below what is wrong with it.
class RosterPreview final : public QTreeWidget {
    Q_OBJECT

public:
    explicit RosterPreview(QWidget* parent = nullptr);

    void show(const RosterChanges& changes);
    using QTreeWidget::show;

private:
    [[nodiscard]] static QStringList linesOf(const QList<TableProblem>& problems);
    void addHeading(const QString& text, const QStringList& lines, bool isOpen);
};

} // namespace cloakroom::ui
