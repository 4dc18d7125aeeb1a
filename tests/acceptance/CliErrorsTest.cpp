#include "support/CliRunner.h"
#include "support/DrawnCrowd.h"

#include <QDirIterator>

#include <sys/mount.h>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

/// One library for all cases of this file: making one stretches a password for a second or more.
const CliRunner& school()
{
    static const CliRunner runner;
    static const QJsonObject created = runner.createLibrary();
    (void)created;
    return runner;
}

QString errorCode(const CliAnswer& answer)
{
    CHECK(answer.err.size() > 20); // a sentence
    const QJsonObject error = answer.object()[QLatin1String("error")].toObject();
    CHECK_FALSE(error[QLatin1String("text")].toString().isEmpty());
    return error[QLatin1String("code")].toString();
}

void copyFolder(const QString& from, const QString& to)
{
    REQUIRE(QDir().mkpath(to));
    QDirIterator entries(from, QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QFileInfo entry(entries.next());
        const QString target = to + QLatin1Char('/') + QDir(from).relativeFilePath(entry.filePath());
        REQUIRE((entry.isDir() ? QDir().mkpath(target) : QFile::copy(entry.filePath(), target)));
    }
}

/// A command in another library folder, as the administrator.
CliAnswer inFolder(const QString& folder, const QStringList& command)
{
    return school().run(QStringList{QStringLiteral("--library"), folder, QStringLiteral("--user"),
                                    QStringLiteral("admin"), QStringLiteral("--password-file"), school().passwordFile(),
                                    QStringLiteral("--json")}
                        + command);
}

QStringList words(const char* line)
{
    return QString::fromLatin1(line).split(QLatin1Char(' '));
}

} // namespace

TEST_CASE("a wrong password or user ends with 4 and says nothing about which", "[acceptance][cli]")
{
    const CliRunner& runner = school();
    const auto open = [&runner](const char* user, const QByteArray& password) {
        return runner.run({QStringLiteral("--library"), runner.library(), QStringLiteral("--user"), QLatin1String(user),
                           QStringLiteral("--password-file"), QStringLiteral("-"), QStringLiteral("--json"),
                           QStringLiteral("photos"), QStringLiteral("list")},
                          password + "\n");
    };
    const CliAnswer wrong = open("admin", "not the password at all");
    CHECK(wrong.exit == 4);
    CHECK(errorCode(wrong) == QLatin1String("wrong-password"));
    CHECK_FALSE(wrong.err.contains("not the password"));
    const CliAnswer nobody = open("nobody", kCliPassword);
    CHECK(nobody.exit == 4);
    CHECK(nobody.err == wrong.err);
    CHECK(open("admin", kCliPassword).exit == 0);
}

TEST_CASE("a password is never taken from an argument or the environment", "[acceptance][cli]")
{
    const CliRunner& runner = school();
    const QStringList start{QStringLiteral("--library"), runner.library(), QStringLiteral("--user"),
                            QStringLiteral("admin"), QStringLiteral("--json")};
    CHECK(runner.run(start + words("photos list")).exit == 2);
    CHECK(runner
              .run(QStringList{QStringLiteral("--password"), QString::fromLatin1(kCliPassword)} + start
                   + words("photos list"))
              .exit
          == 2);
    const CliAnswer noUser =
        runner.run({QStringLiteral("--library"), runner.library(), QStringLiteral("--password-file"),
                    runner.passwordFile(), QStringLiteral("--json"), QStringLiteral("photos"), QStringLiteral("list")});
    CHECK(noUser.exit == 2);
    CHECK(errorCode(noUser) == QLatin1String("invalid"));
}

TEST_CASE("the shell takes its password from the first line and commands from the rest", "[acceptance][cli]")
{
    const CliRunner& runner = school();
    const CliAnswer answer = runner.run(
        {QStringLiteral("--library"), runner.library(), QStringLiteral("--user"), QStringLiteral("admin"),
         QStringLiteral("--password-file"), QStringLiteral("-"), QStringLiteral("--json"), QStringLiteral("shell")},
        kCliPassword
            + "\n\n# a remark\nevent add 'Winter \"fair\"'\nevent add \"It's 5 o'clock\" --on 2026-12-05\n"
              "event list\nevent add 'not closed\nnonsense\nevent add Winter\\ \\\"fair\\\"\n");
    CHECK(answer.exit == 1);
    const QList<QByteArray> lines = answer.out.trimmed().split('\n');
    REQUIRE(lines.size() == 6);
    QList<int> exits;
    for (const QByteArray& line : lines) {
        exits << QJsonDocument::fromJson(line).object()[QLatin1String("exit")].toInt(-1);
    }
    CHECK(exits == QList<int>{0, 0, 0, 2, 2, 2});
    const QJsonArray events = QJsonDocument::fromJson(lines[2]).object()[QLatin1String("result")].toArray();
    QStringList names;
    for (const QJsonValue& event : events) {
        names << event[QLatin1String("name")].toString();
    }
    CHECK(names.contains(QStringLiteral("Winter \"fair\"")));
    CHECK(names.contains(QStringLiteral("It's 5 o'clock")));
}

TEST_CASE("wrong usage ends with 2 and a sentence", "[acceptance][cli]")
{
    const CliRunner& runner = school();
    CliShell shell(runner, QStringLiteral("admin"));
    for (const char* line :
         {"people show 'Nobody Known'", "people show 4711", "photos show 99", "clearance --purpose nonsense",
          "consent record 1 newsletter granted --by uncle --on 2026-01-01", "photos list --from yesterday",
          "photos list --event 'No such event'", "faces add 1 --rect 1,2,3", "photos", "photos list --nonsense",
          "user add x --role king", "export --purpose newsletter", "library backup", "retention nonsense",
          "user add weak --role viewer --new-password-file /dev/null"}) {
        CAPTURE(line);
        const CliAnswer answer = shell.send(QString::fromLatin1(line));
        CHECK(answer.exit == 2);
        CHECK_FALSE(answer.object()[QLatin1String("error")].toObject()[QLatin1String("text")].toString().isEmpty());
    }
}

TEST_CASE("help names what works and only that", "[acceptance][cli]")
{
    const CliRunner& runner = school();
    const CliAnswer help = runner.run({QStringLiteral("--help")});
    CHECK(help.exit == 0);
    CHECK(help.out.contains("clearance"));
    CHECK(help.out.contains("self-test"));
    CHECK(help.out.contains("retention"));
    CHECK(help.out.contains("subject-access"));
    CHECK(help.out.contains("handover"));
    CHECK(runner.run(words("handover create --help")).out.contains("--handover-password-file"));
    CHECK(help.out.contains("recognition"));
    CHECK(runner.run(words("faces --help")).out.contains("suggest"));
    const CliAnswer below = runner.run(words("library --help"));
    CHECK(below.exit == 0);
    CHECK(below.out.contains("verify"));
    CHECK(below.out.contains("backup"));
    CHECK(runner.run(words("consent record --help")).out.contains("--evidence"));
    CHECK(runner.run({QStringLiteral("--version")}).exit == 0);
}

TEST_CASE("no face is compared while recognition is off", "[acceptance][cli][recognition]")
{
    const CliRunner& runner = school();
    CliShell shell(runner, QStringLiteral("admin"));
    const CliAnswer status = shell.send(QStringLiteral("recognition status"));
    CHECK(status.exit == 0);
    const CliAnswer answer = shell.send(QStringLiteral("faces suggest"));
    CHECK(answer.exit == 3);
    CHECK(answer.object()[QLatin1String("error")].toObject()[QLatin1String("text")].toString().contains(
        QStringLiteral("switched off")));
    CHECK(shell.send(QStringLiteral("recognition on")).exit == 2); // nothing was stated
}

TEST_CASE("a role without the right ends with 3", "[acceptance][cli]")
{
    const CliRunner& runner = school();
    CHECK(runner
              .as(QStringLiteral("admin"),
                  {QStringLiteral("user"), QStringLiteral("add"), QStringLiteral("looker"), QStringLiteral("--role"),
                   QStringLiteral("viewer"), QStringLiteral("--new-password-file"), runner.passwordFile()})
              .exit
          == 0);
    CliShell shell(runner, QStringLiteral("looker"));
    CHECK(shell.send(QStringLiteral("photos list")).exit == 0);
    for (const char* line : {"user list", "people list", "import /etc/hostname", "purpose add x", "register list",
                             "flag list", "audit verify", "library verify"}) {
        CAPTURE(line);
        CHECK(shell.send(QString::fromLatin1(line)).exit == 3);
    }
}

TEST_CASE("a library in use by another process is refused with a clear sentence", "[acceptance][cli]")
{
    const CliRunner& runner = school();
    CliShell holder(runner, QStringLiteral("admin"));
    (void)holder.done(QStringLiteral("event list"));
    const CliAnswer second = runner.as(QStringLiteral("admin"), words("event list"));
    CHECK(second.exit == 4);
    CHECK(errorCode(second) == QLatin1String("in-use"));
    CHECK(second.err.contains("use"));
    (void)holder.done(QStringLiteral("event list"));
}

TEST_CASE("a damaged or newer library is refused with 5", "[acceptance][cli]")
{
    const CliRunner& runner = school();
    SECTION("one byte of the catalogue flipped")
    {
        const QString folder = runner.path("damaged");
        copyFolder(runner.library(), folder);
        QFile file(folder + QStringLiteral("/catalogue.db"));
        REQUIRE(file.open(QIODevice::ReadWrite));
        REQUIRE(file.size() > 5000);
        REQUIRE(file.seek(200));
        char byte = 0;
        REQUIRE(file.getChar(&byte));
        REQUIRE(file.seek(200));
        REQUIRE(file.putChar(static_cast<char>(byte ^ 1)));
        file.close();
        const CliAnswer answer = inFolder(folder, words("photos list"));
        CHECK(answer.exit == 5);
        CHECK(errorCode(answer) == QLatin1String("damaged"));
    }
    SECTION("made by a later release")
    {
        const QString folder = runner.path("newer");
        copyFolder(runner.library(), folder);
        QFile file(folder + QStringLiteral("/library.json"));
        REQUIRE(file.open(QIODevice::ReadWrite));
        QJsonObject info = QJsonDocument::fromJson(file.readAll()).object();
        const QString key = QStringLiteral("format");
        REQUIRE(info.contains(key));
        info[key] = info[key].toInt() + 100;
        REQUIRE(file.resize(0));
        REQUIRE(file.seek(0));
        file.write(QJsonDocument(info).toJson());
        file.close();
        const CliAnswer answer = inFolder(folder, words("photos list"));
        CHECK(answer.exit == 5);
        CHECK(errorCode(answer) == QLatin1String("newer-version"));
    }
}

TEST_CASE("a folder that is not empty is left alone", "[acceptance][cli]")
{
    const CliRunner& runner = school();
    const QString folder = runner.path("occupied");
    runner.write(folder + QStringLiteral("/letter.txt"), "Dear parents");
    const CliAnswer answer = runner.run(
        {QStringLiteral("--library"), folder, QStringLiteral("--password-file"), runner.passwordFile(),
         QStringLiteral("--json"), QStringLiteral("library"), QStringLiteral("create"), QStringLiteral("--school"),
         QStringLiteral("Elsewhere"), QStringLiteral("--admin"), QStringLiteral("admin")});
    CHECK(answer.exit == 2);
    CHECK(errorCode(answer) == QLatin1String("already-exists"));
    CHECK(QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)
          == QStringList{QStringLiteral("letter.txt")});
    QFile letter(folder + QStringLiteral("/letter.txt"));
    REQUIRE(letter.open(QIODevice::ReadOnly));
    CHECK(letter.readAll() == "Dear parents");
}

TEST_CASE("a full disk ends with 6 and leaves a library that opens", "[acceptance][cli]")
{
    const CliRunner& runner = school();
    const QString folder = runner.path("small");
    REQUIRE(QDir().mkpath(folder));
    if (mount("tmpfs", folder.toLocal8Bit().constData(), "tmpfs", 0, "size=7m") != 0) {
        WARN("No small file system can be mounted here (that takes root): the full disk is not tried.");
        return;
    }
    const auto unmount = qScopeGuard([&folder] { umount2(folder.toLocal8Bit().constData(), MNT_DETACH); });
    const QString library = folder + QStringLiteral("/library");
    copyFolder(runner.library(), library);
    const QString filler = folder + QStringLiteral("/filler");
    runner.write(filler, QByteArray(2'000'000, 'x'));
    for (int i = 0; i < 12; ++i) {
        runner.write(runner.path("card") + QStringLiteral("/%1.jpg").arg(i),
                     plainJpeg(drawnCrowd({1600, 1200}, {}, static_cast<unsigned>(i))));
    }
    const CliAnswer import = inFolder(library, {QStringLiteral("import"), runner.path("card")});
    CHECK(import.exit == 6);
    CHECK(errorCode(import) == QLatin1String("no-space"));
    CHECK(inFolder(library, words("photos list")).exit == 0);

    REQUIRE(QFile::remove(filler));
    const CliAnswer verified = inFolder(library, words("library verify --full"));
    INFO(verified.out.toStdString());
    CHECK(verified.exit == 0);
    CHECK(verified.object()[QLatin1String("ok")].toBool());
}

TEST_CASE("the program tests itself without a library", "[acceptance][cli]")
{
    const CliRunner& runner = school();
    const CliAnswer test = runner.run({QStringLiteral("--json"), QStringLiteral("self-test")});
    INFO(test.out.toStdString());
    CHECK(test.exit == 0);
    CHECK(test.object()[QLatin1String("ok")].toBool());
    CHECK(test.object()[QLatin1String("checks")].toArray().size() == 3);
    const CliAnswer models = runner.run({QStringLiteral("--json"), QStringLiteral("model"), QStringLiteral("list")});
    CHECK(models.exit == 0);
    CHECK(models.array().size() >= 1);
    CHECK(runner.run({QStringLiteral("--json"), QStringLiteral("model"), QStringLiteral("verify")})
              .object()
              .contains(QStringLiteral("ok")));
}
