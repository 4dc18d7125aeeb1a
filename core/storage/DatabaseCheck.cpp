#include "core/storage/DatabaseCheck.h"

#include "core/storage/VfsAccess.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QThread>

#include <sqlite3.h>

#include <algorithm>

namespace cloakroom {

namespace {

constexpr int kTries = 3;
constexpr unsigned long kMillisecondsBetween = 20;
constexpr qint64 kReportEvery = 256;

QString say(const char* text)
{
    return QCoreApplication::translate("Storage", text);
}

bool isNewer(const QString& path)
{
    QFile file(path);
    VfsHeaderBytes header{};
    return file.open(QIODevice::ReadOnly)
        && file.read(reinterpret_cast<char*>(header.data()), qint64{header.size()}) == qint64{header.size()}
    && FileIdentity::isNewer(header);
}

tl::unexpected<Error> cannotOpen(const QString& path, int rc)
{
    const QString detail = QStringLiteral("SQLite code %1").arg(rc);
    if (rc != SQLITE_NOTADB) {
        return fail(ErrorCode::Unreadable,
                    say("A database of the library cannot be opened. Check the disk, then open the library again."),
                    detail);
    }
    // Nobody else has it open, or it would not be unknown to the VFS: a second descriptor harms no lock.
    if (isNewer(path)) {
        return fail(ErrorCode::NewerVersion,
                    say("This library was written by a later release of Cloakroom. Update Cloakroom to open it."));
    }
    return fail(ErrorCode::Damaged,
                say("A database of the library is damaged or belongs to another library. Nothing was changed; restore "
                    "it from a backup."),
                detail);
}

/// A page may be just being written by a checkpoint: a second look tells.
bool isPageWhole(VfsFile& file, qint64 number)
{
    for (int attempt = 0; attempt < kTries; ++attempt) {
        if (file.checkUnit(number) == SQLITE_OK)
            return true;
        QThread::msleep(kMillisecondsBetween);
    }
    return false;
}

} // namespace

Result<DatabaseCheck> verifyDatabase(const QString& path, Progress& progress)
{
    if (!QFileInfo::exists(path))
        return fail(ErrorCode::NotFound, say("A database of the library is missing. Restore it from a backup."));
    Result<OpenDatabaseFile> opened = OpenDatabaseFile::open(path);
    if (!opened)
        return propagate(opened);
    if (opened->result() != SQLITE_OK)
        return cannotOpen(path, opened->result());
    const qint64 body = std::max<qint64>(opened->sealedSize() - kVfsHeaderBytes, 0);
    if (body == 0)
        return cannotOpen(path, SQLITE_NOTADB);

    const qint64 sealedPage = kPageBytes + qint64{kUnitOverhead};
    DatabaseCheck check;
    check.pages = (body + sealedPage - 1) / sealedPage;
    for (qint64 number = 0; number < check.pages; ++number) {
        if (progress.isCancelled())
            return fail(ErrorCode::Cancelled, say("The check was cancelled. Nothing was changed."));
        if (!isPageWhole(opened->file(), number))
            check.damagedPages.append(number + 1);
        if (number % kReportEvery == 0)
            progress.report(number, check.pages, {});
    }
    progress.report(check.pages, check.pages, {});
    return check;
}

} // namespace cloakroom
