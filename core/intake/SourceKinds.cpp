#include "core/intake/SourceKinds.h"

#include <QSet>

namespace cloakroom::source_kinds {

namespace {

QString endingOf(const QString& fileName)
{
    return fileName.section(QLatin1Char('.'), -1).toLower();
}

bool hasEnding(const QString& fileName, const QSet<QString>& endings)
{
    return fileName.contains(QLatin1Char('.')) && endings.contains(endingOf(fileName));
}

QSet<QString> words(const char* list)
{
    const QStringList split = QString::fromLatin1(list).split(QLatin1Char(' '));
    return {split.begin(), split.end()};
}

} // namespace

bool looksLikePhoto(const QString& fileName)
{
    static const QSet<QString> endings =
        words("jpg jpeg jpe jfif png tif tiff webp heic heif hif avif bmp gif cr2 cr3 crw nef nrw arw srf sr2 raf orf "
              "rw2 dng pef srw x3f mp4 mov m4v avi mts m2ts 3gp 3g2 mpg mpeg mkv webm wmv");
    return hasEnding(fileName, endings);
}

bool isSidecar(const QString& fileName)
{
    static const QSet<QString> endings = words("xmp thm wav aae lrv lrf pp3 dop on1");
    return hasEnding(fileName, endings);
}

bool isClutter(const QString& fileName)
{
    static const QSet<QString> names = words("thumbs.db ehthumbs.db desktop.ini .ds_store .localized .nomedia");
    return names.contains(fileName.toLower());
}

bool isSystemFolder(const QString& folderName)
{
    static const QSet<QString> names{
        QStringLiteral("system volume information"),
        QStringLiteral("$recycle.bin"),
        QStringLiteral("recycler"),
        QStringLiteral("recycled"),
        QStringLiteral("lost+found"),
        QStringLiteral("lost.dir"),
        QStringLiteral("__macosx"),
        QStringLiteral("@eadir"),
    };
    return folderName.startsWith(QLatin1Char('.')) || names.contains(folderName.toLower());
}

} // namespace cloakroom::source_kinds
