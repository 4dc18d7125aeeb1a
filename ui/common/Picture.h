#pragma once

#include <QImage>
#include <QPointF>
#include <QSize>
#include <QWidget>

namespace cloakroom::ui {

/// A picture with rounded corners in a fixed proportion, cropped around a point.
class Picture final : public QWidget {
    Q_OBJECT

public:
    explicit Picture(QSize proportion, QWidget* parent = nullptr);

    void setImage(const QImage& image, QPointF focus = {0.5, 0.45});

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QSize m_proportion;
    QImage m_image;
    QPointF m_focus;
};

/// The largest part of a picture of `proportion`, as near around `focus` (0-1) as it fits.
[[nodiscard]] QRectF cropAround(QSize picture, QSizeF proportion, QPointF focus);

} // namespace cloakroom::ui
