#pragma once

#include <QByteArray>
#include <QString>

namespace cloakroom::source_names {

/// A file system's name as text and back, byte for byte, whatever its encoding: bytes that are no UTF-8 become lone
/// surrogates U+DC80 to U+DCFF (as in Python's PEP 383). Pure; any thread.
[[nodiscard]] QString fromNative(const QByteArray& name);
[[nodiscard]] QByteArray toNative(const QString& path);

/// For people and the catalogue: what is no UTF-8 is read as Latin-1, as old cameras and computers wrote it.
[[nodiscard]] QString readable(const QString& path);

/// The name without its folder, readable.
[[nodiscard]] QString readableFileName(const QString& path);

} // namespace cloakroom::source_names
