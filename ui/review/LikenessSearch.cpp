#include "ui/review/LikenessSearch.h"

#include "core/consent/Recognition.h"
#include "core/faces/NameSearch.h"
#include "core/faces/WorkerTemplates.h"
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
    m_isWanted = photo.isValid() && m_session.may(Right::NameFaces);
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
        [library = &m_session.library(), photo = m_photo](Progress& progress) -> Result<NameSearchReport> {
            const auto source = WorkerTemplates::create(chooseRecogniser());
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
    if (std::exchange(m_isOutdated, false)) {
        m_isWanted = m_photo.isValid();
    } else if (report && photo == m_photo) {
        for (const NameByLikeness& name : report->names) {
            m_names += name.suggestion;
        }
        if (!m_names.isEmpty()) {
            Q_EMIT found(photo);
        }
    }
    askWhetherOn();
}

QList<NameSuggestion> LikenessSearch::merged(PhotoId photo, const QList<Face>& faces,
                                             const QList<NameSuggestion>& known) const
{
    return photo == m_photo && !m_names.isEmpty() ? mergedSuggestions(faces, known + m_names, {}) : known;
}

void LikenessSearch::forget(const NameSuggestion& suggestion)
{
    m_names.removeIf([&suggestion](const NameSuggestion& name) { return declining(name) == declining(suggestion); });
}

} // namespace cloakroom::ui
