// Retention::receipt: what is gone, what is not yet, and by when it will be.

#include "core/catalogue/BackupRepository.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/Previews.h"
#include "core/retention/Retention.h"
#include "core/storage/UnlockedFolder.h"
#include "core/storage/Vault.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Retention", text);
}

using Check = ErasureReceipt::Check;
using Remainder = ErasureReceipt::Remainder;

Result<bool> havePreviewsGone(Library& library, const Erasure& erasure)
{
    for (const PhotoId photo : erasure.photos) {
        for (const Previews::Size size : {Previews::Size::Thumbnail, Previews::Size::Preview}) {
            const auto jpeg = library.previews().load(photo, size);
            if (!jpeg) {
                return propagate(jpeg);
            }
            if (!jpeg->isEmpty()) {
                return false;
            }
        }
    }
    return true;
}

Result<bool> haveFilesGone(Library& library, ErasureId erasure)
{
    const auto names = ErasureRepository(library.db()).vaultNames(erasure);
    const auto files = library.vault().list();
    if (!names || !files) {
        return !names ? propagate(names) : propagate(files);
    }
    return std::none_of(names->cbegin(), names->cend(), [&](const QString& name) { return files->contains(name); });
}

Result<QList<Check>> checksOf(Library& library, const Erasure& erasure)
{
    const auto remains = ErasureRepository(library.db()).remains(erasure.id);
    const auto previews = havePreviewsGone(library, erasure);
    const auto files = haveFilesGone(library, erasure.id);
    if (!remains) {
        return propagate(remains);
    }
    for (const auto* looked : {&previews, &files}) {
        if (!*looked) {
            return propagate(*looked);
        }
    }
    const QJsonObject then = QJsonDocument::fromJson(erasure.checked.toUtf8()).object();
    return QList<Check>{
        {QStringLiteral("rows"), tr("The photo's entry, faces, tags, decisions and flags"),
         remains->photos == 0 && remains->faces == 0 && remains->records == 0},
        {QStringLiteral("key"), tr("The key of the original, searched for in every page of the catalogue"),
         then.value(QStringLiteral("key_copies")).toInteger(-1) == 0},
        {QStringLiteral("logs"), tr("The databases' logs, emptied after the deletion"),
         then.value(QStringLiteral("logs_empty")).toBool()},
        {QStringLiteral("previews"), tr("Previews and thumbnails"), *previews},
        {QStringLiteral("files"), tr("The encrypted originals and what came with them"),
         *files && remains->pendingFiles == 0},
    };
}

QString dayText(QDate day)
{
    return QLocale().toString(day, QLocale::LongFormat);
}

// A state of the backup from before holds the photo's row and wrapped key, until it goes for its age. The encrypted
// original goes with the next backup.
void addBackup(QList<Remainder>& remaining, const Erasure& erasure, const BackupRecord& backup, int keepDays)
{
    if (backup.at < erasure.at) {
        remaining.append({QStringLiteral("backup"),
                          tr("The backup in %1 still has the encrypted original. Back up to it: that deletes the file.")
                              .arg(backup.target),
                          {}});
    }
    if (backup.oldestAt <= erasure.at) {
        const QDate until = erasure.at.toLocalTime().date().addDays(keepDays + 1);
        remaining.append({QStringLiteral("older-backups"),
                          tr("The backup in %1 holds older states of the list of photos. They go with the first backup "
                             "after %2, or with the first one after a change of the library's key.")
                              .arg(backup.target, dayText(until)),
                          until});
    }
}

Result<QList<Remainder>> remaindersOf(Library& library, const Erasure& erasure)
{
    QList<Remainder> remaining;
    if (library.folder().generation() <= erasure.generation) {
        remaining.append({QStringLiteral("library-key"),
                          tr("The disk may still hold old encrypted blocks that the library has freed. A change of the "
                             "library's key makes them unreadable for good."),
                          {}});
    }
    const auto settings = librarySettings(library.db());
    const auto backups = BackupRepository(library.db()).lastByTarget();
    if (!settings || !backups) {
        return !settings ? propagate(settings) : propagate(backups);
    }
    for (const BackupRecord& backup : *backups) {
        addBackup(remaining, erasure, backup, settings->backupKeepDays);
    }
    return remaining;
}

} // namespace

bool ErasureReceipt::isComplete() const
{
    return remaining.isEmpty()
        && std::all_of(checked.cbegin(), checked.cend(), [](const Check& check) { return check.isGone; });
}

Result<ErasureReceipt> Retention::receipt(ErasureId erasure)
{
    if (const auto allowed = m_library.require(Right::Administer); !allowed) {
        return propagate(allowed);
    }
    const auto found = ErasureRepository(m_library.db()).get(erasure);
    if (!found) {
        return propagate(found);
    }
    if (!*found) {
        return fail(ErrorCode::NotFound, tr("There is no erasure %1.").arg(erasure.value));
    }
    const auto checked = checksOf(m_library, **found);
    const auto remaining = remaindersOf(m_library, **found);
    if (!checked || !remaining) {
        return !checked ? propagate(checked) : propagate(remaining);
    }
    return ErasureReceipt{**found, *checked, *remaining};
}

} // namespace cloakroom
