#include "core/storage/Keyslot.h"

#include "core/crypto/Aead.h"
#include "core/crypto/KeyDerivation.h"
#include "core/crypto/KeyedHash.h"
#include "core/storage/LittleEndian.h"

#include <QCoreApplication>

#include <array>

namespace cloakroom {

namespace {

constexpr quint16 kSlotFormatVersion = 1;
constexpr std::array<unsigned char, 8> kMagic = {'C', 'L', 'O', 'A', 'K', 'S', 'L', 'T'};
constexpr std::array<unsigned char, 8> kGrantDomain = {'c', 'k', '-', 'g', 'r', 'n', 't', '1'};
constexpr std::array<unsigned char, 8> kKeyDomain = {'c', 'k', '-', 'k', 'c', 'o', 'm', '1'};
constexpr std::array<unsigned char, 8> kKeyFileDomain = {'c', 'k', '-', 'k', 'f', 'i', 'l', '1'};
constexpr std::array<unsigned char, 8> kRecoveryDomain = {'c', 'k', '-', 'r', 'c', 'v', 'y', '1'};

constexpr qsizetype kSlotBytes = 568;
constexpr qsizetype kLockedBytes = 184; // what the wrapped seed authenticates
constexpr qsizetype kGrantBytes = 80;
constexpr qsizetype kRecordBytes = 16;
constexpr qsizetype kRecordStart = 512;
constexpr qsizetype kSealedGrantBytes = kGrantBytes + qsizetype{kSealedBoxOverhead};
constexpr qsizetype kSealedSeedBytes = qsizetype{kSeedBytes + kUnitOverhead};
constexpr qsizetype kSealedRecordBytes = kRecordBytes + qsizetype{kUnitOverhead};

QString say(const char* text)
{
    return QCoreApplication::translate("Keyslot", text);
}

tl::unexpected<Error> damaged(const char* what)
{
    return fail(ErrorCode::Damaged,
                say("A keyslot of this library is damaged or was changed. Nothing was opened; restore the folder "
                    "keyslots from a backup, or use the recovery key."),
                QStringLiteral("keyslot: %1").arg(QLatin1String(what)));
}

/// Written to disk: never change a number.
unsigned char numberOf(Role role)
{
    switch (role) {
    case Role::Admin:
        return 1;
    case Role::Office:
        return 2;
    case Role::Marketing:
        return 3;
    case Role::Safeguarding:
        return 4;
    case Role::Viewer:
        break;
    }
    return 5;
}

std::optional<Role> roleOf(unsigned char number)
{
    for (const Role role : allRoles()) {
        if (numberOf(role) == number)
            return role;
    }
    return std::nullopt;
}

std::optional<GrantedKey> grantedKeyOf(unsigned char number)
{
    switch (number) {
    case 1:
        return GrantedKey::Root;
    case 2:
        return GrantedKey::LibraryTree;
    default:
        return std::nullopt;
    }
}

QByteArray keyCommitmentOf(const Keyslot& slot, ByteView key)
{
    return keyedHash(key, {kKeyDomain, viewOf(slot.slotId), viewOf(slot.sealedGrant)});
}

QByteArray signedText(const Keyslot& slot)
{
    return copyOf(kGrantDomain) + slot.libraryId + slot.slotId + slot.receivingKey + slot.signingKey + slot.granterKey
        + slot.keyCommitment + slot.sealedGrant;
}

void putRecord(MutableByteView at, const SlotRecord& record)
{
    putNumber(at, 0, record.user.value);
    at[8] = numberOf(record.role);
    at[9] = static_cast<unsigned char>(record.kind);
    putNumber(at, 12, record.generation);
}

std::optional<SlotRecord> recordAt(ByteView from)
{
    const auto role = roleOf(from[8]);
    const auto kind = grantedKeyOf(from[9]);
    if (!role || !kind || numberAt<quint16>(from, 10) != 0)
        return std::nullopt;
    return SlotRecord{UserId{numberAt<qint64>(from, 0)}, *role, *kind, numberAt<quint32>(from, 12)};
}

} // namespace

QByteArray Keyslot::encode() const
{
    QByteArray bytes(kSlotBytes, '\0');
    const MutableByteView view = mutableViewOf(bytes);
    putBytes(view, 0, kMagic);
    putNumber(view, 8, kSlotFormatVersion);
    view[10] = static_cast<unsigned char>(kind);
    putNumber(view, 12, cost.memoryKib);
    putNumber(view, 16, cost.passes);
    size_t at = 24;
    for (const QByteArray* field : {&libraryId, &slotId, &nameTag, &salt, &receivingKey, &signingKey, &commitment,
                                    &wrappedSeed, &granterKey, &keyCommitment, &sealedGrant, &signature, &record}) {
        putBytes(view, at, viewOf(*field));
        at += static_cast<size_t>(field->size());
    }
    return bytes;
}

Result<Keyslot> Keyslot::decode(const QByteArray& bytes)
{
    const ByteView view = viewOf(bytes);
    if (bytes.size() < 10 || !bytes.startsWith(copyOf(kMagic)))
        return damaged("not a keyslot");
    if (numberAt<quint16>(view, 8) > kSlotFormatVersion) {
        return fail(ErrorCode::NewerVersion,
                    say("A keyslot of this library was written by a later release of Cloakroom. Update Cloakroom to "
                        "open it."));
    }
    if (bytes.size() != kSlotBytes || numberAt<quint16>(view, 8) != kSlotFormatVersion)
        return damaged("length or version");
    if (view[10] < 1 || view[10] > 3 || view[11] != 0 || numberAt<quint32>(view, 20) != 0)
        return damaged("kind");
    Keyslot slot;
    slot.kind = static_cast<SlotKind>(view[10]);
    slot.cost = {numberAt<quint32>(view, 12), numberAt<quint32>(view, 16)};
    qsizetype at = 24;
    const auto take = [&](qsizetype length) {
        at += length;
        return bytes.mid(at - length, length);
    };
    slot.libraryId = take(16);
    slot.slotId = take(16);
    slot.nameTag = take(16);
    slot.salt = take(16);
    slot.receivingKey = take(kPublicKeyBytes);
    slot.signingKey = take(kPublicKeyBytes);
    slot.commitment = take(kDigestBytes);
    slot.wrappedSeed = take(kSealedSeedBytes);
    slot.granterKey = take(kPublicKeyBytes);
    slot.keyCommitment = take(kDigestBytes);
    slot.sealedGrant = take(kSealedGrantBytes);
    slot.signature = take(kSignatureBytes);
    slot.record = take(kSealedRecordBytes);
    const bool costFits = slot.kind == SlotKind::RecoveryKey ? slot.cost == KdfCost{} : slot.cost.isAcceptable();
    if (!costFits)
        return damaged("password strength outside what is allowed");
    return slot;
}

namespace keyslot {

void lockWith(Keyslot& slot, const Identity& identity, ByteView secret)
{
    slot.receivingKey = identity.receivingKey();
    slot.signingKey = identity.signingKey();
    slot.commitment = copyOf(deriveKey(secret, KeyPurpose::SlotCommitment).view());
    const QByteArray context = slot.encode().left(kLockedBytes);
    slot.wrappedSeed = seal(deriveKey(secret, KeyPurpose::SlotWrap).view(), identity.seed(), viewOf(context));
}

Result<Identity> unlock(const Keyslot& slot, ByteView secret)
{
    if (!deriveKey(secret, KeyPurpose::SlotCommitment).equals(viewOf(slot.commitment)))
        return wrongPassword();
    const QByteArray context = slot.encode().left(kLockedBytes);
    const SecretBuffer seed =
        open(deriveKey(secret, KeyPurpose::SlotWrap).view(), viewOf(slot.wrappedSeed), viewOf(context));
    if (seed.size() != kSeedBytes)
        return damaged("seed");
    Identity identity(seed.view());
    if (identity.receivingKey() != slot.receivingKey || identity.signingKey() != slot.signingKey)
        return damaged("public keys");
    return identity;
}

Result<SecretBuffer> stretchPassword(const Keyslot& slot, const Password& password)
{
    auto stretched = hashPassword(password.view(), viewOf(slot.salt), slot.cost);
    if (!stretched || slot.kind != SlotKind::PasswordAndKeyFile)
        return stretched;
    // Without the file the same work is done for a secret that opens nothing.
    const SecretBuffer none(kKeyBytes);
    const ByteView keyFile = password.keyFile().empty() ? none.view() : password.keyFile();
    SecretBuffer both(kKeyBytes);
    Hasher hasher(keyFile, kKeyBytes);
    hasher.add(kKeyFileDomain);
    hasher.add(stretched->view());
    hasher.finishInto(both.mutableView());
    return both;
}

SecretBuffer stretchRecoveryKey(const Keyslot& slot, ByteView recoveryKey)
{
    SecretBuffer secret(kKeyBytes);
    Hasher hasher(recoveryKey, kKeyBytes);
    hasher.add(kRecoveryDomain);
    hasher.add(viewOf(slot.salt));
    hasher.finishInto(secret.mutableView());
    return secret;
}

void issue(Keyslot& slot, const Grant& grant, const Identity& granter, ByteView recordsKey)
{
    const SlotRecord record{grant.user, grant.role, grant.kind, grant.generation};
    SecretBuffer plain(size_t{kGrantBytes});
    const MutableByteView view = plain.mutableView();
    putBytes(view, 0, viewOf(slot.libraryId));
    putBytes(view, 16, viewOf(slot.slotId));
    putRecord(view.subspan(32, size_t{kRecordBytes}), record);
    putBytes(view, 48, grant.key.view());
    slot.sealedGrant = sealTo(viewOf(slot.receivingKey), plain.view());
    slot.keyCommitment = keyCommitmentOf(slot, grant.key.view());
    signAgain(slot, record, granter, recordsKey);
}

void signAgain(Keyslot& slot, const SlotRecord& record, const Identity& granter, ByteView recordsKey)
{
    slot.granterKey = granter.signingKey();
    slot.signature = granter.sign(viewOf(signedText(slot)));
    sealRecord(slot, record, recordsKey);
}

void sealRecord(Keyslot& slot, const SlotRecord& record, ByteView recordsKey)
{
    std::array<unsigned char, size_t{kRecordBytes}> plain{};
    putRecord(plain, record);
    // The record belongs to this very state of the slot: no part can be exchanged for another slot's or an older one.
    const QByteArray context = slot.encode().left(kRecordStart);
    slot.record = seal(recordsKey, plain, viewOf(context));
}

Result<Grant> openGrant(const Keyslot& slot, const Identity& identity)
{
    if (!verifySignature(viewOf(slot.granterKey), viewOf(signedText(slot)), viewOf(slot.signature)))
        return damaged("signature of the grant");
    const SecretBuffer plain = identity.openSealed(viewOf(slot.sealedGrant));
    if (plain.size() != size_t{kGrantBytes})
        return damaged("grant");
    const ByteView view = plain.view();
    const auto record = recordAt(view.subspan(32, size_t{kRecordBytes}));
    if (!record || !constantTimeEqual(view.first(16), viewOf(slot.libraryId))
        || !constantTimeEqual(view.subspan(16, 16), viewOf(slot.slotId)))
        return damaged("grant of another slot");
    SecretBuffer key = SecretBuffer::copyFrom(view.subspan(48, kKeyBytes));
    if (!constantTimeEqual(viewOf(keyCommitmentOf(slot, key.view())), viewOf(slot.keyCommitment)))
        return damaged("commitment of the grant");
    return Grant{record->user, record->role, record->generation, record->kind, std::move(key)};
}

std::optional<SlotRecord> openRecord(const Keyslot& slot, ByteView recordsKey)
{
    const QByteArray context = slot.encode().left(kRecordStart);
    const SecretBuffer plain = open(recordsKey, viewOf(slot.record), viewOf(context));
    return plain.size() == size_t{kRecordBytes} ? recordAt(plain.view()) : std::nullopt;
}

tl::unexpected<Error> wrongPassword()
{
    return fail(
        ErrorCode::WrongPassword,
        say("The user name or the password is wrong, or the account's key file is missing. Check them, and whether "
            "Caps Lock is on."));
}

} // namespace keyslot

} // namespace cloakroom
