#include "core/storage/KeyFile.h"

#include "core/crypto/KeyedHash.h"
#include "core/storage/FileIo.h"
#include "core/storage/LittleEndian.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace cloakroom {

namespace {

constexpr std::array<unsigned char, 8> kMagic = {'C', 'L', 'O', 'A', 'K', 'K', 'E', 'Y'};
constexpr quint16 kVersion = 1;
constexpr size_t kSecretAt = 16;
constexpr size_t kSumAt = 48;
constexpr size_t kSumBytes = 16;
constexpr size_t kFileBytes = 64;

QString say(const char* text)
{
    return QCoreApplication::translate("KeyFile", text);
}

void putSum(MutableByteView file)
{
    Hasher hasher(ByteView{}, kSumBytes);
    hasher.add(ByteView(file).first(kSumAt));
    hasher.finishInto(file.subspan(kSumAt));
}

tl::unexpected<Error> cannotRead(int error)
{
    if (error == ENOENT) {
        return fail(ErrorCode::NotFound,
                    say("The key file is not there. Put in the stick that it is on and choose the file again."));
    }
    return fail(ErrorCode::Unreadable, say("The key file cannot be read. Try the stick in another socket."),
                QStringLiteral("errno %1").arg(error));
}

} // namespace

Result<SecretBuffer> makeKeyFile(const QString& path)
{
    SecretBuffer secret = SecretBuffer::random(kKeyBytes);
    SecretBuffer file(kFileBytes);
    const MutableByteView view = file.mutableView();
    putBytes(view, 0, kMagic);
    putNumber(view, 8, kVersion);
    putBytes(view, kSecretAt, secret.view());
    putSum(view);
    Descriptor target = Descriptor::open(path, O_WRONLY | O_CREAT | O_EXCL);
    if (!target.isOpen() && errno == EEXIST) {
        return fail(ErrorCode::AlreadyExists,
                    say("There is a file of this name already, which is never replaced. Choose another name."));
    }
    if (!target.isOpen())
        return failFromErrno(errno, "create key file");
    UnlinkUnlessKept unfinished(path);
    if (const auto written = writeAll(target, file.view()); !written)
        return propagate(written);
    if (::fsync(target.get()) != 0 || !target.close())
        return failFromErrno(errno, "flush key file");
    const auto again = readKeyFile(path);
    if (!again || !again->equals(secret.view()))
        return fail(ErrorCode::Unreadable, say("The key file reads back differently. Use another stick."));
    unfinished.keep();
    (void)syncFolder(QFileInfo(path).absolutePath());
    return secret;
}

Result<SecretBuffer> readKeyFile(const QString& path)
{
    const Descriptor source = Descriptor::open(path, O_RDONLY);
    if (!source.isOpen())
        return cannotRead(errno);
    SecretBuffer file(kFileBytes + 1);
    const auto count = readUpTo(source, file.mutableView(), 0);
    if (!count)
        return cannotRead(EIO);
    const ByteView view = file.view();
    std::array<unsigned char, kFileBytes> expected{};
    bool isOne = *count == kFileBytes && numberAt<quint16>(view, 8) == kVersion;
    for (size_t at = 0; isOne && at < kMagic.size(); ++at)
        isOne = view[at] == kMagic[at];
    if (isOne) {
        Hasher hasher(ByteView{}, kSumBytes);
        hasher.add(view.first(kSumAt));
        hasher.finishInto(MutableByteView(expected).first(kSumBytes));
        isOne = constantTimeEqual(ByteView(expected).first(kSumBytes), view.subspan(kSumAt, kSumBytes));
    }
    if (!isOne)
        return fail(ErrorCode::Invalid, say("This file is not a key file, or it was damaged."));
    return SecretBuffer::copyFrom(view.subspan(kSecretAt, kKeyBytes));
}

} // namespace cloakroom
