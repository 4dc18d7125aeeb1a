#pragma once

#include "core/base/Clock.h"
#include "core/base/Permissions.h"
#include "core/base/Result.h"
#include "core/catalogue/Records.h"
#include "core/storage/Password.h"

#include <QString>

#include <functional>
#include <memory>

namespace cloakroom {

class UnlockedFolder;
class Progress;
class RecoveryKey;
class Vault;
struct KdfCost;
class ClearanceCache;
class Database;
class Previews;

/// A school's library while it is unlocked for one signed-in user: keys, catalogue, previews and originals.
/// Belongs to the thread that opened it (see LibraryThread); vault() alone may be used from any thread.
/// Locking the library = destroying this object, which wipes the keys.
class Library {
public:
    struct Created {
        std::unique_ptr<Library> library;
        QString recoveryKey; ///< shown once, never stored
    };

    /// Makes a new library in `folder` (empty or absent), signed in as its first administrator.
    static Result<Created> create(const QString& folder, const QString& schoolName, const QString& adminName,
                                  const Password& password, const KdfCost& cost,
                                  std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>());
    /// Errors: WrongPassword, Locked, InUse, Damaged, NewerVersion, NotFound.
    static Result<std::unique_ptr<Library>> open(const QString& folder, const QString& userName,
                                                 const Password& password,
                                                 std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>());
    /// For when every password is lost: signed in as an administrator who is no user (user().id is invalid).
    static Result<std::unique_ptr<Library>>
    openWithRecoveryKey(const QString& folder, const RecoveryKey& key,
                        std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>());
    /// A new root key for everything, after somebody left: the catalogue and the previews are written anew under it,
    /// photo keys and keyslots wrapped anew. The library is locked afterwards; passwords stay the same. Interrupted or
    /// failing anywhere, either the old or the new key is in force when it is next opened, never half of each. Takes
    /// the room of catalogue and previews again while it runs. Right::Administer. `observer`: see KeyChangeObserver.
    static Result<void> changeKey(std::unique_ptr<Library> library, Progress& progress,
                                  const std::function<Result<void>(const char* step)>& observer = {});
    ~Library();
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;

    [[nodiscard]] const QString& path() const;
    [[nodiscard]] QString libraryId() const; ///< 32 hex digits
    [[nodiscard]] const QString& schoolName() const { return m_schoolName; }
    [[nodiscard]] const User& user() const { return m_user; }
    [[nodiscard]] Role role() const { return m_user.role; }
    /// An error (NotAllowed) unless the signed-in user's role holds the right. Every service asks before it acts.
    [[nodiscard]] Result<void> require(Right right) const;

    [[nodiscard]] Database& db() { return *m_database; }
    /// The whole library's clearances, kept current.
    [[nodiscard]] ClearanceCache& clearanceCache() { return *m_clearances; }
    [[nodiscard]] Previews& previews() { return *m_previews; }
    /// Begins them anew, empty, where they are damaged; core/backup rebuilds them from the originals.
    [[nodiscard]] Result<void> discardPreviews();
    /// Any thread. A viewer's keys do not reach the originals: theirs opens none.
    [[nodiscard]] const Vault& vault() const { return *m_vault; }
    [[nodiscard]] UnlockedFolder& folder() { return *m_folder; }
    /// For the services that change users, after the row was changed.
    void setUser(const User& user) { m_user = user; }
    [[nodiscard]] const Clock& clock() const { return *m_clock; }
    [[nodiscard]] QDate today() const { return m_clock->today(); }

private:
    Library(UnlockedFolder folder, std::shared_ptr<const Clock> clock);
    [[nodiscard]] Result<void> openDatabases();
    [[nodiscard]] Result<void> setUp(const QString& schoolName, const QString& adminName);
    [[nodiscard]] static Result<std::unique_ptr<Library>> enter(UnlockedFolder unlocked,
                                                                std::shared_ptr<const Clock> clock);
    [[nodiscard]] Result<void> signIn();
    [[nodiscard]] Result<void> identifyUser();
    [[nodiscard]] Result<void> recordSignIn();
    [[nodiscard]] Result<void> removeUnfinishedImports();

    std::unique_ptr<UnlockedFolder> m_folder;
    std::unique_ptr<Vault> m_vault;
    std::shared_ptr<const Clock> m_clock;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<ClearanceCache> m_clearances;
    std::unique_ptr<Previews> m_previews;
    QString m_schoolName;
    User m_user;
};

} // namespace cloakroom
