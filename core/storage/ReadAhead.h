#pragma once

#include <QString>

#include <atomic>
#include <future>

namespace cloakroom {

/// Reads a file in the background, so that the system has it at hand when it is wanted: while a password is stretched,
/// the disk has nothing else to do. Reading ends with the object, or after as much as a small computer keeps; what it
/// meets is nobody's error, whoever reads the file then finds out for themselves.
///
/// Closing a file gives up every POSIX lock that the process has on it (fcntl(2)): never while SQLite has it open.
class ReadAhead {
public:
    explicit ReadAhead(const QString& path);
    ~ReadAhead();
    ReadAhead(const ReadAhead&) = delete;
    ReadAhead& operator=(const ReadAhead&) = delete;
    ReadAhead(ReadAhead&&) = delete;
    ReadAhead& operator=(ReadAhead&&) = delete;

    /// Waits for the end of reading; returns how many bytes there were.
    qint64 wait() { return m_reading.valid() ? m_reading.get() : 0; }

private:
    [[nodiscard]] qint64 read(const QString& path) const;

    std::atomic<bool> m_isOver = false;
    std::future<qint64> m_reading;
};

} // namespace cloakroom
