#include "ui/review/FaceWallModel.h"

#include "ui/review/FaceCrop.h"
#include "ui/window/PictureLoader.h"

#include <QTimer>

#include <algorithm>
#include <utility>

namespace cloakroom::ui {

namespace {

constexpr int kCropBytes = 64 << 20;
constexpr int kUnderWay = 2;
constexpr int kWanted = 48; // older wishes are of rows long scrolled past

} // namespace

FaceWallModel::FaceWallModel(PictureLoader& pictures, QObject* parent)
    : QAbstractListModel(parent)
    , m_pictures(pictures)
    , m_crops(kCropBytes)
{
}

void FaceWallModel::setFaces(const StackedFaces& faces, std::function<QString(const Face&)> nameOf)
{
    beginResetModel();
    m_faces = faces.faces;
    m_stacks = faces.stacks;
    m_nameOf = std::move(nameOf);
    m_wanted.clear();
    m_missing.clear();
    findRows();
    endResetModel();
}

void FaceWallModel::findRows()
{
    m_rows.clear();
    for (int row = 0; row < int(m_faces.size()); ++row) {
        m_rows[m_faces[row].face.photo].append(row);
    }
}

void FaceWallModel::decide(const QList<FaceChoice>& choices, const std::function<bool(const Face&)>& isLeft)
{
    QHash<FaceId, FaceChoice> decided;
    for (const FaceChoice& choice : choices) {
        decided.insert(choice.face, choice);
    }
    for (int row = int(m_faces.size()) - 1; row >= 0; --row) {
        Face& face = m_faces[row].face;
        const auto choice = decided.constFind(face.id);
        if (choice == decided.cend()) {
            continue;
        }
        face.state = choice->state;
        face.person = choice->person;
        if (isLeft(face)) {
            beginRemoveRows({}, row, row);
            m_faces.removeAt(row);
            endRemoveRows();
        } else {
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
    findRows();
}

QList<int> FaceWallModel::rowsOfStack(int row) const
{
    const int stack = m_stacks.value(faceAt(row).id);
    QList<int> rows;
    for (int other = 0; other < int(m_faces.size()); ++other) {
        if (other == row || (stack > 0 && m_stacks.value(faceAt(other).id) == stack)) {
            rows.append(other);
        }
    }
    return rows;
}

int FaceWallModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_faces.size());
}

QVariant FaceWallModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= int(m_faces.size())) {
        return {};
    }
    const Face& face = m_faces[index.row()].face;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return m_nameOf ? m_nameOf(face) : QString();
    case ToNameRole:
        return face.state == FaceState::Unreviewed;
    case StackRole:
        return face.state == FaceState::Unreviewed ? m_stacks.value(face.id) : 0;
    case Qt::DecorationRole:
        if (const QPixmap* crop = m_crops.object(face.id.value)) {
            return *crop;
        }
        ask(face.photo);
        return {};
    default:
        return {};
    }
}

void FaceWallModel::ask(PhotoId photo) const
{
    if (m_missing.contains(photo) || m_underWay.contains(photo)) {
        return;
    }
    m_wanted.removeOne(photo);
    m_wanted.prepend(photo);
    if (m_wanted.size() > kWanted) {
        m_wanted.removeLast();
    }
    // Not from within a view's painting.
    auto* self = const_cast<FaceWallModel*>(this); // NOLINT(cppcoreguidelines-pro-type-const-cast): data() is const
    QTimer::singleShot(0, self, &FaceWallModel::startNext);
}

void FaceWallModel::startNext()
{
    while (m_underWay.size() < kUnderWay && !m_wanted.isEmpty()) {
        const PhotoId photo = m_wanted.takeFirst();
        m_underWay.insert(photo);
        m_pictures.preview(photo, this, [this, photo](const Result<QImage>& picture) {
            m_underWay.remove(photo);
            if (picture && !picture->isNull()) {
                cut(photo, *picture);
            } else {
                m_missing.insert(photo);
            }
            QTimer::singleShot(0, this, &FaceWallModel::startNext);
        });
    }
}

void FaceWallModel::cut(PhotoId photo, const QImage& picture)
{
    for (const int row : m_rows.value(photo)) {
        const WallFace& one = m_faces[row];
        auto* crop = new QPixmap(cropOf(picture, one.photoSize, one.face.rect, kCropEdge, m_ratio));
        m_crops.insert(one.face.id.value, crop, qsizetype{crop->width()} * crop->height() * 4);
        Q_EMIT dataChanged(index(row), index(row), {Qt::DecorationRole});
    }
}

} // namespace cloakroom::ui
