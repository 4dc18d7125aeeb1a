#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Records.h"

#include <QList>

namespace cloakroom {

class Library;

/// A request as the signed-in user sees it.
struct SecondLookTask {
    SecondLook look;
    bool mayDecide = false; ///< not asked by them, faces not signed off by them, and the photo unchanged
};

/// A photo for which nobody was asked, and why.
struct NotAsked {
    PhotoId photo;
    Error why;
};

struct AskedLooks {
    QList<SecondLookId> asked;
    QList<NotAsked> refused;
};

/// Two pairs of eyes: somebody asks, somebody else looks at the photo as it would leave, and approves it or sends it
/// back with a note. Approving is the sign-off "fit to publish" (SignOffs), so that a changed photo has to be looked at
/// again. Photos that the user may not see are not there. Runs on the library's thread; logged.
class SecondLooks {
public:
    explicit SecondLooks(Library& library)
        : m_library(library)
    {
    }

    /// Right::Export. For a purpose that asks for a second check, photos whose faces are signed off and that nobody has
    /// approved yet; each photo by itself. What was asked before is not asked twice, unless the photo changed since.
    /// `style`: key of how it would be covered.
    [[nodiscard]] Result<AskedLooks> ask(const QList<PhotoId>& photos, PurposeId purpose, const QString& style,
                                         const QString& note);
    /// Right::Export. What is open, the oldest first, own requests too.
    [[nodiscard]] Result<QList<SecondLookTask>> queue();
    /// How many of them wait for this user; 0 for those who may not decide.
    [[nodiscard]] Result<int> waitingCount();
    /// Right::Export. The user's own requests with what became of them, the newest first.
    [[nodiscard]] Result<QList<SecondLook>> mine();

    /// Right::SignOffPublish, and nobody's own: neither the request nor the faces. Invalid when it was decided before
    /// or the photo changed since.
    [[nodiscard]] Result<void> approve(SecondLookId id);
    /// Right::SignOffPublish; not one's own. The note is what the first user reads, and must not be empty.
    [[nodiscard]] Result<void> sendBack(SecondLookId id, const QString& note);
    /// By whoever asked.
    [[nodiscard]] Result<void> withdraw(SecondLookId id);

private:
    [[nodiscard]] Result<SecondLook> openOne(SecondLookId id);
    [[nodiscard]] Result<SecondLookId> askOne(PhotoId photo, PurposeId purpose, const QString& style,
                                              const QString& note);
    [[nodiscard]] Result<bool> isVisible(PhotoId photo);
    [[nodiscard]] Result<void> close(const SecondLook& look, SecondLookOutcome outcome, const QString& answer);

    Library& m_library;
};

} // namespace cloakroom
