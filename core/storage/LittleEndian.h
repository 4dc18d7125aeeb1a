#pragma once

#include "core/crypto/Bytes.h"

#include <QtEndian>

#include <cstring>

namespace cloakroom {

/// All numbers in our files are little-endian.
template <typename T>
void putNumber(MutableByteView at, size_t offset, T value)
{
    qToLittleEndian(value, at.subspan(offset, sizeof(T)).data());
}

template <typename T>
[[nodiscard]] T numberAt(ByteView from, size_t offset)
{
    return qFromLittleEndian<T>(from.subspan(offset, sizeof(T)).data());
}

inline void putBytes(MutableByteView at, size_t offset, ByteView bytes)
{
    if (!bytes.empty())
        std::memcpy(at.subspan(offset, bytes.size()).data(), bytes.data(), bytes.size());
}

} // namespace cloakroom
