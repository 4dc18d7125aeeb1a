#include "core/intake/SourceKinds.h"

#include <QHash>
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

bool isRaw(const QString& fileName)
{
    static const QSet<QString> endings = words("cr2 cr3 crw nef nrw arw srf sr2 raf orf rw2 dng pef srw x3f");
    return hasEnding(fileName, endings);
}

bool isVideo(const QString& fileName)
{
    static const QSet<QString> endings = words("mp4 mov m4v avi mts m2ts 3gp 3g2 mpg mpeg mkv webm wmv crm");
    return hasEnding(fileName, endings);
}

bool mayBeLiveMovie(const QString& fileName)
{
    static const QSet<QString> endings = words("mov mp4");
    return hasEnding(fileName, endings);
}

bool looksLikePhoto(const QString& fileName)
{
    static const QSet<QString> endings = words("jpg jpeg jpe jfif png tif tiff webp heic heif hif avif bmp gif");
    return hasEnding(fileName, endings) || isRaw(fileName) || isVideo(fileName);
}

std::optional<PartRole> sidecarRole(const QString& fileName)
{
    static const QHash<QString, PartRole> roles{
        {QStringLiteral("xmp"), PartRole::Settings},  {QStringLiteral("aae"), PartRole::Settings},
        {QStringLiteral("pp3"), PartRole::Settings},  {QStringLiteral("dop"), PartRole::Settings},
        {QStringLiteral("on1"), PartRole::Settings},  {QStringLiteral("xml"), PartRole::Settings},
        {QStringLiteral("thm"), PartRole::Thumbnail}, {QStringLiteral("wav"), PartRole::Sound},
        {QStringLiteral("lrv"), PartRole::SmallCopy}, {QStringLiteral("lrf"), PartRole::SmallCopy},
    };
    const auto found = roles.constFind(endingOf(fileName));
    if (!fileName.contains(QLatin1Char('.')) || found == roles.constEnd()) {
        return std::nullopt;
    }
    return *found;
}

bool isBookkeeping(const QString& fileName)
{
    static const QSet<QString> endings = words("mrk ctg dsc bdm cpi mpl bdmv mpls clpi tdt tid int bnp cpc smi mif");
    static const QSet<QString> names = words("mediapro.xml cueup.xml status.bin nc_fllst.dat wpsettings.dat "
                                             "indexervolumeguid autorun.inf");
    return hasEnding(fileName, endings) || names.contains(fileName.toLower());
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
