#include "core/storage/FileCopy.h"

#include "core/crypto/KeyedHash.h"
#include "core/storage/FileIo.h"
#include "core/storage/ReadBack.h"

#include <QCoreApplication>
#include <QFile>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <vector>

namespace cloakroom {

namespace {

constexpr size_t kBlockBytes = 1'048'576;

Result<FileDigest> copyBytes(const Descriptor& from, const Descriptor& to)
{
    std::vector<unsigned char> block(kBlockBytes);
    Hasher hasher(ByteView{});
    FileDigest digest;
    for (;;) {
        const auto count = readUpTo(from, block, digest.size);
        if (!count)
            return propagate(count);
        const ByteView bytes = ByteView(block).first(*count);
        hasher.add(bytes);
        digest.size += static_cast<qint64>(*count);
        if (const auto written = writeAll(to, bytes); !written)
            return propagate(written);
        if (*count < block.size())
            break;
    }
    digest.hash = hasher.finish();
    return digest;
}

} // namespace

Result<FileDigest> digestOfFile(const QString& path)
{
    auto reader = ReadBack::open(path);
    if (!reader)
        return propagate(reader);
    std::vector<unsigned char> block(kBlockBytes);
    Hasher hasher(ByteView{});
    FileDigest digest;
    for (;;) {
        const auto count = reader->read(block);
        if (!count)
            return propagate(count);
        hasher.add(ByteView(block).first(*count));
        digest.size += static_cast<qint64>(*count);
        if (*count < block.size())
            break;
    }
    digest.hash = hasher.finish();
    return digest;
}

Result<FileDigest> copyVerified(const QString& from, const QString& to)
{
    const Descriptor source = Descriptor::open(from, O_RDONLY);
    if (!source.isOpen())
        return failFromErrno(errno, "open to copy");
    const QString temporaryPath = to + temporarySuffix();
    Descriptor target = Descriptor::open(temporaryPath, O_WRONLY | O_CREAT | O_TRUNC);
    if (!target.isOpen())
        return failFromErrno(errno, "create copy");
    UnlinkUnlessKept unfinished(temporaryPath);
    auto copied = copyBytes(source, target);
    if (!copied)
        return propagate(copied);
    if (::fsync(target.get()) != 0 || !target.close())
        return failFromErrno(errno, "flush copy");
    const auto written = digestOfFile(temporaryPath);
    if (!written)
        return propagate(written);
    if (!(*written == *copied)) {
        return fail(ErrorCode::Unreadable,
                    QCoreApplication::translate("Storage",
                                                "What was copied reads back differently. The disk may be failing; "
                                                "nothing was lost. Use another disk or stick."));
    }
    if (::rename(QFile::encodeName(temporaryPath).constData(), QFile::encodeName(to).constData()) != 0)
        return failFromErrno(errno, "rename copy");
    unfinished.keep();
    return copied;
}

} // namespace cloakroom
