#include "ui/admin/RecognitionRecords.h"

#include "core/consent/People.h"
#include "core/consent/Recognition.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLocale>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace cloakroom::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("RecognitionRecords", text);
}

QString timeText(const QDateTime& utc)
{
    return QLocale().toString(utc.toLocalTime(), QLocale::ShortFormat);
}

QString lookedFor(const TemplateErasure& erasure)
{
    if (!erasure.areRowsGone || !erasure.areMarksGone) {
        return erasure.receipt.checked.isEmpty() ? tr("Deleted; the library's files are still to be looked through.")
                                                 : tr("Something was found in the library's files. Change its key.");
    }
    QString text = tr("Nothing is left in any page of the library.");
    if (!erasure.isKeyNew) {
        text += QLatin1Char(' ') + tr("A change of the library's key makes freed blocks of the disk unreadable, too.");
    }
    if (erasure.inBackupsUntil) {
        text += QLatin1Char(' ')
            + tr("Older states in backups go by %1.")
                  .arg(QLocale().toString(*erasure.inBackupsUntil, QLocale::ShortFormat));
    }
    return text;
}

QString actionText(const std::optional<RecognitionAction>& action)
{
    if (!action) {
        return tr("Written by a newer version: everything is off");
    }
    switch (*action) {
    case RecognitionAction::Assessed:
        return tr("The impact assessment is done");
    case RecognitionAction::NoticesSent:
        return tr("Every parent was told");
    case RecognitionAction::SwitchedOn:
        return tr("Switched on");
    case RecognitionAction::SwitchedOff:
        return tr("Switched off");
    case RecognitionAction::GroupOn:
        return tr("Switched on for a group");
    case RecognitionAction::GroupOff:
        return tr("Switched off for a group");
    case RecognitionAction::ComparisonAllowed:
        return tr("The officer allowed comparing");
    case RecognitionAction::ComparisonForbidden:
        return tr("The officer's leave was taken back");
    }
    return {};
}

} // namespace

Result<RecordLines> templateReceiptLines(Library& library)
{
    const auto erasures = templateErasures(library);
    if (!erasures) {
        return propagate(erasures);
    }
    RecordLines lines{{tr("When"), tr("Person"), tr("By"), tr("Why"), tr("What was looked for")}, {}};
    for (const TemplateErasure& erasure : *erasures) {
        const auto person = People(library).get(erasure.receipt.person);
        if (!person) {
            return propagate(person);
        }
        lines.rows += QStringList{timeText(erasure.receipt.at), person->fullName(), erasure.userName, erasure.reason,
                                  lookedFor(erasure)};
    }
    return lines;
}

Result<RecordLines> recognitionHistoryLines(Library& library)
{
    const auto entries = Recognition(library).history();
    if (!entries) {
        return propagate(entries);
    }
    RecordLines lines{{tr("When"), tr("What"), tr("Group"), tr("Recorded by"), tr("Answered for by")}, {}};
    for (const RecognitionEntry& entry : *entries) {
        const QString who = entry.step.on
            ? tr("%1, %2").arg(entry.step.who, QLocale().toString(*entry.step.on, QLocale::ShortFormat))
            : entry.step.who;
        lines.rows +=
            QStringList{timeText(entry.step.at), actionText(entry.step.action), entry.groupName, entry.userName, who};
    }
    std::reverse(lines.rows.begin(), lines.rows.end());
    return lines;
}

void openRecords(const QString& title, const RecordLines& lines, QWidget* parent)
{
    auto* dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->resize(960, 420);
    auto* table = new QTableWidget(int(lines.rows.size()), int(lines.header.size()));
    table->setHorizontalHeaderLabels(lines.header);
    table->setAccessibleName(title);
    table->setShowGrid(false);
    table->setWordWrap(true);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setDefaultSectionSize(150);
    for (int row = 0; row < table->rowCount(); ++row) {
        for (int column = 0; column < table->columnCount(); ++column) {
            table->setItem(row, column, new QTableWidgetItem(lines.rows[row].value(column)));
        }
    }
    table->resizeRowsToContents();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto* layout = new QVBoxLayout(dialog);
    layout->setSpacing(space::kMedium);
    if (lines.rows.isEmpty()) {
        layout->addWidget(makeParagraph(tr("There is nothing here yet."), "mute"));
    }
    layout->addWidget(table, 1);
    layout->addWidget(buttons);
    dialog->open();
}

} // namespace cloakroom::ui
