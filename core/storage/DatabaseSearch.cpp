#include "core/storage/DatabaseSearch.h"

#include "core/storage/VfsAccess.h"

#include <QCoreApplication>

#include <sqlite3.h>

#include <algorithm>

namespace cloakroom {

namespace {

tl::unexpected<Error> cannotRead(int rc)
{
    return fail(ErrorCode::Damaged,
                QCoreApplication::translate("Storage",
                                            "A part of the library could not be read. Have the library checked, or "
                                            "restore it from a backup."),
                QStringLiteral("SQLite code %1").arg(rc));
}

qint64 countIn(const QByteArray& bytes, const QByteArray& needle, qsizetype from)
{
    qint64 found = 0;
    for (qsizetype at = bytes.indexOf(needle, from); at >= 0; at = bytes.indexOf(needle, at + 1))
        ++found;
    return found;
}

} // namespace

Result<qint64> searchDatabase(const QString& path, const QList<QByteArray>& needles)
{
    Result<OpenDatabaseFile> opened = OpenDatabaseFile::open(path);
    if (!opened)
        return propagate(opened);
    if (opened->result() != SQLITE_OK)
        return cannotRead(opened->result());
    qsizetype longest = 0;
    for (const QByteArray& needle : needles)
        longest = std::max(longest, needle.size());
    qint64 size = 0;
    if (const int rc = opened->file().size(size); rc != SQLITE_OK)
        return cannotRead(rc);
    // The end of one page stays before the next, for what lies across the border.
    QByteArray window;
    QByteArray page(kPageBytes, '\0');
    qint64 found = 0;
    for (qint64 at = 0; at < size; at += kPageBytes) {
        if (const int rc = opened->file().read(mutableViewOf(page), at); rc != SQLITE_OK)
            return cannotRead(rc);
        const qsizetype kept = window.size();
        window += page;
        for (const QByteArray& needle : needles)
            found += countIn(window, needle, std::max<qsizetype>(kept - needle.size() + 1, 0));
        window = window.right(std::max<qsizetype>(longest - 1, 0));
    }
    return found;
}

} // namespace cloakroom
