#include "core/storage/Keyslot.h"

#include "core/crypto/Random.h"

#include <catch2/catch.hpp>

using namespace cloakroom;

namespace {

/// A slot for a recovery key, so that no password has to be hashed.
struct Fixture {
    SecretBuffer secret = SecretBuffer::random(kKeyBytes);
    SecretBuffer records = SecretBuffer::random(kKeyBytes);
    Identity holder{SecretBuffer::random(kSeedBytes).view()};
    Identity granter{SecretBuffer::random(kSeedBytes).view()};
    Grant grant{UserId{12}, Role::Safeguarding, 3, GrantedKey::Root, SecretBuffer::random(kKeyBytes)};
    Keyslot slot = make();

    Keyslot make() const
    {
        Keyslot made;
        made.kind = SlotKind::RecoveryKey;
        made.libraryId = randomBytes(16);
        made.slotId = randomBytes(16);
        made.nameTag = randomBytes(16);
        made.salt = randomBytes(16);
        keyslot::lockWith(made, holder, secret.view());
        keyslot::issue(made, grant, granter, records.view());
        return made;
    }

    /// Whether everything in it that opening a library looks at is as it should be.
    bool opens(const QByteArray& bytes) const
    {
        const auto read = Keyslot::decode(bytes);
        const auto identity = read ? keyslot::unlock(*read, secret.view()) : Result<Identity>(propagate(read));
        if (!identity)
            return false;
        const auto opened = keyslot::openGrant(*read, *identity);
        const auto record = keyslot::openRecord(*read, records.view());
        return opened && record && opened->key.equals(grant.key.view()) && opened->user == grant.user
            && opened->role == grant.role && opened->generation == grant.generation && record->user == grant.user
            && record->role == grant.role && record->generation == grant.generation;
    }
};

} // namespace

TEST_CASE("a keyslot gives back what was put into it", "[storage][keyslot]")
{
    const Fixture in;
    CHECK(in.slot.encode().size() == 568);
    CHECK(in.opens(in.slot.encode()));
}

TEST_CASE("no byte of a keyslot can be changed", "[storage][keyslot][tampering]")
{
    const Fixture in;
    const QByteArray original = in.slot.encode();
    for (qsizetype at = 0; at < original.size(); ++at) {
        for (const int bit : {0, 3, 7}) {
            CAPTURE(at, bit);
            QByteArray changed = original;
            changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
            CHECK_FALSE(in.opens(changed));
        }
    }
    CHECK_FALSE(in.opens(original.chopped(1)));
    CHECK_FALSE(in.opens(original + '\0'));
    CHECK_FALSE(in.opens({}));
}

TEST_CASE("a grant for one slot is none for another of the same holder", "[storage][keyslot][tampering]")
{
    const Fixture in;
    const Keyslot other = in.make();
    QByteArray mixed = in.slot.encode();
    mixed.replace(256, 312, other.encode().mid(256, 312));
    CHECK_FALSE(in.opens(mixed));
}

TEST_CASE("a grant that somebody else signed is seen to be theirs", "[storage][keyslot]")
{
    const Fixture in;
    Keyslot forged = in.slot;
    const Identity stranger(SecretBuffer::random(kSeedBytes).view());
    const SlotRecord record{UserId{12}, Role::Admin, GrantedKey::Root, 3};
    keyslot::signAgain(forged, record, stranger, in.records.view());
    CHECK(forged.granterKey == stranger.signingKey());
    // The role lies in the sealed grant as well, which a signature alone cannot change.
    CHECK(keyslot::openGrant(forged, in.holder)->role == Role::Safeguarding);
    CHECK_FALSE(in.opens(forged.encode()));
}

TEST_CASE("a wrong secret is a wrong password", "[storage][keyslot]")
{
    const Fixture in;
    const auto failed = keyslot::unlock(in.slot, SecretBuffer::random(kKeyBytes).view());
    REQUIRE_FALSE(failed);
    CHECK(failed.error().code == ErrorCode::WrongPassword);
}
