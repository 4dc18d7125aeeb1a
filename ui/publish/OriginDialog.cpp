#include "ui/publish/OriginDialog.h"

#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/publish/RegisterModel.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace cloakroom::ui {

namespace {

constexpr int kWidth = 560;
constexpr int kMostShown = 5; // rows

QString answerText(const QList<FileOrigin>& found)
{
    if (found.isEmpty()) {
        return OriginDialog::tr(
            "Nothing that left this library has these bytes or looks like this. It may have been cut, "
            "turned or painted over.");
    }
    return found.first().isExact
        ? OriginDialog::tr("Yes: this is, byte for byte, a file that left this library.")
        : OriginDialog::tr(
            "It looks like what left this library, in another size or compression. Compare them: shots of "
            "one moment look alike, too.");
}

} // namespace

OriginDialog::OriginDialog(const QString& fileName, const QList<FileOrigin>& found,
                           const QHash<PurposeId, QString>& purposes, QWidget* parent)
    : QDialog(parent)
    , m_list(new QListWidget)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Is this file ours?"));
    setMinimumWidth(kWidth);
    auto* show = makeButton(tr("Show in the register"), ButtonKind::Primary);
    auto* close = makeButton(tr("Close"));
    m_list->setAccessibleName(tr("Publications that it may be"));
    m_list->setWordWrap(true);
    for (const FileOrigin& origin : found) {
        addFound(origin, purposes);
    }
    m_list->setCurrentRow(0);
    // As high as what is in it, up to where it scrolls.
    int height = 2 * m_list->frameWidth();
    for (int row = 0; row < std::min(kMostShown, m_list->count()); ++row) {
        height += m_list->sizeHintForRow(row);
    }
    m_list->setFixedHeight(height);
    m_list->setVisible(!found.isEmpty());
    show->setVisible(!found.isEmpty());
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(close);
    buttons->addWidget(show);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 20);
    layout->setSpacing(space::kMedium);
    layout->addWidget(makeLabel(found.isEmpty() ? tr("Not found") : tr("Found"), "title"));
    layout->addWidget(makeParagraph(fileName, "mute"));
    layout->addWidget(makeParagraph(answerText(found)));
    layout->addWidget(m_list);
    layout->addLayout(buttons);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(show, &QPushButton::clicked, this, [this] {
        if (const QListWidgetItem* item = m_list->currentItem()) {
            Q_EMIT entryChosen(RegisterId{item->data(Qt::UserRole).toLongLong()});
        }
        accept();
    });
}

void OriginDialog::addFound(const FileOrigin& origin, const QHash<PurposeId, QString>& purposes)
{
    const RegisterEntry& entry = origin.entry;
    const QString day = QLocale().toString(entry.exportedAt.toLocalTime().date(), QStringLiteral("d MMMM yyyy"));
    QStringList lines{
        tr("%1, exported on %2 as %3").arg(purposes.value(entry.purpose, entry.purposeKey), day, entry.file)};
    if (!entry.place.isEmpty() || !entry.link.isEmpty()) {
        lines.append(QStringList{entry.place, entry.link}.join(QLatin1Char(' ')).trimmed());
    }
    lines.append(RegisterModel::statusText(entry.status));
    auto* item = new QListWidgetItem(lines.join(QLatin1Char('\n')), m_list);
    item->setData(Qt::UserRole, entry.id.value);
}

} // namespace cloakroom::ui
