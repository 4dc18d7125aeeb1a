#include "core/publish/TargetFolder.h"

#include "tests/support/UnfinishedFiles.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <catch2/catch.hpp>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
}

QStringList everythingIn(const QString& folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
}

} // namespace

TEST_CASE("a file has its name only once it is published", "[publish][target]")
{
    const auto unfinished = GENERATE(TargetFolder::Unfinished::Nameless, TargetFolder::Unfinished::Hidden);
    const QTemporaryDir dir;
    const QString out = dir.filePath(QStringLiteral("new/out"));
    const auto target = TargetFolder::open(out, dir.filePath(QStringLiteral("library")), unfinished);
    REQUIRE(target);
    {
        auto pending = target->write("picture");
        REQUIRE(pending);
        CHECK_FALSE(target->holds(QStringLiteral("a.jpg")));
        CHECK(QDir(out).entryList(QDir::Files).isEmpty());
        REQUIRE((*pending)->publish(QStringLiteral("a.jpg")));
    }
    CHECK(everythingIn(out) == QStringList{QStringLiteral("a.jpg")});
    CHECK(contentOf(out + QStringLiteral("/a.jpg")) == "picture");
}

TEST_CASE("a file that is not published leaves nothing behind", "[publish][target]")
{
    const auto unfinished = GENERATE(TargetFolder::Unfinished::Nameless, TargetFolder::Unfinished::Hidden);
    const QTemporaryDir dir;
    const QString out = dir.filePath(QStringLiteral("out"));
    const auto target = TargetFolder::open(out, dir.filePath(QStringLiteral("library")), unfinished);
    REQUIRE(target);
    REQUIRE(target->write("picture"));
    CHECK(everythingIn(out).isEmpty());
}

TEST_CASE("what was written is read back and what changed since shows", "[publish][target]")
{
    const auto unfinished = GENERATE(TargetFolder::Unfinished::Nameless, TargetFolder::Unfinished::Hidden);
    const QTemporaryDir dir;
    const QString out = dir.filePath(QStringLiteral("out"));
    const auto target = TargetFolder::open(out, dir.filePath(QStringLiteral("library")), unfinished);
    REQUIRE(target);
    const auto pending = target->write("picture");
    REQUIRE(pending);
    CHECK((*pending)->readBack() == QByteArray("picture"));
    REQUIRE(tamperWithUnfinished(out) == 1);
    const auto changed = (*pending)->readBack();
    CHECK((!changed || *changed != "picture"));
}

TEST_CASE("unfinished files that a crash left go when the folder is next exported to", "[publish][target]")
{
    const QTemporaryDir dir;
    const QString out = dir.filePath(QStringLiteral("out"));
    REQUIRE(QDir().mkpath(out));
    for (const char* name : {".cloakroom-0123.part", ".cloakroom-notes", "a.part"}) {
        QFile file(out + QLatin1Char('/') + QLatin1String(name));
        REQUIRE(file.open(QIODevice::WriteOnly));
    }
    const auto open = [&] {
        const auto target =
            TargetFolder::open(out, dir.filePath(QStringLiteral("library")), TargetFolder::Unfinished::Hidden);
        REQUIRE(target);
        return *target;
    };
    const auto target = open();
    const QStringList kept{QStringLiteral(".cloakroom-notes"), QStringLiteral("a.part")};
    CHECK(everythingIn(out) == kept);
    const auto pending = target.write("picture");
    REQUIRE(pending);
    // Another export to the same folder leaves it alone.
    (void)open();
    CHECK(everythingIn(out).size() == 3);
    CHECK((*pending)->publish(QStringLiteral("b.jpg")).has_value());
    CHECK(contentOf(out + QStringLiteral("/b.jpg")) == "picture");
}

TEST_CASE("a folder that may only be read is refused and stays as it is", "[publish][target][fault]")
{
    const QTemporaryDir dir;
    const QByteArray disk = QFile::encodeName(dir.path());
    if (::mount("tmpfs", disk.constData(), "tmpfs", MS_RDONLY, "size=64k") != 0) {
        WARN("skipped: this user may not mount a disk that can only be read");
        return;
    }
    {
        const auto unfinished = GENERATE(TargetFolder::Unfinished::Nameless, TargetFolder::Unfinished::Hidden);
        const auto target = TargetFolder::open(dir.path(), QStringLiteral("/nonexistent/library"), unfinished);
        REQUIRE(target);
        const auto pending = target->write("picture");
        REQUIRE_FALSE(pending);
        CHECK(pending.error().code == ErrorCode::Unreadable);
        CHECK(everythingIn(dir.path()).isEmpty());
    }
    CHECK(::umount2(disk.constData(), MNT_DETACH) == 0);
}

TEST_CASE("publishing never replaces another file", "[publish][target]")
{
    const auto unfinished = GENERATE(TargetFolder::Unfinished::Nameless, TargetFolder::Unfinished::Hidden);
    const QTemporaryDir dir;
    const QString out = dir.filePath(QStringLiteral("out"));
    const auto target = TargetFolder::open(out, dir.filePath(QStringLiteral("library")), unfinished);
    REQUIRE(target);
    QFile mine(out + QStringLiteral("/a.jpg"));
    REQUIRE(mine.open(QIODevice::WriteOnly));
    mine.write("somebody's");
    mine.close();
    auto pending = target->write("picture");
    REQUIRE(pending);
    const auto published = (*pending)->publish(QStringLiteral("a.jpg"));
    REQUIRE_FALSE(published);
    CHECK(published.error().code == ErrorCode::AlreadyExists);
    CHECK(contentOf(mine.fileName()) == "somebody's");
    CHECK((*pending)->publish(QStringLiteral("b.jpg")).has_value());
    CHECK(contentOf(out + QStringLiteral("/b.jpg")) == "picture");
    CHECK(everythingIn(out).size() == 2);
}

TEST_CASE("the library is never an export folder by whatever path", "[publish][target]")
{
    const QTemporaryDir dir;
    const QString library = dir.filePath(QStringLiteral("library"));
    REQUIRE(QDir().mkpath(library + QStringLiteral("/vault")));
    const QString link = dir.filePath(QStringLiteral("link"));
    REQUIRE(QFile::link(library, link));
    const QStringList paths{library,
                            library + QStringLiteral("/exports/june"),
                            library + QStringLiteral("/vault"),
                            dir.filePath(QStringLiteral("library/../library/x")),
                            link,
                            link + QStringLiteral("/new"),
                            QString()};
    for (const QString& path : paths) {
        CAPTURE(path.toStdString());
        const auto target = TargetFolder::open(path, library);
        REQUIRE_FALSE(target);
        CHECK(target.error().code == ErrorCode::Invalid);
    }
    CHECK(everythingIn(library) == QStringList{QStringLiteral("vault")});
    CHECK(TargetFolder::open(library + QStringLiteral("-2"), library).has_value());
}

TEST_CASE("a folder that is a file is refused", "[publish][target]")
{
    const QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("file")));
    REQUIRE(file.open(QIODevice::WriteOnly));
    const auto target = TargetFolder::open(file.fileName(), dir.filePath(QStringLiteral("library")));
    REQUIRE_FALSE(target);
    CHECK(target.error().code == ErrorCode::Unreadable);
}

TEST_CASE("a full disk leaves no half file", "[publish][target][fault]")
{
    const QTemporaryDir dir;
    const QByteArray disk = QFile::encodeName(dir.path());
    if (::mount("tmpfs", disk.constData(), "tmpfs", 0, "size=64k") != 0) {
        WARN("skipped: this user may not mount a small disk");
        return;
    }
    {
        const auto unfinished = GENERATE(TargetFolder::Unfinished::Nameless, TargetFolder::Unfinished::Hidden);
        const auto target = TargetFolder::open(dir.path(), QStringLiteral("/nonexistent/library"), unfinished);
        REQUIRE(target);
        const auto pending = target->write(QByteArray(1 << 20, 'x'));
        CHECK_FALSE(pending);
        CHECK((pending || pending.error().code == ErrorCode::NoSpace));
        CHECK(everythingIn(dir.path()).isEmpty());
        CHECK(target->write(QByteArray(1 << 10, 'x')).has_value());
    }
    CHECK(::umount2(disk.constData(), MNT_DETACH) == 0);
}
