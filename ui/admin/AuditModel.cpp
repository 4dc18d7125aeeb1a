#include "ui/admin/AuditModel.h"

#include "ui/admin/AdminWords.h"

#include <QJsonArray>
#include <QLocale>

namespace cloakroom::ui {

namespace {

QString valueText(const QJsonValue& value)
{
    if (!value.isArray()) {
        return value.toVariant().toString();
    }
    QStringList ids;
    for (const auto& one : value.toArray()) {
        ids.append(one.toVariant().toString());
    }
    return ids.join(QStringLiteral(", "));
}

} // namespace

void AuditModel::setEntries(QList<AuditEntry> entries)
{
    beginResetModel();
    m_entries = std::move(entries);
    endResetModel();
}

int AuditModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int AuditModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString AuditModel::subjectText(const QJsonObject& subject)
{
    QStringList parts;
    for (auto it = subject.constBegin(); it != subject.constEnd(); ++it) {
        if (const QString value = valueText(it.value()); !value.isEmpty()) {
            parts.append(tr("%1 %2").arg(it.key(), value));
        }
    }
    return parts.join(QStringLiteral("; "));
}

QVariant AuditModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_entries.size() || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) {
        return {};
    }
    const AuditEntry& entry = m_entries[index.row()];
    switch (index.column()) {
    case Time:
        return QLocale().toString(entry.time.toLocalTime(), QStringLiteral("d MMM yyyy, HH:mm:ss"));
    case User:
        return entry.userName;
    case Action:
        return actionText(entry.action);
    case Subject:
        return subjectText(entry.subject);
    default:
        return entry.detail;
    }
}

QVariant AuditModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Time:
        return tr("When");
    case User:
        return tr("Who");
    case Action:
        return tr("What");
    case Subject:
        return tr("About");
    default:
        return tr("Note");
    }
}

} // namespace cloakroom::ui
