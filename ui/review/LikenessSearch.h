#pragma once

#include "core/base/Result.h"
#include "core/faces/NameSuggestion.h"

#include <QList>
#include <QObject>

namespace cloakroom {
struct NameSearchReport;
}

namespace cloakroom::ui {

class Session;
struct ReviewPhoto;

/// Looks, beside the work, for names that the faces of the photo at hand may have by their looks: only where the school
/// switched recognition on. One photo at a time; what was found lives as long as the photo is looked at. GUI thread.
class LikenessSearch final : public QObject {
    Q_OBJECT

public:
    explicit LikenessSearch(Session& session, QObject* parent = nullptr);

    /// The photo at hand from now on; a search for another one is given up.
    void lookAt(PhotoId photo);
    /// Looks anew at the photo at hand.
    void lookAgain();
    /// The photo's own suggestions and what was found for it, without what users said against.
    [[nodiscard]] QList<NameSuggestion> merged(const ReviewPhoto& photo) const;

Q_SIGNALS:
    void found(cloakroom::PhotoId photo);

private:
    void reset();
    void askWhetherOn();
    void search();
    void take(PhotoId photo, const Result<NameSearchReport>& report);

    Session& m_session;
    PhotoId m_photo;
    QList<NameSuggestion> m_names;
    bool m_isSearching = false;
    bool m_isOutdated = false; ///< the search under way began before consents or people changed
    bool m_isWanted = false; ///< once the search under way has ended
};

} // namespace cloakroom::ui
