#include "ui/review/ReviewPage.h"

#include "core/consent/People.h"
#include "core/faces/FaceWall.h"
#include "core/photos/Photos.h"
#include "ui/common/EmptyState.h"
#include "ui/common/Message.h"
#include "ui/review/FaceList.h"
#include "ui/review/Filmstrip.h"
#include "ui/review/LikenessSearch.h"
#include "ui/review/ReviewAhead.h"
#include "ui/review/ReviewDarkroom.h"
#include "ui/review/ReviewPane.h"
#include "ui/window/PictureLoader.h"
#include "ui/window/Session.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QShortcut>
#include <QStackedWidget>

#include <algorithm>
#include <utility>

namespace cloakroom::ui {

namespace {

constexpr int kPaneWidth = 320;
constexpr int kCountPause = 1500; // ms: counting a whole library must not stand before the next photo

} // namespace

ReviewPage::ReviewPage(Session& session, QWidget* parent)
    : Page(session, tr("Review"), parent)
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState(QStringLiteral("review"), {}, {}))
    , m_darkroom(new ReviewDarkroom(session.pictures()))
    , m_pane(new ReviewPane)
    , m_ahead(new ReviewAhead(session, this))
    , m_likeness(new LikenessSearch(session, this))
{
    makeBare();
    auto* work = new QWidget;
    auto* layout = new QHBoxLayout(work);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* pane = new QFrame;
    pane->setObjectName(QStringLiteral("detailsPane"));
    pane->setFixedWidth(kPaneWidth);
    auto* paneLayout = new QVBoxLayout(pane);
    paneLayout->setContentsMargins(0, 0, 0, 0);
    paneLayout->addWidget(m_pane);
    layout->addWidget(m_darkroom, 1);
    layout->addWidget(pane);
    m_stack->addWidget(work);
    m_stack->addWidget(m_empty);
    body().addWidget(m_stack, 1);

    connectSession();
    connectCanvas();
    connectPane();
    connect(m_likeness, &LikenessSearch::found, this, &ReviewPage::showLikelyNames);
    auto* undoKey = new QShortcut(QKeySequence::Undo, this);
    undoKey->setContext(Qt::WidgetWithChildrenShortcut);
    connect(undoKey, &QShortcut::activated, this, &ReviewPage::undo);
    connect(m_empty, &EmptyState::pressed, this,
            [this] { Q_EMIT this->session().pageRequested(QStringLiteral("import")); });
    m_darkroom->setUndo({});
    m_countLater.setSingleShot(true);
    m_countLater.setInterval(kCountPause);
    connect(&m_countLater, &QTimer::timeout, this, &ReviewPage::readWaiting);
}

ReviewPage::~ReviewPage() = default;

void ReviewPage::connectSession()
{
    Session& session = this->session();
    connect(&session, &Session::aboutToLock, this, &ReviewPage::reset);
    connect(&session, &Session::purposeChanged, this, [this] {
        m_pane->setPurposes(this->session().purposes(), this->session().purpose());
        endPreview();
        if (isShown()) {
            readPhoto();
        }
    });
    const auto readAgain = [this] {
        if (isShown()) {
            readPhoto();
        }
    };
    connect(&session, &Session::consentsChanged, this, readAgain);
    connect(&session, &Session::facesChanged, this, [this](PhotoId photo) {
        if (isShown() && !isBeingStored(this->photo()) && (!photo.isValid() || photo == this->photo())) {
            readPhoto();
        }
    });
    connect(&session, &Session::peopleChanged, this, [this] {
        if (isShown()) {
            readPeople();
        }
    });
    // The number beside "Review" is kept right wherever the change came from.
    connect(&session, &Session::photosChanged, this, &ReviewPage::readWaiting);
    connect(&session, &Session::opened, this, &ReviewPage::readWaiting);
    connect(&session, &Session::flagsChanged, this, &ReviewPage::readWaiting);
}

void ReviewPage::connectCanvas()
{
    PhotoCanvas* canvas = m_darkroom->canvas();
    connect(canvas, &PhotoCanvas::selectionChanged, this, [this](int index) {
        const QList<CanvasItem>& items = m_darkroom->canvas()->items();
        const bool isFace = index >= 0 && items[index].kind == CanvasItem::Kind::Face;
        m_pane->faces()->setCurrent(isFace ? FaceId{items[index].id} : FaceId{});
    });
    connect(canvas, &PhotoCanvas::faceDrawn, this,
            [this](const QRect& rect) { perform(steps::addFace(photo(), rect)); });
    connect(canvas, &PhotoCanvas::regionDrawn, this,
            [this](const QRect& rect) { perform(steps::addRegion(photo(), rect, RegionShape::Rectangle)); });
    connect(canvas, &PhotoCanvas::itemChanged, this, &ReviewPage::moveItem);
    connect(canvas, &PhotoCanvas::removeRequested, this, [this](const CanvasItem& item) {
        if (const Face* face = faceWith(item.id); face && item.kind == CanvasItem::Kind::Face) {
            perform(steps::remove(*face));
        } else if (const CoverRegion* region = regionWith(item.id); region && item.kind == CanvasItem::Kind::Region) {
            perform(steps::removeRegion(*region));
        }
    });
    connect(m_darkroom->strip(), &Filmstrip::activated, this, &ReviewPage::goTo);
    connect(m_darkroom, &ReviewDarkroom::searchPressed, this, [this] { search(true); });
    connect(m_darkroom, &ReviewDarkroom::previewPressed, this, &ReviewPage::togglePreview);
    connect(m_darkroom, &ReviewDarkroom::flagPressed, this, &ReviewPage::flagPhoto);
    connect(m_darkroom, &ReviewDarkroom::undoPressed, this, &ReviewPage::undo);
}

void ReviewPage::connectPane()
{
    FaceList* faces = m_pane->faces();
    connect(faces, &FaceList::faceSelected, this, [this](FaceId face) {
        const QList<CanvasItem>& items = m_darkroom->canvas()->items();
        const auto found = std::find_if(items.cbegin(), items.cend(), [&](const CanvasItem& item) {
            return item.kind == CanvasItem::Kind::Face && item.id == face.value;
        });
        m_darkroom->canvas()->setSelected(found == items.cend() ? -1 : int(found - items.cbegin()));
    });
    connect(faces, &FaceList::personChosen, this, [this](const Face& face, PersonId person) {
        m_people.count(person);
        decide(face, FaceState::Confirmed, person, steps::confirm(face, person));
    });
    connect(faces, &FaceList::unknownEntered, this, &ReviewPage::addPerson);
    connect(faces, &FaceList::nameCleared, this, [this](const Face& face) { perform(steps::forget(face)); });
    connect(faces, &FaceList::notOurs, this,
            [this](const Face& face) { decide(face, FaceState::Confirmed, {}, steps::notOurs(face)); });
    connect(faces, &FaceList::notAFace, this,
            [this](const Face& face) { decide(face, FaceState::Rejected, {}, steps::notAFace(face)); });
    connect(faces, &FaceList::suggestionDeclined, this, &ReviewPage::declineName);
    connect(faces, &FaceList::quietWanted, this, &ReviewPage::setQuiet);
    connect(faces, &FaceList::passed, this, &ReviewPage::focusFaceAfter);
    connect(m_pane, &ReviewPane::purposeChosen, &session(), &Session::setPurpose);
    connect(m_pane, &ReviewPane::restPressed, this, &ReviewPage::restAreStrangers);
    connect(m_pane, &ReviewPane::wallPressed, this, &ReviewPage::openWall);
    SignOffCard* card = m_pane->card();
    connect(card, &SignOffCard::signOffPressed, this, &ReviewPage::signOff);
    connect(card, &SignOffCard::searchPressed, this, [this] { search(false); });
    connect(card, &SignOffCard::nextPressed, this, [this] { goTo(m_index + 1); });
    connect(card, &SignOffCard::fitPressed, this, [this] {
        if (isLookedAt()) {
            perform(steps::fitToPublish(photo(), session().purpose()), [this] { goTo(m_index + 1); });
        }
    });
}

PhotoId ReviewPage::photo() const
{
    return m_index >= 0 && m_index < m_photos.size() ? m_photos[m_index] : PhotoId{};
}

PhotoCanvas* ReviewPage::canvas() const
{
    return m_darkroom->canvas();
}

bool ReviewPage::mayName() const
{
    return session().may(Right::NameFaces);
}

void ReviewPage::open(const QList<PhotoId>& photos, int index)
{
    m_isWaitingList = false;
    m_photos = photos;
    m_done.clear();
    m_darkroom->strip()->setPhotos(m_photos);
    m_darkroom->strip()->setDone(m_done);
    goTo(std::clamp(index, 0, std::max(0, int(photos.size()) - 1)));
}

void ReviewPage::refresh()
{
    m_darkroom->setEditable(mayName());
    m_pane->faces()->setEditable(mayName(), session().may(Right::EditPeople));
    m_pane->setPurposes(session().purposes(), session().purpose());
    readPeople();
    readWaiting();
    if (photo().isValid()) {
        goTo(m_index);
    }
}

void ReviewPage::focusFirst()
{
    m_darkroom->canvas()->setFocus();
}

void ReviewPage::readPeople()
{
    if (!session().may(Right::SeePeople)) {
        return;
    }
    session().ask(
        this, [](Library& library) { return People(library).list(); },
        [this](const Result<QList<Person>>& people) {
            if (!people) {
                showError(people.error());
                return;
            }
            m_people.setPeople(*people);
            if (m_shown) {
                showPhoto(*m_shown);
            }
        });
}

void ReviewPage::readWaiting()
{
    PhotoFilter filter;
    filter.review = ReviewState::Unreviewed;
    filter.kind = PhotoKind::Still;
    session().ask(
        this, [filter](Library& library) { return Photos(library).find(filter); },
        [this](Result<QList<PhotoId>> waiting) {
            if (!waiting) {
                showError(waiting.error());
                return;
            }
            waiting->removeIf([this](PhotoId photo) { return m_inSigning.contains(photo); });
            Q_EMIT waitingChanged(mayName() ? int(waiting->size()) : 0);
            // A list in use is not pulled away under somebody's hands: it is replaced when it is finished.
            const bool isInUse = !m_photos.isEmpty() && (!m_isWaitingList || m_shown);
            if (isInUse) {
                return;
            }
            m_isWaitingList = true;
            m_photos = *waiting;
            m_done.clear();
            m_darkroom->strip()->setPhotos(m_photos);
            m_darkroom->strip()->setDone(m_done);
            if (isShown()) {
                goTo(0);
            }
        });
}

void ReviewPage::goTo(int index)
{
    m_darkroom->canvas()->flush();
    endPreview();
    if (index >= m_photos.size() || index < 0) {
        if (index < 0 && !m_photos.isEmpty()) {
            return;
        }
        showNothing();
        return;
    }
    const bool isOther = index != m_index || !m_shown;
    m_index = index;
    m_stack->setCurrentIndex(0);
    m_darkroom->strip()->setCurrent(index);
    m_darkroom->setPlace(index, int(m_photos.size()));
    if (isOther) {
        m_shown.reset();
        m_picture = {};
        m_looking.invalidate();
        m_darkroom->canvas()->clear();
        m_darkroom->canvas()->setMessage(tr("Opening the photo ..."));
        showAhead();
    }
    readPhoto();
}

void ReviewPage::showAhead()
{
    if (const auto read = m_ahead->take(photo())) {
        showPhoto(*read);
        readPicture();
    }
}

int ReviewPage::nextIndex() const
{
    for (int step = 1; step < int(m_photos.size()); ++step) {
        const int index = (m_index + step) % int(m_photos.size());
        if (!m_done.contains(m_photos[index]) && (index > m_index || m_isWaitingList)) {
            return index;
        }
    }
    return int(m_photos.size());
}

void ReviewPage::goOn()
{
    goTo(nextIndex());
}

void ReviewPage::readPhoto()
{
    const PhotoId asked = photo();
    if (!asked.isValid()) {
        return;
    }
    session().ask(
        this,
        [asked, purpose = session().currentPurpose()](Library& library) {
            return readReviewPhoto(library, asked, purpose);
        },
        [this, asked](const Result<ReviewPhoto>& read) {
            // What is on its way to be stored is newer than this; it is read again when it is.
            if (asked != photo()) {
                return;
            }
            if (isBeingStored(asked)) {
                m_isReadAgain = true;
                return;
            }
            if (!read) {
                m_shown.reset(); // what was read before may not be seen any more
                m_picture = {};
                m_pane->setPhoto({}, {}, {}, {});
                m_darkroom->canvas()->clear();
                m_darkroom->canvas()->setMessage(read.error().text);
                showError(read.error());
                return;
            }
            const bool isNew = !m_shown || m_shown->details.summary.id != asked;
            showPhoto(*read);
            if (isNew || m_picture.isNull()) {
                readPicture();
            }
            m_ahead->read(m_photos.value(nextIndex()));
            Q_EMIT photoShown(asked);
        });
}

void ReviewPage::readPicture()
{
    const PhotoId asked = photo();
    session().pictures().preview(asked, this, [this, asked](const Result<QImage>& picture) {
        if (asked != photo() || !m_shown) {
            return;
        }
        const PhotoSummary& summary = m_shown->details.summary;
        if (!picture || picture->isNull()) {
            m_darkroom->canvas()->setMessage(picture ? tr("There is no picture of this file.") : picture.error().text);
            return;
        }
        if (m_picture.isNull()) {
            m_looking.start(); // the same picture, read once more, has been seen all along
        }
        m_picture = *picture;
        m_darkroom->canvas()->setPhoto(m_picture, QSize(summary.width, summary.height));
        m_pane->faces()->setPicture(m_picture, QSize(summary.width, summary.height));
        showItems();
        if (std::exchange(m_isGoingOn, false) && mayName()) {
            focusOpenFace();
        }
    });
    if (m_index + 1 < m_photos.size()) {
        session().pictures().preview(m_photos[m_index + 1], this, [](const Result<QImage>&) {}); // so that it is there
    }
}

void ReviewPage::readCounts(EventId event)
{
    if (m_countedEvent == event || !event.isValid() || !mayName()) {
        return;
    }
    m_countedEvent = event;
    session().ask(
        this, [event](Library& library) { return FaceWall(library).namedIn(event); },
        [this, event](const Result<QHash<PersonId, int>>& counts) {
            if (counts && event == m_countedEvent) {
                m_people.setCounts(*counts);
                if (m_shown) {
                    showPhoto(*m_shown);
                }
            }
        });
}

QString ReviewPage::nameOf(const Face& face) const
{
    if (face.state == FaceState::Unreviewed) {
        return tr("Nobody named yet");
    }
    const QString name = m_people.nameOf(face.person);
    return name.isEmpty() ? tr("Not on our lists") : name;
}

void ReviewPage::showPhoto(const ReviewPhoto& photo)
{
    m_shown = photo;
    const PhotoId shown = photo.details.summary.id;
    m_likeness->lookAt(shown);
    m_shown->suggestions = m_likeness->merged(*m_shown);
    const SignOffCard::Rights rights{mayName(), session().may(Right::SignOffPublish), session().user().id};
    if (photo.isSignedOff()) {
        m_done.insert(photo.details.summary.id);
    } else {
        m_done.remove(photo.details.summary.id);
    }
    m_darkroom->strip()->setDone(m_done);
    m_darkroom->setAbout(aboutText(photo));
    m_pane->setPhoto(*m_shown, m_people, session().currentPurpose(), rights);
    showItems();
    readCounts(photo.details.event);
}

void ReviewPage::showLikelyNames(PhotoId photo)
{
    if (m_shown && m_shown->details.summary.id == photo) {
        showSuggestions();
    }
}

void ReviewPage::showSuggestions()
{
    m_shown->suggestions = m_likeness->merged(*m_shown);
    m_pane->faces()->setPhoto(*m_shown, m_people);
}

void ReviewPage::showItems()
{
    if (m_shown && !m_picture.isNull()) {
        m_darkroom->canvas()->setItems(canvasItems(*m_shown, [this](const Face& face) { return nameOf(face); }));
    }
}

void ReviewPage::showNothing()
{
    const bool hadWork = !m_done.isEmpty();
    m_photos.clear();
    m_index = 0;
    m_shown.reset();
    m_picture = {};
    m_isWaitingList = true;
    m_darkroom->canvas()->clear();
    if (hadWork) {
        m_empty->setText(tr("Done"), tr("Every photo of this list is reviewed."));
        m_done.clear();
        readWaiting(); // what waits beyond this list comes next
    } else {
        m_empty->setText(tr("No photo waits for you"),
                         tr("Here you say who is in each photo and that every face is marked. Until then a photo does "
                            "not leave the school. New photos appear here after importing."));
    }
    m_empty->setButton(session().may(Right::Import) ? tr("Import photos") : QString());
    m_stack->setCurrentIndex(1);
}

void ReviewPage::reset()
{
    m_photos.clear();
    m_shown.reset();
    m_picture = {};
    m_steps.clear();
    m_done.clear();
    m_inSigning.clear();
    m_people = {};
    m_countedEvent = {};
    m_isWaitingList = true;
    m_isPreview = false;
    m_storing = {};
    m_toStore.clear();
    m_countLater.stop();
    m_isGoingOn = false;
    m_index = 0;
    m_darkroom->canvas()->clear();
    m_darkroom->strip()->setPhotos({});
    m_darkroom->setAbout({});
    m_darkroom->setUndo({});
    m_pane->faces()->setPicture({}, {});
    m_pane->setPhoto({}, {}, {}, {});
}

} // namespace cloakroom::ui
