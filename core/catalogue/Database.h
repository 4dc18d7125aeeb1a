#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QDate>
#include <QDateTime>
#include <QString>
#include <QVariant>
#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlQuery>

#include <memory>
#include <optional>

namespace cloakroom {

/// A prepared statement: bind in order, then run() or next() until false. Belongs to its Database's thread.
class Statement {
public:
    explicit Statement(QSqlQuery query);

    Statement& bind(qint64 value);
    Statement& bind(int value) { return bind(qint64{value}); }
    Statement& bind(bool value) { return bind(qint64{value ? 1 : 0}); }
    Statement& bind(double value);
    Statement& bind(const QString& value); ///< a null QString is bound as ''
    Statement& bind(const QByteArray& value); ///< a blob
    Statement& bind(QDate day); ///< ISO text
    Statement& bind(const QDateTime& utc); ///< ISO text with milliseconds, UTC
    Statement& bindNull();
    template <typename T>
    Statement& bind(const std::optional<T>& value)
    {
        return value ? bind(*value) : bindNull();
    }
    template <typename IdType>
    requires requires(IdType id)
    {
        id.value;
        id.isValid();
    }
    Statement& bind(IdType id) { return id.isValid() ? bind(id.value) : bindNull(); }

    /// Executes a statement that returns no rows. May be bound and run again.
    [[nodiscard]] Result<void> run();
    /// First call executes; true while there is a row.
    [[nodiscard]] Result<bool> next();

    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] qint64 int64(int column) const;
    [[nodiscard]] int integer(int column) const;
    [[nodiscard]] bool boolean(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] QByteArray blob(int column) const;
    [[nodiscard]] std::optional<QDate> day(int column) const; ///< absent when NULL or not a day
    [[nodiscard]] QDateTime time(int column) const; ///< UTC

    [[nodiscard]] qint64 lastInsertId() const;
    [[nodiscard]] qint64 rowsAffected() const;

private:
    [[nodiscard]] Result<void> execute();

    QSqlQuery m_query;
    int m_position = 0;
    bool m_isRunning = false;
};

/// Rolls back unless commit() was called and succeeded.
class Transaction {
public:
    ~Transaction();
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    [[nodiscard]] Result<void> commit();

private:
    friend class Database;
    Transaction(class Database* database, bool isOuter);

    class Database* m_database;
    bool m_isOuter;
};

/// One connection to an encrypted SQLite file; its key must be registered with the VFS before.
/// Belongs to the thread that opened it.
class Database {
public:
    enum class Access {
        Write, ///< the one connection that writes and checkpoints
        Read, ///< query_only, never checkpoints
    };
    enum class Durability {
        Full, ///< survives a power cut (the catalogue)
        Normal, ///< may lose the last moments, never its consistency (previews)
    };

    static Result<std::unique_ptr<Database>> open(const QString& path, Access access, Durability durability);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Runs statements separated by `;` at line ends, or a single one.
    [[nodiscard]] Result<void> execute(const QString& sql);
    [[nodiscard]] Result<Statement> prepare(const QString& sql);
    /// BEGIN IMMEDIATE; inside another transaction it joins that one.
    [[nodiscard]] Result<Transaction> begin();

    /// Brings everything from the write-ahead log into the file and cuts the log to nothing. InUse when another
    /// connection is reading.
    [[nodiscard]] Result<void> emptyLog();
    /// Writes a whole, compact copy of what is committed to the new file `path`, whose key is registered: under that
    /// key. Not inside a transaction.
    [[nodiscard]] Result<void> copyTo(const QString& path);

    [[nodiscard]] bool isInTransaction() const { return m_depth > 0; }
    /// SQLite's own handle, for RowScan.
    [[nodiscard]] void* handle() const;
    /// The error that one of SQLite's result codes stands for.
    [[nodiscard]] static tl::unexpected<Error> failureOf(int resultCode);

    /// The path it was opened with.
    [[nodiscard]] const QString& path() const { return m_path; }

private:
    friend class Transaction;
    Database(QString path, QString connection);

    QString m_path;
    QString m_connection;
    int m_depth = 0;
    bool m_isDoomed = false; ///< an inner transaction was dropped: the outer one may not commit
};

} // namespace cloakroom
