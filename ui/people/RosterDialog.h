#pragma once

#include "core/roster/Rosters.h"
#include "ui/common/FormDialog.h"

#include <QMap>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace cloakroom::ui {

class ColumnTable;
class RosterPreview;
class Session;

/// Takes a list of people from the school's information system, in one window: the file or folder, what its columns
/// mean, what would change, then all of it or nothing.
class RosterDialog final : public FormDialog {
    Q_OBJECT

public:
    RosterDialog(Session& session, QWidget* parent);

    /// As if it had been chosen.
    void setPath(const QString& path);

Q_SIGNALS:
    void imported(const RosterChanges& changes);

private:
    void buildSource();
    void buildChoices();
    void chooseFile();
    void chooseFolder();
    void showFile(const Result<TableFile>& file);
    void showColumns(const std::optional<QMap<QString, QString>>& remembered);
    void preview();
    void showPreview(const Result<RosterChanges>& changes);
    void write();
    /// What the user has said so far.
    [[nodiscard]] RosterReading reading() const;
    [[nodiscard]] RosterOptions options() const;
    [[nodiscard]] bool hasColumns() const;

    Session& m_session;
    QLineEdit* m_path;
    ColumnTable* m_columns;
    QComboBox* m_days;
    QLabel* m_daysLabel;
    QCheckBox* m_isWhole;
    QCheckBox* m_areNew;
    QCheckBox* m_haveLeft;
    RosterPreview* m_preview;
    QLabel* m_summary;
    TableFile m_file;
    QStringList m_lookalikes;
    int m_question = 0; ///< counts previews: an older answer is not shown
};

} // namespace cloakroom::ui
