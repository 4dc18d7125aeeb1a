#pragma once

#include "core/storage/EncryptedVfs.h"
#include "core/storage/FolderLock.h"
#include "core/storage/Keyring.h"
#include "core/storage/KeyslotStore.h"
#include "core/storage/UnlockedFolder.h"

namespace cloakroom {

/// What an open library consists of; the lock goes last.
struct UnlockedFolder::Inside {
    FolderLock lock;
    LibraryFolder folder;
    Keyring keys;
    Identity identity;
    QByteArray slotId;
    UserId user;
    Role role = Role::Viewer;
    KeyRegistration catalogue;
    KeyRegistration previews;
    /// The second factor that opened it, if any, to keep it when the password changes.
    SecretBuffer keyFile = {};

    [[nodiscard]] KeyslotStore store() const { return KeyslotStore(folder.keyslotsPath()); }
};

/// A user name for comparison and for its tag: composed, folded, without outer or double spaces.
[[nodiscard]] QString foldedUserName(const QString& name);
/// Argon2id of the folded name with the library's salt: finds a slot without a readable name on disk.
[[nodiscard]] Result<QByteArray> nameTagOf(const QString& name, const QByteArray& nameSalt);

/// A slot without lock and grant.
[[nodiscard]] Keyslot emptySlot(const LibraryFolder& folder, SlotKind kind);
[[nodiscard]] Result<void> lockWithPassword(Keyslot& slot, const Identity& identity, const Password& password);

} // namespace cloakroom
