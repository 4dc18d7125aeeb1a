#include "ui/review/LookAlikes.h"

#include "core/consent/Recognition.h"
#include "core/faces/NameSearch.h"
#include "ui/window/Session.h"

#include <algorithm>
#include <iterator>

namespace cloakroom::ui {

LookAlikes::LookAlikes(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
}

LookAlikes::~LookAlikes()
{
    stop();
}

void LookAlikes::askWhetherOffered()
{
    m_session.ask(
        this, [](Library& library) { return Recognition(library).isInForce(); },
        [this](const Result<bool>& isOn) {
            if (isOn && *isOn) {
                Q_EMIT offered();
            }
        });
}

void LookAlikes::search(const QList<PhotoId>& photos)
{
    if (m_isSearching) {
        return;
    }
    m_isSearching = true;
    m_job = m_session.runJob(
        tr("Looking for faces that look alike"), this,
        [library = &m_session.library(), make = m_session.templateSource(),
         photos](Progress& progress) -> Result<FaceStacks> {
            const auto source = make();
            if (!source) {
                return propagate(source);
            }
            return stackUnknownFaces(*library, **source, photos, progress);
        },
        [this](const Result<FaceStacks>& stacks) {
            m_isSearching = false;
            if (stacks) {
                Q_EMIT found(*stacks);
            } else {
                Q_EMIT failed(stacks.error());
            }
        });
}

void LookAlikes::stop()
{
    if (m_job) {
        m_job->cancel();
    }
}

StackedFaces inStacks(const QList<WallFace>& faces, const QList<QList<FaceId>>& stacks)
{
    QHash<FaceId, WallFace> undecided;
    for (const WallFace& one : faces) {
        if (one.face.state == FaceState::Unreviewed) {
            undecided.insert(one.face.id, one);
        }
    }
    StackedFaces arranged;
    int number = 0;
    for (QList<FaceId> stack : stacks) {
        stack.removeIf([&](FaceId face) { return !undecided.contains(face) || arranged.stacks.contains(face); });
        if (stack.size() < 2) {
            continue;
        }
        ++number;
        for (const FaceId face : stack) {
            arranged.faces.append(undecided.value(face));
            arranged.stacks.insert(face, number);
        }
    }
    std::copy_if(faces.cbegin(), faces.cend(), std::back_inserter(arranged.faces),
                 [&arranged](const WallFace& one) { return !arranged.stacks.contains(one.face.id); });
    return arranged;
}

} // namespace cloakroom::ui
