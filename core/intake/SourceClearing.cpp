#include "core/intake/SourceClearing.h"

#include "core/catalogue/PhotoRepository.h"
#include "core/intake/SourceFile.h"
#include "core/storage/Vault.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Importer", text);
}

struct Stored {
    StoredOriginal original;
    bool isInBin = false;
    Vault vault;
};

Result<Stored> storedAs(Library& library, const QByteArray& digest)
{
    PhotoRepository photos(library.db());
    const auto match = photos.byDigest(digest);
    if (!match) {
        return propagate(match);
    }
    if (!*match) {
        return fail(ErrorCode::NotFound, tr("The library has no photo with these bytes any more. The file was kept."));
    }
    const auto original = photos.original((*match)->photo);
    if (!original) {
        return propagate(original);
    }
    return Stored{*original, (*match)->isInBin, library.vault()};
}

// The last copy outside goes only when the one inside is whole.
Result<void> requireSafe(const Stored& stored, bool isJustWritten)
{
    const StoredOriginal& original = stored.original;
    if (stored.isInBin) {
        return fail(ErrorCode::NotAllowed,
                    tr("This photo is in the library's bin and will be erased there, so the file was kept."));
    }
    if (isJustWritten) {
        return stored.vault.checkSize(original.vaultName, original.bytes);
    }
    const auto key = stored.vault.unwrapKey(original.wrappedKey, original.uuid);
    if (!key) {
        return propagate(key);
    }
    return stored.vault.verify(original.vaultName, *key, original.uuid,
                               {original.vaultName, original.bytes, original.digest});
}

Result<void> clearOne(LibraryThread& library, const ClearableFile& file)
{
    const auto stored = library.run([&file](Library& open) { return storedAs(open, file.digest); });
    if (!stored) {
        return propagate(stored);
    }
    if (auto safe = requireSafe(*stored, file.isJustWritten); !safe) {
        return safe;
    }
    const auto source = SourceFile::open(file.path);
    if (!source) {
        return propagate(source);
    }
    if ((*source)->isWriteProtected()) {
        return fail(ErrorCode::NotAllowed, tr("The file is protected against deletion in the camera, so it was kept."));
    }
    const auto device = (*source)->rewound();
    if (!device) {
        return propagate(device);
    }
    const auto digest = stored->vault.digestOf(**device);
    if (!digest) {
        return propagate(digest);
    }
    if (auto unchanged = (*source)->requireUnchanged(); !unchanged) {
        return unchanged;
    }
    if (*digest != stored->original.digest) {
        return fail(ErrorCode::Unreadable,
                    tr("The file on the card is no longer the one that was imported, so it was kept."));
    }
    if (!QFile::remove(file.path)) {
        return fail(ErrorCode::Unreadable, tr("The file could not be deleted. The card may be locked by its switch."));
    }
    return {};
}

} // namespace

void clearSource(LibraryThread& library, const QList<ClearableFile>& files, Progress& progress, ImportReport& report)
{
    qint64 done = 0;
    for (const ClearableFile& file : files) {
        if (progress.isCancelled()) {
            report.wasCancelled = true;
            return;
        }
        progress.report(done++, files.size(), QFileInfo(file.path).fileName());
        if (const auto cleared = clearOne(library, file); !cleared) {
            report.notCleared.append({file.path, cleared.error().text});
            continue;
        }
        ++report.cleared;
    }
}

} // namespace cloakroom
