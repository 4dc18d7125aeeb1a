#include "ui/intake/ReceiptsDialog.h"

#include "core/intake/ReceiptPage.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/window/Session.h"

#include <QFileDialog>
#include <QHeaderView>
#include <QLocale>
#include <QPrintDialog>
#include <QPrinter>
#include <QSpinBox>
#include <QTableWidget>
#include <QTextDocument>
#include <QVBoxLayout>

namespace cloakroom::ui {

namespace {

constexpr QSize kSize(860, 480);
constexpr int kMostHours = 24 * 365;

QString stateOf(const ImportRecord& record)
{
    if (record.undoneAt.isValid()) {
        return ReceiptsDialog::tr("Undone");
    }
    if (!record.finishedAt.isValid()) {
        return ReceiptsDialog::tr("Not finished");
    }
    if (record.leftOnSource == 0 || record.settledAt.isValid()) {
        return ReceiptsDialog::tr("Card is clear");
    }
    return ReceiptsDialog::tr("%n file(s) still on the card", nullptr, record.leftOnSource);
}

} // namespace

ReceiptsDialog::ReceiptsDialog(Session& session, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
    , m_table(new QTableWidget(0, 6))
    , m_print(makeButton(tr("Print receipt…"), ButtonKind::Usual, QStringLiteral("print")))
    , m_save(makeButton(tr("Save as PDF…"), ButtonKind::Usual, QStringLiteral("save")))
    , m_undo(makeButton(tr("Undo import"), ButtonKind::Usual, QStringLiteral("bin")))
    , m_settle(makeButton(tr("The card is empty")))
    , m_hours(new QSpinBox)
    , m_message(makeParagraph({}, "mute"))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Receipts of imports"));
    resize(kSize);
    m_table->setHorizontalHeaderLabels({tr("When"), tr("By"), tr("Event"), tr("Came in"), tr("Did not"), tr("Card")});
    m_table->verticalHeader()->hide();
    m_table->setShowGrid(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setAccessibleName(tr("Imports"));
    m_hours->setRange(0, kMostHours);
    m_hours->setSuffix(tr(" hours"));
    m_hours->setSpecialValueText(tr("never"));
    m_hours->setAccessibleName(tr("Hours until a reminder"));
    m_hours->setEnabled(session.may(Right::Administer));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::kSmall);
    for (QPushButton* button : {m_print, m_save, m_undo, m_settle}) {
        buttons->addWidget(button);
    }
    buttons->addStretch();
    auto* reminder = new QHBoxLayout;
    reminder->setSpacing(space::kSmall);
    reminder->addWidget(makeLabel(tr("Remind of photos that are still on a card or device after")));
    reminder->addWidget(m_hours);
    reminder->addStretch();
    auto* close = makeButton(tr("Close"));
    reminder->addWidget(close);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(space::kMedium);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_message);
    layout->addLayout(buttons);
    layout->addWidget(makeRule());
    layout->addLayout(reminder);
    m_message->hide();
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &ReceiptsDialog::updateButtons);
    connect(m_print, &QPushButton::clicked, this, &ReceiptsDialog::print);
    connect(m_save, &QPushButton::clicked, this, &ReceiptsDialog::save);
    connect(m_undo, &QPushButton::clicked, this, &ReceiptsDialog::undoOrRedo);
    connect(m_settle, &QPushButton::clicked, this, &ReceiptsDialog::settle);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(&session, &Session::aboutToLock, this, &QDialog::reject);
    readAgain();
    session.ask(
        this, [](Library& library) { return Imports(library).reminderHours(); },
        [this](const Result<int>& hours) {
            m_hours->setValue(hours.value_or(0));
            connect(m_hours, &QSpinBox::valueChanged, this, [this](int value) {
                m_session.ask(
                    this, [value](Library& library) { return Imports(library).setReminderHours(value); },
                    [this](const Result<void>& done) { say(done ? tr("Saved.") : done.error().text); });
            });
            m_hours->setKeyboardTracking(false);
        });
}

void ReceiptsDialog::readAgain()
{
    m_session.ask(
        this, [](Library& library) { return Imports(library).list(); },
        [this](const Result<QList<ImportRecord>>& imports) {
            if (!imports) {
                say(imports.error().text);
                return;
            }
            showImports(*imports);
        });
}

void ReceiptsDialog::showImports(const QList<ImportRecord>& imports)
{
    const int row = qMax(0, m_table->currentRow());
    m_imports = imports;
    m_table->setRowCount(static_cast<int>(imports.size()));
    for (int i = 0; i < m_table->rowCount(); ++i) {
        const ImportRecord& record = imports[i];
        const QStringList words{QLocale().toString(record.startedAt.toLocalTime(), QLocale::ShortFormat),
                                record.by,
                                record.event,
                                QLocale().toString(record.imported),
                                QLocale().toString(record.failed),
                                stateOf(record)};
        for (int column = 0; column < words.size(); ++column) {
            m_table->setItem(i, column, new QTableWidgetItem(words[column]));
        }
    }
    if (!imports.isEmpty()) {
        m_table->selectRow(qMin(row, m_table->rowCount() - 1));
    }
    updateButtons();
}

ImportId ReceiptsDialog::current() const
{
    const int row = m_table->currentRow();
    return row >= 0 && row < m_imports.size() ? m_imports[row].id : ImportId();
}

void ReceiptsDialog::updateButtons()
{
    const bool hasOne = current().isValid();
    for (QPushButton* button : {m_print, m_save, m_undo, m_settle}) {
        button->setEnabled(hasOne);
    }
    if (!hasOne) {
        return;
    }
    const ImportRecord& record = m_imports[m_table->currentRow()];
    m_undo->setText(record.undoneAt.isValid() ? tr("Bring photos back")
                                              : tr("Undo import of %n photo(s)", nullptr, record.imported));
    m_undo->setEnabled(record.imported > 0);
    m_settle->setEnabled(record.leftOnSource > 0 && !record.settledAt.isValid());
}

void ReceiptsDialog::withReceipt(const std::function<void(const ImportReceipt&)>& use)
{
    m_session.ask(
        this, [import = current()](Library& library) { return Imports(library).receipt(import); },
        [this, use](const Result<ImportReceipt>& receipt) {
            if (!receipt) {
                say(receipt.error().text);
                return;
            }
            use(*receipt);
        });
}

void ReceiptsDialog::print()
{
    withReceipt([this](const ImportReceipt& receipt) {
        auto* printer = new QPrinter(QPrinter::HighResolution);
        auto* dialog = new QPrintDialog(printer, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QDialog::accepted, this, [printer, receipt] {
            QTextDocument page;
            page.setHtml(receiptHtml(receipt));
            page.print(printer);
        });
        connect(dialog, &QObject::destroyed, this, [printer] { delete printer; });
        dialog->open();
    });
}

void ReceiptsDialog::save()
{
    withReceipt([this](const ImportReceipt& receipt) {
        const QString proposed = tr("Receipt of import %1.pdf").arg(receipt.record.id.value);
        const QString file =
            QFileDialog::getSaveFileName(this, tr("Save the receipt"), proposed, tr("PDF files (*.pdf)"));
        if (file.isEmpty()) {
            return;
        }
        const auto done = writeReceiptPdf(receipt, file);
        say(done ? tr("Saved. The receipt is not encrypted there.") : done.error().text);
    });
}

void ReceiptsDialog::undoOrRedo()
{
    const ImportRecord record = m_imports[m_table->currentRow()];
    m_session.ask(
        this,
        [record](Library& library) {
            return record.undoneAt.isValid() ? Imports(library).redo(record.id) : Imports(library).undo(record.id);
        },
        [this, record](const Result<int>& photos) {
            if (!photos) {
                say(photos.error().text);
                return;
            }
            say(record.undoneAt.isValid() ? tr("%n photo(s) are back.", nullptr, *photos)
                                          : tr("%n photo(s) are in the bin now.", nullptr, *photos));
            Q_EMIT m_session.photosChanged();
            readAgain();
        });
}

void ReceiptsDialog::settle()
{
    m_session.ask(
        this, [import = current()](Library& library) { return Imports(library).settle(import); },
        [this](const Result<void>& done) {
            say(done ? tr("Noted: nothing of this import is on a card any more.") : done.error().text);
            readAgain();
        });
}

void ReceiptsDialog::say(const QString& text)
{
    m_message->setText(text);
    m_message->show();
}

} // namespace cloakroom::ui
