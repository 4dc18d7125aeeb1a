#include "ui/photos/PhotoGridModel.h"

#include "ui/common/Chip.h"
#include "ui/photos/MarkText.h"

#include <QDateTime>
#include <QHash>
#include <QTimeZone>

#include <algorithm>

namespace cloakroom::ui {

namespace {

constexpr int kChunk = 400;

} // namespace

std::optional<QDate> GridRow::day() const
{
    if (takenAt == 0) {
        return std::nullopt;
    }
    return QDateTime::fromSecsSinceEpoch(takenAt, Qt::UTC).date();
}

PhotoGridModel::PhotoGridModel(Reader reader, QObject* parent)
    : QAbstractListModel(parent)
    , m_reader(std::move(reader))
{
}

int PhotoGridModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_photos.size());
}

QVariant PhotoGridModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    if (role == PhotoRole) {
        return QVariant::fromValue(m_photos.at(index.row()).value);
    }
    const GridRow* row = rowAt(index.row());
    if (role == Qt::AccessibleTextRole) {
        const QString number = tr("Photo %1 of %2").arg(index.row() + 1).arg(m_photos.size());
        return row == nullptr || !row->hasMark ? number : tr("%1, %2").arg(number, markOf(*row).text);
    }
    if (role == Qt::ToolTipRole && row != nullptr && row->hasMark) {
        return markSentence(*row);
    }
    return {};
}

void PhotoGridModel::setPhotos(const QList<PhotoId>& photos)
{
    QHash<PhotoId, GridRow> known;
    for (size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i]) {
            known.insert(m_photos.at(static_cast<qsizetype>(i)), *m_rows[i]);
        }
    }
    beginResetModel();
    m_photos = photos;
    m_rows.assign(static_cast<size_t>(photos.size()), std::nullopt);
    m_counts = {};
    for (qsizetype i = 0; i < photos.size() && !known.isEmpty(); ++i) {
        const auto found = known.constFind(photos.at(i));
        if (found != known.cend()) {
            m_rows[static_cast<size_t>(i)] = *found;
            count(*found, 1);
        }
    }
    endResetModel();
    readAgain();
    Q_EMIT countsChanged();
}

void PhotoGridModel::clear()
{
    m_rows.clear();
    m_photos.clear();
    setPhotos({});
}

void PhotoGridModel::readAgain()
{
    ++m_generation;
    m_isReading = false;
    m_isRead = QBitArray((m_photos.size() + kChunk - 1) / kChunk);
    m_counts.isComplete = m_photos.isEmpty();
    readNext();
}

void PhotoGridModel::setVisible(int first, int)
{
    m_firstVisible = first;
}

const GridRow* PhotoGridModel::rowAt(int row) const
{
    const auto at = static_cast<size_t>(row);
    return at < m_rows.size() && m_rows[at] ? &*m_rows[at] : nullptr;
}

int PhotoGridModel::nextChunk() const
{
    const auto chunks = static_cast<int>(m_isRead.size());
    const int visible = std::clamp(m_firstVisible / kChunk, 0, std::max(0, chunks - 1));
    for (int i = 0; i < chunks; ++i) {
        const int chunk = (visible + i) % chunks;
        if (!m_isRead.testBit(chunk)) {
            return chunk;
        }
    }
    return -1;
}

void PhotoGridModel::readNext()
{
    const int chunk = m_isReading ? -1 : nextChunk();
    if (chunk < 0) {
        return;
    }
    m_isReading = true;
    m_isRead.setBit(chunk);
    const int first = chunk * kChunk;
    m_reader(m_photos.mid(first, kChunk),
             [this, generation = m_generation, first](const QList<PhotoId>& asked, const Rows& rows) {
                 take(generation, first, asked, rows);
             });
}

void PhotoGridModel::take(quint64 generation, int first, const QList<PhotoId>& asked, const Rows& rows)
{
    if (generation != m_generation) {
        return;
    }
    QHash<PhotoId, GridRow> answered;
    for (const auto& [photo, row] : rows) {
        answered.insert(photo, row);
    }
    bool haveDaysChanged = false;
    for (qsizetype i = 0; i < asked.size(); ++i) {
        std::optional<GridRow>& row = m_rows[static_cast<size_t>(first + i)];
        const auto found = answered.constFind(asked.at(i));
        const std::optional<GridRow> now = found == answered.cend() ? std::nullopt : std::optional(*found);
        haveDaysChanged |= !row || !now || row->takenAt != now->takenAt;
        if (row) {
            count(*row, -1);
        }
        if (now) {
            count(*now, 1);
        }
        row = now;
    }
    m_isReading = false;
    m_counts.isComplete = m_isRead.count(true) == m_isRead.size();
    Q_EMIT dataChanged(index(first), index(first + static_cast<int>(asked.size()) - 1));
    if (haveDaysChanged) {
        Q_EMIT daysChanged();
    }
    Q_EMIT countsChanged();
    readNext();
}

void PhotoGridModel::count(const GridRow& row, int sign)
{
    if (!row.hasMark) {
        return;
    }
    switch (markOf(row).mark) {
    case Mark::Ok:
        m_counts.ok += sign;
        break;
    case Mark::Cover:
        m_counts.cover += sign;
        break;
    case Mark::Ask:
        m_counts.ask += sign;
        break;
    default:
        m_counts.stop += sign;
        break;
    }
}

} // namespace cloakroom::ui
