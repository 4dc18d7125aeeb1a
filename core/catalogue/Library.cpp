#include "core/catalogue/Library.h"

#include "core/catalogue/AuditRepository.h"
#include "core/catalogue/ClearanceCache.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/DefaultPurposes.h"
#include "core/catalogue/PendingExport.h"
#include "core/catalogue/Previews.h"
#include "core/catalogue/PurposeRepository.h"
#include "core/catalogue/Schema.h"
#include "core/catalogue/SettingRepository.h"
#include "core/catalogue/UserRepository.h"
#include "core/storage/UnlockedFolder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QScopeGuard>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Library", text);
}

// A viewer's keys do not reach the originals. The rights table keeps viewers away from them; should it ever fail to, a
// vault under keys that nobody has opens nothing.
std::unique_ptr<Vault> vaultOf(const UnlockedFolder& folder)
{
    if (auto vault = folder.vault()) {
        return std::make_unique<Vault>(std::move(*vault));
    }
    const SecretBuffer nobodys = SecretBuffer::random(kKeyBytes);
    return std::make_unique<Vault>(folder.folder().vaultPath(), nobodys.view(), nobodys.view(), folder.generation());
}

Result<std::unique_ptr<Database>> openPreviews(const QString& path)
{
    auto database = Database::open(path, Database::Access::Write, Database::Durability::Normal);
    if (database) {
        if (const auto done = migratePreviews(**database); !done) {
            return propagate(done);
        }
    }
    return database;
}

void removePreviews(const QString& path)
{
    for (const char* suffix : {"", "-wal", "-journal"}) {
        QFile::remove(path + QLatin1String(suffix));
    }
}

// Previews can be rebuilt: damaged ones are thrown away rather than kept from opening the library.
Result<std::unique_ptr<Database>> openOrRebuildPreviews(const QString& path)
{
    auto database = openPreviews(path);
    if (database || database.error().code != ErrorCode::Damaged) {
        return database;
    }
    removePreviews(path);
    return openPreviews(path);
}

} // namespace

Library::Library(UnlockedFolder folder, std::shared_ptr<const Clock> clock)
    : m_folder(std::make_unique<UnlockedFolder>(std::move(folder)))
    , m_vault(vaultOf(*m_folder))
    , m_clock(std::move(clock))
{
}

// The connections close before the keys go: members are destroyed in reverse order.
Library::~Library() = default;

Result<Library::Created> Library::create(const QString& folder, const QString& schoolName, const QString& adminName,
                                         const Password& password, const KdfCost& cost,
                                         std::shared_ptr<const Clock> clock)
{
    const QString school = schoolName.trimmed();
    const QString admin = adminName.trimmed();
    if (school.isEmpty() || admin.isEmpty()) {
        return fail(ErrorCode::Invalid,
                    tr("A library needs the school's name and a name for its first administrator."));
    }
    const bool existed = QDir(folder).exists();
    auto created = UnlockedFolder::create(folder, school, admin, password, cost);
    if (!created) {
        return propagate(created);
    }
    auto removeAll = qScopeGuard([&folder, existed] {
        QDir made(folder);
        if (!existed) {
            made.removeRecursively();
            return;
        }
        for (const QString& entry : made.entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)) {
            const QString path = made.filePath(entry);
            QFileInfo(path).isDir() ? QDir(path).removeRecursively() : QFile::remove(path);
        }
    });
    std::unique_ptr<Library> library(new Library(std::move(created->folder), std::move(clock)));
    if (const auto done = library->openDatabases(); !done) {
        return propagate(done);
    }
    if (const auto done = library->setUp(school, admin); !done) {
        return propagate(done);
    }
    removeAll.dismiss();
    return Created{std::move(library), created->recoveryKey.text()};
}

Result<std::unique_ptr<Library>> Library::open(const QString& folder, const QString& userName, const Password& password,
                                               std::shared_ptr<const Clock> clock)
{
    auto unlocked = UnlockedFolder::open(folder, userName.trimmed(), password);
    if (!unlocked) {
        return propagate(unlocked);
    }
    return enter(std::move(*unlocked), std::move(clock));
}

Result<std::unique_ptr<Library>> Library::openWithRecoveryKey(const QString& folder, const RecoveryKey& key,
                                                              std::shared_ptr<const Clock> clock)
{
    auto unlocked = UnlockedFolder::openWithRecoveryKey(folder, key);
    if (!unlocked) {
        return propagate(unlocked);
    }
    return enter(std::move(*unlocked), std::move(clock));
}

Result<std::unique_ptr<Library>> Library::enter(UnlockedFolder unlocked, std::shared_ptr<const Clock> clock)
{
    std::unique_ptr<Library> library(new Library(std::move(unlocked), std::move(clock)));
    // A catalogue that is gone is damage: opening it would quietly make an empty one.
    if (!QFile::exists(library->m_folder->folder().cataloguePath())) {
        return fail(
            ErrorCode::Damaged,
            tr("The library's list of photos is missing. Nothing was changed. Restore the library from a backup."),
            QStringLiteral("catalogue.db is missing"));
    }
    if (const auto done = library->openDatabases(); !done) {
        return propagate(done);
    }
    if (const auto done = library->signIn(); !done) {
        return propagate(done);
    }
    if (const auto done = library->removeUnfinishedImports(); !done) {
        return propagate(done);
    }
    if (const auto done = settlePendingExport(*library); !done) {
        return propagate(done);
    }
    return library;
}

Result<void> Library::openDatabases()
{
    auto catalogue =
        Database::open(m_folder->folder().cataloguePath(), Database::Access::Write, Database::Durability::Full);
    if (!catalogue) {
        return propagate(catalogue);
    }
    m_database = std::move(*catalogue);
    if (auto done = migrateCatalogue(*m_database); !done) {
        return done;
    }
    m_clearances = std::make_unique<ClearanceCache>(*m_database);
    auto previews = openOrRebuildPreviews(m_folder->folder().previewsPath());
    if (!previews) {
        return propagate(previews);
    }
    m_previews = std::make_unique<Previews>(std::move(*previews));
    return {};
}

Result<void> Library::setUp(const QString& schoolName, const QString& adminName)
{
    auto transaction = m_database->begin();
    if (!transaction) {
        return propagate(transaction);
    }
    m_schoolName = schoolName;
    const SlotInfo slot = m_folder->slot();
    m_user = {kFirstUser, adminName, Role::Admin, true, QString::fromLatin1(slot.slotId.toHex()), slot.publicKey};
    UserRepository users(*m_database);
    if (const auto added = users.insert(m_user, m_clock->now()); !added) {
        return propagate(added);
    }
    if (auto done = users.addKey(m_user.id, slot.publicKey, m_clock->now()); !done) {
        return done;
    }
    const auto slots = m_folder->keyslots();
    if (!slots) {
        return propagate(slots);
    }
    for (const SlotInfo& one : *slots) {
        if (!one.user.isValid()) {
            if (auto done = users.addRecoveryKey(one.publicKey, m_clock->now()); !done) {
                return done;
            }
        }
    }
    if (auto done = SettingRepository(*m_database).set(settings::kSchoolName, schoolName); !done) {
        return done;
    }
    PurposeRepository purposes(*m_database);
    for (const Purpose& purpose : defaultPurposes()) {
        if (const auto added = purposes.insert(purpose); !added) {
            return propagate(added);
        }
    }
    if (auto done = appendAudit(*this, QStringLiteral("library.create"), {}, {}); !done) {
        return done;
    }
    return transaction->commit();
}

// Names are reserved in vault_pending before a file is written and freed with the photo's row: whatever is still
// reserved when a library opens belongs to an import that was cut off.
Result<void> Library::removeUnfinishedImports()
{
    auto statement = m_database->prepare(QStringLiteral("SELECT vault_name FROM vault_pending"));
    if (!statement) {
        return propagate(statement);
    }
    QStringList names;
    for (;;) {
        const auto row = statement->next();
        if (!row) {
            return propagate(row);
        }
        if (!*row) {
            break;
        }
        names.append(statement->text(0));
    }
    if (names.isEmpty()) {
        return {};
    }
    (void)m_vault->removeUnfinished();
    for (const QString& name : names) {
        const auto removed = m_vault->remove(name);
        if (!removed && removed.error().code != ErrorCode::NotFound) {
            return {}; // reserved still, so the next opening tries again
        }
    }
    return m_database->execute(QStringLiteral("DELETE FROM vault_pending"));
}

Result<void> Library::discardPreviews()
{
    const QString path = m_folder->folder().previewsPath();
    m_previews.reset();
    removePreviews(path);
    auto opened = openPreviews(path);
    if (!opened) {
        // Nothing is lost, but without them this library is of no use until it is opened again.
        auto none = Database::open(QStringLiteral(":memory:"), Database::Access::Write, Database::Durability::Normal);
        if (none && migratePreviews(**none)) {
            m_previews = std::make_unique<Previews>(std::move(*none));
        }
        return propagate(opened);
    }
    m_previews = std::make_unique<Previews>(std::move(*opened));
    return {};
}

const QString& Library::path() const
{
    return m_folder->folder().path();
}

QString Library::libraryId() const
{
    return QString::fromLatin1(m_folder->libraryId().toHex());
}

Result<void> Library::require(Right right) const
{
    if (allows(m_user.role, right)) {
        return {};
    }
    return fail(
        ErrorCode::NotAllowed,
        tr("Your role in this library does not allow that. Nothing was changed. Ask an administrator if you need it."),
        QStringLiteral("role %1 lacks right %2").arg(roleKey(m_user.role)).arg(static_cast<int>(right)));
}

} // namespace cloakroom
