#pragma once

#include "core/storage/FileIo.h"

#include <QString>

namespace cloakroom {

/// Held while this process has the library open: flock on the file `lock`, which names the holder. The system frees it
/// when the process ends in whatever way.
class FolderLock {
public:
    /// InUse names program, computer and time of the holder.
    [[nodiscard]] static Result<FolderLock> acquire(const QString& lockPath);
    ~FolderLock();
    FolderLock(FolderLock&&) noexcept = default;
    FolderLock& operator=(FolderLock&&) noexcept = default;
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

private:
    explicit FolderLock(Descriptor file)
        : m_file(std::move(file))
    {
    }
    Descriptor m_file;
};

} // namespace cloakroom
