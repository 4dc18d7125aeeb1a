#include "core/intake/SourceClearing.h"

#include "core/catalogue/Database.h"
#include "core/catalogue/ImportRepository.h"
#include "core/catalogue/PartRepository.h"
#include "core/intake/SourceFile.h"
#include "core/intake/SourceNames.h"
#include "core/storage/Vault.h"

#include <QCoreApplication>

#include <optional>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Importer", text);
}

// A transaction costs a few flushes of the disk, whatever it holds.
constexpr qsizetype kBatch = 16;

struct Stored {
    KnownFile file;
    Vault vault;
};

Result<Stored> storedAs(Library& library, const ClearableFile& file)
{
    const auto match = PartRepository(library.db()).byDigest(file.digest, file.photo);
    if (!match) {
        return propagate(match);
    }
    if (!*match) {
        return fail(ErrorCode::NotFound, tr("The library has no photo with these bytes any more. The file was kept."));
    }
    return Stored{**match, library.vault()};
}

// The last copy outside goes only when the one inside is whole.
Result<void> requireSafe(const Stored& stored, bool isJustWritten)
{
    const StoredOriginal& original = stored.file.original;
    if (stored.file.isInBin) {
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
    if (file.isIncomplete) {
        return fail(ErrorCode::Unreadable,
                    tr("Another file of the same shot did not come in, so this one was kept beside it."));
    }
    const auto stored = library.run([&file](Library& open) { return storedAs(open, file); });
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
    if (*digest != stored->file.original.digest) {
        return fail(ErrorCode::Unreadable,
                    tr("The file on the card is no longer the one that was imported, so it was kept."));
    }
    if (!SourceFile::remove(file.path)) {
        return fail(ErrorCode::Unreadable, tr("The file could not be deleted. The card may be locked by its switch."));
    }
    return {};
}

/// What happened to a file, for its line in the import's record.
struct Fate {
    ImportFileId row;
    Clearing state = Clearing::Begun;
    QString reason = {};
};

Result<void> record(LibraryThread& library, const QList<Fate>& fates)
{
    return library.run([&fates](Library& open) -> Result<void> {
        auto transaction = open.db().begin();
        if (!transaction) {
            return propagate(transaction);
        }
        ImportRepository imports(open.db());
        for (const Fate& fate : fates) {
            const auto at = fate.state == Clearing::Done ? std::optional(open.clock().now()) : std::nullopt;
            if (auto done = imports.setClearing(fate.row, fate.state, at, fate.reason); !done) {
                return done;
            }
        }
        return transaction->commit();
    });
}

QList<Fate> begunFor(const QList<ClearableFile>& files)
{
    QList<Fate> fates;
    for (const ClearableFile& file : files) {
        fates.append({file.row});
    }
    return fates;
}

/// Clears some files under one pair of entries in the record. Whether to go on.
bool clearBatch(LibraryThread& library, const QList<ClearableFile>& files, Progress& progress, ImportReport& report)
{
    QList<Fate> fates = begunFor(files);
    auto recorded = record(library, fates);
    for (qsizetype i = 0; i < files.size(); ++i) {
        Result<void> cleared = recorded;
        if (progress.isCancelled()) {
            report.wasCancelled = true;
            cleared = fail(ErrorCode::Unreadable, tr("Clearing was stopped before this file, so it was kept."));
        } else if (recorded) {
            cleared = clearOne(library, files[i]);
        }
        fates[i].state = cleared ? Clearing::Done : Clearing::Kept;
        if (cleared) {
            ++report.cleared;
        } else {
            fates[i].reason = cleared.error().text;
            report.notCleared.append({source_names::readable(files[i].path), cleared.error().text});
        }
    }
    if (recorded) {
        recorded = record(library, fates);
    }
    return recorded && !report.wasCancelled;
}

} // namespace

void clearSource(LibraryThread& library, const QList<ClearableFile>& files, Progress& progress, ImportReport& report)
{
    for (qsizetype first = 0; first < files.size(); first += kBatch) {
        progress.report(first, files.size(), source_names::readableFileName(files[first].path));
        if (!clearBatch(library, files.mid(first, kBatch), progress, report)) {
            return;
        }
    }
}

} // namespace cloakroom
