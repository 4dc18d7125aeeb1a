#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Photo.h"
#include "core/catalogue/WallFace.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QPointer>

namespace cloakroom {
struct FaceStacks;
}

namespace cloakroom::ui {

class Job;
class Session;

/// Puts unknown faces that look alike together, beside the work, where the school switched recognition on. Nobody's
/// identity is looked for. GUI thread.
class LookAlikes final : public QObject {
    Q_OBJECT

public:
    explicit LookAlikes(Session& session, QObject* parent = nullptr);
    /// Ends a search: nobody waits for it any more.
    ~LookAlikes() override;

    /// Answers with offered() where anything may be compared at all; never otherwise.
    void askWhetherOffered();
    /// Among these photos. One search at a time; answers with found() or failed().
    void search(const QList<PhotoId>& photos);
    /// What was found so far still comes.
    void stop();
    [[nodiscard]] bool isSearching() const { return m_isSearching; }

Q_SIGNALS:
    void offered();
    void found(const cloakroom::FaceStacks& stacks);
    void failed(const cloakroom::Error& error);

private:
    Session& m_session;
    QPointer<Job> m_job;
    bool m_isSearching = false;
};

/// Faces as a wall shows them.
struct StackedFaces {
    QList<WallFace> faces;
    QHash<FaceId, int> stacks; ///< which one a face is in, counted from 1
};

/// Pure: undecided faces of the same stack side by side, stack after stack in their order, then all others in theirs. A
/// stack of which one face is left is none.
[[nodiscard]] StackedFaces inStacks(const QList<WallFace>& faces, const QList<QList<FaceId>>& stacks);

} // namespace cloakroom::ui
