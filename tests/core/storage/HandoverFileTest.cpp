#include "core/storage/HandoverFile.h"

#include "core/storage/LittleEndian.h"
#include "support/DrawnPhotos.h"

#include <QProcess>
#include <QTemporaryDir>

#include <catch2/catch.hpp>
#include <fcntl.h>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

constexpr qint64 kHeaders = 96 + 64;

struct Picture {
    QString name;
    QByteArray bytes;
};

QByteArray handoverOf(const QList<Picture>& pictures, const QString& password = kTestPassword)
{
    QByteArray file;
    auto writer =
        need(HandoverWriter::begin(Password::fromText(password), KdfCost::minimum(), [&file](ByteView sealed) {
            file += copyOf(sealed);
            return Result<void>();
        }));
    for (const Picture& picture : pictures) {
        need(writer.add(picture.name, picture.bytes));
    }
    need(writer.finish());
    return file;
}

QList<Picture> twoPictures()
{
    return {{QStringLiteral("handover-00-1.jpg"), QByteArray(70'000, 'a')},
            {QStringLiteral("handover-00-2.jpg"), QByteArray("short")}};
}

/// What a school gets out of a file with these bytes: its pictures, or why not.
Result<QList<Picture>> readAll(const QByteArray& file, const QString& password = kTestPassword)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("x.handover"));
    writeFile(path, file);
    const auto opened = HandoverFile::open(path, Password::fromText(password));
    if (!opened) {
        return propagate(opened);
    }
    NoProgress progress;
    const auto entries = opened->check(progress);
    if (!entries) {
        return propagate(entries);
    }
    QList<Picture> pictures;
    for (const HandoverEntry& entry : *entries) {
        pictures += Picture{entry.name, need(opened->read(entry))};
    }
    return pictures;
}

ErrorCode refusalOf(const QByteArray& file, const QString& password = kTestPassword)
{
    const auto read = readAll(file, password);
    REQUIRE_FALSE(read);
    CHECK_FALSE(read.error().text.isEmpty());
    return read.error().code;
}

/// A plain text that nobody made.
Result<QList<HandoverEntry>> entriesOf(const QByteArray& text)
{
    return handoverEntries(text.size(), [&text](qint64 offset, qint64 length) -> Result<QByteArray> {
        REQUIRE(offset + length <= text.size());
        return text.mid(offset, length);
    });
}

QByteArray entry(char kind, const QByteArray& name, quint64 number, const QByteArray& bytes = {})
{
    QByteArray head(12, '\0');
    head[0] = kind;
    putNumber(mutableViewOf(head), 2, static_cast<quint16>(name.size()));
    putNumber(mutableViewOf(head), 4, number);
    return head + name + bytes;
}

} // namespace

TEST_CASE("what a hand-over holds comes out as it went in whatever its length", "[storage][handover]")
{
    for (const int length : {1, 65'494, 65'495, 65'496, 131'030, 200'000}) {
        CAPTURE(length);
        QByteArray bytes(length, 'x');
        bytes[length / 2] = 'y';
        const auto pictures = need(readAll(handoverOf({{QStringLiteral("a.jpg"), bytes}, twoPictures().last()})));
        REQUIRE(pictures.size() == 2);
        CHECK(pictures.first().name == QStringLiteral("a.jpg"));
        CHECK(pictures.first().bytes == bytes);
        CHECK(pictures.last().bytes == twoPictures().last().bytes);
    }
    CHECK(need(readAll(handoverOf({}))).isEmpty());
}

TEST_CASE("nothing of a hand-over can be read without its password", "[storage][handover]")
{
    const QByteArray file = handoverOf(twoPictures());
    CHECK_FALSE(file.contains("aaaaaaaa"));
    CHECK_FALSE(file.contains("handover-00"));
    CHECK(refusalOf(file, QStringLiteral("another password altogether")) == ErrorCode::WrongPassword);
    CHECK(handoverOf(twoPictures()) != file);
}

TEST_CASE("a hand-over that lost its end or anything else is damaged", "[storage][handover]")
{
    const QByteArray file = handoverOf(twoPictures());
    const qint64 chunk = 65'536 + 16;
    REQUIRE(file.size() > kHeaders + chunk);
    for (const qint64 length :
         {qint64{8}, qint64{95}, qint64{96}, kHeaders, kHeaders + 16, kHeaders + chunk, qint64{file.size()} - 1}) {
        CAPTURE(length);
        CHECK(refusalOf(file.left(length)) == ErrorCode::Damaged);
    }
    CHECK(refusalOf(file + '\0') == ErrorCode::Damaged);
    // Whole chunks in another order.
    const QByteArray three = handoverOf({{QStringLiteral("a.jpg"), QByteArray(3 * 65'536, 'b')}});
    CHECK(refusalOf(three.left(kHeaders) + three.mid(kHeaders + chunk, chunk) + three.mid(kHeaders, chunk)
                    + three.mid(kHeaders + 2 * chunk))
          == ErrorCode::Damaged);
    // The text of one hand-over behind the header of another with the same password.
    const QByteArray other = handoverOf(twoPictures());
    CHECK(refusalOf(file.left(96) + other.mid(96)) == ErrorCode::Damaged);
}

TEST_CASE("no byte of a hand-over can be changed unnoticed", "[storage][handover]")
{
    const QByteArray file = handoverOf(twoPictures());
    for (const qint64 at : {24, 39, 40, 55, 56, 64, 95}) { // fields and commitment
        CAPTURE(at);
        QByteArray changed = file;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        CHECK(refusalOf(changed) == ErrorCode::WrongPassword);
    }
    for (const qint64 at : {qint64{96}, qint64{112}, qint64{140}, kHeaders, kHeaders + 65'540, kHeaders + 65'560,
                            qint64{file.size()} - 1}) {
        CAPTURE(at);
        QByteArray changed = file;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        const ErrorCode code = refusalOf(changed);
        CHECK((code == ErrorCode::Damaged || code == ErrorCode::NewerVersion));
    }
}

TEST_CASE("a foreign file and a later format are told apart from damage", "[storage][handover]")
{
    CHECK(refusalOf("a photo, perhaps") == ErrorCode::Invalid);
    CHECK(refusalOf({}) == ErrorCode::Invalid);
    QByteArray newer = handoverOf(twoPictures());
    newer[8] = 2;
    CHECK(refusalOf(newer) == ErrorCode::NewerVersion);
    CHECK_FALSE(HandoverFile::open(QStringLiteral("/there/is/no.handover"), testPassword()));
    CHECK_FALSE(HandoverFile::open(QStringLiteral("/tmp"), testPassword()));
}

TEST_CASE("a hand-over cannot make a computer work or remember without limit", "[storage][handover]")
{
    const QByteArray file = handoverOf(twoPictures());
    const auto withCost = [&file](quint32 memory, quint32 passes) {
        QByteArray changed = file;
        putNumber(mutableViewOf(changed), 12, memory);
        putNumber(mutableViewOf(changed), 16, passes);
        return changed;
    };
    CHECK(refusalOf(withCost(100 * 1024 * 1024, 1)) == ErrorCode::Damaged); // 100 GiB
    CHECK(refusalOf(withCost(64 * 1024, 0xFFFFFFFF)) == ErrorCode::Damaged);
    CHECK(refusalOf(withCost(8, 1)) == ErrorCode::Damaged); // and none that is easy to guess
    CHECK(refusalOf(withCost(64 * 1024, 0)) == ErrorCode::Damaged);
}

TEST_CASE("names in a hand-over are safe as names of files", "[storage][handover]")
{
    for (const char* good : {"a.jpg", "handover-0a1b2c3d-0001.jpg", "7.jpg"}) {
        CHECK(isHandoverName(QString::fromLatin1(good)));
    }
    for (const char* bad : {"", ".jpg", "a.png", "../a.jpg", "a/b.jpg", "A.jpg", "-a.jpg", "a b.jpg", "a.jpg.jpg",
                            "a\\b.jpg", "jpg", "c:a.jpg"}) {
        CAPTURE(bad);
        CHECK_FALSE(isHandoverName(QString::fromLatin1(bad)));
    }
    CHECK_FALSE(isHandoverName(QString(97, QLatin1Char('a')) + QStringLiteral(".jpg")));
}

TEST_CASE("a plain text that contradicts itself is damage however it was sealed", "[storage][handover]")
{
    const QByteArray picture = entry(1, "a.jpg", 3, "abc");
    const QByteArray end = entry(2, {}, 1);
    CHECK(need(entriesOf(picture + end)).size() == 1);
    CHECK(need(entriesOf(entry(2, {}, 0))).isEmpty());
    for (const QByteArray& bad :
         {picture, end, QByteArray(), picture + entry(2, {}, 2), picture + end + "x",
          picture + picture + entry(2, {}, 2), entry(3, "a.jpg", 3, "abc") + end, entry(1, "../a.jpg", 3, "abc") + end,
          entry(1, "a.jpg", 0) + end, entry(1, "a.jpg", 0xFFFFFFFFFFFFFFFF, "abc") + end,
          entry(1, "a.jpg", 300, "abc") + end, entry(1, "a.jpg", quint64{1} << 40U, "abc") + end,
          picture + entry(2, "x", 1)}) {
        CAPTURE(bad.toHex().toStdString());
        const auto read = entriesOf(bad);
        REQUIRE_FALSE(read);
        CHECK(read.error().code == ErrorCode::Damaged);
    }
}

TEST_CASE("what a medium made of a hand-over is compared with what was written", "[storage][handover]")
{
    const QTemporaryDir folder;
    QByteArray file;
    auto writer = need(HandoverWriter::begin(testPassword(), KdfCost::minimum(), [&file](ByteView sealed) {
        file += copyOf(sealed);
        return Result<void>();
    }));
    need(writer.add(QStringLiteral("a.jpg"), QByteArray(100'000, 'a')));
    need(writer.finish());
    const auto sameAs = [&](const QByteArray& bytes, qsizetype pictures) {
        const QString path = folder.filePath(QStringLiteral("written"));
        writeFile(path, bytes);
        return writer.requireSame(Descriptor::open(path, O_RDONLY), pictures).has_value();
    };
    CHECK(sameAs(file, 1));
    CHECK_FALSE(sameAs(file, 2));
    CHECK_FALSE(sameAs(file.chopped(1), 1));
    QByteArray changed = file;
    changed[90'000] = static_cast<char>(changed[90'000] ^ 1);
    CHECK_FALSE(sameAs(changed, 1));
}

TEST_CASE("an independent decoder reads a hand-over as it is specified", "[storage][handover][decoder]")
{
    const QString python = QStringLiteral("/usr/bin/python3");
    if (!QFile::exists(python)
        || QProcess::execute(python, {QStringLiteral("-c"), QStringLiteral("import nacl.bindings")}) != 0) {
        WARN("skipped: /usr/bin/python3 with python3-nacl is not installed");
        return;
    }
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("x.handover"));
    const auto decode = [&](const QByteArray& bytes, const QString& password, const char* target) {
        writeFile(file, bytes);
        QProcess process;
        process.start(python,
                      {QStringLiteral(CLOAKROOM_TEST_SOURCE_DIR "/packaging/decode-handover.py"), file,
                       folder.filePath(QString::fromLatin1(target)), QStringLiteral("--password-file"),
                       QStringLiteral("-")});
        process.write(password.toUtf8() + '\n');
        process.closeWriteChannel();
        REQUIRE(process.waitForFinished(60'000));
        INFO(process.readAllStandardError().toStdString());
        return process.exitCode();
    };
    const QByteArray whole = handoverOf(twoPictures());
    REQUIRE(decode(whole, kTestPassword, "plain") == 0);
    for (const Picture& picture : twoPictures()) {
        QFile decoded(folder.filePath(QStringLiteral("plain/") + picture.name));
        REQUIRE(decoded.open(QIODevice::ReadOnly));
        CHECK(decoded.readAll() == picture.bytes);
    }
    CHECK(decode(whole, QStringLiteral("another password"), "none") == 4);
    CHECK(decode(whole.chopped(1), kTestPassword, "none") == 5);
    CHECK_FALSE(QFileInfo::exists(folder.filePath(QStringLiteral("none"))));
}

TEST_CASE("a check that is cancelled says so", "[storage][handover]")
{
    class Cancelled final : public Progress {
        void report(qint64, qint64, const QString&) override { }
        [[nodiscard]] bool isCancelled() const override { return true; }
    };
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("x.handover"));
    writeFile(path, handoverOf(twoPictures()));
    const auto opened = need(HandoverFile::open(path, testPassword()));
    Cancelled progress;
    const auto entries = opened.check(progress);
    REQUIRE_FALSE(entries);
    CHECK(entries.error().code == ErrorCode::Cancelled);
}
