#include "core/intake/SourceWalk.h"

#include "core/intake/SourceFile.h"
#include "core/intake/SourceKinds.h"
#include "core/intake/SourceListing.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QSet>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Importer", text);
}

bool isInside(const QString& path, const QString& folder)
{
    if (folder.isEmpty()) {
        return false; // what does not exist holds nothing
    }
    return path == folder || path.startsWith(folder.endsWith(QLatin1Char('/')) ? folder : folder + QLatin1Char('/'));
}

// What Mac computers write beside every file on a card: starts with the magic of AppleDouble (RFC 1740).
bool isAppleDouble(const QString& path, const QString& name)
{
    if (!name.startsWith(QLatin1String("._"))) {
        return false;
    }
    const auto opened = SourceFile::open(path);
    const auto start = opened ? (*opened)->read(4) : Result<QByteArray>(propagate(opened));
    return start && *start == QByteArray::fromHex("00051607");
}

QString housekeeping()
{
    return tr("Cameras and computers write this for themselves. It holds no photo and was left where it is.");
}

class Walk {
public:
    Walk(QString libraryFolder, const Progress& progress)
        : m_libraryFolder(std::move(libraryFolder))
        , m_progress(progress)
    {
    }

    void addSource(const QFileInfo& source)
    {
        m_root = QDir::cleanPath(source.absoluteFilePath());
        m_canonicalRoot = canonicalSourcePath(m_root);
        if (source.isDir()) {
            addFolder(source.isSymLink() ? m_canonicalRoot : m_root, false); // a link that was named is meant
        } else {
            SourceEntry entry{source.fileName(), SourceEntry::Kind::File, source.size(),
                              source.lastModified().toMSecsSinceEpoch()};
            entry.kind = source.isFile() ? SourceEntry::Kind::File : SourceEntry::Kind::Other;
            addFile(source.isSymLink() ? m_canonicalRoot : m_root, entry, false);
        }
    }

    [[nodiscard]] QList<WalkedFile> takeFiles() { return std::move(m_files); }

private:
    void addFolder(const QString& path, bool isHidden)
    {
        if (m_progress.isCancelled() || isInside(canonicalSourcePath(path), m_libraryFolder)) {
            return;
        }
        const SourceListing listing = listSourceFolder(path);
        if (listing.isTooDeep) {
            add(path, {},
                tr("This folder lies deeper than this computer can reach, so nothing in it was copied. Move "
                   "it up and import it."));
        } else if (!listing.isWhole && !isHidden) {
            add(path, {},
                tr("This folder cannot be read, or not to its end, so files in it may not have been copied. Check the "
                   "card or the permissions."));
        }
        for (const SourceEntry& entry : listing.entries) {
            addEntry(path + (path.endsWith(QLatin1Char('/')) ? QString() : QStringLiteral("/")) + entry.name, entry,
                     isHidden);
        }
    }

    void addEntry(const QString& path, const SourceEntry& entry, bool isHidden)
    {
        if (entry.kind == SourceEntry::Kind::Link) {
            addLink(path, entry);
        } else if (entry.kind == SourceEntry::Kind::Folder) {
            const bool isSystem = source_kinds::isSystemFolder(entry.name);
            if (isSystem && !isHidden && !isInside(canonicalSourcePath(path), m_libraryFolder)) {
                skip(path, entry, tr("A hidden folder, or one that computers keep for themselves."));
            }
            addFolder(path, isHidden || isSystem);
        } else {
            addFile(path, entry, isHidden);
        }
    }

    // What a link inside the source points to there is found by itself.
    void addLink(const QString& path, const SourceEntry& link)
    {
        const QString target = canonicalSourcePath(path);
        if (!target.isEmpty() && isInside(target, m_canonicalRoot)) {
            skip(path, link, tr("A link to another file of this source, which was looked at by itself."));
        } else if (target.isEmpty()) {
            skip(path, link, tr("A link that leads nowhere."));
        } else if (QFileInfo(target).isDir() || source_kinds::looksLikePhoto(link.name)) {
            add(path, link,
                tr("This is a link to another place, and links are not followed. Import that place itself "
                   "if its photos are wanted."));
        } else {
            skip(path, link, tr("A link to another place. Links are not followed."));
        }
    }

    void addFile(const QString& path, const SourceEntry& file, bool isInHiddenFolder)
    {
        const bool isHidden = isInHiddenFolder || file.name.startsWith(QLatin1Char('.'));
        const bool isFile = file.kind == SourceEntry::Kind::File;
        if (source_kinds::isClutter(file.name) || (!isHidden && source_kinds::isBookkeeping(file.name))) {
            if (!isInHiddenFolder) {
                skip(path, file, housekeeping());
            }
        } else if (isHidden) {
            addHidden(path, file, isInHiddenFolder);
        } else if (!isFile) {
            add(path, file, tr("This is not an ordinary file. It was left where it is."));
        } else {
            add(path, file, {});
        }
    }

    void addHidden(const QString& path, const SourceEntry& file, bool isInHiddenFolder)
    {
        const bool isPhoto = source_kinds::looksLikePhoto(file.name) && file.kind == SourceEntry::Kind::File;
        if (isPhoto && !isAppleDouble(path, file.name)) {
            add(path, file,
                tr("The file is hidden or lies in a hidden or system folder, for example the trash. It "
                   "was left where it is. Copy it elsewhere to import it."));
        } else if (!isInHiddenFolder) {
            skip(path, file, housekeeping());
        }
    }

    void skip(const QString& path, const SourceEntry& entry, const QString& why) { add(path, entry, why, true); }

    void add(const QString& path, const SourceEntry& entry, const QString& refusal, bool isSkipped = false)
    {
        // Sources may overlap.
        const QString canonical = refusal.isEmpty() ? canonicalSourcePath(path) : QString();
        const QString key = canonical.isEmpty() ? path : canonical;
        if (!m_seen.contains(key)) {
            m_seen.insert(key);
            m_files.append({path, m_root, refusal, isSkipped, entry.bytes, entry.modifiedMs});
        }
    }

    QString m_libraryFolder;
    const Progress& m_progress;
    QString m_root;
    QString m_canonicalRoot;
    QSet<QString> m_seen;
    QList<WalkedFile> m_files;
};

} // namespace

Result<QList<WalkedFile>> walkSources(const QStringList& sources, const QString& libraryFolder,
                                      const Progress& progress)
{
    const QString library = QFileInfo(libraryFolder).canonicalFilePath();
    for (const QString& source : sources) {
        const QFileInfo info(source);
        if (source.isEmpty() || !info.exists()) {
            return fail(ErrorCode::NotFound,
                        tr("There is no file or folder %1. Nothing was imported. Check that the card is in its reader.")
                            .arg(source));
        }
        if (isInside(info.canonicalFilePath(), library)) {
            return fail(ErrorCode::Invalid,
                        tr("%1 is a part of the library itself. Nothing was imported.").arg(source));
        }
    }
    Walk walk(library, progress);
    for (const QString& source : sources) {
        walk.addSource(QFileInfo(source));
    }
    return walk.takeFiles();
}

} // namespace cloakroom
