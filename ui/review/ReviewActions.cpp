// What the review page does to the photo at hand, part of ReviewPage. How it is stored and taken back:
// ReviewStoring.cpp.

#include "core/consent/People.h"
#include "core/faces/FaceScan.h"
#include "core/publish/ExportJob.h"
#include "core/publish/ExportPreview.h"
#include "core/review/Flags.h"
#include "ui/common/Message.h"
#include "ui/people/PersonDialog.h"
#include "ui/review/FaceList.h"
#include "ui/review/FaceWallDialog.h"
#include "ui/review/FlagDialog.h"
#include "ui/review/LikenessSearch.h"
#include "ui/review/PhotoCanvas.h"
#include "ui/review/ReviewDarkroom.h"
#include "ui/review/ReviewPage.h"
#include "ui/review/ReviewPane.h"
#include "ui/window/Session.h"

#include <QKeyEvent>
#include <QPointer>

#include <algorithm>
#include <utility>

namespace cloakroom::ui {

namespace {

constexpr int kShortestLook = 150; // ms for which a photo was to be seen before it can be signed off

} // namespace

const Face* ReviewPage::faceWith(qint64 id) const
{
    if (!m_shown) {
        return nullptr;
    }
    const auto found = std::find_if(m_shown->faces.cbegin(), m_shown->faces.cend(),
                                    [id](const Face& face) { return face.id.value == id; });
    return found == m_shown->faces.cend() ? nullptr : &*found;
}

const CoverRegion* ReviewPage::regionWith(qint64 id) const
{
    if (!m_shown) {
        return nullptr;
    }
    const auto found = std::find_if(m_shown->regions.cbegin(), m_shown->regions.cend(),
                                    [id](const CoverRegion& region) { return region.id.value == id; });
    return found == m_shown->regions.cend() ? nullptr : &*found;
}

void ReviewPage::moveItem(const CanvasItem& item, const QRect& rect)
{
    if (!m_shown) {
        return;
    }
    const auto isIt = [&item](const auto& one) { return one.id.value == item.id; };
    if (item.kind == CanvasItem::Kind::Face) {
        const auto face = std::find_if(m_shown->faces.begin(), m_shown->faces.end(), isIt);
        if (face != m_shown->faces.end()) {
            perform(steps::move(*face, rect));
            face->rect = rect;
        }
        return;
    }
    const auto region = std::find_if(m_shown->regions.begin(), m_shown->regions.end(), isIt);
    if (region != m_shown->regions.end()) {
        perform(steps::moveRegion(*region, rect));
        region->rect = rect;
    }
}

void ReviewPage::decide(const Face& face, FaceState state, PersonId person, const steps::Work& work)
{
    if (!m_shown) {
        return;
    }
    ReviewPhoto shown = *m_shown;
    const auto found =
        std::find_if(shown.faces.begin(), shown.faces.end(), [&](const Face& one) { return one.id == face.id; });
    if (found == shown.faces.end()) {
        return;
    }
    found->state = state;
    found->person = person;
    m_shown = shown;
    m_pane->faces()->setPhoto(shown, m_people);
    focusFaceAfter(face.id);
    if (state == FaceState::Rejected) {
        m_shown->faces.removeIf([&](const Face& one) { return one.id == face.id; });
        m_pane->faces()->setPhoto(*m_shown, m_people);
    }
    showItems();
    perform(work);
}

void ReviewPage::declineName(const Face& face, const NameSuggestion& suggestion)
{
    if (!m_shown || !mayName()) {
        return;
    }
    m_shown->declined.append(declining(suggestion));
    showSuggestions();
    perform(steps::declineName(face, suggestion));
}

void ReviewPage::setQuiet(const Face& face, bool isQuiet)
{
    if (!m_shown || !mayName()) {
        return;
    }
    if (isQuiet) {
        m_shown->quiet.insert(face.id);
        m_shown->suggestions.removeIf([&face](const NameSuggestion& one) {
            return one.face == face.id && one.source == SuggestionSource::Likeness;
        });
    } else {
        m_shown->quiet.remove(face.id);
    }
    showSuggestions();
    perform(steps::setQuiet(face, isQuiet), [this, isQuiet] {
        if (!isQuiet) {
            m_likeness->lookAgain();
        }
    });
}

void ReviewPage::restAreStrangers()
{
    if (!m_shown || !mayName()) {
        return;
    }
    const QList<Face> before = m_shown->faces;
    for (Face& face : m_shown->faces) {
        if (face.state == FaceState::Unreviewed) {
            face.state = FaceState::Confirmed;
        }
    }
    m_pane->faces()->setPhoto(*m_shown, m_people);
    showItems();
    m_pane->card()->focusButton();
    perform(steps::restAreStrangers(photo(), before));
}

void ReviewPage::openWall()
{
    if (!m_shown || !m_shown->details.event.isValid() || !mayName()) {
        return;
    }
    m_darkroom->canvas()->flush();
    FaceWallFilter filter;
    filter.event = m_shown->details.event;
    filter.onlyToName = true;
    auto* wall = new FaceWallDialog(session(), filter, m_shown->details.summary.event, this);
    wall->open();
}

void ReviewPage::focusFaceAfter(FaceId face)
{
    if (!m_pane->faces()->focusNextOpen(face)) {
        m_pane->card()->focusButton();
    }
}

void ReviewPage::focusOpenFace()
{
    if (!m_pane->faces()->focusNextOpen()) {
        m_pane->card()->focusButton();
    }
}

bool ReviewPage::isLookedAt() const
{
    return !m_picture.isNull() && m_looking.isValid() && m_looking.elapsed() >= kShortestLook;
}

void ReviewPage::signOff()
{
    m_darkroom->canvas()->flush();
    // The Enter that named the last face, pressed twice, is no statement about the next photo.
    if (!m_shown || !isLookedAt()) {
        if (m_shown && m_picture.isNull()) {
            message().say(Message::Kind::Warning,
                          tr("There is no picture to look at, so this photo was not signed off."));
        }
        return;
    }
    const PhotoId signedOff = photo();
    const steps::Work work = steps::signOff(signedOff, m_shown->faces, m_shown->regions);
    m_done.insert(signedOff);
    m_inSigning.insert(signedOff);
    m_isGoingOn = true;
    goOn(); // the next one is read before this one is stored
    store(signedOff, work, [this, signedOff](bool isDone) {
        m_inSigning.remove(signedOff);
        m_countLater.start();
        if (!isDone) {
            m_done.remove(signedOff);
            showAgain(signedOff);
        }
    });
}

void ReviewPage::search(bool isThorough)
{
    const PhotoId asked = photo();
    if (!asked.isValid() || !mayName()) {
        return;
    }
    const ScanScope scope = isThorough ? ScanScope::Thorough : ScanScope::All;
    session().runJob(
        tr("Searching a photo for faces"), this,
        [session = &session(), asked, scope](Progress& progress) {
            return findFaces(session->library(), session->workers(), {asked}, scope, progress);
        },
        [this, asked](const Result<ScanReport>& report) {
            if (!report) {
                showError(report.error());
            } else if (!report->failed.isEmpty()) {
                showError(Error{ErrorCode::Unreadable, report->failed.first().reason});
            }
            Q_EMIT session().facesChanged(asked);
        });
}

void ReviewPage::flagPhoto()
{
    const PhotoId asked = photo();
    if (!asked.isValid()) {
        return;
    }
    auto* dialog = new FlagDialog(this);
    connect(dialog, &FormDialog::submitted, this, [this, dialog, asked] {
        dialog->setBusy(true);
        session().ask(
            dialog, [asked, reason = dialog->reason()](Library& library) { return Flags(library).add(asked, reason); },
            [this, dialog, asked](const Result<FlagId>& flag) {
                if (!flag) {
                    dialog->showError(flag.error().text);
                    return;
                }
                dialog->accept();
                if (!session().may(Right::Safeguard)) {
                    m_photos.removeOne(asked);
                    m_shown.reset();
                    goTo(std::min(m_index, int(m_photos.size()) - 1));
                }
                message().say(Message::Kind::Success,
                              tr("The safeguarding lead will look at the photo. Nobody else sees it until then."));
                Q_EMIT session().flagsChanged();
                Q_EMIT session().photosChanged();
            });
    });
    dialog->open();
}

void ReviewPage::togglePreview()
{
    if (m_isPreview) {
        endPreview();
        return;
    }
    m_darkroom->setPreview(false);
    const PhotoId asked = photo();
    if (!asked.isValid() || m_picture.isNull() || !session().purpose().isValid()) {
        return;
    }
    session().ask(
        this,
        [asked, purpose = session().purpose()](Library& library) {
            return previewAsExported(library, asked, purpose, CoverStyle::Mosaic);
        },
        [this, asked](const Result<QImage>& picture) {
            if (asked != photo()) {
                return;
            }
            if (!picture) {
                message().say(Message::Kind::Warning, picture.error().text);
                return;
            }
            m_isPreview = true;
            m_darkroom->setPreview(true);
            m_darkroom->canvas()->setPicture(*picture);
        });
}

void ReviewPage::endPreview()
{
    if (!m_isPreview) {
        m_darkroom->setPreview(false);
        return;
    }
    m_isPreview = false;
    m_darkroom->setPreview(false);
    m_darkroom->canvas()->setPicture(m_picture);
}

void ReviewPage::addPerson(const Face& face, const QString& name)
{
    Person draft;
    const auto space = name.lastIndexOf(QLatin1Char(' '));
    draft.givenName = space > 0 ? name.left(space) : name;
    draft.familyName = space > 0 ? name.mid(space + 1) : QString();
    auto* dialog = new PersonDialog(draft, {}, this);
    connect(dialog, &FormDialog::submitted, this, [this, dialog, face] {
        dialog->setBusy(true);
        session().ask(
            dialog, [person = dialog->person()](Library& library) { return People(library).add(person); },
            [this, dialog, face](const Result<PersonId>& added) {
                if (!added) {
                    dialog->showError(added.error().text);
                    return;
                }
                dialog->accept();
                Q_EMIT session().peopleChanged();
                decide(face, FaceState::Confirmed, *added, steps::confirm(face, *added));
            });
    });
    dialog->open();
}

bool ReviewPage::handlePlainKey(int key)
{
    if (key >= Qt::Key_1 && key <= Qt::Key_9) {
        const int index = key - Qt::Key_1;
        if (m_shown && index < int(m_shown->faces.size())) {
            m_pane->faces()->focusFace(m_shown->faces[index].id);
        }
        return true;
    }
    switch (key) {
    case Qt::Key_Left:
    case Qt::Key_PageUp:
        goTo(m_index - 1);
        return true;
    case Qt::Key_Right:
    case Qt::Key_PageDown:
        if (m_index + 1 < m_photos.size()) {
            goTo(m_index + 1);
        }
        return true;
    case Qt::Key_E:
        togglePreview();
        return true;
    case Qt::Key_N:
        canvas()->setLabelsVisible(!canvas()->areLabelsVisible());
        return true;
    case Qt::Key_F:
        flagPhoto();
        return true;
    case Qt::Key_A:
        canvas()->setTool(PhotoCanvas::Tool::DrawFace);
        canvas()->setFocus();
        return true;
    case Qt::Key_C:
        canvas()->setTool(PhotoCanvas::Tool::DrawRegion);
        canvas()->setFocus();
        return true;
    case Qt::Key_R:
        restAreStrangers();
        return true;
    case Qt::Key_W:
        openWall();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_pane->card()->press();
        return true;
    default:
        return false;
    }
}

void ReviewPage::keyPressEvent(QKeyEvent* event)
{
    const bool isPlain = (event->modifiers() & ~(Qt::KeypadModifier | Qt::AltModifier)) == Qt::NoModifier;
    const bool isHeldEnter = event->isAutoRepeat() && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter);
    if (isHeldEnter) {
        return;
    }
    if (!photo().isValid() || !isPlain || !handlePlainKey(event->key())) {
        Page::keyPressEvent(event);
    }
}

} // namespace cloakroom::ui
