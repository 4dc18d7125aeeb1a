#include "core/storage/ReadAhead.h"

#include <QFile>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

using namespace cloakroom;

namespace {

QString fileOf(const QTemporaryDir& folder, qsizetype bytes)
{
    QFile file(folder.filePath(QStringLiteral("file")));
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.write(QByteArray(bytes, 'x')) == bytes);
    return file.fileName();
}

} // namespace

TEST_CASE("a file is read ahead to its end", "[storage][read-ahead]")
{
    const QTemporaryDir folder;
    const qsizetype bytes = GENERATE(0, 1, 262'144, 1'000'000);
    ReadAhead reading(fileOf(folder, bytes));
    CHECK(reading.wait() == bytes);
    CHECK(reading.wait() == 0);
}

TEST_CASE("what cannot be read ahead is nobody's error", "[storage][read-ahead]")
{
    const QTemporaryDir folder;
    ReadAhead missing(folder.filePath(QStringLiteral("nothing")));
    CHECK(missing.wait() == 0);
    ReadAhead directory(folder.path());
    CHECK(directory.wait() == 0);
}

TEST_CASE("reading ahead ends with its object and leaves the file as it was", "[storage][read-ahead]")
{
    const QTemporaryDir folder;
    const QString path = fileOf(folder, 64'000'000);
    {
        const ReadAhead reading(path);
    }
    CHECK(QFile(path).size() == 64'000'000);
    CHECK(QFile::remove(path));
}
