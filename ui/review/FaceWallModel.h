#pragma once

#include "core/faces/FaceWall.h"
#include "ui/review/LookAlikes.h"

#include <QAbstractListModel>
#include <QCache>
#include <QHash>
#include <QPixmap>
#include <QSet>

#include <functional>

namespace cloakroom::ui {

class PictureLoader;

/// The faces of a wall. Their pictures are cut out when they are first drawn, from the large picture of their photo as
/// the role may see it. GUI thread.
class FaceWallModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        ToNameRole = Qt::UserRole + 1,
        StackRole, ///< number of the stack of look-alikes; 0 = none
    };
    static constexpr int kCropEdge = 112; ///< pixels of the screen's own size

    explicit FaceWallModel(PictureLoader& pictures, QObject* parent = nullptr);

    /// `nameOf` says what may be said of a face.
    void setFaces(const StackedFaces& faces, std::function<QString(const Face&)> nameOf);
    /// All of the same stack, this one too; only this one where it is in none.
    [[nodiscard]] QList<int> rowsOfStack(int row) const;
    [[nodiscard]] const Face& faceAt(int row) const { return m_faces[row].face; }
    /// Shows decisions before they are stored; faces that `isLeft` no longer belong here go.
    void decide(const QList<FaceChoice>& choices, const std::function<bool(const Face&)>& isLeft);
    void setPixelRatio(qreal ratio) { m_ratio = ratio; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    void ask(PhotoId photo) const;
    void startNext();
    void cut(PhotoId photo, const QImage& picture);
    void findRows();

    PictureLoader& m_pictures;
    QList<WallFace> m_faces;
    QHash<FaceId, int> m_stacks; ///< each in one piece of m_faces
    std::function<QString(const Face&)> m_nameOf;
    QHash<PhotoId, QList<int>> m_rows;
    mutable QCache<qint64, QPixmap> m_crops; ///< by the face's number
    mutable QList<PhotoId> m_wanted; ///< the last one asked for first
    QSet<PhotoId> m_underWay;
    QSet<PhotoId> m_missing;
    qreal m_ratio = 1;
};

} // namespace cloakroom::ui
