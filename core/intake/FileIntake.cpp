#include "core/intake/FileIntake.h"

#include "core/catalogue/PartRepository.h"
#include "core/intake/SourceFile.h"
#include "core/intake/SourceNames.h"
#include "core/intake/VaultNames.h"
#include "core/photos/VisiblePhoto.h"

#include <QCoreApplication>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Importer", text);
}

bool end(PreparedFile& prepared, PreparedFile::Outcome outcome, Error error = {})
{
    prepared.outcome = outcome;
    prepared.error = std::move(error);
    return false;
}

bool refused(PreparedFile& prepared, Error error)
{
    return end(prepared, PreparedFile::Outcome::Refused, std::move(error));
}

bool fatal(PreparedFile& prepared, Error error)
{
    return end(prepared, PreparedFile::Outcome::Fatal, std::move(error));
}

PreparedFile begun(const WalkedFile& file, std::optional<PartRole> role = {})
{
    PreparedFile prepared;
    prepared.path = file.path;
    prepared.bytes = file.bytes;
    prepared.role = role;
    prepared.photo.name = source_names::readableFileName(file.path);
    return prepared;
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
    photo.look = inspection.look;
    prepared.regions = inspection.facts.regions;
    prepared.thumbnail = inspection.thumbJpeg;
    prepared.preview = inspection.previewJpeg;
}

Result<std::unique_ptr<SourceFile>> openSource(const WalkedFile& file)
{
    if (!file.held) {
        return SourceFile::open(file.path);
    }
    const auto bytes = file.held();
    return bytes ? Result<std::unique_ptr<SourceFile>>(SourceFile::of(*bytes)) : propagate(bytes);
}

bool mayBeMain(const WalkedPart& part)
{
    return part.role == PartRole::Raw || part.role == PartRole::Movie;
}

} // namespace

const PreparedFile* PreparedShot::main() const
{
    for (const PreparedFile& file : files) {
        const bool isIn =
            file.outcome == PreparedFile::Outcome::Ready || file.outcome == PreparedFile::Outcome::Duplicate;
        if (!file.role && isIn) {
            return &file;
        }
    }
    return nullptr;
}

const PreparedFile* PreparedShot::fatal() const
{
    const auto found = std::find_if(files.cbegin(), files.cend(), [](const PreparedFile& file) {
        return file.outcome == PreparedFile::Outcome::Fatal;
    });
    return found == files.cend() ? nullptr : &*found;
}

bool PreparedShot::isReady() const
{
    return std::any_of(files.cbegin(), files.cend(),
                       [](const PreparedFile& file) { return file.outcome == PreparedFile::Outcome::Ready; });
}

FoundFaces FileIntake::prepare(const SourceShot& shot, const Ready& ready)
{
    Search search;
    ready(m_isStopped ? PreparedShot() : prepareFiles(shot, search));
    if (search.search.isUnderWay()) {
        return search.search.wait();
    }
    if (!search.unsearched.isEmpty()) {
        if (auto faces = m_workers.detectFaces(search.unsearched)) {
            return *std::move(faces);
        }
    }
    return std::nullopt;
}

PreparedShot FileIntake::prepareFiles(const SourceShot& shot, Search& search)
{
    PreparedShot prepared;
    prepared.wasSkipped = false;
    prepared.files.append(prepareMain(shot.file, search));
    QList<WalkedPart> parts = shot.parts;
    // A picture that cannot be read must not keep its good RAW out.
    for (auto next = parts.begin(); next != parts.end() && prepared.main() == nullptr && !prepared.fatal();) {
        if (mayBeMain(*next)) {
            prepared.files.append(prepareMain(next->file, search));
            next = parts.erase(next);
        } else {
            ++next;
        }
    }
    if (prepared.fatal()) {
        return prepared;
    }
    const bool hasMain = prepared.main() != nullptr;
    const qsizetype main = prepared.files.size() - 1;
    for (const WalkedPart& part : parts) {
        PreparedFile done = begun(part.file, part.role);
        if (hasMain) {
            done = preparePart(part, prepared.files[main]);
        } else {
            refused(done,
                    {ErrorCode::Unreadable,
                     tr("It belongs to a photo or video that did not come in. Both were left where they are.")});
        }
        prepared.files.append(std::move(done));
    }
    return prepared;
}

PreparedFile FileIntake::prepareMain(const WalkedFile& file, Search& search)
{
    PreparedFile prepared = begun(file);
    Reading reading;
    if (!read(file, prepared, reading) || (!reading.isWhole && !inspect(prepared, reading, search.search))
        || !compare(prepared, reading)) {
        return prepared;
    }
    if (prepared.known.isValid()) {
        prepared.outcome = PreparedFile::Outcome::Duplicate;
        if (reading.isWhole && isUnsearched(prepared.known)) {
            search.unsearched = reading.bytes;
        }
        return prepared;
    }
    if ((reading.isWhole && !inspect(prepared, reading, search.search)) || !keep(prepared, reading)) {
        search.search = {};
        return prepared;
    }
    prepared.outcome = PreparedFile::Outcome::Ready;
    return prepared;
}

// An import that was cut off may have left photos without their faces: this one goes on where it stopped.
bool FileIntake::isUnsearched(PhotoId photo)
{
    if (!m_options.findFaces || m_options.isDryRun || m_workers.detector().kind == DetectorKind::None) {
        return false;
    }
    const auto state = m_library.run([photo](Library& library) { return visiblePhoto(library, photo); });
    return state && state->kind == PhotoKind::Still && state->searchedBy.isEmpty() && !state->isInBin;
}

PreparedFile FileIntake::preparePart(const WalkedPart& part, PreparedFile& main)
{
    PreparedFile prepared = begun(part.file, part.role);
    prepared.known = main.known;
    Reading reading;
    if (!read(part.file, prepared, reading) || !compare(prepared, reading)) {
        return prepared;
    }
    if (prepared.known.isValid()) {
        prepared.outcome = PreparedFile::Outcome::Duplicate;
        return prepared;
    }
    if (part.role == PartRole::Thumbnail && reading.isWhole) {
        usePoster(reading.bytes, main);
    }
    if (keep(prepared, reading)) {
        prepared.known = main.known;
        prepared.outcome = PreparedFile::Outcome::Ready;
    }
    return prepared;
}

bool FileIntake::read(const WalkedFile& file, PreparedFile& prepared, Reading& reading)
{
    if (!file.refusal.isEmpty()) {
        return end(prepared, file.isSkipped ? PreparedFile::Outcome::PassedOver : PreparedFile::Outcome::Refused,
                   {ErrorCode::Unsupported, file.refusal});
    }
    auto source = openSource(file);
    if (!source) {
        if (!file.held && !SourceFile::exists(file.root)) {
            return refused(prepared,
                           {ErrorCode::Unreadable,
                            tr("The card or folder was taken away before this file was copied. "
                               "Put it back and import again: it goes on where it stopped.")});
        }
        return refused(prepared, source.error());
    }
    reading.source = std::move(*source);
    prepared.bytes = reading.source->size();
    if (prepared.bytes == 0) {
        return refused(prepared, {ErrorCode::Unreadable, tr("The file is empty. It was left where it is.")});
    }
    reading.isWhole = prepared.bytes <= WorkerPool::kWholeFileLimit;
    auto bytes = reading.source->read(reading.isWhole ? WorkerPool::kWholeFileLimit : WorkerPool::kHeadBytes);
    if (!bytes) {
        return refused(prepared, bytes.error());
    }
    reading.bytes = std::move(*bytes);
    return true;
}

bool FileIntake::compare(PreparedFile& prepared, Reading& reading)
{
    if (reading.isWhole) {
        prepared.digest = m_vault.digestOf(viewOf(reading.bytes));
    } else {
        // Too long for memory: its bytes are streamed.
        const auto device = reading.source->rewound();
        const auto digest = device ? m_vault.digestOf(**device) : Result<QByteArray>(propagate(device));
        if (!digest) {
            return refused(prepared, digest.error());
        }
        prepared.digest = *digest;
    }
    if (const auto unchanged = reading.source->requireUnchanged(); !unchanged) {
        return refused(prepared, unchanged.error());
    }
    const auto match = m_library.run([&prepared](Library& library) {
        return PartRepository(library.db()).byDigest(prepared.digest, prepared.known);
    });
    if (!match) {
        return fatal(prepared, match.error());
    }
    // Settings and sounds may be alike beside several photos: each keeps its own.
    const bool isOthers =
        *match && prepared.role && !mayBeMain({{}, *prepared.role}) && (*match)->photo != prepared.known;
    prepared.known = *match && !isOthers ? (*match)->photo : PhotoId();
    return true;
}

bool FileIntake::inspect(PreparedFile& prepared, const Reading& reading, FaceSearch& search)
{
    InspectOptions options;
    options.headOnly = !reading.isWhole;
    options.wantFaces = m_options.findFaces && !m_options.isDryRun && reading.isWhole;
    const auto inspection = m_workers.inspect(reading.bytes, options, search);
    if (!inspection) {
        return inspection.error().code == ErrorCode::Internal ? fatal(prepared, inspection.error())
                                                              : refused(prepared, inspection.error());
    }
    fillIn(prepared, *inspection);
    return true;
}

// A video that shows no picture of its own takes the camera's.
void FileIntake::usePoster(const QByteArray& jpeg, PreparedFile& video)
{
    if (video.outcome != PreparedFile::Outcome::Ready || video.photo.kind != PhotoKind::Video
        || !video.thumbnail.isEmpty()) {
        return;
    }
    if (const auto poster = m_workers.inspect(jpeg); poster && !poster->thumbJpeg.isEmpty()) {
        video.thumbnail = poster->thumbJpeg;
        video.preview = poster->previewJpeg;
    }
}

bool FileIntake::keep(PreparedFile& prepared, Reading& reading)
{
    prepared.photo.original.bytes = prepared.bytes;
    prepared.photo.original.digest = prepared.digest;
    if (m_options.isDryRun) {
        return true;
    }
    const auto done = store(prepared, reading);
    if (done) {
        return true;
    }
    // A stream may fail for the card's sake; everything else is the library's own trouble.
    const bool isCards = !reading.isWhole && done.error().code == ErrorCode::Unreadable;
    return isCards ? refused(prepared, done.error()) : fatal(prepared, done.error());
}

Result<void> FileIntake::store(PreparedFile& prepared, Reading& reading)
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
    if (reading.isWhole) {
        const auto written = m_vault.write(*name, key, original.uuid, viewOf(reading.bytes), prepared.digest);
        return written ? Result<void>() : Result<void>(propagate(written));
    }
    const auto device = reading.source->rewound();
    if (!device) {
        return propagate(device);
    }
    const auto written = m_vault.write(*name, key, original.uuid, **device);
    if (!written) {
        return propagate(written);
    }
    auto unchanged = reading.source->requireUnchanged();
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
