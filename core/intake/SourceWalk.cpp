#include "core/intake/SourceWalk.h"

#include "core/intake/SourceKinds.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <algorithm>

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
bool isAppleDouble(const QFileInfo& file)
{
    if (!file.fileName().startsWith(QLatin1String("._"))) {
        return false;
    }
    QFile opened(file.filePath());
    return opened.open(QIODevice::ReadOnly) && opened.read(4) == QByteArray::fromHex("00051607");
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
        m_root = source.absoluteFilePath();
        m_canonicalRoot = source.canonicalFilePath();
        if (source.isDir()) {
            addFolder(m_root, false);
        } else {
            addFile(source, false);
        }
    }

    [[nodiscard]] QList<WalkedFile> takeFiles() { return std::move(m_files); }

private:
    void addFolder(const QString& path, bool isHidden)
    {
        if (m_progress.isCancelled() || isInside(QFileInfo(path).canonicalFilePath(), m_libraryFolder)) {
            return;
        }
        if (!QFileInfo(path).isReadable()) {
            add(path,
                tr("This folder cannot be read, so nothing in it was copied. Check the card or the permissions."));
            return;
        }
        QFileInfoList entries =
            QDir(path).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
        std::sort(entries.begin(), entries.end(),
                  [](const QFileInfo& a, const QFileInfo& b) { return a.fileName() < b.fileName(); });
        for (const QFileInfo& entry : entries) {
            if (entry.isSymLink()) {
                addLink(entry);
            } else if (entry.isDir()) {
                addFolder(entry.filePath(), isHidden || source_kinds::isSystemFolder(entry.fileName()));
            } else {
                addFile(entry, isHidden || entry.fileName().startsWith(QLatin1Char('.')));
            }
        }
    }

    // What a link inside the source points to there is found by itself.
    void addLink(const QFileInfo& link)
    {
        const QString target = link.canonicalFilePath();
        const bool isOutside = !target.isEmpty() && !isInside(target, m_canonicalRoot);
        if (isOutside && (QFileInfo(target).isDir() || source_kinds::looksLikePhoto(link.fileName()))) {
            add(link.filePath(),
                tr("This is a link to another place, and links are not followed. Import that place itself "
                   "if its photos are wanted."));
        }
    }

    void addFile(const QFileInfo& file, bool isHidden)
    {
        const QString name = file.fileName();
        if (source_kinds::isClutter(name)) {
            return;
        }
        if (isHidden) {
            if (source_kinds::looksLikePhoto(name) && file.isFile() && !isAppleDouble(file)) {
                add(file.filePath(),
                    tr("The file is hidden or lies in a hidden or system folder, for example the trash. It "
                       "was left where it is. Copy it elsewhere to import it."));
            }
        } else if (!file.isFile()) {
            add(file.filePath(), tr("This is not an ordinary file. It was left where it is."));
        } else if (source_kinds::isSidecar(name)) {
            add(file.filePath(), tr("This file belongs to a photo or video beside it. It was kept on the card."));
        } else {
            add(file.filePath(), {});
        }
    }

    void add(const QString& path, const QString& refusal)
    {
        // Sources may overlap.
        const QString canonical = QFileInfo(path).canonicalFilePath();
        const QString key = canonical.isEmpty() || !refusal.isEmpty() ? path : canonical;
        if (!m_seen.contains(key)) {
            m_seen.insert(key);
            m_files.append({path, m_root, refusal});
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
