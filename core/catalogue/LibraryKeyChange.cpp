// Library::changeKey: the databases' part of a change of key (the files' part is storage/KeyChange.h).

#include "core/base/Progress.h"
#include "core/catalogue/AuditRepository.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/OriginalRepository.h"
#include "core/catalogue/Previews.h"
#include "core/storage/DatabaseCheck.h"
#include "core/storage/KeyChange.h"
#include "core/storage/UnlockedFolder.h"

#include <QCoreApplication>

namespace cloakroom {

namespace {

constexpr qint64 kSteps = 5;

QString tr(const char* text)
{
    return QCoreApplication::translate("Library", text);
}

Result<void> advance(Progress& progress, qint64 step, const QString& what)
{
    if (progress.isCancelled()) {
        return fail(ErrorCode::Cancelled, tr("The change of key was cancelled. The library is as it was."));
    }
    progress.report(step, kSteps, what);
    return {};
}

/// The new file is read back page by page: what takes the old one's place is whole.
Result<void> requireWhole(const QString& path)
{
    NoProgress silent;
    const auto checked = verifyDatabase(path, silent);
    if (!checked) {
        return propagate(checked);
    }
    if (!checked->isWhole()) {
        return fail(ErrorCode::Unreadable,
                    tr("What was written for the new key could not be read back, so the library stays as it was. Check "
                       "the disk."));
    }
    return {};
}

Result<void> wrapPhotoKeys(Database& catalogue, const Vault& old, const Vault& next)
{
    OriginalRepository originals(catalogue);
    const auto rows = originals.list();
    if (!rows) {
        return propagate(rows);
    }
    for (const OriginalRow& row : *rows) {
        const auto key = old.unwrapKey(row.original.wrappedKey, row.original.uuid);
        if (!key) {
            return propagate(key);
        }
        if (auto done = originals.setWrappedKey(row, next.wrapKey(*key, row.original.uuid)); !done) {
            return done;
        }
    }
    return {};
}

Result<void> makeCatalogue(Library& library, const KeyChange& change)
{
    if (auto copied = library.db().copyTo(change.cataloguePath()); !copied) {
        return copied;
    }
    auto catalogue = Database::open(change.cataloguePath(), Database::Access::Write, Database::Durability::Full);
    if (!catalogue) {
        return propagate(catalogue);
    }
    auto transaction = (*catalogue)->begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (auto wrapped = wrapPhotoKeys(**catalogue, library.vault(), change.vault()); !wrapped) {
        return wrapped;
    }
    const QJsonObject subject{{QStringLiteral("generation"), qint64{change.generation()}}};
    if (auto done = appendAuditTo(**catalogue, library, QStringLiteral("library.change-key"), subject, {}); !done) {
        return done;
    }
    if (auto done = transaction->commit(); !done) {
        return done;
    }
    return (*catalogue)->emptyLog();
}

} // namespace

Result<void> Library::changeKey(std::unique_ptr<Library> library, Progress& progress,
                                const std::function<Result<void>(const char* step)>& observer)
{
    if (auto allowed = library->require(Right::Administer); !allowed) {
        return allowed;
    }
    if (auto going = advance(progress, 0, tr("Making the new key")); !going) {
        return going;
    }
    auto change = library->m_folder->beginKeyChange(library->m_schoolName, observer);
    if (!change) {
        return propagate(change);
    }
    if (auto going = advance(progress, 1, tr("Writing the list of photos")); !going) {
        return going;
    }
    if (auto made = makeCatalogue(*library, *change); !made) {
        return made;
    }
    if (auto going = advance(progress, 2, tr("Writing the previews")); !going) {
        return going;
    }
    if (auto copied = library->m_previews->copyTo(change->previewsPath()); !copied) {
        return copied;
    }
    if (auto going = advance(progress, 3, tr("Reading back what was written")); !going) {
        return going;
    }
    for (const QString& path : {change->cataloguePath(), change->previewsPath()}) {
        if (auto whole = requireWhole(path); !whole) {
            return whole;
        }
    }
    const QString path = library->path();
    library->m_database.reset();
    library->m_previews.reset();
    progress.report(4, kSteps, tr("Putting the new key in place"));
    if (auto committed = change->commit(); !committed) {
        return committed;
    }
    const auto finished = finishKeyChange(path, observer);
    if (!finished) {
        return propagate(finished);
    }
    progress.report(kSteps, kSteps, {});
    return {};
}

} // namespace cloakroom
