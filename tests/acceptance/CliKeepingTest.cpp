#include "support/CliRunner.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QImage>

using namespace cloakroom::test;

namespace {

const QString kAdmin = QStringLiteral("admin");

QStringList words(const char* text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '));
}

/// A library with three drawn photos; answers its recovery key.
QString makeLibrary(const CliRunner& cli)
{
    const QString key = cli.createLibrary().value(QStringLiteral("recovery_key")).toString();
    REQUIRE(QDir().mkpath(cli.path("card")));
    for (int seed = 1; seed <= 3; ++seed) {
        QImage picture(320, 240, QImage::Format_RGB32);
        picture.fill(QColor::fromHsv(seed * 60, 150, 200));
        REQUIRE(picture.save(cli.path("card") + QStringLiteral("/IMG_%1.JPG").arg(seed), "JPEG", 85));
    }
    REQUIRE(cli.as(kAdmin, {QStringLiteral("import"), cli.path("card")}).exit == 0);
    return key;
}

bool isWhole(const CliRunner& cli)
{
    const CliAnswer verified = cli.as(kAdmin, words("library verify --full"));
    return verified.exit == 0 && verified.object().value(QStringLiteral("photos")).toInt() == 3
        && cli.as(kAdmin, words("audit verify")).exit == 0;
}

} // namespace

TEST_CASE("a library moves to a new computer by its backup and recovery key", "[acceptance][cli][backup]")
{
    const CliRunner cli;
    const QString key = makeLibrary(cli);
    const QString stick = cli.path("stick");
    const CliAnswer backup = cli.as(kAdmin, {QStringLiteral("library"), QStringLiteral("backup"), stick});
    REQUIRE(backup.exit == 0);
    CHECK(backup.object().value(QStringLiteral("copied")).toInt() == 3);
    cli.write(cli.path("recovery"), key.toLatin1());
    REQUIRE(QDir(cli.library()).removeRecursively());
    const CliAnswer restored =
        cli.run({QStringLiteral("--library"), cli.library(), QStringLiteral("--json"), QStringLiteral("library"),
                 QStringLiteral("restore"), stick, QStringLiteral("--recovery-key-file"), cli.path("recovery")});
    INFO(restored.err.toStdString());
    REQUIRE(restored.exit == 0);
    CHECK(restored.object().value(QStringLiteral("copied")).toInt() == 3);
    CHECK(restored.object().value(QStringLiteral("previews")).toInt() == 3);
    CHECK(isWhole(cli));
}

TEST_CASE("a change of key that is killed at any time leaves a library that opens", "[acceptance][cli][change-key]")
{
    const CliRunner cli;
    makeLibrary(cli);
    QElapsedTimer whole;
    whole.start();
    REQUIRE(cli.as(kAdmin, words("library change-key")).exit == 0);
    const qint64 milliseconds = whole.elapsed();
    for (int part = 4; part <= 12; ++part) {
        QProcess process;
        cli.prepare(process, cli.signIn(kAdmin) + words("library change-key"));
        process.start();
        REQUIRE(process.waitForStarted());
        if (!process.waitForFinished(static_cast<int>(milliseconds * part / 12))) {
            process.kill();
            REQUIRE(process.waitForFinished());
        }
        CAPTURE(part);
        CHECK(isWhole(cli));
        CHECK(QDir(cli.library()).entryList({QStringLiteral("change-key*")}, QDir::AllEntries).isEmpty());
    }
}

TEST_CASE("an administrator who lost the password comes back with the recovery key", "[acceptance][cli][recovery]")
{
    const CliRunner cli;
    const QString key = makeLibrary(cli);
    cli.write(cli.path("recovery"), key.toLower().toLatin1() + "\n");
    cli.write(cli.path("fresh"), "seven purple otters juggle quietly\n");
    const auto recover = [&] {
        return cli.run({QStringLiteral("--library"), cli.library(), QStringLiteral("--json"), QStringLiteral("user"),
                        QStringLiteral("recover"), kAdmin, QStringLiteral("--recovery-key-file"), cli.path("recovery"),
                        QStringLiteral("--new-password-file"), cli.path("fresh")});
    };
    REQUIRE(recover().exit == 0);
    CHECK(cli.as(kAdmin, words("library info")).exit == 4);
    cli.write(cli.passwordFile(), "seven purple otters juggle quietly\n");
    CHECK(cli.as(kAdmin, words("library info")).exit == 0);
    REQUIRE(cli.as(kAdmin, words("library new-recovery-key")).exit == 0);
    CHECK(recover().exit == 4);
    cli.write(cli.path("recovery"), "AAAAA-BBBBB\n");
    CHECK(recover().exit == 2);
}

TEST_CASE("the log is proven against a checkpoint and erasing gives a receipt", "[acceptance][cli][audit][erasure]")
{
    const CliRunner cli;
    makeLibrary(cli);
    const QString kept = cli.path("checkpoint.json");
    REQUIRE(cli.as(kAdmin, {QStringLiteral("audit"), QStringLiteral("checkpoint"), QStringLiteral("--to"), kept}).exit
            == 0);
    const CliAnswer erased = cli.as(kAdmin, words("retention erase 2 --reason asked"));
    REQUIRE(erased.exit == 0);
    for (const QJsonValue& check : erased.object().value(QStringLiteral("checked")).toArray()) {
        CHECK(check.toObject().value(QStringLiteral("gone")).toBool());
    }
    CHECK_FALSE(erased.object().value(QStringLiteral("complete")).toBool(true));
    const CliAnswer verified =
        cli.as(kAdmin, {QStringLiteral("audit"), QStringLiteral("verify"), QStringLiteral("--checkpoint"), kept});
    CHECK(verified.exit == 0);
    CHECK(verified.object().value(QStringLiteral("continues_checkpoint")).toBool());
    REQUIRE(cli.as(kAdmin, words("library change-key")).exit == 0);
    const CliAnswer receipt = cli.as(kAdmin, words("retention receipt 1"));
    CHECK(receipt.object().value(QStringLiteral("complete")).toBool());
    CHECK(cli.as(kAdmin, words("retention set --idle-minutes 0")).exit == 2);
    CHECK(
        cli.as(kAdmin,
               {QStringLiteral("audit"), QStringLiteral("verify"), QStringLiteral("--checkpoint"), cli.passwordFile()})
            .exit
        == 2);
}

TEST_CASE("a key file is asked for beside the password", "[acceptance][cli][key-file]")
{
    const CliRunner cli;
    makeLibrary(cli);
    const QString key = cli.path("stick.key");
    REQUIRE(cli.as(kAdmin, {QStringLiteral("user"), QStringLiteral("add-key-file"), key}).exit == 0);
    CHECK(cli.as(kAdmin, words("library info")).exit == 4);
    const QStringList both = {QStringLiteral("--key-file"), key};
    CHECK(cli.as(kAdmin, both + words("library info")).exit == 0);
    REQUIRE(cli.as(kAdmin, both + words("user remove-key-file")).exit == 0);
    CHECK(cli.as(kAdmin, words("library info")).exit == 0);
}
