#include "core/audit/Checkpoint.h"
#include "core/crypto/Random.h"
#include "core/crypto/Signature.h"
#include "core/storage/BackupManifest.h"
#include "core/storage/KeyFile.h"
#include "fuzz/Targets.h"

#include <QFile>

namespace cloakroom::fuzz {

namespace {

constexpr int kNumber = 3;

struct MadeManifest {
    SecretBuffer key = SecretBuffer::random(kKeyBytes);
    QByteArray libraryId = randomBytes(16);
    QByteArray whole;

    MadeManifest()
    {
        const Identity identity(key.view());
        BackupManifest manifest;
        manifest.libraryId = libraryId;
        manifest.generation = 1;
        manifest.number = kNumber;
        manifest.at = QDateTime::currentDateTimeUtc();
        manifest.user = UserId{1};
        manifest.auditSeq = 5;
        manifest.auditHead = randomBytes(32);
        manifest.signer = identity.signingKey();
        whole = sealManifest(manifest, key.view(),
                             [&](const QByteArray& message) { return identity.sign(viewOf(message)); });
    }
};

} // namespace

void readManifest(ByteView input)
{
    static const MadeManifest made;
    const QByteArray bytes = edited(made.whole, input);
    const auto opened = openManifest(bytes, made.key.view(), made.libraryId, kNumber);
    require(opened.has_value() == (bytes == made.whole), "a manifest opens if and only if nothing was changed");
    require(!openManifest(copyOf(input), made.key.view(), made.libraryId, kNumber), "made-up bytes are no manifest");
    require(!openManifest(made.whole, made.key.view(), made.libraryId, kNumber + 1), "a manifest is of one state");
}

QList<QByteArray> keyFileSeeds()
{
    static const QByteArray made = [] {
        const QString path = writtenFile("key-file", {});
        QFile::remove(path);
        require(makeKeyFile(path).has_value(), "a key file can be made");
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }();
    return {made};
}

void readKeyFileBytes(ByteView input)
{
    const auto secret = readKeyFile(writtenFile("key-file", copyOf(input)));
    require(!secret || !secret->isEmpty(), "a key file that is taken holds a secret");
}

QList<QByteArray> checkpointSeeds()
{
    audit::Checkpoint checkpoint;
    checkpoint.libraryId = QByteArray(16, 'l');
    checkpoint.seq = 7;
    checkpoint.head = QByteArray(32, 'h');
    checkpoint.photos = 12;
    checkpoint.at = QDateTime(QDate(2026, 6, 22), QTime(12, 0), Qt::UTC);
    checkpoint.user = UserId{1};
    checkpoint.signer = QByteArray(32, 's');
    checkpoint.signature = QByteArray(64, 'x');
    return {audit::encodeCheckpoint(checkpoint)};
}

void readCheckpointFile(ByteView input)
{
    const auto checkpoint = audit::decodeCheckpoint(copyOf(input));
    if (!checkpoint)
        return;
    const auto again = audit::decodeCheckpoint(audit::encodeCheckpoint(*checkpoint));
    require(again && audit::checkpointText(*again) == audit::checkpointText(*checkpoint)
                && again->signature == checkpoint->signature,
            "a checkpoint that is taken says the same when it is written again");
}

} // namespace cloakroom::fuzz
