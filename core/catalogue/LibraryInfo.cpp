#include "core/catalogue/LibraryInfo.h"

#include "core/base/Progress.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/OriginalRepository.h"
#include "core/catalogue/PhotoQuery.h"
#include "core/catalogue/Previews.h"
#include "core/catalogue/Schema.h"
#include "core/storage/DatabaseCheck.h"
#include "core/storage/EncryptedVfs.h"
#include "core/storage/UnlockedFolder.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QSet>

#include <algorithm>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("LibraryInfo", text);
}

Result<qint64> count(Database& database, const QString& sql)
{
    auto statement = database.prepare(sql);
    if (!statement) {
        return propagate(statement);
    }
    const auto row = statement->next();
    if (!row) {
        return propagate(row);
    }
    return *row ? statement->int64(0) : 0;
}

qint64 sizeOnDisk(const QString& folder)
{
    qint64 bytes = 0;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        bytes += files.fileInfo().size();
    }
    return bytes;
}

Result<void> checkOriginal(const Vault& vault, const StoredOriginal& original, VerifyDepth depth)
{
    if (depth == VerifyDepth::Quick) {
        return vault.checkSize(original.vaultName, original.bytes);
    }
    const auto key = vault.unwrapKey(original.wrappedKey, original.uuid);
    if (!key) {
        return propagate(key);
    }
    return vault.verify(original.vaultName, *key, original.uuid, {original.vaultName, original.bytes, original.digest});
}

Result<void> checkPages(const QString& path, const QString& name, LibraryVerification& result)
{
    NoProgress progress;
    const auto checked = verifyDatabase(path, progress);
    if (!checked && checked.error().code == ErrorCode::Damaged) {
        result.damaged.append(name);
        return {};
    }
    if (!checked) {
        return propagate(checked);
    }
    for (const qint64 page : checked->damagedPages) {
        result.damaged.append(tr("%1, page %2").arg(name).arg(page));
    }
    return {};
}

// The pages may all be genuine and yet not fit together, for example after one was put back from an older state.
Result<void> checkStructure(Database& database, LibraryVerification& result)
{
    auto statement = database.prepare(QStringLiteral("PRAGMA integrity_check(1)"));
    if (!statement) {
        return propagate(statement);
    }
    const auto row = statement->next();
    if ((!row && row.error().code == ErrorCode::Damaged)
        || (row && *row && statement->text(0) != QLatin1String("ok"))) {
        result.damaged.append(tr("catalogue, structure"));
        return {};
    }
    return row ? Result<void>() : propagate(row);
}

// A recovery key's slot that is damaged or gone would otherwise show on the day it is needed.
void checkKeyslots(const UnlockedFolder& folder, LibraryVerification& result)
{
    const auto slots = folder.keyslots();
    if (!slots) {
        result.damaged.append(tr("keyslots"));
        return;
    }
    const bool hasRecovery =
        std::any_of(slots->begin(), slots->end(), [](const SlotInfo& slot) { return !slot.user.isValid(); });
    if (!hasRecovery) {
        result.missing.append(tr("recovery key"));
    }
}

Result<void> checkOriginals(Library& library, VerifyDepth depth, LibraryVerification& result)
{
    const auto photos = OriginalRepository(library.db()).list();
    if (!photos) {
        return propagate(photos);
    }
    QSet<QString> known;
    QSet<PhotoId> ids;
    for (const OriginalRow& photo : *photos) {
        known.insert(photo.original.vaultName);
        ids.insert(photo.photo); // one photo may be several files
        const auto done = checkOriginal(library.vault(), photo.original, depth);
        ++result.checked;
        if (!done) {
            QStringList& list = done.error().code == ErrorCode::NotFound ? result.missing : result.damaged;
            list.append(tr("photo %1").arg(photo.photo.value));
        }
    }
    const auto reserved = OriginalRepository(library.db()).reservedNames();
    if (!reserved) {
        return propagate(reserved);
    }
    known.unite(QSet<QString>(reserved->begin(), reserved->end()));
    result.photos = ids.size();
    const auto files = library.vault().list();
    if (!files) {
        return propagate(files);
    }
    for (const QString& file : *files) {
        if (!known.contains(file)) {
            result.orphans.append(file);
        }
    }
    return {};
}

} // namespace

Result<LibraryCounts> countLibrary(Library& library)
{
    const Viewpoint viewpoint = Viewpoint::of(library.role());
    const QString visible = QStringLiteral("p.deleted_at IS NULL AND %1").arg(photo_sql::visibleTo(viewpoint));
    const auto photos = count(library.db(), QStringLiteral("SELECT count(*) FROM photo p WHERE %1").arg(visible));
    const auto people =
        count(library.db(),
              viewpoint.knowsProtected ? QStringLiteral("SELECT count(*) FROM person")
                                       : QStringLiteral("SELECT count(*) FROM person WHERE protected = 0"));
    const auto faces = count(library.db(),
                             QStringLiteral("SELECT count(*) FROM face f JOIN photo p ON p.id = f.photo_id "
                                            "WHERE f.state <> 'rejected' AND %1")
                                 .arg(visible));
    for (const auto* counted : {&photos, &people, &faces}) {
        if (!*counted) {
            return propagate(*counted);
        }
    }
    return LibraryCounts{*photos, *people, *faces, sizeOnDisk(library.path()), kSchemaVersion};
}

Result<LibraryVerification> verifyLibrary(Library& library, VerifyDepth depth)
{
    if (auto allowed = library.require(Right::Administer); !allowed) {
        return propagate(allowed);
    }
    // Pages that only the write-ahead log holds are not looked at: bring them into the file first.
    if (auto done = library.db().emptyLog(); !done) {
        return propagate(done);
    }
    if (auto done = library.previews().checkpoint(); !done) {
        return propagate(done);
    }
    LibraryVerification result;
    const LibraryFolder& folder = library.folder().folder();
    if (auto done = checkPages(folder.cataloguePath(), tr("catalogue"), result); !done) {
        return propagate(done);
    }
    if (auto done = checkPages(folder.previewsPath(), tr("previews"), result); !done) {
        return propagate(done);
    }
    checkKeyslots(library.folder(), result);
    if (auto done = checkStructure(library.db(), result); !done) {
        return propagate(done);
    }
    if (auto done = checkOriginals(library, depth, result); !done) {
        return propagate(done);
    }
    const auto previews = library.previews().photos();
    if (previews) {
        result.withoutPreview = result.photos - previews->size();
    }
    result.ok = result.damaged.isEmpty() && result.missing.isEmpty();
    return result;
}

} // namespace cloakroom
