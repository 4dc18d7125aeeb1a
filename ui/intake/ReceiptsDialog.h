#pragma once

#include "core/intake/Imports.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QSpinBox;
class QTableWidget;

namespace cloakroom::ui {

class Session;

/// All imports with their receipts: print one or save it as a PDF, undo one, say that a card is empty; and after how
/// many hours photos should be off their cards. Deletes itself when closed.
class ReceiptsDialog final : public QDialog {
    Q_OBJECT

public:
    explicit ReceiptsDialog(Session& session, QWidget* parent = nullptr);

private:
    void readAgain();
    void showImports(const QList<ImportRecord>& imports);
    void updateButtons();
    [[nodiscard]] ImportId current() const;
    void withReceipt(const std::function<void(const ImportReceipt&)>& use);
    void print();
    void save();
    void undoOrRedo();
    void settle();
    void say(const QString& text);

    Session& m_session;
    QTableWidget* m_table;
    QPushButton* m_print;
    QPushButton* m_save;
    QPushButton* m_undo;
    QPushButton* m_settle;
    QSpinBox* m_hours;
    QLabel* m_message;
    QList<ImportRecord> m_imports;
};

} // namespace cloakroom::ui
