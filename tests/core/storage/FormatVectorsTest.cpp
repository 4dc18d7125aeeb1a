// The vectors of docs/format.md, which another implementation computed: the page and the program cannot drift apart.
#include "core/crypto/KeyDerivation.h"
#include "core/crypto/RecoveryKey.h"
#include "core/storage/LibraryFolder.h"
#include "core/storage/UnlockedInside.h"
#include "core/storage/VaultFormat.h"
#include "core/storage/VfsHeader.h"

#include <QFile>
#include <QMap>
#include <QRegularExpression>

#include <catch2/catch.hpp>

using namespace cloakroom;

namespace {

QMap<QString, QString> vectors()
{
    QFile page(QStringLiteral(CLOAKROOM_TEST_SOURCE_DIR "/docs/format.md"));
    REQUIRE(page.open(QIODevice::ReadOnly));
    const QRegularExpression line(QStringLiteral("^    ([a-z0-9-]+) = ([0-9A-Za-z-]+)$"),
                                  QRegularExpression::MultilineOption);
    QMap<QString, QString> all;
    for (auto found = line.globalMatch(QString::fromUtf8(page.readAll())); found.hasNext();) {
        const auto match = found.next();
        all[match.captured(1)] = match.captured(2);
    }
    REQUIRE(all.size() == 26);
    return all;
}

QByteArray counting(int first, int count)
{
    QByteArray bytes(count, '\0');
    for (int i = 0; i < count; ++i)
        bytes[i] = static_cast<char>(first + i);
    return bytes;
}

const QByteArray kKey = counting(0, 32);
const QByteArray kSalt = counting(0x10, 16);
const QByteArray kUuid = counting(0xc0, 16);
const QByteArray kText("Cloakroom");

QByteArray bytesOf(const QMap<QString, QString>& all, const QString& name)
{
    REQUIRE(all.contains(name));
    return QByteArray::fromHex(all[name].toLatin1());
}

} // namespace

TEST_CASE("keys derive as the format page says", "[storage][format]")
{
    const auto all = vectors();
    const QMap<QString, KeyPurpose> purposes = {
        {QStringLiteral("libry"), KeyPurpose::LibraryTree}, {QStringLiteral("origs"), KeyPurpose::OriginalsTree},
        {QStringLiteral("backp"), KeyPurpose::Backup},      {QStringLiteral("catlg"), KeyPurpose::Catalogue},
        {QStringLiteral("previ"), KeyPurpose::Previews},    {QStringLiteral("audit"), KeyPurpose::Audit},
        {QStringLiteral("slotr"), KeyPurpose::SlotRecords}, {QStringLiteral("linfo"), KeyPurpose::LibraryInfo},
        {QStringLiteral("vwrap"), KeyPurpose::VaultWrap},   {QStringLiteral("vdgst"), KeyPurpose::VaultDigest},
        {QStringLiteral("swrap"), KeyPurpose::SlotWrap},    {QStringLiteral("scomm"), KeyPurpose::SlotCommitment},
    };
    for (auto one = purposes.begin(); one != purposes.end(); ++one) {
        CAPTURE(one.key().toStdString());
        CHECK(copyOf(deriveKey(viewOf(kKey), one.value()).view())
              == bytesOf(all, QStringLiteral("kdf-ck-") + one.key()));
    }
    const Identity identity(viewOf(kKey));
    CHECK(identity.signingKey() == bytesOf(all, QStringLiteral("ed25519-public")));
    CHECK(identity.receivingKey() == bytesOf(all, QStringLiteral("x25519-public")));
}

TEST_CASE("a recovery key and a name tag are as the format page says", "[storage][format]")
{
    const auto all = vectors();
    const auto key = RecoveryKey::parse(all[QStringLiteral("recovery-key")]);
    REQUIRE(key);
    CHECK(copyOf(key->view()) == kKey);
    CHECK(key->text() == all[QStringLiteral("recovery-key")]);
    Keyslot slot;
    slot.salt = kSalt;
    CHECK(copyOf(keyslot::stretchRecoveryKey(slot, viewOf(kKey)).view())
          == bytesOf(all, QStringLiteral("recovery-secret")));
    CHECK(nameTagOf(QStringLiteral(" Agnes  WILLIAMS"), kSalt)
          == bytesOf(all, QStringLiteral("name-tag-of-agnes-williams")));
}

TEST_CASE("database files are as the format page says", "[storage][format]")
{
    const auto all = vectors();
    for (const int kind : {1, 2, 3}) {
        CAPTURE(kind);
        const QByteArray bytes = bytesOf(all, QStringLiteral("header-%1").arg(kind));
        VfsHeaderBytes header{};
        REQUIRE(bytes.size() == qsizetype{header.size()});
        std::copy(bytes.begin(), bytes.end(), header.begin());
        const auto identity = FileIdentity::fromHeader(header, static_cast<FileKind>(kind), viewOf(kKey), 7);
        REQUIRE(identity);
        CHECK_FALSE(FileIdentity::fromHeader(header, static_cast<FileKind>(kind), viewOf(kKey), 8));
        const QByteArray unit = bytesOf(all, QStringLiteral("unit-%1").arg(kind));
        QByteArray plain(100, '\0');
        CHECK(identity->openUnit(5, viewOf(unit), mutableViewOf(plain)) == std::optional<size_t>(kText.size()));
        CHECK(plain.left(kText.size()) == kText);
        CHECK_FALSE(identity->openUnit(6, viewOf(unit), mutableViewOf(plain)));
    }
}

TEST_CASE("vault files and wrapped keys are as the format page says", "[storage][format]")
{
    const auto all = vectors();
    const QByteArray bytes = bytesOf(all, QStringLiteral("vault-header"));
    VaultHeader header{};
    REQUIRE(bytes.size() == qsizetype{header.size()});
    std::copy(bytes.begin(), bytes.end(), header.begin());
    auto refusal = VaultCipher::Refusal::NotOurs;
    const auto cipher = VaultCipher::fromHeader(viewOf(kKey), kUuid, header, refusal);
    REQUIRE(cipher);
    QByteArray plain(kText.size(), '\0');
    CHECK(cipher->openChunk(0, true, viewOf(bytesOf(all, QStringLiteral("vault-chunk"))), mutableViewOf(plain)));
    CHECK(plain == kText);
    const Vault vault(QStringLiteral("/nowhere"), viewOf(kKey), viewOf(kKey), 7);
    const auto key = vault.unwrapKey(bytesOf(all, QStringLiteral("wrapped-key")), kUuid);
    REQUIRE(key);
    CHECK(copyOf(key->view()) == counting(32, 32));
}
