#pragma once

#include "core/storage/FileIo.h"

#include <memory>
#include <new>

namespace cloakroom {

/// Reads a file that was just flushed from its medium rather than from the page cache, where the system lets us: that
/// is what tells a good write from one that only the memory has seen. In order, once; one thread.
class ReadBack {
public:
    [[nodiscard]] static Result<ReadBack> open(const QString& path);
    /// Fewer bytes than wanted only at the end.
    [[nodiscard]] Result<size_t> read(MutableByteView out);

private:
    struct AlignedDelete {
        void operator()(unsigned char* memory) const { ::operator delete (memory, std::align_val_t{kAlignment}); }
    };
    static constexpr size_t kAlignment = 4096;
    static constexpr size_t kBufferBytes = 1'048'576;

    explicit ReadBack(Descriptor file);
    [[nodiscard]] Result<void> refill();

    Descriptor m_file;
    std::unique_ptr<unsigned char, AlignedDelete> m_buffer;
    size_t m_begin = 0;
    size_t m_end = 0;
    bool m_isAtEnd = false;
};

} // namespace cloakroom
