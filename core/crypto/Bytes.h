#pragma once

#include <QByteArray>

#include <cstddef>
#include <cstdint>
#include <span>

namespace cloakroom {

/// Bytes that somebody else owns.
using ByteView = std::span<const unsigned char>;
using MutableByteView = std::span<unsigned char>;

[[nodiscard]] inline ByteView viewOf(const QByteArray& bytes)
{
    return {reinterpret_cast<const unsigned char*>(bytes.constData()), static_cast<size_t>(bytes.size())};
}

[[nodiscard]] inline MutableByteView mutableViewOf(QByteArray& bytes)
{
    return {reinterpret_cast<unsigned char*>(bytes.data()), static_cast<size_t>(bytes.size())};
}

/// A copy. Never for secrets: nobody wipes it.
[[nodiscard]] inline QByteArray copyOf(ByteView bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

} // namespace cloakroom
