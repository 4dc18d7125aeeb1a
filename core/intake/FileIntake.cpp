#include "core/intake/FileIntake.h"

#include "core/intake/SourceFile.h"
#include "core/intake/VaultNames.h"
#include "core/worker/WorkerPool.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Importer", text);
}

PreparedFile with(PreparedFile prepared, PreparedFile::Outcome outcome, Error error = {})
{
    prepared.outcome = outcome;
    prepared.error = std::move(error);
    return prepared;
}

PreparedFile refused(PreparedFile prepared, Error error)
{
    return with(std::move(prepared), PreparedFile::Outcome::Refused, std::move(error));
}

PreparedFile fatal(PreparedFile prepared, Error error)
{
    return with(std::move(prepared), PreparedFile::Outcome::Fatal, std::move(error));
}

void fillIn(PreparedFile& prepared, const Inspection& inspection)
{
    NewPhoto& photo = prepared.photo;
    photo.kind = inspection.facts.kind;
    photo.format = inspection.facts.format;
    photo.size = inspection.facts.size;
    photo.orientation = inspection.facts.orientation;
    photo.takenAt = inspection.facts.takenAt;
    photo.takenOffsetMinutes = inspection.facts.offsetMinutes;
    photo.camera = inspection.facts.camera;
    prepared.thumbnail = inspection.thumbJpeg;
    prepared.preview = inspection.previewJpeg;
    prepared.faces = inspection.faces;
    prepared.facesSearched = inspection.facesSearched;
}

} // namespace

PreparedFile FileIntake::prepare(const WalkedFile& file)
{
    if (m_isStopped) {
        return {};
    }
    PreparedFile prepared;
    if (!file.refusal.isEmpty()) {
        return refused(std::move(prepared), {ErrorCode::Unsupported, file.refusal});
    }
    auto source = SourceFile::open(file.path);
    if (!source) {
        if (!QFileInfo::exists(file.root)) {
            return refused(std::move(prepared),
                           {ErrorCode::Unreadable,
                            tr("The card or folder was taken away before this file was copied. "
                               "Put it back and import again: it goes on where it stopped.")});
        }
        return refused(std::move(prepared), source.error());
    }
    return read(**source, file);
}

PreparedFile FileIntake::read(SourceFile& source, const WalkedFile& file)
{
    PreparedFile prepared;
    prepared.photo.name = QFileInfo(file.path).fileName();
    if (source.size() == 0) {
        return refused(std::move(prepared), {ErrorCode::Unreadable, tr("The file is empty. It was left where it is.")});
    }
    const bool isWhole = source.size() <= WorkerPool::kWholeFileLimit;
    const auto bytes = source.read(isWhole ? WorkerPool::kWholeFileLimit : WorkerPool::kHeadBytes);
    if (!bytes) {
        return refused(std::move(prepared), bytes.error());
    }
    if (isWhole) {
        prepared.digest = m_vault.digestOf(viewOf(*bytes));
    } else {
        // Too long for memory: what kind it is shows in its head, and its bytes are streamed.
        if (const auto done = inspect(prepared, *bytes, true); !done) {
            return done.error().code == ErrorCode::Internal ? fatal(std::move(prepared), done.error())
                                                            : refused(std::move(prepared), done.error());
        }
        const auto device = source.rewound();
        const auto digest = device ? m_vault.digestOf(**device) : Result<QByteArray>(propagate(device));
        if (!digest) {
            return refused(std::move(prepared), digest.error());
        }
        prepared.digest = *digest;
    }
    if (const auto unchanged = source.requireUnchanged(); !unchanged) {
        return refused(std::move(prepared), unchanged.error());
    }
    const auto known = isKnown(prepared);
    if (!known) {
        return fatal(std::move(prepared), known.error());
    }
    if (*known) {
        return with(std::move(prepared), PreparedFile::Outcome::Duplicate);
    }
    if (isWhole) {
        if (const auto done = inspect(prepared, *bytes, false); !done) {
            return done.error().code == ErrorCode::Internal ? fatal(std::move(prepared), done.error())
                                                            : refused(std::move(prepared), done.error());
        }
    }
    prepared.photo.original.bytes = source.size();
    prepared.photo.original.digest = prepared.digest;
    if (!m_options.isDryRun) {
        if (const auto done = store(prepared, source, isWhole ? *bytes : QByteArray()); !done) {
            // A stream may fail for the card's sake; everything else is the library's own trouble.
            const bool isCards = !isWhole && done.error().code == ErrorCode::Unreadable;
            return isCards ? refused(std::move(prepared), done.error()) : fatal(std::move(prepared), done.error());
        }
    }
    return with(std::move(prepared), PreparedFile::Outcome::Ready);
}

Result<bool> FileIntake::isKnown(PreparedFile& prepared)
{
    const auto match = m_library.run(
        [&prepared](Library& library) { return PhotoRepository(library.db()).byDigest(prepared.digest); });
    if (!match) {
        return propagate(match);
    }
    if (*match) {
        prepared.known = **match;
    }
    return match->has_value();
}

Result<void> FileIntake::inspect(PreparedFile& prepared, const QByteArray& bytes, bool headOnly)
{
    InspectOptions options;
    options.wantFaces = m_options.findFaces && !m_options.isDryRun && !headOnly;
    options.headOnly = headOnly;
    auto inspection = m_workers.inspect(bytes, options);
    if (!inspection && options.wantFaces && inspection.error().code == ErrorCode::Unreadable) {
        // Should the search for faces be what ended the worker, the photo itself is not to be lost for it.
        options.wantFaces = false;
        inspection = m_workers.inspect(bytes, options);
    }
    if (!inspection) {
        return propagate(inspection);
    }
    fillIn(prepared, *inspection);
    return {};
}

Result<void> FileIntake::store(PreparedFile& prepared, SourceFile& source, const QByteArray& bytes)
{
    const auto name = m_names.take();
    if (!name) {
        return propagate(name);
    }
    StoredOriginal& original = prepared.photo.original;
    original.vaultName = *name;
    original.uuid = Vault::newUuid();
    const PhotoKey key = Vault::newKey();
    original.wrappedKey = m_vault.wrapKey(key, original.uuid);
    if (!bytes.isEmpty()) {
        const auto written = m_vault.write(*name, key, original.uuid, viewOf(bytes));
        return written ? Result<void>() : Result<void>(propagate(written));
    }
    const auto device = source.rewound();
    if (!device) {
        return propagate(device);
    }
    const auto written = m_vault.write(*name, key, original.uuid, **device);
    if (!written) {
        return propagate(written);
    }
    auto unchanged = source.requireUnchanged();
    if (unchanged && written->digest == prepared.digest && written->plainLength == original.bytes) {
        return {};
    }
    (void)m_vault.remove(*name);
    if (!unchanged) {
        return unchanged;
    }
    return fail(
        ErrorCode::Unreadable,
        tr("Reading the file twice gave different bytes. The card may be failing: nothing of the file was kept. "
           "Try it again, perhaps in another reader."));
}

} // namespace cloakroom
