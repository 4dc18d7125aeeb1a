#include "core/intake/ImportBatch.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/FaceRepository.h"
#include "core/catalogue/ImportRepository.h"
#include "core/catalogue/PartRepository.h"
#include "core/catalogue/Previews.h"
#include "core/faces/EarlierSearch.h"
#include "core/faces/Faces.h"
#include "core/faces/FacesReconcile.h"
#include "core/faces/MarkedFaces.h"
#include "core/intake/Imports.h"
#include "core/intake/SourceNames.h"
#include "core/intake/TwinShots.h"
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
    const auto import = ImportRepository(library.db())
                            .begin(library.user().id, {}, context.source, library.clock().now(), context.fields);
    if (!import) {
        return propagate(import);
    }
    context.import = *import;
    return {};
}

// The event is made for a photo, not for an import that brings none.
Result<void> makeEvent(Library& library, ImportContext& context)
{
    if (context.event.isEmpty() || context.eventId.isValid()) {
        return {};
    }
    const auto event = eventFor(library, context.event);
    if (!event) {
        return propagate(event);
    }
    context.eventId = *event;
    return ImportRepository(library.db()).setEvent(*context.import, *event);
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
        return storeMarkedFaces(library.db(), photo, file.regions);
    }
    const FaceChanges changes = reconciled({}, file.faces, detector, file.photo.size);
    if (!changes.isEmpty()) {
        if (const auto done = FaceRepository(library.db()).apply(photo, changes); !done) {
            return propagate(done);
        }
    }
    const auto searched = storeSearch(library, photo, {detector, file.faces});
    if (!searched) {
        return propagate(searched);
    }
    const auto marked = storeMarkedFaces(library.db(), photo, file.regions);
    if (!marked) {
        return propagate(marked);
    }
    return static_cast<int>(changes.added.size()) + *marked;
}

Result<void> giveBackName(Library& library, const PreparedFile& file)
{
    return ImportRepository(library.db()).release({file.photo.original.vaultName});
}

Result<void> logEntry(Library& library, const ImportContext& context, const char* action, PhotoId photo)
{
    return audit::append(library, QLatin1String(action),
                         {{QStringLiteral("photo"), photo.value}, {QStringLiteral("import"), context.import->value}});
}

/// What is seen of a photo, and the name of its file.
Result<int> storeLook(Library& library, const ImportContext& context, PhotoId photo, const PreparedFile& file)
{
    if (const auto done = storePreviews(library, photo, file); !done) {
        return propagate(done);
    }
    if (const auto done = giveBackName(library, file); !done) {
        return propagate(done);
    }
    return storeFaces(library, photo, file, context.detector);
}

/// The finished picture of a shot whose RAW file came from another card before.
Result<Entered> enterPicture(Library& library, const ImportContext& context, const PreparedFile& file, PhotoId raw)
{
    if (const auto done = twin_shots::putPictureFirst(library, raw, file.photo); !done) {
        return propagate(done);
    }
    const auto faces = storeLook(library, context, raw, file);
    if (!faces) {
        return propagate(faces);
    }
    if (const auto logged = logEntry(library, context, "photo.add-picture", raw); !logged) {
        return propagate(logged);
    }
    return Entered{{}, FileOutcome::Part, raw, true, *faces};
}

Result<Entered> enterPart(Library& library, const PreparedFile& file, PhotoId photo, PartRole role)
{
    PartRepository parts(library.db());
    const auto known = parts.byDigest(file.digest, photo);
    if (!known) {
        return propagate(known);
    }
    if (*known && (*known)->photo == photo) {
        return Entered{{}, FileOutcome::Duplicate, photo};
    }
    if (const auto id = parts.insert({photo, role, file.photo.name, file.photo.original}); !id) {
        return propagate(id);
    }
    if (const auto done = giveBackName(library, file); !done) {
        return propagate(done);
    }
    return Entered{{}, FileOutcome::Part, photo, true};
}

/// As one half of a shot whose other half came from another card; nothing when it is none.
Result<std::optional<Entered>> enterHalf(Library& library, const ImportContext& context, const PreparedFile& file)
{
    const auto picture = twin_shots::pictureOf(library, file.photo);
    const auto raw = picture ? twin_shots::rawOf(library, file.photo) : Result<PhotoId>(propagate(picture));
    if (!raw) {
        return propagate(raw);
    }
    if (!picture->isValid() && !raw->isValid()) {
        return std::nullopt;
    }
    auto entered = picture->isValid() ? enterPart(library, file, *picture, PartRole::Raw)
                                      : enterPicture(library, context, file, *raw);
    return entered ? Result<std::optional<Entered>>(*entered) : propagate(entered);
}

Result<Entered> enterPhoto(Library& library, ImportContext& context, const PreparedFile& file)
{
    const auto known = PartRepository(library.db()).byDigest(file.digest);
    if (!known) {
        return propagate(known);
    }
    if (*known) {
        return Entered{{}, FileOutcome::Duplicate, (*known)->photo};
    }
    if (const auto half = enterHalf(library, context, file); !half || *half) {
        return half ? Result<Entered>(**half) : propagate(half);
    }
    if (const auto done = makeEvent(library, context); !done) {
        return propagate(done);
    }
    NewPhoto photo = file.photo;
    photo.import = *context.import;
    photo.event = context.eventId;
    photo.importedAt = library.clock().now();
    photo.photographer = context.fields.photographer;
    photo.group = context.fields.group;
    photo.note = context.fields.note;
    const auto id = PhotoRepository(library.db()).insert(photo);
    if (!id) {
        return propagate(id);
    }
    const auto faces = storeLook(library, context, *id, file);
    if (!faces) {
        return propagate(faces);
    }
    if (const auto logged = logEntry(library, context, "photo.import", *id); !logged) {
        return propagate(logged);
    }
    return Entered{{}, FileOutcome::Imported, *id, true, *faces};
}

Result<Entered> enterFile(Library& library, ImportContext& context, const PreparedFile& file, PhotoId main)
{
    switch (file.outcome) {
    case PreparedFile::Outcome::Ready:
        return file.role ? enterPart(library, file, main, *file.role) : enterPhoto(library, context, file);
    case PreparedFile::Outcome::Duplicate:
        return Entered{{}, FileOutcome::Duplicate, file.known};
    case PreparedFile::Outcome::PassedOver:
        return Entered{{}, FileOutcome::Skipped, {}};
    default:
        return Entered{{}, FileOutcome::Failed, {}};
    }
}

Result<void> writeLine(Library& library, const ImportContext& context, const PreparedFile& file, Entered& entered)
{
    ImportFile line;
    line.path = source_names::readable(file.path);
    line.bytes = file.bytes;
    line.digest = file.digest;
    line.outcome = entered.outcome;
    line.photo = entered.photo;
    if (entered.outcome == FileOutcome::Failed || entered.outcome == FileOutcome::Skipped) {
        line.reason = file.error.text;
    }
    const auto row = ImportRepository(library.db()).addFile(*context.import, line);
    if (!row) {
        return propagate(row);
    }
    entered.row = *row;
    return {};
}

Result<void> enterShot(Library& library, ImportContext& context, const PreparedShot& shot, QList<Entered>& all)
{
    PhotoId main;
    for (const PreparedFile& file : shot.files) {
        auto entered = enterFile(library, context, file, main);
        if (!entered) {
            return propagate(entered);
        }
        if (!file.role && entered->photo.isValid()) {
            main = entered->photo;
        }
        if (auto written = writeLine(library, context, file, *entered); !written) {
            return written;
        }
        all.append(*entered);
    }
    return {};
}

} // namespace

Result<QList<Entered>> enterInCatalogue(Library& library, ImportContext& context, const QList<PreparedShot>& shots)
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
    for (const PreparedShot& shot : shots) {
        if (const auto done = enterShot(library, inside, shot, entered); !done) {
            return propagate(done);
        }
    }
    if (const auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    context = inside;
    return entered;
}

Result<int> enterFaces(Library& library, const ImportContext& context, const QList<LateFaces>& found)
{
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    int faces = 0;
    for (const LateFaces& one : found) {
        const auto done = Faces(library).reconcileLate(one.photo, one.searched, one.faces, context.detector);
        if (!done && done.error().code != ErrorCode::NotFound) {
            return propagate(done);
        }
        faces += done ? static_cast<int>(one.faces.size()) : 0;
    }
    if (const auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    return faces;
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
        const auto files = ImportRepository(library.db()).files(*context.import);
        if (!files) {
            return propagate(files);
        }
        counts.insert(QStringLiteral("receipt"), QString::fromLatin1(receiptDigest(*files).toHex()));
    }
    if (auto done = audit::append(library, QStringLiteral("import.finish"), counts); !done) {
        return done;
    }
    return transaction->commit();
}

} // namespace cloakroom
