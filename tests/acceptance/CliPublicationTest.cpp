#include "support/CliRunner.h"
#include "support/DrawnCrowd.h"

#include <QBuffer>
#include <QImage>
#include <QRegularExpression>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QSize kSize(1200, 900);
const QRect kAda(200, 320, 130, 160);
const QRect kBen(620, 330, 130, 160);

QString text(const QJsonObject& object, const char* key)
{
    return object[QLatin1String(key)].toString();
}

QByteArray jpegOf(const QImage& image, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    REQUIRE(buffer.open(QIODevice::WriteOnly));
    REQUIRE(image.save(&buffer, "JPEG", quality));
    return bytes;
}

QString rectText(QRect rect)
{
    return QStringLiteral("%1,%2,%3,%4").arg(rect.x()).arg(rect.y()).arg(rect.width()).arg(rect.height());
}

/// A library with one drawn photo of Ada, who may be seen on the website and in the press, and Ben, who may not; its
/// faces are signed off by the administrator.
class PublicSchool {
public:
    PublicSchool()
    {
        m_runner.write(m_runner.path("card/one.jpg"), jpegOf(drawnCrowd(kSize, {kAda, kBen}, 1), 92));
        m_runner.write(m_runner.path("people.csv"),
                       "external_id,given_name,family_name,group,kind\nP1,Ada,Quillonfeather,4A,pupil\n"
                       "P2,Ben,Brambledown,4A,pupil\n");
        m_runner.write(m_runner.path("consents.csv"),
                       "external_id,purpose,decision,by,on,until\nP1,website,granted,parent1,2026-01-10,\n"
                       "P1,press,granted,parent1,2026-01-10,\n");
        (void)m_runner.createLibrary();
        CliShell admin(m_runner, QStringLiteral("admin"));
        (void)admin.done(QStringLiteral("people import %1").arg(quoted(m_runner.path("people.csv"))));
        (void)admin.done(QStringLiteral("consent import %1").arg(quoted(m_runner.path("consents.csv"))));
        (void)admin.done(QStringLiteral("import %1").arg(quoted(m_runner.path("card"))));
        for (const char* user : {"max marketing", "sage safeguarding", "vera viewer"}) {
            const QStringList words = QString::fromLatin1(user).split(QLatin1Char(' '));
            (void)admin.done(QStringLiteral("user add %1 --role %2 --new-password-file %3")
                                 .arg(words[0], words[1], quoted(m_runner.passwordFile())));
        }
        mark(admin);
    }

    [[nodiscard]] const CliRunner& runner() const { return m_runner; }
    [[nodiscard]] QString path(const char* name) const { return m_runner.path(name); }

private:
    static void mark(CliShell& admin)
    {
        for (const QJsonValue& face : admin.done(QStringLiteral("faces list 1")).array()) {
            (void)admin.done(QStringLiteral("faces reject %1").arg(face[QLatin1String("id")].toInt()));
        }
        (void)admin.done(QStringLiteral("faces add 1 --rect %1 --person P1").arg(rectText(kAda)));
        (void)admin.done(QStringLiteral("faces add 1 --rect %1 --person P2").arg(rectText(kBen)));
        (void)admin.done(QStringLiteral("sign-off faces 1"));
    }

    CliRunner m_runner;
};

QJsonObject exportedFrom(const CliAnswer& answer)
{
    const QJsonArray exported = answer.object()[QLatin1String("exported")].toArray();
    INFO(answer.out.toStdString());
    REQUIRE(exported.size() == 1);
    return exported.first().toObject();
}

} // namespace

TEST_CASE("a publication is followed on the command line until it is gone", "[acceptance][cli][publication]")
{
    const PublicSchool school;
    CliShell admin(school.runner(), QStringLiteral("admin"));
    const QString out = quoted(school.path("out"));
    const QJsonObject exported =
        exportedFrom(admin.done(QStringLiteral("export --purpose website --place 'News page' --to %1 1").arg(out)));
    const QString file = text(exported, "file");
    static const QRegularExpression kName(QStringLiteral("/website-[0-9]{4}-[0-9]{2}-0001\\.jpg$"));
    CHECK(kName.match(file).hasMatch());
    const int id = exported[QLatin1String("register")].toInt();
    (void)admin.done(QStringLiteral("register set-link %1 https://school.example/news").arg(id));
    const QJsonObject shown = admin.done(QStringLiteral("register show %1").arg(id)).object();
    CHECK(text(shown, "link") == QStringLiteral("https://school.example/news"));
    CHECK(shown[QLatin1String("consents")].toArray().size() == 1);
    CHECK_FALSE(shown[QLatin1String("review_on")].isNull());
    CHECK(shown[QLatin1String("recipe")][QLatin1String("regions")].toArray().size() == 1);

    // Is it ours? Its bytes, a smaller copy, something else.
    const auto found = [&](const QString& path) {
        return admin.done(QStringLiteral("register find %1").arg(quoted(path))).array();
    };
    CHECK(text(found(file).first().toObject(), "match") == QStringLiteral("same-file"));
    school.runner().write(school.path("copy.jpg"), jpegOf(QImage(file).scaledToWidth(500), 55));
    REQUIRE(found(school.path("copy.jpg")).size() == 1);
    CHECK(text(found(school.path("copy.jpg")).first().toObject(), "match") == QStringLiteral("looks-alike"));
    CHECK(found(school.path("people.csv")).isEmpty());

    CHECK(admin.done(QStringLiteral("register tasks")).array().isEmpty());
    const QJsonArray takedowns =
        admin.done(QStringLiteral("consent record P1 website withdrawn --by parent1 --on 2026-02-01"))
            .object()[QLatin1String("takedowns")]
            .toArray();
    CHECK(takedowns == QJsonArray{id});
    const QJsonObject task = admin.done(QStringLiteral("register tasks")).array().first().toObject();
    CHECK(text(task, "task") == QStringLiteral("take-down"));
    CHECK(text(task, "place") == QStringLiteral("News page"));
    CHECK(text(task, "link") == QStringLiteral("https://school.example/news"));
    const QJsonObject again =
        exportedFrom(admin.done(QStringLiteral("register reissue %1 --to %2").arg(QString::number(id), out)));
    CHECK(text(again, "file") == file);
    CHECK(text(again, "sha256") != text(exported, "sha256"));
    CHECK(text(admin.done(QStringLiteral("register tasks")).array().first().toObject(), "task")
          == QStringLiteral("confirm-replaced"));
    CHECK(admin.done(QStringLiteral("register public")).array().size() == 2);
    (void)admin.done(QStringLiteral("register taken-down %1").arg(id));
    CHECK(admin.done(QStringLiteral("register tasks")).array().isEmpty());
    CHECK(admin.done(QStringLiteral("register public --to %1").arg(quoted(school.path("public.csv")))).array().size()
          == 1);
    CHECK(QFile::exists(school.path("public.csv")));
    CHECK(admin.close() == 0);
    CHECK(school.runner().as(QStringLiteral("vera"), {QStringLiteral("register"), QStringLiteral("public")}).exit == 3);
}

TEST_CASE("an option of ours that Qt has a meaning for, too, stays ours", "[acceptance][cli][publication]")
{
    const PublicSchool school;
    const auto run = [&](const QString& style) {
        return school.runner().as(QStringLiteral("admin"),
                                  {QStringLiteral("export"), QStringLiteral("--purpose"), QStringLiteral("website"),
                                   QStringLiteral("--style"), style, QStringLiteral("--to"), school.path("out"),
                                   QStringLiteral("1")});
    };
    CHECK(run(QStringLiteral("nonsense")).exit == 2);
    const QString id = QString::number(exportedFrom(run(QStringLiteral("icon")))[QLatin1String("register")].toInt());
    const QJsonObject shown =
        school.runner().as(QStringLiteral("admin"), {QStringLiteral("register"), QStringLiteral("show"), id}).object();
    CHECK(text(shown[QLatin1String("recipe")].toObject(), "style") == QStringLiteral("icon"));
}

TEST_CASE("two pairs of eyes on the command line", "[acceptance][cli][publication]")
{
    const PublicSchool school;
    const QString out = quoted(school.path("out"));
    {
        CliShell max(school.runner(), QStringLiteral("max"));
        CHECK(max.send(QStringLiteral("export --purpose press --to %1 1").arg(out)).exit == 1);
        const QJsonObject asked = max.done(QStringLiteral("second-look ask --purpose press 1")).object();
        CHECK(asked[QLatin1String("asked")].toArray().size() == 1);
        CHECK(max.send(QStringLiteral("second-look approve 1")).exit == 3);
        CHECK(max.send(QStringLiteral("sign-off publish 1 --purpose press")).exit == 3);
    }
    CHECK(school.runner()
              .as(QStringLiteral("admin"),
                  {QStringLiteral("second-look"), QStringLiteral("approve"), QStringLiteral("1")})
              .exit
          == 3); // whose faces they are
    {
        CliShell sage(school.runner(), QStringLiteral("sage"));
        CHECK(sage.done(QStringLiteral("second-look list"))
                  .array()
                  .first()
                  .toObject()[QLatin1String("may_decide")]
                  .toBool());
        (void)sage.done(QStringLiteral("second-look send-back 1 --note 'Another angle'"));
    }
    {
        CliShell max(school.runner(), QStringLiteral("max"));
        const QJsonObject back = max.done(QStringLiteral("second-look mine")).array().first().toObject();
        CHECK(text(back, "outcome") == QStringLiteral("sent-back"));
        CHECK(text(back, "answer") == QStringLiteral("Another angle"));
        (void)max.done(QStringLiteral("second-look ask --purpose press 1"));
    }
    {
        CliShell sage(school.runner(), QStringLiteral("sage"));
        (void)sage.done(QStringLiteral("second-look approve 2"));
    }
    CliShell max(school.runner(), QStringLiteral("max"));
    CHECK(max.send(QStringLiteral("export --purpose press --to %1 --caption 'Ada Quillonfeather, aged 7' 1").arg(out))
              .exit
          == 2);
    const QJsonObject exported =
        exportedFrom(max.done(QStringLiteral("export --purpose press --preset square --watermark --max-kilobytes 120 "
                                             "--caption 'At the fair' --to %1 1")
                                  .arg(out)));
    const QImage picture(text(exported, "file"));
    CHECK(picture.width() == picture.height());
    CHECK(QFileInfo(text(exported, "file")).size() <= 120'000);
    const QJsonObject entry =
        max.done(QStringLiteral("register show %1").arg(exported[QLatin1String("register")].toInt())).object();
    CHECK(text(entry, "approved_by") == QStringLiteral("sage"));
    CHECK(text(entry, "caption") == QStringLiteral("At the fair"));
}

TEST_CASE("an access request is answered on the command line by who may", "[acceptance][cli][publication]")
{
    const PublicSchool school;
    const auto pack = [&](const char* user, const char* folder) {
        return school.runner().as(
            QString::fromLatin1(user),
            {QStringLiteral("subject-access"), QStringLiteral("P1"), QStringLiteral("--to"), school.path(folder)});
    };
    for (const char* user : {"max", "vera"}) {
        CHECK(pack(user, "refused").exit == 3);
        CHECK_FALSE(QFileInfo::exists(school.path("refused")));
    }
    const CliAnswer answer = pack("admin", "pack");
    CHECK(answer.exit == 0);
    const QJsonObject photo = answer.object()[QLatin1String("photos")].toArray().first().toObject();
    CHECK(photo[QLatin1String("covered")].toArray().size() == 1);
    CHECK(QFile::exists(school.path("pack") + QLatin1Char('/') + text(photo, "file")));
    QFile index(school.path("pack/index.html"));
    REQUIRE(index.open(QIODevice::ReadOnly));
    const QByteArray html = index.readAll();
    CHECK(html.contains("Ada Quillonfeather"));
    CHECK_FALSE(html.contains("Brambledown"));
    CHECK(pack("admin", "pack").exit == 2); // not into a folder that holds something
}
