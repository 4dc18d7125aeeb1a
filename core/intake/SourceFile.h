#pragma once

#include "core/base/Result.h"

#include <QBuffer>
#include <QByteArray>
#include <QFile>
#include <QString>

#include <memory>

namespace cloakroom {

/// A file on a card while it is read: the very same file from opening to the end, never a link, a pipe or a device.
/// One thread at a time. Errors carry sentences for the user: Unreadable, NotFound.
class SourceFile {
public:
    /// `path` as in source_names.
    [[nodiscard]] static Result<std::unique_ptr<SourceFile>> open(const QString& path);
    /// Bytes that are in memory already, of no file of their own.
    [[nodiscard]] static std::unique_ptr<SourceFile> of(const QByteArray& bytes);
    /// Removes a file from its folder, never what a link points to. False when the system refuses.
    [[nodiscard]] static bool remove(const QString& path);
    [[nodiscard]] static bool exists(const QString& path);

    [[nodiscard]] qint64 size() const { return m_stamp.size; }
    /// No write permission for anybody: a camera's "protect".
    [[nodiscard]] bool isWriteProtected() const { return m_stamp.isWriteProtected; }
    /// The first `most` bytes, or all when there are fewer.
    [[nodiscard]] Result<QByteArray> read(qint64 most);
    /// For reading it as a stream, from the beginning.
    [[nodiscard]] Result<QIODevice*> rewound();
    /// An error (Unreadable) when size, time or the file behind the name changed since it was opened.
    [[nodiscard]] Result<void> requireUnchanged() const;

private:
    struct Stamp {
        qint64 size = 0;
        qint64 modifiedNs = 0;
        quint64 device = 0;
        quint64 inode = 0;
        bool isRegular = false;
        bool isWriteProtected = false;

        friend bool operator==(const Stamp&, const Stamp&) = default;
    };

    SourceFile() = default;
    [[nodiscard]] static Stamp stampOf(const QFile& file);
    [[nodiscard]] static Stamp stampOf(const QString& path);

    [[nodiscard]] QIODevice& device();

    QString m_path;
    QFile m_file;
    std::unique_ptr<QBuffer> m_memory; ///< in place of the file
    Stamp m_stamp;
};

} // namespace cloakroom
