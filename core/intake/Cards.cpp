#include "core/intake/Cards.h"

#include "core/catalogue/PartRepository.h"
#include "core/intake/SourceFile.h"
#include "core/intake/SourceListing.h"
#include "core/intake/SourceNames.h"
#include "core/intake/SourceShots.h"
#include "core/worker/WorkerPool.h"

#include <QDateTime>
#include <QFileInfo>
#include <QSet>
#include <QStorageInfo>

#include <algorithm>

namespace cloakroom {

namespace {

// A camera says the same in every file: the first that can be read is enough, and few are tried.
constexpr int kMostTries = 3;

/// The folder of that name in `folder`, whatever the case of its letters; empty when there is none.
QString childFolder(const QString& folder, const char* name)
{
    for (const SourceEntry& entry : listSourceFolder(folder).entries) {
        if (entry.kind == SourceEntry::Kind::Folder
            && entry.name.compare(QLatin1String(name), Qt::CaseInsensitive) == 0) {
            return folder + QLatin1Char('/') + entry.name;
        }
    }
    return {};
}

bool isLaidOutAsCard(const QString& root)
{
    if (!childFolder(root, "DCIM").isEmpty() || !childFolder(root, "M4ROOT").isEmpty()) {
        return true;
    }
    const QString inner = childFolder(root, "PRIVATE");
    return !inner.isEmpty() && (!childFolder(inner, "AVCHD").isEmpty() || !childFolder(inner, "M4ROOT").isEmpty());
}

bool isSystems(const QStorageInfo& volume)
{
    const QString path = volume.rootPath();
    static const QStringList own{QStringLiteral("/boot"),     QStringLiteral("/dev"),      QStringLiteral("/proc"),
                                 QStringLiteral("/run/user"), QStringLiteral("/run/lock"), QStringLiteral("/sys"),
                                 QStringLiteral("/snap"),     QStringLiteral("/var")};
    return volume.isRoot() || std::any_of(own.cbegin(), own.cend(), [&path](const QString& folder) {
               return path == folder || path.startsWith(folder + QLatin1Char('/'));
           });
}

struct CardFile {
    QString path;
    QString name;
    qint64 bytes = 0;
    qint64 modifiedMs = 0;
    bool isMain = false;
};

QList<CardFile> filesOf(const QList<SourceShot>& shots)
{
    QList<CardFile> files;
    for (const SourceShot& shot : shots) {
        const auto add = [&files](const WalkedFile& file, bool isMain) {
            if (file.refusal.isEmpty() && file.bytes > 0) {
                files.append(
                    {file.path, source_names::readableFileName(file.path), file.bytes, file.modifiedMs, isMain});
            }
        };
        add(shot.file, true);
        for (const WalkedPart& part : shot.parts) {
            add(part.file, false);
        }
    }
    return files;
}

QString cameraOf(WorkerPool& workers, QList<CardFile> files)
{
    std::sort(files.begin(), files.end(),
              [](const CardFile& a, const CardFile& b) { return a.modifiedMs > b.modifiedMs; });
    int tries = 0;
    for (const CardFile& file : files) {
        if (!file.isMain || file.bytes > WorkerPool::kWholeFileLimit) {
            continue;
        }
        if (++tries > kMostTries) {
            break;
        }
        const auto source = SourceFile::open(file.path);
        const auto bytes = source ? (*source)->read(file.bytes) : Result<QByteArray>(propagate(source));
        const auto seen = bytes ? workers.inspect(*bytes) : Result<Inspection>(propagate(bytes));
        if (seen && !seen->facts.camera.isEmpty()) {
            return seen->facts.camera;
        }
    }
    return {};
}

} // namespace

QList<MountedVolume> mountedVolumes()
{
    QList<MountedVolume> volumes;
    for (const QStorageInfo& volume : QStorageInfo::mountedVolumes()) {
        if (volume.isValid() && volume.isReady() && !isSystems(volume)) {
            volumes.append({volume.rootPath(), volume.displayName()});
        }
    }
    return volumes;
}

QList<Card> cardsAmong(const QList<MountedVolume>& volumes)
{
    QList<Card> cards;
    QSet<QString> seen; // one place may be mounted over another
    for (const MountedVolume& volume : volumes) {
        if (!seen.contains(volume.path) && isLaidOutAsCard(volume.path)) {
            seen.insert(volume.path);
            const QString name = volume.name.isEmpty() || volume.name == volume.path
                ? QFileInfo(volume.path).fileName()
                : QFileInfo(volume.name).fileName();
            cards.append({volume.path, name});
        }
    }
    return cards;
}

Result<CardFacts> lookAtCard(LibraryThread& library, WorkerPool& workers, const Card& card, const Progress& progress)
{
    const auto walked = walkSources({card.path}, {}, progress);
    if (!walked) {
        return propagate(walked);
    }
    const QList<CardFile> files = filesOf(pairedShots(*walked));
    QList<qint64> lengths;
    for (const CardFile& file : files) {
        lengths.append(file.bytes);
    }
    const auto known = library.run([&lengths](Library& open) -> Result<QSet<std::pair<QString, qint64>>> {
        if (const auto allowed = open.require(Right::Import); !allowed) {
            return propagate(allowed);
        }
        return PartRepository(open.db()).namesOfLengths(lengths);
    });
    if (!known) {
        return propagate(known);
    }
    CardFacts facts;
    facts.files = static_cast<int>(files.size());
    for (const CardFile& file : files) {
        const bool isNew = !known->contains({file.name, file.bytes});
        facts.newFiles += isNew ? 1 : 0;
        facts.newBytes += isNew ? file.bytes : 0;
        const QDate day = QDateTime::fromMSecsSinceEpoch(file.modifiedMs).date();
        facts.first = facts.first.isValid() ? qMin(facts.first, day) : day;
        facts.last = facts.last.isValid() ? qMax(facts.last, day) : day;
    }
    facts.camera = cameraOf(workers, files);
    return facts;
}

} // namespace cloakroom
