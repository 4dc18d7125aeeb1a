#include "core/intake/ImportBatch.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/FaceRepository.h"
#include "core/catalogue/ImportRepository.h"
#include "core/catalogue/Previews.h"
#include "core/faces/FacesReconcile.h"
#include "core/photos/Photos.h"

namespace cloakroom {

namespace {

Result<EventId> eventFor(Library& library, const QString& name)
{
    if (name.isEmpty()) {
        return EventId();
    }
    Photos photos(library);
    const auto existing = photos.findEvent(name);
    if (existing) {
        return existing->id;
    }
    if (existing.error().code != ErrorCode::NotFound) {
        return propagate(existing);
    }
    return photos.addEvent(name, std::nullopt);
}

Result<void> begin(Library& library, ImportContext& context)
{
    const auto event = eventFor(library, context.event);
    if (!event) {
        return propagate(event);
    }
    const auto import =
        ImportRepository(library.db()).begin(library.user().id, *event, context.source, library.clock().now());
    if (!import) {
        return propagate(import);
    }
    context.eventId = *event;
    context.import = *import;
    return {};
}

Result<void> storePreviews(Library& library, PhotoId photo, const PreparedFile& file)
{
    // Also when there are none: an interrupted import may have left some under this number.
    if (file.thumbnail.isEmpty() || file.preview.isEmpty()) {
        return library.previews().remove(photo);
    }
    return library.previews().store(photo, file.thumbnail, file.preview);
}

Result<int> storeFaces(Library& library, PhotoId photo, const PreparedFile& file, const QString& detector)
{
    if (!file.facesSearched) {
        return 0;
    }
    const FaceChanges changes = reconciled({}, file.faces, detector, file.photo.size);
    if (!changes.isEmpty()) {
        if (const auto done = FaceRepository(library.db()).apply(photo, changes); !done) {
            return propagate(done);
        }
    }
    const auto searched = PhotoRepository(library.db()).setSearched(photo, detector, library.clock().now());
    if (!searched) {
        return propagate(searched);
    }
    return static_cast<int>(changes.added.size());
}

Result<Entered> enterOne(Library& library, const ImportContext& context, const PreparedFile& file)
{
    PhotoRepository photos(library.db());
    const auto known = photos.byDigest(file.digest);
    if (!known) {
        return propagate(known);
    }
    if (*known) {
        return Entered{(*known)->photo, false, 0};
    }
    NewPhoto photo = file.photo;
    photo.import = *context.import;
    photo.event = context.eventId;
    photo.importedAt = library.clock().now();
    const auto id = photos.insert(photo);
    if (!id) {
        return propagate(id);
    }
    if (const auto done = storePreviews(library, *id, file); !done) {
        return propagate(done);
    }
    const auto faces = storeFaces(library, *id, file, context.detector);
    if (!faces) {
        return propagate(faces);
    }
    if (const auto done = ImportRepository(library.db()).release({photo.original.vaultName}); !done) {
        return propagate(done);
    }
    const auto logged =
        audit::append(library, QStringLiteral("photo.import"),
                      {{QStringLiteral("photo"), id->value}, {QStringLiteral("import"), context.import->value}});
    if (!logged) {
        return propagate(logged);
    }
    return Entered{*id, true, *faces};
}

} // namespace

Result<QList<Entered>> enterInCatalogue(Library& library, ImportContext& context, const QList<PreparedFile>& ready)
{
    if (const auto allowed = library.require(Right::Import); !allowed) {
        return propagate(allowed);
    }
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    ImportContext inside = context;
    if (!inside.import) {
        if (const auto done = begin(library, inside); !done) {
            return propagate(done);
        }
    }
    QList<Entered> entered;
    for (const PreparedFile& file : ready) {
        const auto one = enterOne(library, inside, file);
        if (!one) {
            return propagate(one);
        }
        entered.append(*one);
    }
    if (const auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    context = inside;
    return entered;
}

Result<void> finishImport(Library& library, const ImportContext& context, QJsonObject counts)
{
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (context.import) {
        counts.insert(QStringLiteral("import"), context.import->value);
        if (auto done = ImportRepository(library.db()).finish(*context.import, library.clock().now()); !done) {
            return done;
        }
    }
    if (auto done = audit::append(library, QStringLiteral("import.finish"), counts); !done) {
        return done;
    }
    return transaction->commit();
}

} // namespace cloakroom
