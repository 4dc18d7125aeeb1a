// How the review page stores decisions, one after the other, and takes them back: part of ReviewPage.

#include "ui/common/Message.h"
#include "ui/review/ReviewDarkroom.h"
#include "ui/review/ReviewPage.h"
#include "ui/window/Session.h"

#include <algorithm>
#include <utility>

namespace cloakroom::ui {

namespace {

constexpr int kStepsKept = 200;

} // namespace

void ReviewPage::perform(const steps::Work& work, std::function<void()> then)
{
    store(photo(), work, [then = std::move(then)](bool isDone) {
        if (isDone && then) {
            then();
        }
    });
}

void ReviewPage::store(PhotoId photo, const steps::Work& work, std::function<void(bool)> then)
{
    m_toStore.append({photo, [this, work, then = std::move(then)] {
                          message().hide();
                          session().ask(this, work, [this, then](const Result<FaceStep>& step) { stored(step, then); });
                      }});
    performNext();
}

void ReviewPage::stored(const Result<FaceStep>& step, const std::function<void(bool)>& then)
{
    m_storing = {};
    if (!step) {
        m_toStore.clear(); // what came after it was meant to follow it
        m_done.subtract(std::exchange(m_inSigning, {}));
        m_isReadAgain = false;
        then(false);
        showError(step.error());
        readPhoto(); // what the canvas shows must be what is stored
        return;
    }
    m_steps.append(*step);
    if (m_steps.size() > kStepsKept) {
        m_steps.removeFirst();
    }
    m_darkroom->setUndo(step->what);
    then(true);
    performNext();
    Q_EMIT session().facesChanged(step->photo); // which reads the photo again, once all is stored
}

void ReviewPage::performNext()
{
    if (m_storing.isValid()) {
        return;
    }
    if (!m_toStore.isEmpty()) {
        const Storing next = m_toStore.takeFirst();
        m_storing = next.photo;
        next.start();
    } else if (std::exchange(m_isReadAgain, false)) {
        readPhoto();
    }
}

bool ReviewPage::isBeingStored(PhotoId photo) const
{
    return m_storing == photo || std::any_of(m_toStore.cbegin(), m_toStore.cend(), [photo](const Storing& waiting) {
               return waiting.photo == photo;
           });
}

void ReviewPage::showAgain(PhotoId photo)
{
    if (const auto index = m_photos.indexOf(photo); index >= 0) {
        goTo(int(index));
    } else {
        open({photo}, 0);
    }
}

void ReviewPage::undo()
{
    if ((m_steps.isEmpty() && m_toStore.isEmpty() && !m_storing.isValid()) || !mayName()) {
        return;
    }
    const PhotoId about = m_steps.isEmpty() || m_storing.isValid() ? photo() : m_steps.last().photo;
    m_toStore.append({about, [this] {
                          if (m_steps.isEmpty()) {
                              m_storing = {};
                              performNext();
                              return;
                          }
                          const FaceStep step = m_steps.takeLast();
                          session().ask(this, step.back,
                                        [this, step](const Result<void>& done) { takenBack(step, done); });
                      }});
    performNext();
}

void ReviewPage::takenBack(const FaceStep& step, const Result<void>& done)
{
    m_storing = {};
    m_darkroom->setUndo(m_steps.isEmpty() ? QString() : m_steps.last().what);
    if (!done) {
        showError(done.error());
    }
    m_done.remove(step.photo);
    m_countLater.start();
    performNext();
    showAgain(step.photo);
    Q_EMIT session().facesChanged(step.photo);
}

} // namespace cloakroom::ui
