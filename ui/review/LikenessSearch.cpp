#include "ui/review/LikenessSearch.h"

#include "core/consent/Recognition.h"
#include "core/faces/NameSearch.h"
#include "core/faces/TemplateSource.h"
#include "ui/review/ReviewPhoto.h"
#include "ui/window/Session.h"

#include <utility>

namespace cloakroom::ui {

LikenessSearch::LikenessSearch(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &Session::aboutToLock, this, &LikenessSearch::reset);
    // Whoever withdrew a consent is not suggested any more.
    for (const auto changed : {&Session::consentsChanged, &Session::peopleChanged, &Session::settingsChanged}) {
        connect(&session, changed, this, [this] {
            m_names.clear();
            m_photo = {}; // looked at anew as soon as it is shown again
            m_isOutdated = m_isSearching; // what is under way may have been found before the change
        });
    }
}

void LikenessSearch::reset()
{
    m_photo = {};
    m_names.clear();
    m_isSearching = false;
    m_isOutdated = false;
    m_isWanted = false;
}

void LikenessSearch::lookAt(PhotoId photo)
{
    if (photo == m_photo) {
        return;
    }
    m_photo = photo;
    m_names.clear();
    lookAgain();
}

void LikenessSearch::lookAgain()
{
    m_isWanted = m_photo.isValid() && m_session.may(Right::NameFaces);
    askWhetherOn();
}

void LikenessSearch::askWhetherOn()
{
    if (m_isSearching || !m_isWanted) {
        return;
    }
    m_isWanted = false;
    m_session.ask(
        this, [](Library& library) { return Recognition(library).isInForce(); },
        [this](const Result<bool>& isOn) {
            if (isOn && *isOn && !m_isSearching && m_photo.isValid()) {
                search();
            }
        });
}

void LikenessSearch::search()
{
    m_isSearching = true;
    m_session.runJob(
        tr("Looking for likely names"), this,
        [library = &m_session.library(), make = m_session.templateSource(),
         photo = m_photo](Progress& progress) -> Result<NameSearchReport> {
            const auto source = make();
            if (!source) {
                return propagate(source);
            }
            return searchNames(*library, **source, {photo}, progress);
        },
        [this, photo = m_photo](const Result<NameSearchReport>& report) { take(photo, report); });
}

// A search that failed leaves everything as it is: all can be named by hand, and the settings say what is missing.
void LikenessSearch::take(PhotoId photo, const Result<NameSearchReport>& report)
{
    m_isSearching = false;
    if (!std::exchange(m_isOutdated, false) && report && photo == m_photo) {
        m_names.clear();
        for (const NameByLikeness& name : report->names) {
            m_names += name.suggestion;
        }
        if (!m_names.isEmpty()) {
            Q_EMIT found(photo);
        }
    }
    askWhetherOn();
}

QList<NameSuggestion> LikenessSearch::merged(const ReviewPhoto& photo) const
{
    QList<NameSuggestion> found = photo.details.summary.id == m_photo ? m_names : QList<NameSuggestion>();
    found.removeIf([&photo](const NameSuggestion& name) { return photo.quiet.contains(name.face); });
    return mergedSuggestions(photo.faces, photo.suggestions + found, photo.declined);
}

} // namespace cloakroom::ui
