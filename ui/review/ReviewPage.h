#pragma once

#include "ui/common/Page.h"
#include "ui/review/CanvasItem.h"
#include "ui/review/FaceUndo.h"
#include "ui/review/ReviewPhoto.h"

#include <QElapsedTimer>
#include <QImage>
#include <QSet>
#include <QTimer>

#include <functional>
#include <optional>

class QStackedWidget;

namespace cloakroom::ui {

class EmptyState;
class LikenessSearch;
class PhotoCanvas;
class ReviewAhead;
class ReviewDarkroom;
class ReviewPane;

/// The viewer, and the place where faces are named and photos signed off. Without a list it shows the photos that wait.
///
/// Keys: Left and Right (or Page Up and Page Down) go through the photos, 1 to 9 go to that face's name, a few letters
/// and Enter name it and go to the next one, Ctrl+Enter takes the first name that is suggested, R says that the rest
/// are not ours, Enter signs off and goes on, A adds a face, C covers something else, E previews as exported, N shows
/// names, F flags, W shows all faces of the event, Ctrl+Z takes back. A decision shows at once and is stored behind it,
/// one after the other.
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
    void showLikelyNames(PhotoId photo);
    void showItems();
    void showNothing();
    void reset();

    void goTo(int index);
    void goOn(); ///< to the next photo that is not signed off yet
    [[nodiscard]] int nextIndex() const; ///< of that photo; the list's size when there is none
    void showAhead();
    /// Stores a decision, after those that were made before it.
    void perform(const steps::Work& work, std::function<void()> then = {});
    void store(PhotoId photo, const steps::Work& work, std::function<void(bool isDone)> then);
    void stored(const Result<FaceStep>& step, const std::function<void(bool)>& then);
    void performNext();
    [[nodiscard]] bool isBeingStored(PhotoId photo) const;
    /// Shows the face with this decision at once, goes to the next one and stores it.
    void decide(const Face& face, FaceState state, PersonId person, const steps::Work& work);
    void moveItem(const CanvasItem& item, const QRect& rect);
    void declineName(const Face& face, const NameSuggestion& suggestion);
    void setQuiet(const Face& face, bool isQuiet);
    void showSuggestions();
    void restAreStrangers();
    void openWall();
    void signOff();
    void focusOpenFace();
    [[nodiscard]] bool isLookedAt() const;
    void showAgain(PhotoId photo);
    void undo();
    void takenBack(const FaceStep& step, const Result<void>& done);
    void search(bool isThorough);
    void flagPhoto();
    void togglePreview();
    void endPreview();
    void addPerson(const Face& face, const QString& name);
    void focusFaceAfter(FaceId face);
    [[nodiscard]] const Face* faceWith(qint64 id) const;
    [[nodiscard]] const CoverRegion* regionWith(qint64 id) const;
    [[nodiscard]] QString nameOf(const Face& face) const;
    [[nodiscard]] bool mayName() const;
    [[nodiscard]] bool handlePlainKey(int key);

    QStackedWidget* m_stack;
    EmptyState* m_empty;
    ReviewDarkroom* m_darkroom;
    ReviewPane* m_pane;
    ReviewAhead* m_ahead;
    LikenessSearch* m_likeness;

    QList<PhotoId> m_photos;
    int m_index = 0;
    bool m_isWaitingList = true; ///< the photos that wait, not a list that somebody chose
    QSet<PhotoId> m_done; ///< signed off since the list was opened
    QSet<PhotoId> m_inSigning; ///< whose sign-off is on its way to be stored; they wait for nobody any more
    std::optional<ReviewPhoto> m_shown;
    QImage m_picture;
    LikelyPeople m_people;
    EventId m_countedEvent;
    QList<FaceStep> m_steps; ///< the latest decisions, the last one first to be taken back
    bool m_isPreview = false;
    struct Storing {
        PhotoId photo;
        std::function<void()> start;
    };
    PhotoId m_storing; ///< of which a decision is on its way: the next waits for its answer
    QList<Storing> m_toStore;
    bool m_isReadAgain = false; ///< what was read meanwhile was too old
    bool m_isGoingOn = false; ///< the next photo begins with its first open face
    QElapsedTimer m_looking; ///< since the photo at hand can be seen
    QTimer m_countLater;
};

} // namespace cloakroom::ui
