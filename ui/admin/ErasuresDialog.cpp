#include "ui/admin/ErasuresDialog.h"

#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/window/Session.h"

#include <QHeaderView>
#include <QLocale>
#include <QPrintDialog>
#include <QPrinter>
#include <QTableWidget>
#include <QTextBrowser>
#include <QTextDocument>
#include <QVBoxLayout>

namespace cloakroom::ui {

namespace {

constexpr QSize kSize(860, 520);

QString when(const Erasure& erasure)
{
    return QLocale().toString(erasure.at.toLocalTime(), QLocale::ShortFormat);
}

QString lineOf(const ErasureReceipt::Check& check)
{
    return QStringLiteral("<li>%1</li>")
        .arg((check.isGone ? ErasuresDialog::tr("%1: nothing found") : ErasuresDialog::tr("%1: STILL FOUND"))
                 .arg(check.text)
                 .toHtmlEscaped());
}

QString lineOf(const ErasureReceipt::Remainder& rest)
{
    const QString text = rest.until ? ErasuresDialog::tr("%1 Until %2, if backups are made as usual.")
                                          .arg(rest.text, QLocale().toString(*rest.until, QLocale::LongFormat))
                                    : rest.text;
    return QStringLiteral("<li>%1</li>").arg(text.toHtmlEscaped());
}

template <typename Line>
QString listOf(const QList<Line>& lines)
{
    QString html = QStringLiteral("<ul>");
    for (const Line& line : lines) {
        html += lineOf(line);
    }
    return html + QStringLiteral("</ul>");
}

} // namespace

QString receiptHtml(const QString& school, const ErasureReceipt& receipt)
{
    const Erasure& erasure = receipt.erasure;
    QStringList numbers;
    for (const PhotoId photo : erasure.photos) {
        numbers << QString::number(photo.value);
    }
    const QString rest = receipt.remaining.isEmpty()
        ? QStringLiteral("<p>%1</p>").arg(ErasuresDialog::tr("Nothing else is left to be done.").toHtmlEscaped())
        : QStringLiteral("<p>%1</p>%2")
              .arg(ErasuresDialog::tr("What else has to happen until nothing is left:").toHtmlEscaped(),
                   listOf(receipt.remaining));
    return QStringLiteral("<h3>%1</h3><p>%2</p><p>%3</p><p>%4</p>%5%6")
        .arg(ErasuresDialog::tr("Receipt of an erasure").toHtmlEscaped(),
             ErasuresDialog::tr("%1. Erased on %2 by %3. Reason: %4")
                 .arg(school, when(erasure), erasure.userName, erasure.reason)
                 .toHtmlEscaped(),
             ErasuresDialog::tr("%n photo(s), by number: %1", nullptr, static_cast<int>(erasure.photos.size()))
                 .arg(numbers.join(QStringLiteral(", ")))
                 .toHtmlEscaped(),
             ErasuresDialog::tr("Looked for in the library's files:").toHtmlEscaped(), listOf(receipt.checked), rest);
}

ErasuresDialog::ErasuresDialog(Session& session, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
    , m_table(new QTableWidget(0, 4))
    , m_receipt(new QTextBrowser)
    , m_print(makeButton(tr("Print receipt…"), ButtonKind::Usual, QStringLiteral("print")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Receipts of erasures"));
    resize(kSize);
    m_table->setHorizontalHeaderLabels({tr("When"), tr("By"), tr("Photos"), tr("Reason")});
    m_table->verticalHeader()->hide();
    m_table->setShowGrid(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setAccessibleName(tr("Erasures"));
    m_receipt->setAccessibleName(tr("Receipt"));
    m_receipt->setHtml(
        tr("Nothing has been erased yet. Photos are erased when they have been in the bin for as long as "
           "the school has set, or at once from the bin's menu."));
    m_print->setEnabled(false);
    auto* close = makeButton(tr("Close"));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_print);
    buttons->addStretch();
    buttons->addWidget(close);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(space::kMedium);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_receipt, 1);
    layout->addLayout(buttons);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &ErasuresDialog::readReceipt);
    connect(m_print, &QPushButton::clicked, this, &ErasuresDialog::print);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(&session, &Session::aboutToLock, this, &QDialog::reject);
    session.ask(
        this, [](Library& library) { return Retention(library).erasures(); },
        [this](const Result<QList<Erasure>>& erasures) {
            if (erasures) {
                show(*erasures);
            } else {
                m_receipt->setPlainText(erasures.error().text);
            }
        });
}

void ErasuresDialog::show(const QList<Erasure>& erasures)
{
    m_erasures = erasures;
    m_table->setRowCount(static_cast<int>(erasures.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const Erasure& erasure = erasures[row];
        const QStringList words{when(erasure), erasure.userName, QLocale().toString(erasure.photos.size()),
                                erasure.reason};
        for (int column = 0; column < words.size(); ++column) {
            m_table->setItem(row, column, new QTableWidgetItem(words[column]));
        }
    }
    m_table->resizeColumnsToContents();
    if (!erasures.isEmpty()) {
        m_table->selectRow(0);
    }
}

void ErasuresDialog::readReceipt()
{
    const int row = m_table->currentRow();
    if (row < 0 || row >= m_erasures.size()) {
        return;
    }
    m_print->setEnabled(false);
    m_receipt->setPlainText(tr("Looking through the library's files…"));
    m_session.ask(
        this, [id = m_erasures[row].id](Library& library) { return Retention(library).receipt(id); },
        [this](const Result<ErasureReceipt>& receipt) {
            if (!receipt) {
                m_receipt->setPlainText(receipt.error().text);
                return;
            }
            m_receipt->setHtml(receiptHtml(m_session.schoolName(), *receipt));
            m_print->setEnabled(true);
        });
}

void ErasuresDialog::print()
{
    auto* printer = new QPrinter(QPrinter::HighResolution);
    auto* dialog = new QPrintDialog(printer, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [printer, html = m_receipt->toHtml()] {
        QTextDocument page;
        page.setHtml(html);
        page.print(printer);
    });
    connect(dialog, &QObject::destroyed, this, [printer] { delete printer; });
    dialog->open();
}

} // namespace cloakroom::ui
