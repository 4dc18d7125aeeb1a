#pragma once

#include "ui/review/PhotoCanvas.h"

#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace cloakroom::ui {

class Filmstrip;
class PictureLoader;
struct ReviewPhoto;

/// The left of the review page: a row of tools, the photo, its neighbours.
class ReviewDarkroom : public QFrame {
    Q_OBJECT
public:
    explicit ReviewDarkroom(PictureLoader& pictures, QWidget* parent = nullptr);

    [[nodiscard]] PhotoCanvas* canvas() const { return m_canvas; }
    [[nodiscard]] Filmstrip* strip() const { return m_strip; }

    void setPlace(int index, int count);
    void setAbout(const QString& text);
    void setEditable(bool isEditable);
    void setPreview(bool isPreview);
    void setUndo(const QString& what); ///< empty = nothing to take back

Q_SIGNALS:
    void searchPressed();
    void previewPressed();
    void flagPressed();
    void undoPressed();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showAbout();
    QWidget* makeHeader();
    void showTool(PhotoCanvas::Tool tool);

    PhotoCanvas* m_canvas;
    Filmstrip* m_strip;
    QLabel* m_place;
    QLabel* m_about;
    QPushButton* m_addFace;
    QPushButton* m_addRegion;
    QPushButton* m_search;
    QToolButton* m_preview;
    QToolButton* m_undo;
    QString m_aboutText;
    bool m_isEditable = true;
};

/// When a photo was taken and at what event: "Sports day, 12 June 2026".
[[nodiscard]] QString aboutText(const ReviewPhoto& photo);
/// Its faces (numbered) and cover regions as the canvas draws them; `nameOf` gives what may be said of a face.
[[nodiscard]] QList<CanvasItem> canvasItems(const ReviewPhoto& photo,
                                            const std::function<QString(const Face&)>& nameOf);

} // namespace cloakroom::ui
