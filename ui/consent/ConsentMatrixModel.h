#pragma once

#include "core/catalogue/Purpose.h"
#include "core/consent/ConsentLedger.h"

#include <QAbstractTableModel>
#include <QDate>
#include <QList>

namespace cloakroom::ui {

/// People down, purposes across. The first two columns are the name and the groups. GUI thread; filled by set().
class ConsentMatrixModel : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int kFirstPurposeColumn = 2;
    enum DataRole { MarkRole = Qt::UserRole + 1 }; ///< an int of Mark; invalid for names and groups

    explicit ConsentMatrixModel(QObject* parent = nullptr);

    /// The same people and purposes in the same order keep the selection.
    void set(QList<MatrixRow> rows, QList<Purpose> purposes, QDate today);
    [[nodiscard]] bool isCell(const QModelIndex& index) const;
    [[nodiscard]] const Person& personAt(int row) const { return m_rows[row].person; }
    [[nodiscard]] const Purpose& purposeAt(int column) const { return m_purposes[column - kFirstPurposeColumn]; }
    [[nodiscard]] const Standing& standingAt(const QModelIndex& index) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    [[nodiscard]] bool hasSameShape(const QList<MatrixRow>& rows, const QList<Purpose>& purposes) const;
    [[nodiscard]] QVariant cellData(const QModelIndex& index, int role) const;

    QList<MatrixRow> m_rows;
    QList<Purpose> m_purposes;
    QDate m_today;
};

} // namespace cloakroom::ui
