// Cover regions: what else must not be seen in a photo.

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/FaceRepository.h"
#include "core/catalogue/Library.h"
#include "core/faces/Faces.h"
#include "core/faces/FacesBox.h"
#include "core/photos/VisiblePhoto.h"

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
    if (const auto allowed = m_library.require(Right::NameFaces); !allowed) {
        return propagate(allowed);
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const auto state = visiblePhoto(m_library, photo);
    if (!state) {
        return propagate(state);
    }
    const auto box = boxInside(rect, state->size);
    if (!box) {
        return propagate(box);
    }
    CoverRegion draft{{}, photo, *box, shape};
    const auto id = FaceRepository(m_library.db()).addRegion(draft, m_library.user().id, m_library.clock().now());
    if (!id) {
        return propagate(id);
    }
    draft.id = *id;
    if (const auto done = audit::append(m_library, QStringLiteral("region.add"), subjectOf(draft)); !done) {
        return propagate(done);
    }
    if (const auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    return *id;
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
