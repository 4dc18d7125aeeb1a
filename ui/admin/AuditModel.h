#pragma once

#include "core/catalogue/Records.h"

#include <QAbstractTableModel>
#include <QList>

namespace cloakroom::ui {

/// The log's entries, newest first. GUI thread.
class AuditModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, User, Action, Subject, Detail, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setEntries(QList<AuditEntry> entries);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// "photo 12; consents 3, 4"
    [[nodiscard]] static QString subjectText(const QJsonObject& subject);

private:
    QList<AuditEntry> m_entries;
};

} // namespace cloakroom::ui
