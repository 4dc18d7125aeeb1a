#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/Previews.h"
#include "core/storage/Vault.h"
#include "crash/Wreck.h"

#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>

#include <catch2/catch.hpp>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cmath>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QString kCanary = QStringLiteral("CanaryOfAPupil");
constexpr qsizetype kBlock = 4096;

Password password()
{
    return Password::fromText(u"the password of this library");
}

/// Bits a byte; 4096 random bytes have 7.955, and hardly ever less than 7.93.
double entropyOf(const QByteArray& block)
{
    std::array<int, 256> counts{};
    for (const char byte : block)
        ++counts[static_cast<unsigned char>(byte)];
    double bits = 0;
    for (const int count : counts) {
        const double part = static_cast<double>(count) / static_cast<double>(block.size());
        bits -= count > 0 ? part * std::log2(part) : 0;
    }
    return bits;
}

/// What in the file could tell somebody something; empty for nothing.
QString readableIn(const QByteArray& bytes)
{
    const QByteArray utf16(reinterpret_cast<const char*>(kCanary.utf16()), kCanary.size() * 2);
    const QByteArray jpeg("\xFF\xD8\xFF\xE0\x00\x10JFIF", 10);
    for (const QByteArray& known :
         {kCanary.toUtf8(), utf16, QByteArray("SQLite format 3"), QByteArray("CREATE TABLE"), jpeg}) {
        if (bytes.contains(known))
            return QStringLiteral("known words: ") + QString::fromLatin1(known.toHex());
    }
    for (qsizetype at = 0; at + kBlock <= bytes.size(); at += kBlock) {
        if (entropyOf(bytes.mid(at, kBlock)) < 7.9)
            return QStringLiteral("a pattern at %1").arg(at);
    }
    if (bytes.size() >= kBlock && qCompress(bytes, 9).size() < bytes.size() - 20)
        return QStringLiteral("it can be compressed");
    return {};
}

struct Scan {
    QStringList findings;
    int largeFiles = 0;
};

Scan scan(const QString& folder)
{
    Scan result;
    QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        QFile file(path);
        REQUIRE(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        // Numbers of wrong passwords by name tag: mostly zeros, as docs/format.md says.
        if (path.endsWith(QStringLiteral("keyslots/attempts")))
            continue;
        result.largeFiles += bytes.size() >= kBlock ? 1 : 0;
        const QString finding = readableIn(bytes);
        if (!finding.isEmpty() || path.contains(kCanary))
            result.findings.append(path + QStringLiteral(": ") + finding);
    }
    return result;
}

void checkNothingReadable(const QString& folder, const char* when)
{
    const Scan found = scan(folder);
    INFO(when << ": " << found.findings.join(QLatin1Char('\n')).toStdString());
    CHECK(found.findings.isEmpty());
    CHECK(found.largeFiles >= 3);
}

QByteArray canaryPicture(qsizetype size)
{
    QByteArray bytes("\xFF\xD8\xFF\xE0\x00\x10JFIF", 10);
    while (bytes.size() < size)
        bytes += kCanary.toUtf8();
    return bytes;
}

bool fill(Library& library, int number)
{
    auto transaction = library.db().begin();
    auto tag = library.db().prepare(QStringLiteral("INSERT INTO tag(name) VALUES(?)"));
    auto person = library.db().prepare(
        QStringLiteral("INSERT INTO person(given_name, family_name, kind, created_at) VALUES(?, ?, 'pupil', '2026')"));
    if (!transaction || !tag || !person)
        return false;
    for (int i = 0; i < 300; ++i) {
        const QString name = kCanary + QString::number(number * 1000 + i);
        if (!tag->bind(name).run() || !person->bind(name).bind(name).run())
            return false;
    }
    return transaction->commit()
        && library.previews().store(PhotoId{number}, canaryPicture(9000), canaryPicture(200'000))
        && library.vault().write(Vault::newName(), Vault::newKey(), Vault::newUuid(), viewOf(canaryPicture(300'000)));
}

/// Makes and fills a library, says so, and waits for its end.
[[noreturn]] void work(const QString& path, int report)
{
    const auto made =
        Library::create(path, QStringLiteral("School ") + kCanary, kCanary, password(), KdfCost::minimum());
    const char word = made && fill(*made->library, 1) ? 'y' : 'n';
    (void)!::write(report, &word, 1);
    for (;;)
        ::pause();
}

} // namespace

TEST_CASE("what is looked for is found where it is plain", "[crash][secrecy]")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("plain.db"));
    sqlite3* db = nullptr;
    REQUIRE(
        sqlite3_open_v2(QFile::encodeName(path).constData(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, "unix")
        == SQLITE_OK);
    REQUIRE(sqlite3_exec(db, "CREATE TABLE t(x); INSERT INTO t VALUES('a')", nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(db);
    CHECK(scan(folder.path()).findings.size() == 1);
    CHECK_FALSE(readableIn(canaryPicture(5000)).isEmpty());
    CHECK_FALSE(readableIn(QByteArray(5000, '\0')).isEmpty());
}

TEST_CASE("no file of a library tells anything while open nor killed nor closed", "[crash][secrecy]")
{
    const QTemporaryDir folder(QString::fromStdString(fastFolderTemplate()));
    const QString path = folder.filePath(QStringLiteral("library"));
    int report[2] = {};
    REQUIRE(pipe(report) == 0);
    const pid_t child = fork();
    if (child == 0)
        work(path, report[1]);
    char word = 0;
    REQUIRE(::read(report[0], &word, 1) == 1);
    REQUIRE(word == 'y');
    ::close(report[0]);
    ::close(report[1]);
    CHECK(QFile::exists(path + QStringLiteral("/catalogue.db-wal")));
    checkNothingReadable(folder.path(), "open in another process");
    REQUIRE(kill(child, SIGKILL) == 0);
    REQUIRE(waitpid(child, nullptr, 0) == child);
    checkNothingReadable(folder.path(), "killed");
    {
        const auto library = Library::open(path, kCanary, password());
        REQUIRE(library);
        checkNothingReadable(folder.path(), "open again");
        REQUIRE(fill(**library, 2));
        REQUIRE((*library)->db().execute(QStringLiteral("VACUUM")));
        checkNothingReadable(folder.path(), "after more work");
    }
    checkNothingReadable(folder.path(), "closed");
}
