#include "core/storage/ReadBack.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace cloakroom {

namespace {

/// Without O_DIRECT (tmpfs and some network file systems) the next best is to have asked the kernel to drop the pages.
Descriptor openPastCache(const QString& path)
{
    Descriptor file = Descriptor::open(path, O_RDONLY);
    if (!file.isOpen())
        return file;
    (void)::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED);
    Descriptor direct = Descriptor::open(path, O_RDONLY | O_DIRECT);
    return direct.isOpen() ? std::move(direct) : std::move(file);
}

bool useCache(const Descriptor& file)
{
    const int flags = ::fcntl(file.get(), F_GETFL);
    return (flags & O_DIRECT) != 0 && ::fcntl(file.get(), F_SETFL, flags & ~O_DIRECT) == 0;
}

} // namespace

ReadBack::ReadBack(Descriptor file)
    : m_file(std::move(file))
    , m_buffer(static_cast<unsigned char*>(::operator new (kBufferBytes, std::align_val_t{kAlignment})))
{
}

Result<ReadBack> ReadBack::open(const QString& path)
{
    Descriptor file = openPastCache(path);
    if (!file.isOpen())
        return failFromErrno(errno, "open to read back");
    return ReadBack(std::move(file));
}

Result<void> ReadBack::refill()
{
    ssize_t count = ::read(m_file.get(), m_buffer.get(), kBufferBytes);
    while (count < 0 && (errno == EINTR || (errno == EINVAL && useCache(m_file))))
        count = ::read(m_file.get(), m_buffer.get(), kBufferBytes);
    if (count < 0)
        return failFromErrno(errno, "read back");
    m_begin = 0;
    m_end = static_cast<size_t>(count);
    // After a short read the position is no longer aligned; a local file gives one only at its end.
    if (m_end < kBufferBytes)
        useCache(m_file);
    m_isAtEnd = count == 0;
    return {};
}

Result<size_t> ReadBack::read(MutableByteView out)
{
    size_t done = 0;
    while (done < out.size()) {
        if (m_begin == m_end && !m_isAtEnd) {
            if (const Result<void> refilled = refill(); !refilled)
                return propagate(refilled);
        }
        const size_t count = std::min(m_end - m_begin, out.size() - done);
        if (count == 0)
            break;
        std::memcpy(out.data() + done, m_buffer.get() + m_begin, count);
        m_begin += count;
        done += count;
    }
    return done;
}

} // namespace cloakroom
