#include "ui/common/ListDialog.h"

#include "core/consent/ConsentLetters.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSaveFile>
#include <QTableWidget>
#include <QVBoxLayout>

namespace cloakroom::ui {

namespace {

QByteArray csvOf(const QStringList& header, const QList<QStringList>& rows)
{
    const auto line = [](const QStringList& fields) {
        QStringList quoted;
        for (const QString& field : fields) {
            quoted << csvField(field);
        }
        return quoted.join(QLatin1Char(',')) + QStringLiteral("\r\n");
    };
    QString csv = QStringLiteral("\uFEFF") + line(header);
    for (const QStringList& row : rows) {
        csv += line(row);
    }
    return csv.toUtf8();
}

QTableWidget* makeList(const QStringList& header, const QList<QStringList>& rows)
{
    auto* table = new QTableWidget(static_cast<int>(rows.size()), static_cast<int>(header.size()));
    table->setHorizontalHeaderLabels(header);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->verticalHeader()->hide();
    table->setShowGrid(false);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    for (int row = 0; row < table->rowCount(); ++row) {
        for (int column = 0; column < table->columnCount(); ++column) {
            auto* item = new QTableWidgetItem;
            const QString& text = rows.at(row).at(column);
            bool isNumber = false;
            const int number = text.toInt(&isNumber);
            item->setData(Qt::DisplayRole, isNumber ? QVariant(number) : QVariant(text)); // numbers sort as numbers
            table->setItem(row, column, item);
        }
    }
    table->setSortingEnabled(true);
    table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    table->resizeColumnsToContents();
    table->horizontalHeader()->setStretchLastSection(true);
    return table;
}

} // namespace

ListDialog::ListDialog(const Content& content, QWidget* parent)
    : QDialog(parent)
    , m_content(content)
    , m_table(makeList(content.header, content.rows))
    , m_message(makeParagraph({}, "small"))
{
    setWindowTitle(content.title);
    setAttribute(Qt::WA_DeleteOnClose);
    resize(720, 560);
    m_table->setAccessibleName(content.title);
    auto* close = makeButton(tr("Close"), ButtonKind::Primary);
    auto* toFile = makeButton(tr("Save as a table"));
    toFile->setEnabled(!content.rows.isEmpty());
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kSmall);
    row->addWidget(m_message, 1);
    row->addWidget(toFile);
    row->addWidget(close);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(space::kMedium);
    layout->addWidget(makeLabel(content.title, "heading"));
    layout->addWidget(makeParagraph(content.rows.isEmpty() ? content.empty : content.introduction, "mute"));
    layout->addWidget(m_table, 1);
    layout->addLayout(row);
    m_table->setVisible(!content.rows.isEmpty());
    if (content.rows.isEmpty()) {
        layout->addStretch();
        resize(480, 200);
    }
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(toFile, &QPushButton::clicked, this, &ListDialog::save);
}

void ListDialog::save()
{
    auto* dialog = new QFileDialog(this, tr("Save as a table"), {}, tr("Tables (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(m_content.fileName + QStringLiteral(".csv"));
    connect(dialog, &QFileDialog::fileSelected, this, &ListDialog::saveTo);
    dialog->open();
}

void ListDialog::saveTo(const QString& path)
{
    QSaveFile file(path);
    const QByteArray bytes = csvOf(m_content.header, m_content.rows);
    const bool isSaved = file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(bytes) == bytes.size() && file.commit();
    m_message->setText(isSaved
                           ? tr("Saved. It names people and is not encrypted: delete it when it is no longer needed.")
                           : tr("The table could not be written there. Choose another folder."));
}

} // namespace cloakroom::ui
