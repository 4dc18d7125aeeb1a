#pragma once

#include "core/base/Clock.h"
#include "core/base/Ids.h"
#include "core/base/Permissions.h"
#include "core/base/Result.h"
#include "core/crypto/PasswordHash.h"
#include "core/crypto/RecoveryKey.h"
#include "core/storage/LibraryFolder.h"
#include "core/storage/Vault.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <functional>
#include <memory>

namespace cloakroom {

class FolderLock;
class KeyChange;
class Identity;
struct Grant;

/// What the catalogue keeps in a user's row about the keyslot.
struct SlotInfo {
    /// 16 bytes, random; the slot's file name in hex.
    QByteArray slotId;
    UserId user; ///< none for the recovery key
    Role role = Role::Viewer;
    /// Ed25519, 32 bytes: checks what this user signed.
    QByteArray publicKey;
    quint32 generation = 0;
    bool hasKeyFile = false; ///< asks for a second factor
};

/// Wrong passwords since the log was last told of them.
struct FailedSignIns {
    UserId user; ///< none for a name that nobody has
    quint32 count = 0;
    QDateTime last; ///< UTC
    QByteArray nameTag;
};

/// The user id that create() binds the first administrator's slot to: the catalogue gives that row this id.
inline constexpr UserId kFirstUser{1};

/// An open library: holds its lock, its keys (in locked memory) and the signed-in user's identity. Locking the library
/// is destroying this. While it lives, catalogue and previews open through the encrypting VFS (their keys are
/// registered). Move-only; const functions may be called from several threads, the others from one at a time.
///
/// Errors of opening: NotFound, InUse, NewerVersion, Damaged, Unreadable, NoSpace; WrongPassword for a wrong password
/// and for an unknown user alike, after the same time; Locked after ten in a row, with the time to wait in the text.
class UnlockedFolder {
public:
    struct Created;

    /// Makes the folder when it is absent; AlreadyExists when it is not empty. `adminName` becomes the first
    /// administrator (kFirstUser). A failure takes away everything that was made.
    [[nodiscard]] static Result<Created> create(const QString& path, const QString& schoolName,
                                                const QString& adminName, const Password& password,
                                                const KdfCost& cost);
    [[nodiscard]] static Result<UnlockedFolder> open(const QString& path, const QString& userName,
                                                     const Password& password, const Clock& clock = SystemClock());
    /// Opens as an administrator without a user (user() is none), to give users new passwords.
    [[nodiscard]] static Result<UnlockedFolder> openWithRecoveryKey(const QString& path, const RecoveryKey& key);

    ~UnlockedFolder();
    UnlockedFolder(UnlockedFolder&&) noexcept;
    UnlockedFolder& operator=(UnlockedFolder&&) noexcept;
    UnlockedFolder(const UnlockedFolder&) = delete;
    UnlockedFolder& operator=(const UnlockedFolder&) = delete;

    [[nodiscard]] const LibraryFolder& folder() const;
    [[nodiscard]] const QByteArray& libraryId() const;
    [[nodiscard]] quint32 generation() const;
    [[nodiscard]] UserId user() const;
    [[nodiscard]] Role role() const;
    [[nodiscard]] SlotInfo slot() const;
    [[nodiscard]] bool isNamed(const QString& schoolName) const;

    /// kKeyBytes bytes each, valid while this lives.
    [[nodiscard]] ByteView catalogueKey() const;
    [[nodiscard]] ByteView previewsKey() const;
    [[nodiscard]] ByteView auditKey() const;
    /// For the key of backups. NotAllowed for a viewer.
    [[nodiscard]] Result<ByteView> backupKey() const;
    /// The originals. NotAllowed for a viewer, whose keys do not reach them. May outlive this object.
    [[nodiscard]] Result<Vault> vault() const;

    /// Ed25519 with the signed-in user's key; 64 bytes. Any thread.
    [[nodiscard]] QByteArray sign(const QByteArray& message) const;
    /// Checks a signature against a user's public key from the catalogue.
    [[nodiscard]] static bool isSignedBy(const QByteArray& publicKey, const QByteArray& message,
                                         const QByteArray& signature);

    /// For the log, which could not be written while the library was locked.
    [[nodiscard]] Result<QList<FailedSignIns>> failedSignIns() const;
    /// They are in the log, on disk: not to be told again.
    [[nodiscard]] Result<void> markTold(const QList<FailedSignIns>& told);

    /// Every slot whose record authenticates; Damaged names the first that does not.
    [[nodiscard]] Result<QList<SlotInfo>> keyslots() const;

    /// The following are an administrator's (NotAllowed otherwise); each is on disk when it returns, or nothing
    /// changed. Damaged slots of others are passed over; only a change of key needs all of them. Invalid for an empty
    /// name, AlreadyExists when the name or the user has a slot.
    [[nodiscard]] Result<SlotInfo> addUser(UserId user, const QString& name, Role role, const Password& password);
    /// addUser() for somebody whose slot is gone or damaged. Grants that nobody's slot vouches for any more, as those
    /// that a damaged administrator's slot had signed, are signed anew.
    [[nodiscard]] Result<SlotInfo> restoreUser(UserId user, const QString& name, Role role, const Password& password);
    /// Ids of the slot files that do not authenticate; not of those that only could not be read.
    [[nodiscard]] Result<QList<QByteArray>> damagedSlots() const;
    /// Deletes one of them; leaves any other as it is.
    [[nodiscard]] Result<void> forgetDamagedSlot(const QByteArray& slotId);
    /// Takes the slot away; not one's own. What the user could read once may have been copied: change the library's key
    /// afterwards. Grants that the user signed are signed anew.
    [[nodiscard]] Result<void> removeUser(UserId user);
    /// A new grant for the same password and identity. Not one's own role.
    [[nodiscard]] Result<SlotInfo> setRole(UserId user, Role role);
    /// The old key opens nothing afterwards.
    [[nodiscard]] Result<RecoveryKey> replaceRecoveryKey();

    /// Everybody's keyslot and library.json for a new root key, in a folder beside the ones in use; the rest is the
    /// caller's (see KeyChange). Passwords and the recovery key stay good.
    [[nodiscard]] Result<KeyChange> beginKeyChange(const QString& schoolName,
                                                   std::function<Result<void>(const char*)> observer = {});

    /// Everybody may set their own, and keeps their identity. For somebody else (administrators) the user gets a new
    /// identity, so the public key in the catalogue's row changes; what they signed before keeps its old key.
    [[nodiscard]] Result<SlotInfo> setPassword(UserId user, const Password& password);

    /// WrongPassword unless it is the signed-in user's (whose key file is known). Takes as long as opening.
    [[nodiscard]] Result<void> checkOwnPassword(const Password& password) const;
    /// Asks for the file with this secret as well from now on, or with an empty one no longer. `password` is the
    /// signed-in user's own: WrongPassword otherwise. A password set by somebody else takes the second factor away.
    [[nodiscard]] Result<SlotInfo> setKeyFile(const Password& password, SecretBuffer secret);

private:
    struct Inside;
    explicit UnlockedFolder(std::unique_ptr<Inside> inside);
    [[nodiscard]] static Result<UnlockedFolder> enter(FolderLock lock, LibraryFolder folder, const Grant& grant,
                                                      Identity identity, const QByteArray& slotId);
    std::unique_ptr<Inside> m_inside;
};

struct UnlockedFolder::Created {
    UnlockedFolder folder;
    RecoveryKey recoveryKey;
};

} // namespace cloakroom
