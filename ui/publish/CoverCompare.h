#pragma once

#include <QDialog>
#include <QImage>

class QScrollArea;

namespace cloakroom::ui {

/// A photo as it leaves and as it is, at full size and pixel for pixel, on the two sides of a line that is dragged.
class CoverCompare : public QDialog {
    Q_OBJECT
public:
    /// `plain` may be of another size; it is shown at that of `covered`.
    CoverCompare(const QImage& covered, const QImage& plain, QWidget* parent = nullptr);

    /// The share of the width, from the left, that shows the photo as it is.
    void setSplit(double share);
    [[nodiscard]] double split() const;

private:
    class Pane;
    Pane* m_pane;
    QScrollArea* m_scroll;
};

} // namespace cloakroom::ui
