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
#include <QMap>

#include <algorithm>

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
    const auto joining = stacksOf(photos);
    if (!joining) {
        return propagate(joining);
    }
    QList<PhotoId> all = photos;
    for (const QList<PhotoId>& stack : *joining) {
        std::copy_if(stack.cbegin(), stack.cend(), std::back_inserter(all),
                     [&all](PhotoId photo) { return !all.contains(photo); });
    }
    return change(all, photos.first(), QStringLiteral("photo.stack"));
}

Result<QHash<PhotoId, int>> Stacks::sizes(const QList<PhotoId>& photos)
{
    const auto tops = StackRepository(m_library.db()).tops(Viewpoint::of(m_library.role()));
    if (!tops) {
        return propagate(tops);
    }
    QHash<PhotoId, int> byTop;
    for (const PhotoId top : *tops) {
        ++byTop[top];
    }
    QHash<PhotoId, int> sizes;
    for (const PhotoId photo : photos) {
        if (const PhotoId top = tops->value(photo); top.isValid()) {
            sizes.insert(photo, byTop.value(top));
        }
    }
    return sizes;
}

Result<QList<QList<PhotoId>>> Stacks::stacksOf(const QList<PhotoId>& photos)
{
    const auto tops = StackRepository(m_library.db()).tops(Viewpoint::of(m_library.role()));
    if (!tops) {
        return propagate(tops);
    }
    QMap<PhotoId, QList<PhotoId>> stacks; // by top, so that the answer does not depend on chance
    for (const PhotoId photo : photos) {
        if (const PhotoId top = tops->value(photo); top.isValid()) {
            stacks.insert(top, {});
        }
    }
    for (auto member = tops->cbegin(); member != tops->cend(); ++member) {
        if (const auto found = stacks.find(member.value()); found != stacks.end()) {
            found->append(member.key());
        }
    }
    for (auto stack = stacks.begin(); stack != stacks.end(); ++stack) {
        std::sort(stack->begin(), stack->end(), [top = stack.key()](PhotoId a, PhotoId b) {
            return std::pair{a != top, a.value} < std::pair{b != top, b.value};
        });
    }
    return stacks.values();
}

Result<void> Stacks::putOnTop(PhotoId photo)
{
    const auto stacks = stacksOf({photo});
    if (!stacks) {
        return propagate(stacks);
    }
    QList<PhotoId> photos = stacks->value(0);
    photos.removeAll(photo);
    return stack(QList<PhotoId>{photo} + photos);
}

Result<void> Stacks::unstack(const QList<PhotoId>& photos)
{
    return change(photos, {}, QStringLiteral("photo.unstack"));
}

Result<QList<QList<PhotoId>>> Stacks::takeApart(const QList<PhotoId>& photos)
{
    auto stacks = stacksOf(photos);
    if (!stacks) {
        return stacks;
    }
    QList<PhotoId> all;
    for (const QList<PhotoId>& stack : *stacks) {
        all += stack;
    }
    if (const auto done = unstack(all); !done) {
        return propagate(done);
    }
    return stacks;
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
