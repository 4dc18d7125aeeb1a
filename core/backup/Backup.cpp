#include "core/backup/Backup.h"

#include "core/audit/AuditLog.h"
#include "core/base/Progress.h"
#include "core/catalogue/BackupRepository.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/ErasureRepository.h"
#include "core/catalogue/LibrarySettings.h"
#include "core/catalogue/OriginalRepository.h"
#include "core/crypto/KeyDerivation.h"
#include "core/storage/BackupTarget.h"
#include "core/storage/DatabaseCheck.h"
#include "core/storage/EncryptedVfs.h"
#include "core/storage/UnlockedFolder.h"
#include "core/storage/Vault.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSet>

namespace cloakroom {

namespace {

/// Of what was copied earlier, one in so many is read again each time.
constexpr int kRecheckedPart = 30;

QString tr(const char* text)
{
    return QCoreApplication::translate("Backup", text);
}

/// The same error codes mean the library's disk elsewhere.
Error aboutTarget(Error error)
{
    if (error.code == ErrorCode::NoSpace) {
        error.text = tr("There is no room left on the backup's disk. The last complete backup is still good: free some "
                        "space and start it again, it goes on where it stopped.");
    } else if (error.code == ErrorCode::Unreadable || error.code == ErrorCode::NotFound) {
        error.text =
            tr("The backup's disk cannot be written or read. The last complete backup is still good: check the "
               "disk and its connection, then start it again.");
    }
    return error;
}

template <typename T>
tl::unexpected<Error> failedTarget(const Result<T>& failed)
{
    return tl::unexpected<Error>(aboutTarget(failed.error()));
}

/// What the library's thread hands over: one moment of the library.
struct Moment {
    BackupManifest manifest;
    QList<OriginalRow> originals;
    Vault vault;
    SecretBuffer catalogueKey;
    SecretBuffer manifestKey;
    KeyRegistration registration;
    int keepDays = 0;
};

class BackupRun {
public:
    BackupRun(LibraryThread& library, BackupTarget target, Progress& progress)
        : m_library(library)
        , m_target(std::move(target))
        , m_progress(progress)
    {
    }

    [[nodiscard]] Result<BackupReport> run();

private:
    [[nodiscard]] Result<Moment> takeMoment(Library& library);
    [[nodiscard]] Result<void> copySmallFiles(const LibraryFolder& folder, BackupManifest& manifest);
    [[nodiscard]] Result<void> checkCatalogue(Moment& moment);
    [[nodiscard]] Result<void> copyOriginals(Moment& moment);
    [[nodiscard]] Result<void> copyOriginal(Moment& moment, const OriginalRow& row);
    [[nodiscard]] bool isStillGood(const QString& name, const FileDigest& known, int number) const;
    [[nodiscard]] bool isOwned(const QString& name);
    void readPrevious(const Moment& moment);
    [[nodiscard]] Result<QDateTime> prune(const Moment& moment);
    [[nodiscard]] Result<void> pruneOriginals(const Moment& moment, const QSet<QString>& kept);
    [[nodiscard]] Result<void> record(const Moment& moment, const QDateTime& oldest);

    LibraryThread& m_library;
    BackupTarget m_target;
    Progress& m_progress;
    QHash<QString, FileDigest> m_previous; ///< originals of the latest readable state
    BackupReport m_report;
};

Result<void> BackupRun::copySmallFiles(const LibraryFolder& folder, BackupManifest& manifest)
{
    QStringList names = {QStringLiteral("library.json")};
    for (const QString& name : QDir(folder.keyslotsPath()).entryList({QStringLiteral("*.slot")}, QDir::Files)) {
        names.append(QStringLiteral("keyslots/") + name);
    }
    for (const QString& name : std::as_const(names)) {
        const auto copied = m_target.addFile(manifest.number, folder.path() + QLatin1Char('/') + name, name);
        if (!copied) {
            return failedTarget(copied);
        }
        manifest.files.insert(name, *copied);
    }
    return {};
}

// In one piece on the library's thread, so that nothing changes between the catalogue and what is said of it.
Result<Moment> BackupRun::takeMoment(Library& library)
{
    if (const auto allowed = library.require(Right::Administer); !allowed) {
        return propagate(allowed);
    }
    const auto backupKey = library.folder().backupKey();
    const auto settings = librarySettings(library.db());
    const auto originals = OriginalRepository(library.db()).list();
    const auto tombstones = ErasureRepository(library.db()).tombstones();
    const auto head = BackupRepository(library.db()).auditHead();
    if (!backupKey) {
        return propagate(backupKey);
    }
    if (!settings || !originals || !tombstones || !head) {
        return fail(ErrorCode::Damaged, tr("The library could not be read, so no backup was made. Have it checked."));
    }
    const auto number = m_target.beginSnapshot();
    if (!number) {
        return failedTarget(number);
    }
    SecretBuffer catalogueKey = deriveKey(*backupKey, KeyPurpose::BackupCatalogue);
    const QString path = m_target.snapshotPath(*number) + QStringLiteral("/catalogue.db");
    const quint32 generation = library.folder().generation();
    auto registration = KeyRegistration::add(path, catalogueKey.view(), generation);
    if (!registration) {
        return propagate(registration);
    }
    if (const auto copied = library.db().copyTo(path); !copied) {
        return failedTarget(copied);
    }
    BackupManifest manifest{library.folder().libraryId(),
                            generation,
                            *number,
                            library.clock().now(),
                            library.user().id,
                            head->seq,
                            head->hash,
                            {},
                            {},
                            *tombstones,
                            library.folder().slot().publicKey};
    if (const auto copied = copySmallFiles(library.folder().folder(), manifest); !copied) {
        return propagate(copied);
    }
    return Moment{std::move(manifest),
                  *originals,
                  library.vault(),
                  std::move(catalogueKey),
                  deriveKey(*backupKey, KeyPurpose::BackupManifest),
                  std::move(*registration),
                  settings->backupKeepDays};
}

// Every page of the copy is read back and authenticated.
Result<void> BackupRun::checkCatalogue(Moment& moment)
{
    const auto adopted = m_target.adoptFile(moment.manifest.number, QStringLiteral("catalogue.db"));
    if (!adopted) {
        return failedTarget(adopted);
    }
    moment.manifest.files.insert(QStringLiteral("catalogue.db"), *adopted);
    NoProgress silent;
    const auto checked =
        verifyDatabase(m_target.snapshotPath(moment.manifest.number) + QStringLiteral("/catalogue.db"), silent);
    if (!checked || !checked->isWhole()) {
        return fail(ErrorCode::Unreadable,
                    tr("What was written to the backup reads back differently. The disk may be failing: use another "
                       "one. The last complete backup is still good."));
    }
    return {};
}

void BackupRun::readPrevious(const Moment& moment)
{
    const QList<int> numbers = m_target.snapshots();
    for (auto number = numbers.crbegin(); number != numbers.crend(); ++number) {
        // A damaged one, or one under an earlier key, tells nothing: its originals are compared byte by byte.
        if (const auto manifest = m_target.manifest(*number, moment.manifestKey.view())) {
            m_previous = manifest->originals;
            return;
        }
    }
}

bool BackupRun::isStillGood(const QString& name, const FileDigest& known, int number) const
{
    const QString path = m_target.originalPath(name);
    if (QFileInfo(path).size() != known.size) {
        return false;
    }
    if (name.left(2).toInt(nullptr, 16) % kRecheckedPart != number % kRecheckedPart) {
        return true;
    }
    const auto digest = digestOfFile(path);
    return digest && *digest == known;
}

bool BackupRun::isOwned(const QString& name)
{
    return m_library.run(
        [&name](Library& library) { return BackupRepository(library.db()).isOwned(name).value_or(true); });
}

Result<void> BackupRun::copyOriginal(Moment& moment, const OriginalRow& row)
{
    const QString& name = row.original.vaultName;
    const QString source = moment.vault.pathOf(name);
    const bool isHere = QFileInfo::exists(source);
    const auto known = m_previous.constFind(name);
    if (known != m_previous.cend() && isStillGood(name, *known, moment.manifest.number)) {
        moment.manifest.originals.insert(name, *known);
        ++m_report.unchanged;
        if (!isHere) {
            m_report.missing.append(tr("photo %1").arg(row.photo.value));
        }
        return {};
    }
    const auto own = isHere ? digestOfFile(source) : Result<FileDigest>(fail(ErrorCode::NotFound, {}));
    if (!own) {
        // Erased while the backup was being made, or lost: that is for the library's check and repair.
        if (isOwned(name)) {
            m_report.missing.append(tr("photo %1").arg(row.photo.value));
        }
        return {};
    }
    if (QFileInfo::exists(m_target.originalPath(name))) {
        if (const auto there = digestOfFile(m_target.originalPath(name)); there && *there == *own) {
            moment.manifest.originals.insert(name, *own);
            ++m_report.unchanged;
            return {};
        }
    }
    const auto copied = m_target.addOriginal(source, name);
    if (!copied) {
        return failedTarget(copied);
    }
    moment.manifest.originals.insert(name, *copied);
    ++m_report.copied;
    m_report.bytes += copied->size;
    return {};
}

Result<void> BackupRun::copyOriginals(Moment& moment)
{
    const qint64 total = moment.originals.size();
    for (qint64 index = 0; index < total; ++index) {
        if (m_progress.isCancelled()) {
            return fail(ErrorCode::Cancelled,
                        tr("The backup was stopped. The last complete one is still good; the next goes on from here."));
        }
        m_progress.report(index, total, {});
        if (auto copied = copyOriginal(moment, moment.originals[index]); !copied) {
            return copied;
        }
    }
    m_progress.report(total, total, {});
    return {};
}

Result<void> BackupRun::pruneOriginals(const Moment& moment, const QSet<QString>& kept)
{
    QSet<QString> erased;
    for (const Tombstone& stone : moment.manifest.tombstones) {
        erased.insert(stone.vaultName);
    }
    for (const QString& name : m_target.originals()) {
        if (kept.contains(name) && !erased.contains(name)) {
            continue;
        }
        if (auto removed = m_target.removeOriginal(name); !removed) {
            return failedTarget(removed);
        }
        ++m_report.removed;
    }
    return {};
}

// Of erased photos the originals go at once, also from older states: what those still hold of them is the row.
Result<QDateTime> BackupRun::prune(const Moment& moment)
{
    const QDateTime oldestKept = moment.manifest.at.addDays(-moment.keepDays);
    QSet<QString> kept;
    QDateTime oldest = moment.manifest.at;
    for (const int number : m_target.snapshots()) {
        const bool isNew = number == moment.manifest.number;
        const auto manifest = m_target.manifest(number, moment.manifestKey.view());
        if (!isNew && !manifest && manifest.error().code != ErrorCode::Damaged) {
            return failedTarget(manifest);
        }
        // Does not authenticate: damaged, or of an earlier key, which somebody may have that left.
        if (!isNew && (!manifest || manifest->at < oldestKept)) {
            if (const auto removed = m_target.removeSnapshot(number); !removed) {
                return failedTarget(removed);
            }
            ++m_report.removed;
            continue;
        }
        const BackupManifest& one = isNew ? moment.manifest : *manifest;
        oldest = std::min(oldest, one.at);
        const QList<QString> names = one.originals.keys();
        kept.unite(QSet<QString>(names.begin(), names.end()));
    }
    if (const auto pruned = pruneOriginals(moment, kept); !pruned) {
        return propagate(pruned);
    }
    return oldest;
}

Result<void> BackupRun::record(const Moment& moment, const QDateTime& oldest)
{
    return m_library.run([&](Library& library) -> Result<void> {
        auto transaction = library.db().begin();
        if (!transaction) {
            return propagate(transaction);
        }
        const BackupManifest& manifest = moment.manifest;
        const BackupRecord record{manifest.at,     manifest.user,       m_target.path(),
                                  manifest.number, manifest.generation, manifest.originals.size(),
                                  oldest};
        if (auto done = BackupRepository(library.db()).insert(record); !done) {
            return done;
        }
        const QJsonObject subject{{QStringLiteral("snapshot"), manifest.number},
                                  {QStringLiteral("copied"), m_report.copied}};
        if (auto done = audit::append(library, QStringLiteral("library.backup"), subject); !done) {
            return done;
        }
        return transaction->commit();
    });
}

Result<BackupReport> BackupRun::run()
{
    auto moment = m_library.run([this](Library& library) { return takeMoment(library); });
    if (!moment) {
        return propagate(moment);
    }
    m_report.snapshot = moment->manifest.number;
    if (const auto checked = checkCatalogue(*moment); !checked) {
        return propagate(checked);
    }
    readPrevious(*moment);
    if (const auto copied = copyOriginals(*moment); !copied) {
        return propagate(copied);
    }
    const auto sign = [this](const QByteArray& message) {
        return m_library.run([&message](Library& library) { return library.folder().sign(message); });
    };
    if (const auto finished = m_target.finishSnapshot(moment->manifest, moment->manifestKey.view(), sign); !finished) {
        return failedTarget(finished);
    }
    const auto oldest = prune(*moment);
    if (!oldest) {
        return propagate(oldest);
    }
    if (const auto recorded = record(*moment, *oldest); !recorded) {
        return propagate(recorded);
    }
    return m_report;
}

bool isInside(const QString& inner, const QString& outer)
{
    const QString canonical = QFileInfo(outer).canonicalFilePath();
    if (canonical.isEmpty()) {
        return false; // not there yet
    }
    QString at = QFileInfo(inner).absoluteFilePath();
    while (!QFileInfo::exists(at) && at != QFileInfo(at).path()) {
        at = QFileInfo(at).path();
    }
    const QString real = QFileInfo(at).canonicalFilePath();
    return real == canonical || real.startsWith(canonical + QLatin1Char('/'));
}

} // namespace

Result<BackupReport> backupLibrary(LibraryThread& library, const QString& target, Progress& progress)
{
    struct Facts {
        QString path;
        QByteArray id;
    };
    const auto facts = library.run([](Library& open) -> Result<Facts> {
        if (const auto allowed = open.require(Right::Administer); !allowed) {
            return propagate(allowed);
        }
        return Facts{open.path(), open.folder().libraryId()};
    });
    if (!facts) {
        return propagate(facts);
    }
    if (isInside(target, facts->path) || isInside(facts->path, target)) {
        return fail(ErrorCode::Invalid,
                    tr("A backup inside the library's own folder, or around it, would be lost with it. Choose a folder "
                       "on another disk."));
    }
    auto folder = BackupTarget::openForWriting(target, facts->id);
    if (!folder) {
        return failedTarget(folder);
    }
    return BackupRun(library, std::move(*folder), progress).run();
}

Result<BackupStatus> backupStatus(Library& library)
{
    const auto settings = librarySettings(library.db());
    const auto last = BackupRepository(library.db()).last();
    if (!settings || !last) {
        return !settings ? propagate(settings) : propagate(last);
    }
    BackupStatus status;
    status.remindDays = settings->backupRemindDays;
    status.isDue = true;
    if (*last) {
        status.last = (*last)->at;
        status.isDue = (*last)->at.addDays(settings->backupRemindDays) < library.clock().now();
        status.target = allows(library.role(), Right::Administer) ? (*last)->target : QString();
    }
    return status;
}

} // namespace cloakroom
