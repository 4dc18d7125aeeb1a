#include "ui/publish/RegisterModel.h"

#include "ui/common/Chip.h"
#include "ui/window/PictureLoader.h"

#include <QIcon>
#include <QLocale>
#include <QPixmap>

#include <algorithm>

namespace cloakroom::ui {

namespace {

constexpr int kPictureEdge = 40;

Mark markOf(RegisterStatus status)
{
    switch (status) {
    case RegisterStatus::Published:
        return Mark::Ok;
    case RegisterStatus::Takedown:
        return Mark::Stop;
    case RegisterStatus::TakenDown:
    case RegisterStatus::Replaced:
        break;
    }
    return Mark::Plain;
}

} // namespace

RegisterModel::RegisterModel(PictureLoader& pictures, QObject* parent)
    : QAbstractTableModel(parent)
    , m_pictures(pictures)
{
    connect(&m_pictures, &PictureLoader::loaded, this, [this](PhotoId photo) {
        for (int row = 0; row < int(m_entries.size()); ++row) {
            if (m_entries[row].photo == photo) {
                Q_EMIT dataChanged(index(row, Picture), index(row, Picture), {Qt::DecorationRole});
            }
        }
    });
}

void RegisterModel::set(QList<RegisterEntry> entries, const QHash<PurposeId, QString>& purposeNames,
                        const QHash<RegisterId, PublicationTask>& tasks)
{
    beginResetModel();
    m_entries = std::move(entries);
    m_purposeNames = purposeNames;
    m_tasks = tasks;
    endResetModel();
}

std::optional<PublicationTask> RegisterModel::taskOf(const RegisterEntry& entry) const
{
    const auto task = m_tasks.constFind(entry.id);
    return task == m_tasks.constEnd() ? std::nullopt : std::optional(*task);
}

QString RegisterModel::taskText(PublicationTask task)
{
    switch (task) {
    case PublicationTask::TakeDown:
        return tr("Take down");
    case PublicationTask::ConfirmReplaced:
        return tr("Is it gone?");
    case PublicationTask::Review:
        break;
    }
    return tr("Look again");
}

QString RegisterModel::ageText(const RegisterEntry& entry)
{
    const qint64 days = entry.exportedAt.toLocalTime().date().daysTo(QDate::currentDate());
    constexpr int kMonth = 30;
    constexpr int kMany = 60;
    if (days <= 0) {
        return tr("Today");
    }
    return days < kMany ? tr("%n day(s)", nullptr, int(days)) : tr("%n month(s)", nullptr, int(days / kMonth));
}

int RegisterModel::markAt(const RegisterEntry& entry) const
{
    const auto task = taskOf(entry);
    if (!task) {
        return int(markOf(entry.status));
    }
    return int(*task == PublicationTask::TakeDown ? Mark::Stop : Mark::Ask);
}

QString RegisterModel::statusText(RegisterStatus status)
{
    switch (status) {
    case RegisterStatus::Published:
        return tr("Published");
    case RegisterStatus::Takedown:
        return tr("Take down");
    case RegisterStatus::TakenDown:
        return tr("Taken down");
    case RegisterStatus::Replaced:
        break;
    }
    return tr("Replaced");
}

QString RegisterModel::purposeName(const RegisterEntry& entry) const
{
    return m_purposeNames.value(entry.purpose, entry.purposeKey);
}

int RegisterModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int RegisterModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString RegisterModel::text(const RegisterEntry& entry, int column) const
{
    switch (column) {
    case Day:
        return QLocale().toString(entry.exportedAt.toLocalTime().date(), QStringLiteral("d MMM yyyy"));
    case Purpose:
        return purposeName(entry);
    case Place:
        return entry.place;
    case Age:
        return ageText(entry);
    case File:
        return entry.file;
    case Status:
        return taskOf(entry) ? taskText(*taskOf(entry)) : statusText(entry.status);
    default:
        return {};
    }
}

QVariant RegisterModel::pictureOf(const RegisterEntry& entry) const
{
    const QImage image = m_pictures.thumbnail(entry.photo);
    if (image.isNull()) {
        return {};
    }
    const QImage filled =
        image.scaled(kPictureEdge, kPictureEdge, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
    const QPoint corner((filled.width() - kPictureEdge) / 2, (filled.height() - kPictureEdge) / 2);
    const QPixmap pixmap = QPixmap::fromImage(filled.copy(QRect(corner, QSize(kPictureEdge, kPictureEdge))));
    QIcon icon(pixmap);
    icon.addPixmap(pixmap, QIcon::Selected); // a selected row does not tint the photo
    return icon;
}

QVariant RegisterModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_entries.size()) {
        return {};
    }
    const RegisterEntry& entry = m_entries[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return text(entry, index.column());
    case Qt::ToolTipRole:
        return entry.reason.isEmpty() ? text(entry, index.column()) : entry.reason;
    case MarkRole:
        return index.column() == Status ? QVariant(markAt(entry)) : QVariant();
    case Qt::DecorationRole:
        return index.column() == Picture ? pictureOf(entry) : QVariant();
    default:
        return {};
    }
}

QVariant RegisterModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Day:
        return tr("Exported");
    case Purpose:
        return tr("Used for");
    case Place:
        return tr("Place");
    case File:
        return tr("File");
    case Age:
        return tr("Age");
    case Status:
        return tr("State");
    default:
        return QString();
    }
}

} // namespace cloakroom::ui
