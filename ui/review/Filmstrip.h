#pragma once

#include "core/base/Ids.h"

#include <QList>
#include <QSet>
#include <QWidget>

namespace cloakroom::ui {

class PictureLoader;

/// The neighbours of the photo at hand, small. Only what is seen is loaded.
class Filmstrip : public QWidget {
    Q_OBJECT
public:
    explicit Filmstrip(PictureLoader& pictures, QWidget* parent = nullptr);

    void setPhotos(const QList<PhotoId>& photos);
    void setCurrent(int index);
    /// Marked with a tick.
    void setDone(const QSet<PhotoId>& photos);

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void activated(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] QRect cellAt(int index) const;
    void drawCell(QPainter& painter, int index);

    PictureLoader& m_pictures;
    QList<PhotoId> m_photos;
    QSet<PhotoId> m_done;
    int m_current = 0;
};

} // namespace cloakroom::ui
