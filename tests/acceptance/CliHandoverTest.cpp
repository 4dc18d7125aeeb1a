// From one school's command line to another's.

#include "support/CliRunner.h"
#include "support/DrawnCrowd.h"

#include <QBuffer>
#include <QImage>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QByteArray kHandoverPassword = "gravel otter lantern violin sherbet compass";

QByteArray crowdOf(QRect first, QRect second)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    REQUIRE(buffer.open(QIODevice::WriteOnly));
    REQUIRE(drawnCrowd({1200, 900}, {first, second}, 1).save(&buffer, "JPEG", 92));
    return bytes;
}

/// A drawn photo of Ada, who agreed to be handed over, and Ben, who did not; signed off.
void fillGivingSchool(const CliRunner& runner)
{
    const QRect ada(200, 320, 130, 160);
    const QRect ben(620, 330, 130, 160);
    runner.write(runner.path("card/one.jpg"), crowdOf(ada, ben));
    runner.write(runner.path("people.csv"),
                 "external_id,given_name,family_name,group,kind\nP1,Ada,Quillonfeather,4A,pupil\n"
                 "P2,Ben,Brambledown,4A,pupil\n");
    (void)runner.createLibrary();
    CliShell admin(runner, QStringLiteral("admin"));
    (void)admin.done(QStringLiteral("people import %1").arg(quoted(runner.path("people.csv"))));
    (void)admin.done(QStringLiteral("purpose add transfer --name 'Handing over'"));
    (void)admin.done(QStringLiteral("consent record P1 transfer granted --by parent1 --on 2026-01-10"));
    (void)admin.done(QStringLiteral("import %1").arg(quoted(runner.path("card"))));
    for (const QJsonValue& face : admin.done(QStringLiteral("faces list 1")).array()) {
        (void)admin.done(QStringLiteral("faces reject %1").arg(face[QLatin1String("id")].toInt()));
    }
    (void)admin.done(QStringLiteral("faces add 1 --rect 200,320,130,160 --person P1"));
    (void)admin.done(QStringLiteral("faces add 1 --rect 620,330,130,160 --person P2"));
    (void)admin.done(QStringLiteral("sign-off faces 1"));
    (void)admin.done(
        QStringLiteral("user add max --role marketing --new-password-file %1").arg(quoted(runner.passwordFile())));
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

TEST_CASE("photos and names go from one school to another and nobody else is named", "[acceptance][cli][handover]")
{
    const CliRunner giving;
    fillGivingSchool(giving);
    const QString password = giving.path("handover-password");
    const QString file = giving.path("out/to-hilltop.handover");
    giving.write(password, kHandoverPassword + "\n");
    const auto create = [&](const char* user, const char* purpose) {
        return giving.as(QString::fromLatin1(user),
                         {QStringLiteral("handover"), QStringLiteral("create"), QStringLiteral("--purpose"),
                          QString::fromLatin1(purpose), QStringLiteral("--to"), file,
                          QStringLiteral("--handover-password-file"), password, QStringLiteral("--place"),
                          QStringLiteral("Hilltop School"), QStringLiteral("1")});
    };
    CHECK(create("max", "transfer").exit == 3);
    CHECK(create("admin", "newsletter").exit == 2);
    // Every photo of the school goes only where somebody says so.
    CHECK(giving
              .as(QStringLiteral("admin"),
                  {QStringLiteral("handover"), QStringLiteral("create"), QStringLiteral("--purpose"),
                   QStringLiteral("transfer"), QStringLiteral("--to"), file, QStringLiteral("--handover-password-file"),
                   password})
              .exit
          == 2);
    CHECK_FALSE(QFile::exists(file));
    const CliAnswer made = create("admin", "transfer");
    INFO(made.out.toStdString() << made.err.toStdString());
    REQUIRE(made.exit == 0);
    CHECK(made.object()[QLatin1String("names")].toInt() == 1);
    CHECK(made.object()[QLatin1String("exported")].toArray().size() == 1);
    CHECK(create("admin", "transfer").exit == 2); // never over a file
    CHECK_FALSE(bytesOf(file).contains("Quillonfeather"));

    // The other school: into its library, and, without one, into a folder.
    const CliRunner taking;
    (void)taking.createLibrary();
    const auto takeIn = [&](const QByteArray& typed) {
        return taking.run(taking.signIn(QStringLiteral("admin"))
                              + QStringList{QStringLiteral("handover"), QStringLiteral("import"), file,
                                            QStringLiteral("--handover-password-file"), QStringLiteral("-")},
                          typed + "\n");
    };
    CHECK(takeIn("something else altogether").exit == 4);
    const CliAnswer taken = takeIn(kHandoverPassword);
    INFO(taken.out.toStdString() << taken.err.toStdString());
    REQUIRE(taken.exit == 0);
    CHECK(taken.object()[QLatin1String("imported")].toInt() == 1);

    const QString folder = taking.path("plain");
    const CliAnswer unpacked =
        taking.run({QStringLiteral("--json"), QStringLiteral("handover"), QStringLiteral("unpack"), file,
                    QStringLiteral("--to"), folder, QStringLiteral("--handover-password-file"), password});
    REQUIRE(unpacked.exit == 0);
    const QJsonArray files = unpacked.object()[QLatin1String("files")].toArray();
    REQUIRE(files.size() == 1);
    const QByteArray picture = bytesOf(folder + QLatin1Char('/') + files.first().toString());
    CHECK(picture.contains("Ada Quillonfeather"));
    CHECK_FALSE(picture.contains("Brambledown"));

    QByteArray damaged = bytesOf(file);
    damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 1);
    taking.write(taking.path("damaged.handover"), damaged);
    CHECK(taking
              .run({QStringLiteral("--json"), QStringLiteral("handover"), QStringLiteral("unpack"),
                    taking.path("damaged.handover"), QStringLiteral("--to"), taking.path("none"),
                    QStringLiteral("--handover-password-file"), password})
              .exit
          == 5);
    CHECK_FALSE(QFileInfo::exists(taking.path("none")));
}
