#include "ui/common/PaperDialog.h"

#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QPrintDialog>
#include <QPrinter>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <memory>

namespace cloakroom::ui {

PaperDialog::PaperDialog(const Paper& paper, const QString& fileName, QWidget* parent)
    : QDialog(parent)
    , m_paper(paper)
    , m_fileName(fileName)
    , m_message(makeParagraph({}, "small"))
{
    setWindowTitle(paper.title);
    setAttribute(Qt::WA_DeleteOnClose);
    resize(720, 640);
    layOut(m_document, paper);
    auto* view = new QTextBrowser;
    view->setDocument(&m_document);
    view->setAccessibleName(paper.title);
    // Paper is white whatever the window looks like.
    view->setStyleSheet(QStringLiteral("background: #ffffff; color: #000000;"));
    auto* close = makeButton(tr("Close"));
    auto* toPdf = makeButton(tr("Save as PDF"));
    auto* toPrinter = makeButton(tr("Print"), ButtonKind::Primary);
    toPdf->setObjectName(QStringLiteral("paperPdf"));
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kSmall);
    row->addWidget(m_message, 1);
    row->addWidget(close);
    row->addWidget(toPdf);
    row->addWidget(toPrinter);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(space::kMedium);
    layout->addWidget(view, 1);
    layout->addLayout(row);
    toPrinter->setDefault(true);
    toPrinter->setFocus();
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(toPdf, &QPushButton::clicked, this, &PaperDialog::save);
    connect(toPrinter, &QPushButton::clicked, this, &PaperDialog::print);
}

void PaperDialog::print()
{
    auto* printer = new QPrinter(QPrinter::HighResolution);
    auto* dialog = new QPrintDialog(printer, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::finished, this, [this, printer](int result) {
        const std::unique_ptr<QPrinter> owned(printer);
        if (result == QDialog::Accepted) {
            QTextDocument page;
            layOut(page, m_paper);
            page.print(printer);
            m_message->setText(tr("Sent to the printer."));
        }
    });
    dialog->open();
}

void PaperDialog::save()
{
    auto* dialog = new QFileDialog(this, tr("Save as PDF"), {}, tr("PDF (*.pdf)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->selectFile(m_fileName + QStringLiteral(".pdf"));
    connect(dialog, &QFileDialog::fileSelected, this, &PaperDialog::saveTo);
    dialog->open();
}

void PaperDialog::saveTo(const QString& path)
{
    const auto done = writePdf(m_paper, path);
    m_message->setText(done ? tr("Saved. It names people and is not encrypted: delete it when it is no longer needed.")
                            : done.error().text);
}

} // namespace cloakroom::ui
