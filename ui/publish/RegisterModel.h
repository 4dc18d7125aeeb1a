#pragma once

#include "core/catalogue/Records.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QList>

namespace cloakroom::ui {

class PictureLoader;

/// Every photo that left, what has to be taken down first. GUI thread.
class RegisterModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Picture, Day, Purpose, Place, File, By, Status, ColumnCount };
    enum DataRole { MarkRole = Qt::UserRole + 1 }; ///< an int of Mark, for Status

    explicit RegisterModel(PictureLoader& pictures, QObject* parent = nullptr);

    void set(QList<RegisterEntry> entries, const QHash<PurposeId, QString>& purposeNames);
    [[nodiscard]] const RegisterEntry& entryAt(int row) const { return m_entries[row]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] static QString statusText(RegisterStatus status);
    [[nodiscard]] QString purposeName(const RegisterEntry& entry) const;

private:
    [[nodiscard]] QString text(const RegisterEntry& entry, int column) const;
    [[nodiscard]] QVariant pictureOf(const RegisterEntry& entry) const;

    PictureLoader& m_pictures;
    QList<RegisterEntry> m_entries;
    QHash<PurposeId, QString> m_purposeNames;
};

} // namespace cloakroom::ui
