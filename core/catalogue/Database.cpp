#include "core/catalogue/Database.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QUrl>
#include <QUuid>
#include <QtSql/QSqlDriver>
#include <QtSql/QSqlError>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Database", text);
}

// SQLite's primary result codes: https://www.sqlite.org/rescode.html
constexpr int kBusy = 5;
constexpr int kNoMemory = 7;
constexpr int kReadOnly = 8;
constexpr int kIoError = 10;
constexpr int kIoErrorData = kIoError | (32 << 8); // a page did not authenticate
constexpr int kCannotOpen = 14;
constexpr int kCorrupt = 11;
constexpr int kFull = 13;
constexpr int kNotADatabase = 26;

// The message may quote values of the statement: only the code goes on.
tl::unexpected<Error> failure(const QSqlError& error)
{
    return Database::failureOf(error.nativeErrorCode().toInt());
}

QString pragmas(Database::Access access, Database::Durability durability)
{
    const bool full = durability == Database::Durability::Full;
    QString sql = QStringLiteral("PRAGMA page_size=4096;\nPRAGMA cache_size=%1;\nPRAGMA temp_store=MEMORY;\n"
                                 "PRAGMA foreign_keys=ON;\nPRAGMA trusted_schema=OFF;\nPRAGMA secure_delete=ON;\n")
                      .arg(full ? -64000 : -16000);
    if (access == Database::Access::Write) {
        // SQLite up to 3.51 writes wrong checksums into the WAL, and so loses later commits in a power cut, when a page
        // that spilled is written again and the statement that did it is undone: so none spills.
        sql += QStringLiteral("PRAGMA cache_spill=OFF;\nPRAGMA journal_mode=WAL;\nPRAGMA synchronous=%1;\n")
                   .arg(full ? QStringLiteral("FULL") : QStringLiteral("NORMAL"));
    } else {
        sql += QStringLiteral("PRAGMA wal_autocheckpoint=0;\nPRAGMA query_only=ON;\n");
    }
    return sql;
}

// A scope of its own: a connection can only be removed when nobody holds a handle to it.
Result<void> connectTo(const QString& path, const QString& connection)
{
    QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
    const QString memory = QStringLiteral(":memory:");
    db.setDatabaseName(path == memory ? memory
                                      : QStringLiteral("file:%1?vfs=cloakroom")
                                            .arg(QString::fromLatin1(
                                                QUrl::toPercentEncoding(QFileInfo(path).absoluteFilePath(), "/"))));
    db.setConnectOptions(QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=5000"));
    if (!db.open()) {
        return failure(db.lastError());
    }
    return {};
}

} // namespace

tl::unexpected<Error> Database::failureOf(int code)
{
    const QString detail = QStringLiteral("sqlite result %1").arg(code);
    const bool isDisk = (code & 0xff) == kIoError && code != kIoErrorData;
    if (isDisk || (code & 0xff) == kCannotOpen || (code & 0xff) == kReadOnly) {
        return fail(ErrorCode::Unreadable,
                    tr("The disk with the library reported an error. Nothing was changed. Check the disk and its "
                       "connection, then try again."),
                    detail);
    }
    switch (code & 0xff) {
    case kNoMemory:
        return fail(ErrorCode::NoSpace,
                    tr("The computer ran out of memory. Nothing was changed. Close other programs, then try again."),
                    detail);
    case kFull:
        return fail(ErrorCode::NoSpace,
                    tr("The disk is full. Nothing was changed; what was there is safe. Make room, then try again."),
                    detail);
    case kIoError:
    case kCorrupt:
    case kNotADatabase:
        return fail(
            ErrorCode::Damaged,
            tr("A part of the library could not be read. Nothing was changed. Have the library checked, or restore "
               "it from a backup."),
            detail);
    case kBusy:
        return fail(ErrorCode::InUse, tr("The library is busy. Nothing was changed. Try again in a moment."), detail);
    default:
        return fail(ErrorCode::Internal,
                    tr("The program made a mistake in its catalogue. Nothing was changed. Please report this."),
                    detail);
    }
}

Statement::Statement(QSqlQuery query)
    : m_query(std::move(query))
{
}

Statement& Statement::bind(qint64 value)
{
    m_query.bindValue(m_position++, value);
    return *this;
}

Statement& Statement::bind(double value)
{
    m_query.bindValue(m_position++, value);
    return *this;
}

Statement& Statement::bind(const QString& value)
{
    m_query.bindValue(m_position++, value.isNull() ? QStringLiteral("") : value);
    return *this;
}

Statement& Statement::bind(const QByteArray& value)
{
    m_query.bindValue(m_position++, value.isNull() ? QByteArray("") : value);
    return *this;
}

Statement& Statement::bind(QDate day)
{
    return bind(day.toString(Qt::ISODate));
}

Statement& Statement::bind(const QDateTime& utc)
{
    return bind(utc.toUTC().toString(Qt::ISODateWithMs));
}

Statement& Statement::bindNull()
{
    m_query.bindValue(m_position++, QVariant());
    return *this;
}

Result<void> Statement::execute()
{
    m_position = 0;
    if (!m_query.exec()) {
        return failure(m_query.lastError());
    }
    return {};
}

Result<void> Statement::run()
{
    auto done = execute();
    m_isRunning = false;
    return done;
}

Result<bool> Statement::next()
{
    if (!m_isRunning) {
        if (auto done = execute(); !done) {
            return propagate(done);
        }
        m_isRunning = true;
    }
    if (m_query.next()) {
        return true;
    }
    m_isRunning = false;
    if (m_query.lastError().isValid()) {
        return failure(m_query.lastError());
    }
    m_query.finish();
    return false;
}

bool Statement::isNull(int column) const
{
    return m_query.value(column).isNull();
}

qint64 Statement::int64(int column) const
{
    return m_query.value(column).toLongLong();
}

int Statement::integer(int column) const
{
    return m_query.value(column).toInt();
}

bool Statement::boolean(int column) const
{
    return m_query.value(column).toLongLong() != 0;
}

double Statement::real(int column) const
{
    return m_query.value(column).toDouble();
}

QString Statement::text(int column) const
{
    return m_query.value(column).toString();
}

QByteArray Statement::blob(int column) const
{
    return m_query.value(column).toByteArray();
}

std::optional<QDate> Statement::day(int column) const
{
    const QDate day = QDate::fromString(text(column), Qt::ISODate);
    return day.isValid() ? std::optional(day) : std::nullopt;
}

QDateTime Statement::time(int column) const
{
    return QDateTime::fromString(text(column), Qt::ISODateWithMs).toUTC();
}

qint64 Statement::lastInsertId() const
{
    return m_query.lastInsertId().toLongLong();
}

qint64 Statement::rowsAffected() const
{
    return m_query.numRowsAffected();
}

Transaction::Transaction(Database* database, bool isOuter)
    : m_database(database)
    , m_isOuter(isOuter)
{
}

Transaction::Transaction(Transaction&& other) noexcept
    : m_database(std::exchange(other.m_database, nullptr))
    , m_isOuter(other.m_isOuter)
{
}

Transaction::~Transaction()
{
    if (m_database == nullptr) {
        return;
    }
    --m_database->m_depth;
    if (m_isOuter) {
        m_database->m_isDoomed = false;
        (void)m_database->execute(QStringLiteral("ROLLBACK"));
    } else {
        m_database->m_isDoomed = true;
    }
}

Result<void> Transaction::commit()
{
    if (m_isOuter) {
        if (m_database->m_isDoomed) {
            return fail(ErrorCode::Internal, tr("A step of this change failed, so none of it was made."),
                        QStringLiteral("commit after an inner rollback"));
        }
        if (auto done = m_database->execute(QStringLiteral("COMMIT")); !done) {
            return done;
        }
    }
    --m_database->m_depth;
    m_database = nullptr;
    return {};
}

Database::Database(QString path, QString connection)
    : m_path(std::move(path))
    , m_connection(std::move(connection))
{
}

Database::~Database()
{
    QSqlDatabase::database(m_connection, false).close();
    QSqlDatabase::removeDatabase(m_connection);
}

Result<std::unique_ptr<Database>> Database::open(const QString& path, Access access, Durability durability)
{
    const QString connection = QUuid::createUuid().toString(QUuid::WithoutBraces);
    std::unique_ptr<Database> database(new Database(path, connection));
    if (auto opened = connectTo(path, connection); !opened) {
        return propagate(opened);
    }
    if (auto done = database->execute(pragmas(access, durability)); !done) {
        return propagate(done);
    }
    return database;
}

Result<void> Database::execute(const QString& sql)
{
    // QSQLITE runs one statement a call; our schema and pragmas end each one with ";\n".
    const QStringList statements = sql.split(QStringLiteral(";\n"), Qt::SkipEmptyParts);
    for (const QString& statement : statements) {
        if (statement.trimmed().isEmpty()) {
            continue;
        }
        QSqlQuery query(QSqlDatabase::database(m_connection, false));
        if (!query.exec(statement)) {
            return failure(query.lastError());
        }
    }
    return {};
}

Result<Statement> Database::prepare(const QString& sql)
{
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    query.setForwardOnly(true);
    if (!query.prepare(sql)) {
        return failure(query.lastError());
    }
    return Statement(std::move(query));
}

void* Database::handle() const
{
    const QVariant handle = QSqlDatabase::database(m_connection, false).driver()->handle();
    // Qt hands over a pointer to its own type's name, "sqlite3*".
    return handle.isValid() ? *static_cast<void* const*>(handle.constData()) : nullptr;
}

Result<void> Database::emptyLog()
{
    auto statement = prepare(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
    if (!statement) {
        return propagate(statement);
    }
    const auto row = statement->next();
    if (!row) {
        return propagate(row);
    }
    if (*row && statement->integer(0) != 0) {
        return fail(ErrorCode::InUse, tr("The library is busy. Nothing was changed. Try again in a moment."),
                    QStringLiteral("checkpoint refused"));
    }
    return {};
}

Result<void> Database::copyTo(const QString& path)
{
    auto statement = prepare(QStringLiteral("VACUUM INTO ?"));
    if (!statement) {
        return propagate(statement);
    }
    return statement->bind(path).run();
}

Result<Transaction> Database::begin()
{
    if (m_depth == 0) {
        if (auto done = execute(QStringLiteral("BEGIN IMMEDIATE")); !done) {
            return propagate(done);
        }
    }
    return Transaction(this, m_depth++ == 0);
}

} // namespace cloakroom
