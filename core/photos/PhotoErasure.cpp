#include "core/photos/PhotoErasure.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/Previews.h"
#include "core/storage/DatabaseSearch.h"
#include "core/storage/UnlockedFolder.h"
#include "core/storage/Vault.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonDocument>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Erasure", text);
}

/// Empty or not there.
bool isLogEmpty(const QString& database)
{
    return QFileInfo(database + QStringLiteral("-wal")).size() == 0;
}

// Wrapped keys and the names of encrypted files are random: where their bytes stand, a row was not erased. (Names and
// ids stand in the tombstones, so only the keys are looked for in the catalogue.)
Result<void> lookAfter(Library& library, const ErasedPhotos& erased)
{
    QList<QByteArray> keys;
    for (const OriginalRow& file : erased.files) {
        keys.append(file.original.wrappedKey);
    }
    const LibraryFolder& folder = library.folder().folder();
    const auto found = searchDatabase(folder.cataloguePath(), keys);
    if (!found) {
        return propagate(found);
    }
    const QJsonObject checked{
        {QStringLiteral("key_copies"), *found},
        {QStringLiteral("logs_empty"), isLogEmpty(folder.cataloguePath()) && isLogEmpty(folder.previewsPath())}};
    ErasureRepository erasures(library.db());
    const QString text = QString::fromUtf8(QJsonDocument(checked).toJson(QJsonDocument::Compact));
    if (auto done = erasures.setChecked(erased.erasure, text); !done) {
        return done;
    }
    if (*found == 0) {
        return {};
    }
    return fail(ErrorCode::Internal,
                tr("The photo is erased, but its key is still in the library's files. Change the library's key, which "
                   "writes them anew."));
}

Result<void> removeFiles(Library& library, const ErasedPhotos& erased)
{
    ErasureRepository erasures(library.db());
    for (const OriginalRow& file : erased.files) {
        const auto removed = library.vault().remove(file.original.vaultName);
        if (!removed && removed.error().code != ErrorCode::NotFound) {
            return fail(removed.error().code,
                        tr("The photo is erased and can never be opened again. Its encrypted file could not be removed "
                           "and will be the next time the library opens."),
                        removed.error().detail);
        }
        if (auto done = erasures.forgetFile(file.original.vaultName); !done) {
            return done;
        }
    }
    return {};
}

} // namespace

Result<ErasedPhotos> erasePhotoRows(Library& library, const QList<PhotoId>& photos, const QString& reason)
{
    ErasureRepository erasures(library.db());
    const auto erasure =
        erasures.begin(library.user().id, reason, library.folder().generation(), library.clock().now());
    if (!erasure) {
        return propagate(erasure);
    }
    ErasedPhotos erased{*erasure, {}};
    for (const PhotoId photo : photos) {
        const auto files = erasures.erase(*erasure, photo);
        if (!files) {
            return propagate(files);
        }
        erased.files.append(*files);
        const QJsonObject subject{{QStringLiteral("photo"), photo.value}, {QStringLiteral("erasure"), erasure->value}};
        if (const auto done = audit::append(library, QStringLiteral("photo.erase"), subject); !done) {
            return propagate(done);
        }
    }
    // Last: should the transaction fail after all, previews can be made again.
    for (const PhotoId photo : photos) {
        if (const auto done = library.previews().remove(photo); !done) {
            return propagate(done);
        }
    }
    return erased;
}

Result<void> eraseFilesOf(Library& library, const ErasedPhotos& erased)
{
    if (auto done = library.db().emptyLog(); !done) {
        return done;
    }
    if (auto done = library.previews().checkpoint(); !done) {
        return done;
    }
    // Before the names' rows go: afterwards there is a log again.
    auto looked = lookAfter(library, erased);
    if (auto done = removeFiles(library, erased); !done) {
        return done;
    }
    return looked;
}

} // namespace cloakroom
