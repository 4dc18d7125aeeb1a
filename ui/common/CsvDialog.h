#pragma once

#include "core/base/Result.h"
#include "core/consent/CsvReport.h"
#include "ui/common/FormDialog.h"

#include <functional>

class QLabel;
class QLineEdit;
class QListWidget;

namespace cloakroom::ui {

/// Reads a list from a CSV file in two steps: first it shows what would change and every line that is wrong, then it
/// writes all or nothing.
class CsvDialog : public FormDialog {
    Q_OBJECT
public:
    using Answer = std::function<void(const Result<CsvReport>&)>;
    /// Reads the file and runs the import away from the GUI thread, then calls the answer on the GUI thread.
    using Runner = std::function<void(const QString& path, CsvMode mode, const Answer& answer)>;

    CsvDialog(const QString& title, const QString& introduction, Runner runner, QWidget* parent);

    /// As if the file had been chosen: starts the look at it.
    void setPath(const QString& path);
    /// "12 new, 3 changed, 1 left, 140 as they were"
    [[nodiscard]] static QString summary(const CsvReport& report);

Q_SIGNALS:
    void imported(const CsvReport& report);

private:
    void choose();
    void showReport(const CsvReport& report);
    void write();

    Runner m_runner;
    QLineEdit* m_path;
    QLabel* m_summary;
    QListWidget* m_problems;
};

} // namespace cloakroom::ui
