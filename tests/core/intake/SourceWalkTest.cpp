#include "core/intake/SourceWalk.h"

#include "core/intake/SourceFile.h"
#include "support/DrawnPhotos.h"

#include <catch2/catch.hpp>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

class Card {
public:
    Card() { REQUIRE(m_dir.isValid()); }
    void add(const char* name, const QByteArray& bytes = "x") { writeFile(path(name), bytes); }
    [[nodiscard]] QString path(const char* name) const { return m_dir.filePath(QString::fromUtf8(name)); }
    [[nodiscard]] QString root() const { return m_dir.path(); }

    /// "name" for files to be read, "name!" for refused ones, "name?" for what nobody would miss.
    [[nodiscard]] QStringList walk(const QStringList& sources = {}) const
    {
        NoProgress progress;
        const auto files = walkSources(sources.isEmpty() ? QStringList(root()) : sources, path("library"), progress);
        REQUIRE(files);
        QStringList names;
        for (const WalkedFile& file : *files) {
            names.append(QDir(root()).relativeFilePath(file.path)
                         + (file.refusal.isEmpty() ? QString()
                                : file.isSkipped   ? QStringLiteral("?")
                                                   : QStringLiteral("!")));
        }
        return names;
    }

private:
    QTemporaryDir m_dir;
};

QStringList names(std::initializer_list<const char*> list)
{
    QStringList all;
    for (const char* name : list) {
        all.append(QString::fromUtf8(name));
    }
    return all;
}

} // namespace

TEST_CASE("a card is walked in the same order every time", "[intake][walk]")
{
    Card card;
    card.add("DCIM/101CANON/IMG_0002.JPG");
    card.add("DCIM/100CANON/IMG_0010.JPG");
    card.add("DCIM/100CANON/IMG_0009.CR2");
    card.add("notes.txt");
    CHECK(card.walk()
          == names(
              {"DCIM/100CANON/IMG_0009.CR2", "DCIM/100CANON/IMG_0010.JPG", "DCIM/101CANON/IMG_0002.JPG", "notes.txt"}));
}

TEST_CASE("sidecars are looked at and clutter is passed over but listed", "[intake][walk]")
{
    Card card;
    card.add("IMG_1.AAE");
    card.add("IMG_1.JPG");
    card.add("IMG_1.jpg.xmp");
    card.add("GX01.LRV");
    card.add("GX01.THM");
    card.add("NOTE.WAV");
    card.add("Thumbs.db");
    card.add(".DS_Store");
    card.add("MISC/AUTPRINT.MRK");
    CHECK(card.walk()
          == names({".DS_Store?", "GX01.LRV", "GX01.THM", "IMG_1.AAE", "IMG_1.JPG", "IMG_1.jpg.xmp",
                    "MISC/AUTPRINT.MRK?", "NOTE.WAV", "Thumbs.db?"}));
}

TEST_CASE("of hidden and system folders what looks like a photo is refused and the folder listed", "[intake][walk]")
{
    Card card;
    card.add(".Trashes/501/IMG_1.JPG");
    card.add(".Trashes/501/readme.txt");
    card.add("System Volume Information/IndexerVolumeGuid");
    card.add("System Volume Information/tracking.jpg");
    card.add("$RECYCLE.BIN/old.heic");
    card.add(".secret.png");
    card.add("._IMG_1.JPG", QByteArray::fromHex("0005160700020000"));
    card.add("._IMG_2.JPG", "a picture that happens to be called so");
    CHECK(card.walk()
          == names({"$RECYCLE.BIN?", "$RECYCLE.BIN/old.heic!", ".Trashes?", ".Trashes/501/IMG_1.JPG!", "._IMG_1.JPG?",
                    "._IMG_2.JPG!", ".secret.png!", "System Volume Information?",
                    "System Volume Information/tracking.jpg!"}));
}

TEST_CASE("overlapping sources yield each file once", "[intake][walk]")
{
    Card card;
    card.add("a/b/IMG_1.JPG");
    card.add("a/IMG_2.JPG");
    CHECK(card.walk({card.path("a/b"), card.root(), card.path("a/IMG_2.JPG")})
          == names({"a/b/IMG_1.JPG", "a/IMG_2.JPG"}));
}

TEST_CASE("the library is no source of photos for itself", "[intake][walk]")
{
    Card card;
    card.add("library/vault/ab/abcd");
    card.add("IMG_1.JPG");
    CHECK(card.walk() == names({"IMG_1.JPG"}));
    NoProgress progress;
    for (const char* inside : {"library", "library/vault", "library/vault/ab/abcd"}) {
        const auto refused = walkSources({card.path(inside)}, card.path("library"), progress);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::Invalid);
    }
}

TEST_CASE("a source that is not there is an error that names it", "[intake][walk]")
{
    Card card;
    NoProgress progress;
    const auto refused = walkSources({card.root(), card.path("missing")}, card.path("library"), progress);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::NotFound);
    CHECK(refused.error().text.contains(QStringLiteral("missing")));
    CHECK(refused.error().detail.isEmpty());
}

#ifdef Q_OS_UNIX
TEST_CASE("links are not followed and pipes are not opened", "[intake][walk]")
{
    Card outside;
    outside.add("private/IMG_9.JPG");
    Card card;
    card.add("DCIM/IMG_1.JPG");
    REQUIRE(QFile::link(outside.path("private"), card.path("elsewhere")));
    REQUIRE(QFile::link(outside.path("private/IMG_9.JPG"), card.path("IMG_9.JPG")));
    REQUIRE(QFile::link(card.path("DCIM/IMG_1.JPG"), card.path("same.jpg")));
    REQUIRE(QFile::link(card.path("DCIM"), card.path("DCIM/loop")));
    REQUIRE(::mkfifo(QFile::encodeName(card.path("PIPE.JPG")).constData(), 0600) == 0);
    CHECK(card.walk() == names({"DCIM/IMG_1.JPG", "DCIM/loop?", "IMG_9.JPG!", "PIPE.JPG!", "elsewhere!", "same.jpg?"}));
    CHECK_FALSE(SourceFile::open(card.path("same.jpg")));
    CHECK_FALSE(SourceFile::open(card.path("PIPE.JPG")));
}
#endif

TEST_CASE("a file that changes while it is read is refused", "[intake][source]")
{
    Card card;
    card.add("IMG_1.JPG", QByteArray(5000, 'a'));
    const auto change = GENERATE(0, 1, 2, 3);
    const auto source = SourceFile::open(card.path("IMG_1.JPG"));
    REQUIRE(source);
    CHECK((*source)->size() == 5000);
    REQUIRE((*source)->requireUnchanged());
    QFile file(card.path("IMG_1.JPG"));
    if (change == 0) {
        REQUIRE(file.open(QIODevice::Append));
        file.write("more");
    } else if (change == 1) {
        REQUIRE(file.resize(4000));
        CHECK_FALSE((*source)->read(1 << 20));
    } else if (change == 2) {
        REQUIRE(file.remove());
        card.add("IMG_1.JPG", QByteArray(5000, 'a'));
    } else {
        REQUIRE(file.open(QIODevice::ReadWrite));
        file.write("b");
        file.flush();
        file.setFileTime(QDateTime::currentDateTime().addSecs(5), QFileDevice::FileModificationTime);
    }
    file.close();
    const auto unchanged = (*source)->requireUnchanged();
    REQUIRE_FALSE(unchanged);
    CHECK(unchanged.error().code == ErrorCode::Unreadable);
}

TEST_CASE("the beginning of a file can be read and then all of it", "[intake][source]")
{
    Card card;
    QByteArray bytes;
    for (int i = 0; i < 100'000; ++i) {
        bytes.append(static_cast<char>(i * 7));
    }
    card.add("IMG_1.JPG", bytes);
    const auto source = SourceFile::open(card.path("IMG_1.JPG"));
    REQUIRE(source);
    CHECK(need((*source)->read(1000)) == bytes.left(1000));
    CHECK(need((*source)->read(1 << 20)) == bytes);
    CHECK((*need((*source)->rewound())).readAll() == bytes);
}
