#pragma once

#include "core/base/Ids.h"

#include <QAbstractButton>
#include <QImage>
#include <QPointF>

namespace cloakroom::ui {

/// An event as a picture with its name and a line below.
class EventButton final : public QAbstractButton {
    Q_OBJECT

public:
    EventButton(const QString& name, const QString& line, QWidget* parent = nullptr);

    void setImage(const QImage& image, QPointF focus);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_line;
    QImage m_image;
    QPointF m_focus;
};

} // namespace cloakroom::ui
