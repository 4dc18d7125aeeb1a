// Faces and users' decisions about them. Cover regions: FacesRegions.cpp.

#include "core/faces/Faces.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/FaceRepository.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/MarkedRegionRepository.h"
#include "core/catalogue/Viewpoint.h"
#include "core/faces/EarlierSearch.h"
#include "core/faces/FaceChecks.h"
#include "core/faces/FacesBox.h"
#include "core/faces/FacesReconcile.h"
#include "core/faces/MarkedFaces.h"
#include "core/photos/VisiblePhoto.h"

#include <QCoreApplication>

namespace cloakroom {

namespace {

constexpr char kDrawnByUser[] = "user";

QString tr(const char* text)
{
    return QCoreApplication::translate("Faces", text);
}

// Nothing tells apart "somebody protected" from "not known" for those who may not know.
Result<Face> withNameWithheld(Library& library, Face face)
{
    const Viewpoint viewpoint = Viewpoint::of(library.role());
    if (!face.person.isValid() || (viewpoint.seesPeople && viewpoint.knowsProtected)) {
        return face;
    }
    if (!viewpoint.seesPeople) {
        face.person = {};
        return face;
    }
    const auto isProtected = FaceRepository(library.db()).isProtected(face.person);
    if (!isProtected) {
        return propagate(isProtected);
    }
    if (*isProtected) {
        face.person = {};
    }
    return face;
}

// One change of one face: rights, the photo's visibility, the change and its entry in the log, all or nothing.
// `work(repository, face)` is asked in the transaction and says what the log shall tell.
template <typename Work>
Result<void> changeFace(Library& library, FaceId id, const QString& action, Work work)
{
    if (auto allowed = library.require(Right::NameFaces); !allowed) {
        return allowed;
    }
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    FaceRepository repository(library.db());
    const auto record = repository.get(id);
    if (!record) {
        return propagate(record);
    }
    const auto state = visiblePhoto(library, record->face.photo);
    if (!state) {
        return propagate(state);
    }
    if (auto changeable = requireChangeable(library, record->face); !changeable) {
        return changeable;
    }
    const Result<QJsonObject> subject = work(repository, record->face, *state);
    if (!subject) {
        return propagate(subject);
    }
    if (auto done = audit::append(library, action, *subject); !done) {
        return done;
    }
    return transaction->commit();
}

Result<void> decideFace(Library& library, FaceId id, const QString& action, FaceState state, PersonId person = {})
{
    return changeFace(library, id, action,
                      [&](FaceRepository& repository, const Face& face, const PhotoState&) -> Result<QJsonObject> {
                          const FaceDecision decision{state, person, library.user().id, library.clock().now()};
                          if (person.isValid()) {
                              if (const auto named = requireNameable(library, face.photo, id, person); !named) {
                                  return propagate(named);
                              }
                          }
                          if (const auto done = repository.decide(face, decision); !done) {
                              return propagate(done);
                          }
                          return subjectOf(face, person.isValid() ? person : face.person);
                      });
}

/// A face that a user draws, or, with a number, had drawn before.
Result<FaceId> addDrawn(Library& library, Face draft, const QString& action)
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
    FaceRepository repository(library.db());
    if (const auto removed = repository.wasRemoved(draft.id); draft.id.isValid() && (!removed || !*removed)) {
        return removed ? fail(ErrorCode::Invalid, tr("This face is there already. Nothing was changed."))
                       : propagate(removed);
    }
    if (draft.person.isValid()) {
        if (const auto named = requireNameable(library, draft.photo, draft.id, draft.person); !named) {
            return propagate(named);
        }
    }
    draft.rect = *box;
    draft.confidence = 1;
    draft.detector = QLatin1String(kDrawnByUser);
    const auto id = repository.add(draft, {draft.state, draft.person, library.user().id, library.clock().now()});
    if (!id) {
        return propagate(id);
    }
    draft.id = *id;
    if (const auto done = audit::append(library, action, subjectOf(draft, draft.person)); !done) {
        return propagate(done);
    }
    if (const auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    return *id;
}

} // namespace

Result<QList<Face>> Faces::list(PhotoId photo)
{
    if (const auto state = visiblePhoto(m_library, photo); !state) {
        return propagate(state);
    }
    const auto records = FaceRepository(m_library.db()).ofPhoto(photo);
    if (!records) {
        return propagate(records);
    }
    QList<Face> faces;
    for (const FaceRecord& record : *records) {
        const auto face = withNameWithheld(m_library, record.face);
        if (!face) {
            return propagate(face);
        }
        faces.append(*face);
    }
    return faces;
}

Result<Face> Faces::get(FaceId face)
{
    if (const auto allowed = m_library.require(Right::SeePhotos); !allowed) {
        return propagate(allowed);
    }
    const auto record = FaceRepository(m_library.db()).get(face);
    if (!record) {
        return propagate(record);
    }
    if (const auto state = visiblePhoto(m_library, record->face.photo); !state) {
        return propagate(state);
    }
    return withNameWithheld(m_library, record->face);
}

Result<FaceId> Faces::add(PhotoId photo, QRect rect, PersonId person)
{
    Face draft;
    draft.photo = photo;
    draft.rect = rect;
    draft.person = person;
    draft.state = person.isValid() ? FaceState::Confirmed : FaceState::Unreviewed;
    return addDrawn(m_library, draft, QStringLiteral("face.add"));
}

Result<void> Faces::restore(const Face& face)
{
    if (face.detector != QLatin1String(kDrawnByUser) || !face.id.isValid()) {
        return fail(ErrorCode::Invalid, tr("Only a face that was drawn can be put back. Nothing was changed."));
    }
    const auto restored = addDrawn(m_library, face, QStringLiteral("face.restore"));
    return restored ? Result<void>() : propagate(restored);
}

Result<void> Faces::move(FaceId face, QRect rect)
{
    return changeFace(
        m_library, face, QStringLiteral("face.move"),
        [rect](FaceRepository& repository, const Face& found, const PhotoState& photo) -> Result<QJsonObject> {
            const auto box = boxInside(rect, photo.size);
            if (!box) {
                return propagate(box);
            }
            if (const auto done = repository.move(found, *box); !done) {
                return propagate(done);
            }
            return subjectOf(found);
        });
}

Result<void> Faces::confirm(FaceId face, PersonId person)
{
    if (!person.isValid()) {
        return fail(ErrorCode::NotFound, tr("There is no such person."));
    }
    return decideFace(m_library, face, QStringLiteral("face.confirm"), FaceState::Confirmed, person);
}

Result<void> Faces::markStranger(FaceId face)
{
    return decideFace(m_library, face, QStringLiteral("face.stranger"), FaceState::Confirmed);
}

Result<void> Faces::reject(FaceId face)
{
    return decideFace(m_library, face, QStringLiteral("face.reject"), FaceState::Rejected);
}

Result<void> Faces::reset(FaceId face)
{
    return decideFace(m_library, face, QStringLiteral("face.reset"), FaceState::Unreviewed);
}

Result<void> Faces::remove(FaceId face)
{
    const auto record = FaceRepository(m_library.db()).get(face);
    if (record && record->face.detector != QLatin1String(kDrawnByUser)) {
        return reject(face);
    }
    return changeFace(m_library, face, QStringLiteral("face.remove"),
                      [](FaceRepository& repository, const Face& found, const PhotoState&) -> Result<QJsonObject> {
                          if (const auto done = repository.remove(found); !done) {
                              return propagate(done);
                          }
                          return subjectOf(found, found.person);
                      });
}

Result<int> Faces::restAreStrangers(PhotoId photo)
{
    if (const auto allowed = m_library.require(Right::NameFaces); !allowed) {
        return propagate(allowed);
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (const auto state = visiblePhoto(m_library, photo); !state) {
        return propagate(state);
    }
    const FaceDecision decision{FaceState::Confirmed, {}, m_library.user().id, m_library.clock().now()};
    auto changed = FaceRepository(m_library.db()).decideUnreviewed(photo, decision);
    if (!changed || *changed == 0) {
        return changed;
    }
    const auto done = audit::append(m_library, QStringLiteral("face.rest-are-strangers"),
                                    {{QStringLiteral("photo"), photo.value}, {QStringLiteral("count"), *changed}});
    if (!done) {
        return propagate(done);
    }
    if (const auto committed = transaction->commit(); !committed) {
        return propagate(committed);
    }
    return changed;
}

Result<void> Faces::reconcile(PhotoId photo, const QList<DetectedFace>& found, const QString& detector)
{
    if (auto allowed = m_library.require(Right::NameFaces); !allowed) {
        return allowed;
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const auto state = visiblePhoto(m_library, photo);
    if (!state) {
        return propagate(state);
    }
    FaceRepository repository(m_library.db());
    const auto stored = repository.ofPhoto(photo);
    if (!stored) {
        return propagate(stored);
    }
    const auto regions = MarkedRegionRepository(m_library.db()).ofPhoto(photo);
    if (!regions) {
        return propagate(regions);
    }
    const FaceChanges changes = withMarkedFaces(reconciled(*stored, found, detector, state->size), *stored, *regions);
    if (!changes.isEmpty()) {
        if (auto done = repository.apply(photo, changes); !done) {
            return done;
        }
    }
    if (auto done = storeSearch(m_library, photo, {detector, found}); !done) {
        return done;
    }
    const QJsonObject subject{{QStringLiteral("photo"), photo.value},
                              {QStringLiteral("added"), changes.added.size()},
                              {QStringLiteral("moved"), changes.moved.size()},
                              {QStringLiteral("removed"), changes.removed.size()}};
    if (auto done = audit::append(m_library, QStringLiteral("face.search"), subject); !done) {
        return done;
    }
    return transaction->commit();
}

Result<void> Faces::reconcileLate(PhotoId photo, const QByteArray& searched, const QList<DetectedFace>& found,
                                  const QString& detector)
{
    // Before any step of a change, so that a caller's own transaction survives the refusal.
    if (const auto state = visiblePhoto(m_library, photo); !state) {
        return propagate(state);
    }
    const auto original = PhotoRepository(m_library.db()).original(photo);
    if (!original) {
        return propagate(original);
    }
    if (original->digest != searched) {
        return fail(ErrorCode::NotFound,
                    tr("Another picture took this photo's place while it was searched for faces. Nothing was changed. "
                       "Search it again."));
    }
    return reconcile(photo, found, detector);
}

} // namespace cloakroom
