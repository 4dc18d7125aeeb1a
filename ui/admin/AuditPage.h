#pragma once

#include "core/audit/AuditLog.h"
#include "ui/common/Page.h"

class QComboBox;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace cloakroom::ui {

class AuditModel;
class EmptyState;

/// Who did what, when and to what; and whether anybody changed the log.
class AuditPage : public Page {
    Q_OBJECT
public:
    explicit AuditPage(Session& session, QWidget* parent = nullptr);

    void refresh() override;
    void focusFirst() override;
    void check();
    /// With the file that the head teacher kept.
    void checkAgainst(const QString& checkpointFile);
    void saveCheckpoint(const QString& file);
    void saveTable(const QString& file);

private:
    QWidget* makeFilters();
    void readEntries();
    void makeSafekeepingMenu();
    void showVerification(const Result<audit::Verification>& verified);

    AuditModel* m_model;
    QTableView* m_table;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QComboBox* m_since;
    QLineEdit* m_user;
    QLineEdit* m_subject;
    QPushButton* m_check;
    QPushButton* m_more;
};

} // namespace cloakroom::ui
