#include "core/storage/ReadAhead.h"

#include "core/storage/FileIo.h"

#include <fcntl.h>

#include <system_error>
#include <vector>

namespace cloakroom {

ReadAhead::ReadAhead(const QString& path)
{
    try {
        m_reading = std::async(std::launch::async, [this, path] { return read(path); });
    } catch (const std::system_error&) {
        m_reading = {}; // no thread is to be had: it is read when it is wanted
    }
}

ReadAhead::~ReadAhead()
{
    m_isOver = true;
}

qint64 ReadAhead::read(const QString& path) const
{
    constexpr size_t kBlock = size_t{256} << 10;
    constexpr qint64 kMost = qint64{512} << 20;
    const Descriptor file = Descriptor::open(path, O_RDONLY);
    std::vector<unsigned char> block(kBlock);
    qint64 done = 0;
    while (file.isOpen() && !m_isOver && done < kMost) {
        const Result<size_t> count = readUpTo(file, block, done);
        if (!count || *count == 0)
            break;
        done += static_cast<qint64>(*count);
    }
    return done;
}

} // namespace cloakroom
