#include "core/backup/Restore.h"

#include "core/base/Clock.h"
#include "core/base/Progress.h"
#include "core/catalogue/BackupRepository.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/ErasureRepository.h"
#include "core/catalogue/RecognitionRepository.h"
#include "core/catalogue/Schema.h"
#include "core/catalogue/TemplateRepository.h"
#include "core/storage/BackupTarget.h"
#include "core/storage/EncryptedVfs.h"
#include "core/storage/FileIo.h"
#include "core/storage/SnapshotKeys.h"
#include "core/storage/VaultFiles.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>

namespace cloakroom {

namespace {

const QString kMarker = QStringLiteral("restore.part");
const QString kCopy = QStringLiteral("restore-catalogue.part");

QString tr(const char* text)
{
    return QCoreApplication::translate("Restore", text);
}

tl::unexpected<Error> damagedState()
{
    return fail(ErrorCode::Damaged,
                tr("This state of the backup is damaged or was changed, so it was not used. Try an older one, or "
                   "another backup."));
}

/// An older state does not know who withdrew their consent since: recognition begins anew, with nobody's template.
Result<void> forgetRecognition(Database& catalogue, UserId by)
{
    if (auto done = TemplateRepository(catalogue).removeAll(); !done) {
        return done;
    }
    RecognitionRepository recognition(catalogue);
    const auto steps = recognition.steps();
    if (!steps) {
        return propagate(steps);
    }
    return steps->isEmpty() ? Result<void>()
                            : recognition.add({SystemClock().now(), by, RecognitionAction::SwitchedOff, {}, {}, {}});
}

class RestoreRun {
public:
    RestoreRun(BackupTarget target, QString folder, Progress& progress)
        : m_target(std::move(target))
        , m_folder(std::move(folder))
        , m_progress(progress)
    {
    }

    [[nodiscard]] Result<RestoreReport> run(int number, const SnapshotKeys& keys);

private:
    [[nodiscard]] Result<void> checkSnapshot() const;
    [[nodiscard]] Result<void> prepareFolder();
    [[nodiscard]] Result<void> copyOriginals();
    [[nodiscard]] Result<void> copyOriginal(const QString& name, const FileDigest& expected);
    [[nodiscard]] Result<void> makeCatalogue(const SnapshotKeys& keys);
    [[nodiscard]] Result<void> finishCatalogue();
    [[nodiscard]] Result<void> syncFolders();
    [[nodiscard]] Result<void> copySmallFiles();
    [[nodiscard]] QString path(const QString& name) const { return m_folder + QLatin1Char('/') + name; }

    BackupTarget m_target;
    QString m_folder;
    Progress& m_progress;
    std::optional<FolderLock> m_lock;
    BackupManifest m_manifest;
    QList<Tombstone> m_tombstones; ///< the newest that the backup knows
    RestoreReport m_report;
};

Result<void> RestoreRun::checkSnapshot() const
{
    const QString folder = m_target.snapshotPath(m_manifest.number);
    for (auto file = m_manifest.files.cbegin(); file != m_manifest.files.cend(); ++file) {
        const auto digest = digestOfFile(folder + QLatin1Char('/') + file.key());
        if (!digest || !(*digest == *file)) {
            return damagedState();
        }
    }
    for (const char* needed : {"library.json", "catalogue.db"}) {
        if (!m_manifest.files.contains(QLatin1String(needed))) {
            return damagedState();
        }
    }
    return {};
}

// The marker says which state is being restored: going on with another would mix two.
Result<void> RestoreRun::prepareFolder()
{
    const QByteArray mark = m_manifest.libraryId.toHex() + ' ' + QByteArray::number(m_manifest.number) + '\n';
    const auto filter = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
    const QStringList entries = QDir(m_folder).entryList(filter);
    const bool isOurs = QFileInfo::exists(path(kMarker)) && readSmallFile(path(kMarker), 200) == mark
        && !QFileInfo::exists(path(QStringLiteral("library.json")));
    if ((QFileInfo::exists(m_folder) && !QFileInfo(m_folder).isDir()) || (!entries.isEmpty() && !isOurs)) {
        return fail(ErrorCode::AlreadyExists,
                    tr("This folder is not empty. A library is restored into a folder of its own; nothing in this one "
                       "was changed."));
    }
    if (!QDir().mkpath(m_folder)) {
        return fail(ErrorCode::Unreadable, tr("The folder for the library cannot be made. Choose another place."));
    }
    QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    if (auto marked = replaceFile(path(kMarker), mark); !marked) {
        return marked;
    }
    auto lock = FolderLock::acquire(path(QStringLiteral("lock")));
    if (!lock) {
        return propagate(lock);
    }
    m_lock.emplace(std::move(*lock));
    for (const char* name : {"keyslots", "vault"}) {
        const QString folder = path(QLatin1String(name));
        if (QFileInfo(folder).isDir()) {
            continue;
        }
        if (auto made = makeFolder(folder); !made) {
            return made;
        }
    }
    return {};
}

Result<void> RestoreRun::copyOriginal(const QString& name, const FileDigest& expected)
{
    const VaultPath to = vaultPath(path(QStringLiteral("vault")), name);
    if (QFileInfo(to.file).size() == expected.size) {
        if (const auto there = digestOfFile(to.file); there && *there == expected) {
            ++m_report.unchanged;
            return {};
        }
    }
    if (!QFileInfo(to.folder).isDir()) {
        if (auto made = makeFolder(to.folder); !made) {
            return made;
        }
    }
    const auto copied = copyVerified(m_target.originalPath(name), to.file);
    if (!copied && copied.error().code == ErrorCode::NoSpace) {
        return propagate(copied);
    }
    if (!copied || !(*copied == expected)) {
        QFile::remove(to.file);
        m_report.missing.append(name);
        return {};
    }
    ++m_report.copied;
    m_report.bytes += copied->size;
    return {};
}

Result<void> RestoreRun::copyOriginals()
{
    QSet<QString> erased;
    for (const Tombstone& stone : std::as_const(m_tombstones)) {
        erased.insert(stone.vaultName);
    }
    const qint64 total = m_manifest.originals.size();
    qint64 done = 0;
    for (auto file = m_manifest.originals.cbegin(); file != m_manifest.originals.cend(); ++file) {
        if (m_progress.isCancelled()) {
            return fail(ErrorCode::Cancelled,
                        tr("Restoring was stopped. Start it again with the same folder: it goes on where it stopped."));
        }
        m_progress.report(done++, total, {});
        if (erased.contains(file.key())) {
            continue;
        }
        if (auto copied = copyOriginal(file.key(), *file); !copied) {
            return copied;
        }
    }
    m_progress.report(total, total, {});
    const QString vault = path(QStringLiteral("vault"));
    for (const QString& name : QDir(vault).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (auto synced = syncFolder(vault + QLatin1Char('/') + name); !synced) {
            return synced;
        }
    }
    return {};
}

// Brought under the library's own key through a copy on this disk: the backup's is only read.
Result<void> RestoreRun::makeCatalogue(const SnapshotKeys& keys)
{
    if (auto registered = registerVfs(); !registered) {
        return registered;
    }
    const QString copy = path(kCopy);
    const QString catalogue = path(QStringLiteral("catalogue.db"));
    for (const QString& file : {copy, catalogue}) {
        for (const char* suffix : {"", "-wal", "-journal"}) {
            QFile::remove(file + QLatin1String(suffix));
        }
    }
    const auto from = KeyRegistration::add(copy, keys.backupCatalogue.view(), keys.generation);
    const auto to = KeyRegistration::add(catalogue, keys.catalogue.view(), keys.generation);
    if (!from || !to) {
        return !from ? propagate(from) : propagate(to);
    }
    const QString source = m_target.snapshotPath(m_manifest.number) + QStringLiteral("/catalogue.db");
    if (const auto copied = copyVerified(source, copy); !copied) {
        return propagate(copied);
    }
    {
        const auto opened = Database::open(copy, Database::Access::Write, Database::Durability::Normal);
        if (!opened) {
            return propagate(opened);
        }
        if (auto written = (*opened)->copyTo(catalogue); !written) {
            return written;
        }
    }
    for (const char* suffix : {"", "-wal", "-journal"}) {
        QFile::remove(copy + QLatin1String(suffix));
    }
    return finishCatalogue();
}

Result<void> RestoreRun::finishCatalogue()
{
    const QString catalogue = path(QStringLiteral("catalogue.db"));
    const auto opened = Database::open(catalogue, Database::Access::Write, Database::Durability::Full);
    if (!opened) {
        return propagate(opened);
    }
    if (auto migrated = migrateCatalogue(**opened); !migrated) {
        return migrated;
    }
    const auto isSigner = BackupRepository(**opened).isSigner(m_manifest.signer);
    const auto head = BackupRepository(**opened).auditHead();
    if (!isSigner || !*isSigner || !head || head->seq != m_manifest.auditSeq || head->hash != m_manifest.auditHead) {
        return damagedState();
    }
    auto transaction = (*opened)->begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const auto erased =
        ErasureRepository(**opened).apply(m_tombstones, m_manifest.user, m_manifest.generation, SystemClock().now());
    if (!erased) {
        return propagate(erased);
    }
    m_report.erasedAgain = *erased;
    if (auto done = forgetRecognition(**opened, m_manifest.user); !done) {
        return done;
    }
    if (auto done = transaction->commit(); !done) {
        return done;
    }
    return (*opened)->emptyLog();
}

Result<void> RestoreRun::syncFolders()
{
    for (const QString& folder : {path(QStringLiteral("keyslots")), path(QStringLiteral("vault")), m_folder}) {
        if (auto synced = syncFolder(folder); !synced) {
            return synced;
        }
    }
    return {};
}

Result<void> RestoreRun::copySmallFiles()
{
    QStringList names = m_manifest.files.keys();
    names.removeAll(QStringLiteral("catalogue.db"));
    names.removeAll(QStringLiteral("library.json"));
    // Last: only then is it a library.
    names.append(QStringLiteral("library.json"));
    for (const QString& name : std::as_const(names)) {
        if (auto synced = name == names.last() ? syncFolders() : Result<void>(); !synced) {
            return synced;
        }
        const bool isSlot = name.startsWith(QLatin1String("keyslots/")) && name.count(QLatin1Char('/')) == 1
            && name.endsWith(QLatin1String(".slot"));
        if (!isSlot && name != names.last()) {
            return damagedState();
        }
        const QString source = m_target.snapshotPath(m_manifest.number) + QLatin1Char('/') + name;
        const auto copied = copyVerified(source, path(name));
        if (!copied) {
            return propagate(copied);
        }
    }
    if (auto synced = syncFolder(m_folder); !synced) {
        return synced;
    }
    return removeFile(path(kMarker));
}

Result<RestoreReport> RestoreRun::run(int number, const SnapshotKeys& keys)
{
    auto manifest = m_target.manifest(number, keys.manifest.view());
    if (!manifest) {
        return propagate(manifest);
    }
    m_manifest = std::move(*manifest);
    m_tombstones = m_manifest.tombstones;
    // Erased since: the newest state under the same key says what.
    if (const int newest = m_target.snapshots().last(); newest != number) {
        if (const auto latest = m_target.manifest(newest, keys.manifest.view())) {
            m_tombstones = latest->tombstones;
        }
    }
    m_report.snapshot = number;
    m_report.at = m_manifest.at;
    if (const auto checked = checkSnapshot(); !checked) {
        return propagate(checked);
    }
    if (const auto prepared = prepareFolder(); !prepared) {
        return propagate(prepared);
    }
    if (const auto copied = copyOriginals(); !copied) {
        return propagate(copied);
    }
    if (const auto made = makeCatalogue(keys); !made) {
        return propagate(made);
    }
    if (const auto copied = copySmallFiles(); !copied) {
        return propagate(copied);
    }
    return m_report;
}

Result<SnapshotKeys> keysOf(const QString& snapshot, const RestoreKey& key)
{
    if (const auto* user = std::get_if<RestoreUser>(&key)) {
        return openSnapshotKeys(snapshot, user->name, user->password);
    }
    return openSnapshotKeys(snapshot, std::get<RecoveryKey>(key));
}

} // namespace

Result<QList<int>> backupSnapshots(const QString& target)
{
    const auto folder = BackupTarget::open(target);
    if (!folder) {
        return propagate(folder);
    }
    return folder->snapshots();
}

Result<RestoreReport> restoreLibrary(const RestoreRequest& request, const RestoreKey& key, Progress& progress)
{
    auto target = BackupTarget::open(request.target);
    if (!target) {
        return propagate(target);
    }
    const QList<int> numbers = target->snapshots();
    if (numbers.isEmpty() || (request.snapshot && !numbers.contains(*request.snapshot))) {
        return fail(ErrorCode::NotFound,
                    numbers.isEmpty() ? tr("This backup was never finished: it holds no state to restore.")
                                      : tr("This backup does not hold the state %1.").arg(*request.snapshot));
    }
    const int number = request.snapshot.value_or(numbers.last());
    const auto keys = keysOf(target->snapshotPath(number), key);
    if (!keys) {
        return propagate(keys);
    }
    if (keys->libraryId != target->libraryId()) {
        return damagedState();
    }
    const QString folder = QDir::cleanPath(QFileInfo(request.folder).absoluteFilePath());
    return RestoreRun(std::move(*target), folder, progress).run(number, *keys);
}

} // namespace cloakroom
