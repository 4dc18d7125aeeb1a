#include "ui/review/ReviewAhead.h"

#include "ui/window/Session.h"

#include <utility>

namespace cloakroom::ui {

ReviewAhead::ReviewAhead(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    const auto forgetAll = [this] { forget(); };
    connect(&session, &Session::aboutToLock, this, forgetAll);
    connect(&session, &Session::purposeChanged, this, forgetAll);
    connect(&session, &Session::consentsChanged, this, forgetAll);
    connect(&session, &Session::peopleChanged, this, forgetAll);
    connect(&session, &Session::photosChanged, this, forgetAll);
    connect(&session, &Session::flagsChanged, this, forgetAll);
    connect(&session, &Session::facesChanged, this, [this](PhotoId photo) {
        if (!photo.isValid() || photo == m_wanted) {
            forget();
        }
    });
}

void ReviewAhead::forget()
{
    ++m_generation;
    m_wanted = {};
    m_read.reset();
}

void ReviewAhead::read(PhotoId photo)
{
    if (photo == m_wanted) {
        return;
    }
    forget();
    if (!photo.isValid()) {
        return;
    }
    m_wanted = photo;
    m_session.ask(
        this,
        [photo, purpose = m_session.currentPurpose()](Library& library) {
            return readReviewPhoto(library, photo, purpose);
        },
        [this, generation = m_generation](Result<ReviewPhoto> read) {
            if (read && generation == m_generation) {
                m_read = std::move(*read); // a failure shows when the photo itself is read
            }
        });
}

std::optional<ReviewPhoto> ReviewAhead::take(PhotoId photo)
{
    auto taken = photo == m_wanted ? std::exchange(m_read, std::nullopt) : std::nullopt;
    forget();
    return taken;
}

} // namespace cloakroom::ui
