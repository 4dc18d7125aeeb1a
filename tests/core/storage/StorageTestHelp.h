#pragma once

#include "core/crypto/SecretBuffer.h"
#include "core/storage/EncryptedVfs.h"

#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>

#include <catch2/catch.hpp>
#include <sqlite3.h>

#include <memory>
#include <string>

namespace cloakroom::test {

/// A connection through the C API.
class Connection {
public:
    explicit Connection(const QString& path, const char* vfs = kVfsName, int flags = 0)
    {
        const int wanted = flags != 0 ? flags : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        m_openResult = sqlite3_open_v2(QFile::encodeName(path).constData(), &m_db, wanted, vfs);
        sqlite3_extended_result_codes(m_db, 1);
    }
    ~Connection() { sqlite3_close(m_db); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    int openResult() const { return m_openResult; }
    sqlite3* handle() const { return m_db; }

    int run(const std::string& sql) const { return sqlite3_exec(m_db, sql.c_str(), nullptr, nullptr, nullptr); }

    /// The first column of the first row; "error N" for a failure, "none" without a row.
    std::string text(const std::string& sql) const
    {
        sqlite3_stmt* statement = nullptr;
        int rc = sqlite3_prepare_v2(m_db, sql.c_str(), -1, &statement, nullptr);
        std::string answer = "none";
        if (rc == SQLITE_OK) {
            rc = sqlite3_step(statement);
            if (rc == SQLITE_ROW) {
                const auto* value = sqlite3_column_text(statement, 0);
                answer = value ? reinterpret_cast<const char*>(value) : "null";
            }
        }
        sqlite3_finalize(statement);
        if (rc != SQLITE_ROW && rc != SQLITE_DONE)
            answer = "error " + std::to_string(sqlite3_extended_errcode(m_db));
        return answer;
    }

private:
    sqlite3* m_db = nullptr;
    int m_openResult = 0;
};

/// A folder with a database whose key is registered.
struct KeyedDatabase {
    QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("catalogue.db"));
    SecretBuffer key = SecretBuffer::random(kKeyBytes);
    KeyRegistration registration = registered();

    KeyRegistration registered() const
    {
        REQUIRE(registerVfs());
        auto added = KeyRegistration::add(path, key.view(), 1);
        REQUIRE(added);
        return std::move(*added);
    }
};

inline QByteArray contentsOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline void replaceContents(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    REQUIRE(file.write(bytes) == bytes.size());
}

inline void flipByte(const QString& path, qint64 offset)
{
    QByteArray bytes = contentsOf(path);
    REQUIRE(offset < bytes.size());
    bytes[offset] = static_cast<char>(bytes[offset] ^ 0x20);
    replaceContents(path, bytes);
}

/// Names of the files under `folder` in which the text stands in plain, as UTF-8 or UTF-16.
inline QStringList filesWith(const QString& folder, const QString& text)
{
    QStringList found;
    const QByteArray utf8 = text.toUtf8();
    const QByteArray utf16(reinterpret_cast<const char*>(text.utf16()), text.size() * 2);
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QByteArray bytes = contentsOf(path);
        if (bytes.contains(utf8) || bytes.contains(utf16) || path.contains(text))
            found.append(path);
    }
    return found;
}

} // namespace cloakroom::test
