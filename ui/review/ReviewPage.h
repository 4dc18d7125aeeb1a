#pragma once

#include "ui/common/Page.h"
#include "ui/review/FaceUndo.h"
#include "ui/review/ReviewPhoto.h"

#include <QImage>
#include <QSet>

#include <functional>
#include <optional>

class QStackedWidget;

namespace cloakroom::ui {

class EmptyState;
class PhotoCanvas;
class ReviewDarkroom;
class ReviewPane;

/// The viewer, and the place where faces are named and photos signed off. Without a list it shows the photos that wait.
///
/// Keys: Left and Right (or Page Up and Page Down) go through the photos, Enter signs off and goes on, A adds a face,
/// C covers something else, E previews as exported, N shows names, F flags, Ctrl+Z takes back.
class ReviewPage : public Page {
    Q_OBJECT
public:
    explicit ReviewPage(Session& session, QWidget* parent = nullptr);
    ~ReviewPage() override;

    /// Shows these photos, starting with one of them.
    void open(const QList<PhotoId>& photos, int index);
    void refresh() override;
    void focusFirst() override;

    /// The photo at hand; invalid when there is none.
    [[nodiscard]] PhotoId photo() const;
    [[nodiscard]] PhotoCanvas* canvas() const;
    [[nodiscard]] ReviewPane* pane() const { return m_pane; }

Q_SIGNALS:
    /// What is known of the photo at hand was read and is shown.
    void photoShown(cloakroom::PhotoId photo);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void connectSession();
    void connectCanvas();
    void connectPane();

    void readPeople();
    void readWaiting();
    void readPhoto();
    void readPicture();
    void readCounts(EventId event);
    void showPhoto(const ReviewPhoto& photo);
    void showItems();
    void showNothing();
    void reset();

    void goTo(int index);
    void goOn(); ///< to the next photo that is not signed off yet
    void perform(const steps::Work& work, std::function<void()> then = {});
    void signOff();
    void undo();
    void search(bool isThorough);
    void flagPhoto();
    void togglePreview();
    void endPreview();
    void addPerson(const Face& face, const QString& name);
    void afterNaming(FaceId face);
    [[nodiscard]] const Face* faceWith(qint64 id) const;
    [[nodiscard]] const CoverRegion* regionWith(qint64 id) const;
    [[nodiscard]] QString nameOf(const Face& face) const;
    [[nodiscard]] bool mayName() const;
    [[nodiscard]] bool handlePlainKey(int key);

    QStackedWidget* m_stack;
    EmptyState* m_empty;
    ReviewDarkroom* m_darkroom;
    ReviewPane* m_pane;

    QList<PhotoId> m_photos;
    int m_index = 0;
    bool m_isWaitingList = true; ///< the photos that wait, not a list that somebody chose
    QSet<PhotoId> m_done; ///< signed off since the list was opened
    std::optional<ReviewPhoto> m_shown;
    QImage m_picture;
    LikelyPeople m_people;
    EventId m_countedEvent;
    QList<FaceStep> m_steps; ///< the latest decisions, the last one first to be taken back
    bool m_isPreview = false;
    bool m_isStoring = false; ///< a decision is on its way: the next waits for its answer
};

} // namespace cloakroom::ui
