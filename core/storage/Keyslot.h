#pragma once

#include "core/base/Ids.h"
#include "core/base/Permissions.h"
#include "core/base/Result.h"
#include "core/crypto/PasswordHash.h"
#include "core/crypto/Signature.h"

#include <QByteArray>

#include <optional>

namespace cloakroom {

enum class SlotKind : unsigned char { Password = 1, RecoveryKey = 2, PasswordAndKeyFile = 3 };

/// How much of the key tree a grant hands over.
enum class GrantedKey : unsigned char { Root = 1, LibraryTree = 2 };

/// What a slot's holder is given: sealed to them, signed by an administrator.
struct Grant {
    UserId user;
    Role role = Role::Viewer;
    quint32 generation = 0;
    GrantedKey kind = GrantedKey::LibraryTree;
    SecretBuffer key;
};

/// What everybody who has the library open may know about a slot.
struct SlotRecord {
    UserId user;
    Role role = Role::Viewer;
    GrantedKey kind = GrantedKey::LibraryTree;
    quint32 generation = 0;
};

/// A keyslot file of 568 bytes (docs/format.md). A plain value: holds nothing that is not sealed.
struct Keyslot {
    SlotKind kind = SlotKind::Password;
    KdfCost cost; ///< zero for a recovery key
    QByteArray libraryId;
    QByteArray slotId;
    QByteArray nameTag;
    QByteArray salt;
    QByteArray receivingKey;
    QByteArray signingKey;
    QByteArray commitment;
    QByteArray wrappedSeed;
    QByteArray granterKey;
    QByteArray keyCommitment;
    QByteArray sealedGrant;
    QByteArray signature;
    QByteArray record;

    [[nodiscard]] QByteArray encode() const;
    /// NewerVersion; Damaged, also for a password cost below the minimum.
    [[nodiscard]] static Result<Keyslot> decode(const QByteArray& bytes);
};

namespace keyslot {

/// The lock part: wraps the identity's seed under `secret`, which is the stretched password or recovery key.
void lockWith(Keyslot& slot, const Identity& identity, ByteView secret);
/// WrongPassword when `secret` is another one; Damaged when the slot was changed.
[[nodiscard]] Result<Identity> unlock(const Keyslot& slot, ByteView secret);
/// What `secret` is for a password (with its key file, where the slot asks for one) and for a recovery key.
[[nodiscard]] Result<SecretBuffer> stretchPassword(const Keyslot& slot, const Password& password);
[[nodiscard]] SecretBuffer stretchRecoveryKey(const Keyslot& slot, ByteView recoveryKey);

/// The grant part: for the slot's own keys, which are set.
void issue(Keyslot& slot, const Grant& grant, const Identity& granter, ByteView recordsKey);
/// The same grant under another administrator's signature.
void signAgain(Keyslot& slot, const SlotRecord& record, const Identity& granter, ByteView recordsKey);
/// After the lock part changed: the record speaks of the whole slot.
void sealRecord(Keyslot& slot, const SlotRecord& record, ByteView recordsKey);
/// Damaged unless it was sealed for this slot and holder and its signature is right.
[[nodiscard]] Result<Grant> openGrant(const Keyslot& slot, const Identity& identity);
/// Nothing when it does not authenticate.
[[nodiscard]] std::optional<SlotRecord> openRecord(const Keyslot& slot, ByteView recordsKey);

[[nodiscard]] tl::unexpected<Error> wrongPassword();

} // namespace keyslot

} // namespace cloakroom
