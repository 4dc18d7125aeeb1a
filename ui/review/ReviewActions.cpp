// What the review page does to the photo at hand: the second half of ReviewPage.

#include "core/consent/People.h"
#include "core/faces/FaceScan.h"
#include "core/publish/ExportJob.h"
#include "core/review/Flags.h"
#include "ui/common/Message.h"
#include "ui/people/PersonDialog.h"
#include "ui/review/FaceList.h"
#include "ui/review/FlagDialog.h"
#include "ui/review/PhotoCanvas.h"
#include "ui/review/ReviewDarkroom.h"
#include "ui/review/ReviewPage.h"
#include "ui/review/ReviewPane.h"
#include "ui/window/Session.h"

#include <QKeyEvent>
#include <QPointer>

#include <algorithm>

namespace cloakroom::ui {

namespace {

constexpr int kStepsKept = 50;

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

void ReviewPage::perform(const steps::Work& work, std::function<void()> then)
{
    if (m_isStoring || !m_shown) {
        return;
    }
    m_isStoring = true;
    message().hide();
    session().ask(this, work, [this, then = std::move(then)](const Result<FaceStep>& step) {
        m_isStoring = false;
        if (!step) {
            showError(step.error());
            readPhoto(); // what the canvas shows must be what is stored
            return;
        }
        m_steps.append(*step);
        if (m_steps.size() > kStepsKept) {
            m_steps.removeFirst();
        }
        m_darkroom->setUndo(step->what);
        readPhoto();
        Q_EMIT session().facesChanged(step->photo);
        if (then) {
            then();
        }
    });
}

void ReviewPage::afterNaming(FaceId face)
{
    if (!m_pane->faces()->focusNextOpen(face)) {
        m_pane->card()->focusButton();
    }
}

void ReviewPage::signOff()
{
    m_darkroom->canvas()->flush();
    const PhotoId signedOff = photo();
    perform(steps::signOff(signedOff), [this, signedOff] {
        m_done.insert(signedOff);
        readWaiting();
        goOn();
        m_darkroom->canvas()->setFocus();
    });
}

void ReviewPage::undo()
{
    if (m_isStoring || m_steps.isEmpty() || !mayName()) {
        return;
    }
    const FaceStep step = m_steps.takeLast();
    m_isStoring = true;
    session().ask(this, step.back, [this, step](const Result<void>& done) {
        m_isStoring = false;
        m_darkroom->setUndo(m_steps.isEmpty() ? QString() : m_steps.last().what);
        if (!done) {
            showError(done.error());
        }
        m_done.remove(step.photo);
        if (const auto index = m_photos.indexOf(step.photo); index >= 0) {
            goTo(int(index));
        } else {
            open({step.photo}, 0);
        }
        readWaiting();
        Q_EMIT session().facesChanged(step.photo);
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
                perform(steps::confirm(face, *added), [this, id = face.id] { afterNaming(id); });
            });
    });
    dialog->open();
}

bool ReviewPage::handlePlainKey(int key)
{
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
    if (!photo().isValid() || !isPlain || !handlePlainKey(event->key())) {
        Page::keyPressEvent(event);
    }
}

} // namespace cloakroom::ui
