#pragma once

#include "core/catalogue/Records.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QList>

#include <optional>

namespace cloakroom::ui {

class PictureLoader;

/// Every photo that left, what has to be taken down first. GUI thread.
class RegisterModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Picture, Day, Age, Purpose, Place, File, Status, ColumnCount };
    enum DataRole { MarkRole = Qt::UserRole + 1 }; ///< an int of Mark, for Status

    explicit RegisterModel(PictureLoader& pictures, QObject* parent = nullptr);

    /// In the order given. `tasks`: what is to be done about some of them.
    void set(QList<RegisterEntry> entries, const QHash<PurposeId, QString>& purposeNames,
             const QHash<RegisterId, PublicationTask>& tasks = {});
    [[nodiscard]] std::optional<PublicationTask> taskOf(const RegisterEntry& entry) const;
    [[nodiscard]] const RegisterEntry& entryAt(int row) const { return m_entries[row]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] static QString statusText(RegisterStatus status);
    [[nodiscard]] static QString taskText(PublicationTask task);
    [[nodiscard]] static QString ageText(const RegisterEntry& entry);
    [[nodiscard]] QString purposeName(const RegisterEntry& entry) const;

private:
    [[nodiscard]] int markAt(const RegisterEntry& entry) const;
    [[nodiscard]] QString text(const RegisterEntry& entry, int column) const;
    [[nodiscard]] QVariant pictureOf(const RegisterEntry& entry) const;

    PictureLoader& m_pictures;
    QList<RegisterEntry> m_entries;
    QHash<PurposeId, QString> m_purposeNames;
    QHash<RegisterId, PublicationTask> m_tasks;
};

} // namespace cloakroom::ui
