#pragma once

#include <QDialog>
#include <QImage>

namespace cloakroom::ui {

class PhotoCanvas;
class Session;

/// A flagged photo as it is, for one look: gone after a minute, and when the library is
/// locked. Nothing is kept or cached.
class RevealDialog : public QDialog {
    Q_OBJECT
public:
    RevealDialog(Session& session, const QImage& picture, QWidget* parent);
    ~RevealDialog() override;

private:
    PhotoCanvas* m_canvas;
};

} // namespace cloakroom::ui
