#include "core/storage/FolderLock.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QStringList>
#include <QSysInfo>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

namespace cloakroom {

namespace {

constexpr size_t kMostHolderBytes = 1024;
constexpr int kMostFieldLength = 80;

QByteArray describeThisProcess()
{
    QString program = QCoreApplication::applicationName();
    if (program.isEmpty())
        program = QStringLiteral("Cloakroom");
    return QStringList{program, QSysInfo::machineHostName(), QDateTime::currentDateTimeUtc().toString(Qt::ISODate)}
        .join(QLatin1Char('\n'))
        .toUtf8();
}

/// Anybody may have written the file: short, and nothing but text.
QString clean(const QString& field)
{
    QString cleaned;
    for (const QChar character : field.left(kMostFieldLength)) {
        if (character.isPrint())
            cleaned += character;
    }
    return cleaned;
}

tl::unexpected<Error> inUse(const Descriptor& file)
{
    QByteArray bytes(static_cast<qsizetype>(kMostHolderBytes), '\0');
    const Result<size_t> count = readUpTo(file, mutableViewOf(bytes), 0);
    bytes.truncate(count ? static_cast<qsizetype>(*count) : 0);
    const QStringList fields = QString::fromUtf8(bytes).split(QLatin1Char('\n'));
    const QDateTime since =
        fields.size() == 3 ? QDateTime::fromString(fields[2], Qt::ISODate).toLocalTime() : QDateTime();
    if (!since.isValid()) {
        return fail(
            ErrorCode::InUse,
            QCoreApplication::translate("Library", "The library is in use by another program. Close it there first."));
    }
    return fail(
        ErrorCode::InUse,
        QCoreApplication::translate("Library", "The library is in use by %1 on %2 since %3. Close it there first.")
            .arg(clean(fields[0]), clean(fields[1]), QLocale().toString(since, QLocale::ShortFormat)));
}

} // namespace

Result<FolderLock> FolderLock::acquire(const QString& lockPath)
{
    Descriptor file = Descriptor::open(lockPath, O_RDWR | O_CREAT);
    if (!file.isOpen())
        return failFromErrno(errno, "open lock");
    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0)
        return errno == EWOULDBLOCK ? inUse(file) : failFromErrno(errno, "flock");
    // Who holds it is a courtesy to others: a full disk is no reason not to open the library.
    if (::ftruncate(file.get(), 0) == 0)
        (void)writeAll(file, viewOf(describeThisProcess()));
    return FolderLock(std::move(file));
}

FolderLock::~FolderLock()
{
    if (m_file.isOpen())
        (void)!::ftruncate(m_file.get(), 0);
}

} // namespace cloakroom
