// Cover regions: what else must not be seen in a photo.

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/FaceRepository.h"
#include "core/catalogue/Library.h"
#include "core/faces/Faces.h"
#include "core/faces/FacesBox.h"
#include "core/photos/VisiblePhoto.h"

#include <QCoreApplication>

namespace cloakroom {

namespace {

QJsonObject subjectOf(const CoverRegion& region)
{
    return {{QStringLiteral("photo"), region.photo.value}, {QStringLiteral("region"), region.id.value}};
}

// Rights, the photo's visibility, the change and its entry in the log, all or nothing.
template <typename Work>
Result<void> changeRegion(Library& library, RegionId id, const QString& action, Work work)
{
    if (auto allowed = library.require(Right::NameFaces); !allowed) {
        return allowed;
    }
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    FaceRepository repository(library.db());
    const auto region = repository.region(id);
    if (!region) {
        return propagate(region);
    }
    const auto state = visiblePhoto(library, region->photo);
    if (!state) {
        return propagate(state);
    }
    if (Result<void> done = work(repository, *region, state->size); !done) {
        return done;
    }
    if (auto done = audit::append(library, action, subjectOf(*region)); !done) {
        return done;
    }
    return transaction->commit();
}

/// A region that a user draws, or, with a number, had drawn before.
Result<RegionId> addDrawn(Library& library, CoverRegion draft, const QString& action)
{
    if (const auto allowed = library.require(Right::NameFaces); !allowed) {
        return propagate(allowed);
    }
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const auto state = visiblePhoto(library, draft.photo);
    if (!state) {
        return propagate(state);
    }
    const auto box = boxInside(draft.rect, state->size);
    if (!box) {
        return propagate(box);
    }
    draft.rect = *box;
    FaceRepository repository(library.db());
    if (const auto removed = repository.wasRemoved(draft.id); draft.id.isValid() && (!removed || !*removed)) {
        return removed
            ? fail(ErrorCode::Invalid,
                   QCoreApplication::translate("Faces", "This covered area is there already. Nothing was changed."))
            : propagate(removed);
    }
    const auto id = repository.addRegion(draft, library.user().id, library.clock().now());
    if (!id) {
        return propagate(id);
    }
    draft.id = *id;
    if (const auto done = audit::append(library, action, subjectOf(draft)); !done) {
        return propagate(done);
    }
    if (const auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    return *id;
}

} // namespace

Result<QList<CoverRegion>> Faces::regions(PhotoId photo)
{
    if (const auto state = visiblePhoto(m_library, photo); !state) {
        return propagate(state);
    }
    return FaceRepository(m_library.db()).regions(photo);
}

Result<RegionId> Faces::addRegion(PhotoId photo, QRect rect, RegionShape shape)
{
    return addDrawn(m_library, {{}, photo, rect, shape}, QStringLiteral("region.add"));
}

Result<void> Faces::restoreRegion(const CoverRegion& region)
{
    if (!region.id.isValid()) {
        return fail(ErrorCode::Invalid, QCoreApplication::translate("Faces", "There is no such covered area."));
    }
    const auto restored = addDrawn(m_library, region, QStringLiteral("region.restore"));
    return restored ? Result<void>() : propagate(restored);
}

Result<void> Faces::moveRegion(RegionId region, QRect rect)
{
    return changeRegion(m_library, region, QStringLiteral("region.move"),
                        [rect](FaceRepository& repository, const CoverRegion& found, QSize picture) -> Result<void> {
                            const auto box = boxInside(rect, picture);
                            if (!box) {
                                return propagate(box);
                            }
                            return repository.moveRegion(found, *box);
                        });
}

Result<void> Faces::removeRegion(RegionId region)
{
    return changeRegion(
        m_library, region, QStringLiteral("region.remove"),
        [](FaceRepository& repository, const CoverRegion& found, QSize) { return repository.removeRegion(found); });
}

} // namespace cloakroom
