#include "ui/common/CsvDialog.h"

#include "ui/common/Widgets.h"

#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>

namespace cloakroom::ui {

CsvDialog::CsvDialog(const QString& title, const QString& introduction, Runner runner, QWidget* parent)
    : FormDialog(title, tr("Import"), parent)
    , m_runner(std::move(runner))
    , m_path(new QLineEdit)
    , m_summary(makeParagraph({}, "strong"))
    , m_problems(new QListWidget)
{
    setIntroduction(introduction);
    setMinimumWidth(560);
    auto* choose = makeButton(tr("Choose"));
    m_path->setReadOnly(true);
    m_path->setAccessibleName(tr("File"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_path, 1);
    row->addWidget(choose);
    form()->addRow(tr("File"), row);
    m_problems->setAccessibleName(tr("Lines that are wrong"));
    m_problems->setMinimumHeight(140);
    m_problems->setWordWrap(true);
    m_summary->hide();
    m_problems->hide();
    addWide(m_summary);
    addWide(m_problems, 1);
    setActionEnabled(false);
    connect(choose, &QPushButton::clicked, this, &CsvDialog::choose);
    connect(this, &FormDialog::submitted, this, &CsvDialog::write);
    choose->setFocus();
}

QString CsvDialog::summary(const CsvReport& report)
{
    const QString lines = tr("%1 new, %2 changed, %3 left, %4 as they were")
                              .arg(report.added)
                              .arg(report.updated)
                              .arg(report.left)
                              .arg(report.unchanged);
    return report.takedowns == 0 ? lines : tr("%1; publications to take down: %2").arg(lines).arg(report.takedowns);
}

void CsvDialog::choose()
{
    auto* dialog = new QFileDialog(this, tr("Choose a list"), {}, tr("Lists (*.csv *.txt);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &CsvDialog::setPath);
    dialog->open();
}

void CsvDialog::setPath(const QString& path)
{
    m_path->setText(path);
    setBusy(true);
    m_runner(path, CsvMode::DryRun, [self = QPointer(this)](const Result<CsvReport>& report) {
        if (!self) {
            return;
        }
        self->setBusy(false);
        if (!report) {
            self->setActionEnabled(false);
            self->showError(report.error().text);
            return;
        }
        self->showReport(*report);
    });
}

void CsvDialog::showReport(const CsvReport& report)
{
    m_problems->clear();
    for (const TableProblem& problem : report.errors) {
        m_problems->addItem(tr("Line %1: %2").arg(problem.line).arg(problem.reason));
    }
    const int changes = report.added + report.updated + report.left;
    m_summary->setText(report.errors.isEmpty()
                           ? summary(report)
                           : tr("%n line(s) are wrong. Mend them in the list and choose it again; until then nothing "
                                "is changed.",
                                nullptr, int(report.errors.size())));
    m_summary->show();
    m_problems->setVisible(!report.errors.isEmpty());
    setActionText(changes > 0 ? tr("Import %1 changes").arg(changes) : tr("Import"));
    setActionEnabled(report.errors.isEmpty() && changes > 0);
    if (report.errors.isEmpty() && changes > 0) {
        actionButton()->setFocus();
    }
}

void CsvDialog::write()
{
    setBusy(true);
    m_runner(m_path->text(), CsvMode::Write, [self = QPointer(this)](const Result<CsvReport>& report) {
        if (!self) {
            return;
        }
        self->setBusy(false);
        if (!report) {
            self->showError(report.error().text);
        } else if (!report->errors.isEmpty()) {
            self->showReport(*report);
        } else {
            Q_EMIT self->imported(*report);
            self->accept();
        }
    });
}

} // namespace cloakroom::ui
