#pragma once

#include "core/catalogue/Purpose.h"
#include "core/roster/RosterColumns.h"

#include <QMap>
#include <QTableWidget>

namespace cloakroom::ui {

/// The columns of a list, what stands in them, and what each of them means: the user says where it was guessed wrong.
class ColumnTable final : public QTableWidget {
    Q_OBJECT

public:
    explicit ColumnTable(QWidget* parent = nullptr);

    /// Which purposes a column may answer for.
    void setPurposes(const QList<Purpose>& purposes) { m_purposes = purposes; }
    void show(const Table& table, const QMap<QString, QString>& columns);
    using QTableWidget::show;
    /// Column and field key, for those that mean something.
    [[nodiscard]] QMap<QString, QString> columns() const;

Q_SIGNALS:
    void changed();

private:
    QList<Purpose> m_purposes;
};

} // namespace cloakroom::ui
