#include "core/photos/Stacks.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/StackRepository.h"
#include "core/catalogue/Viewpoint.h"
#include "core/imaging/Look.h"
#include "core/photos/VisiblePhoto.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace cloakroom {

namespace {

// Of 64 bits: drawn and real bursts differ by less than 14, different scenes by around 30.
constexpr int kAlike = 14;
constexpr int kNearlySame = 4;
constexpr qint64 kBurstMs = 3'000;
constexpr qint64 kNearMs = 60'000;

bool belongTogether(const StackCandidate& before, const StackCandidate& next)
{
    const qint64 apart = before.takenAt.msecsTo(next.takenAt);
    const int distance = lookDistance(before.look, next.look);
    return before.camera == next.camera && apart >= 0
        && ((apart <= kBurstMs && distance <= kAlike) || (apart <= kNearMs && distance <= kNearlySame));
}

} // namespace

QList<QList<PhotoId>> suggestedStacks(const QList<StackCandidate>& candidates)
{
    QList<QList<PhotoId>> stacks;
    for (qsizetype i = 1; i < candidates.size(); ++i) {
        if (!belongTogether(candidates[i - 1], candidates[i])) {
            continue;
        }
        if (!stacks.isEmpty() && stacks.last().last() == candidates[i - 1].photo) {
            stacks.last().append(candidates[i].photo);
        } else {
            stacks.append({candidates[i - 1].photo, candidates[i].photo});
        }
    }
    return stacks;
}

Result<QList<QList<PhotoId>>> Stacks::suggest(ImportId import)
{
    if (const auto allowed = m_library.require(Right::SeePhotos); !allowed) {
        return propagate(allowed);
    }
    const auto candidates = StackRepository(m_library.db()).candidates(Viewpoint::of(m_library.role()), import);
    if (!candidates) {
        return propagate(candidates);
    }
    QList<StackCandidate> list;
    for (const StackRow& row : *candidates) {
        list.append({row.photo, row.takenAt, row.camera, row.look});
    }
    return suggestedStacks(list);
}

Result<void> Stacks::stack(const QList<PhotoId>& photos)
{
    if (photos.size() < 2) {
        return fail(ErrorCode::Invalid,
                    QCoreApplication::translate("Stacks", "A stack needs two photos or more. Nothing was changed."));
    }
    return change(photos, photos.first(), QStringLiteral("photo.stack"));
}

Result<void> Stacks::unstack(const QList<PhotoId>& photos)
{
    return change(photos, {}, QStringLiteral("photo.unstack"));
}

Result<void> Stacks::change(const QList<PhotoId>& photos, PhotoId top, const QString& action)
{
    if (auto allowed = m_library.require(Right::Import); !allowed) {
        return allowed;
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    QJsonArray ids;
    for (const PhotoId photo : photos) {
        if (const auto state = visiblePhoto(m_library, photo); !state) {
            return propagate(state);
        }
        if (auto done = StackRepository(m_library.db()).setStack(photo, top); !done) {
            return done;
        }
        ids.append(photo.value);
    }
    if (auto done = audit::append(m_library, action, {{QStringLiteral("photos"), ids}}); !done) {
        return done;
    }
    return transaction->commit();
}

} // namespace cloakroom
