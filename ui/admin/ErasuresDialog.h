#pragma once

#include "core/retention/Retention.h"

#include <QDialog>

class QPushButton;
class QTableWidget;
class QTextBrowser;

namespace cloakroom::ui {

class Session;

/// What was erased, when and why; for each the receipt: what was looked for in the library's files, and what backups
/// still hold until when. Looks anew each time. Deletes itself when closed.
class ErasuresDialog final : public QDialog {
    Q_OBJECT

public:
    explicit ErasuresDialog(Session& session, QWidget* parent = nullptr);

private:
    void show(const QList<Erasure>& erasures);
    void readReceipt();
    void print();

    Session& m_session;
    QList<Erasure> m_erasures;
    QTableWidget* m_table;
    QTextBrowser* m_receipt;
    QPushButton* m_print;
};

/// The receipt as it is shown and printed.
[[nodiscard]] QString receiptHtml(const QString& school, const ErasureReceipt& receipt);

} // namespace cloakroom::ui
