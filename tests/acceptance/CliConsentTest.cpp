#include "support/CliRunner.h"

#include <QFileInfo>

using namespace cloakroom::test;

namespace {

const QString kAdmin = QStringLiteral("admin");

QStringList words(const char* text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '));
}

CliAnswer good(const CliRunner& cli, const QStringList& command)
{
    const CliAnswer answer = cli.as(kAdmin, command);
    INFO(command.join(QLatin1Char(' ')).toStdString() << "\n" << answer.err.toStdString());
    REQUIRE(answer.exit == 0);
    return answer;
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

/// Three pupils of one class, with what a wide list says of them.
void makeSchool(const CliRunner& cli)
{
    cli.createLibrary();
    cli.write(cli.path("list.csv"),
              "external_id,given_name,family_name,group,Photo newsletter,Web\n"
              "1,Amy,Ant,4B,Y,N\n2,Ben,Bee,4B,Yes,\n3,Cem,Cat,4B,,\n");
    const CliAnswer report =
        good(cli,
             QStringList{QStringLiteral("people"), QStringLiteral("import"), cli.path("list.csv")}
                 << words("--map Web=consent:website --map") << QStringLiteral("Photo newsletter=consent:newsletter"));
    CHECK(report.object().value(QStringLiteral("added")).toInt() == 3);
    CHECK(report.object().value(QStringLiteral("decisions")).toInt() == 3);
}

} // namespace

TEST_CASE("consents come with a list of people and leave as forms letters and tables", "[acceptance][cli][consent]")
{
    const CliRunner cli;
    makeSchool(cli);
    const QJsonArray matrix = good(cli, words("consent matrix --group 4B")).array();
    REQUIRE(matrix.size() == 3);
    CHECK(matrix.at(0)[QStringLiteral("purposes")][QStringLiteral("website")][QStringLiteral("rule")].toString()
          == QStringLiteral("refused"));

    good(cli,
         {QStringLiteral("consent"), QStringLiteral("forms"), QStringLiteral("--group"), QStringLiteral("4B"),
          QStringLiteral("--to"), cli.path("forms.pdf")});
    CHECK(bytesOf(cli.path("forms.pdf")).startsWith("%PDF-"));
    const CliAnswer letters = good(
        cli, {QStringLiteral("consent"), QStringLiteral("letters"), QStringLiteral("--to"), cli.path("letters.csv")});
    CHECK(letters.object().value(QStringLiteral("people")).toInt() == 3);
    CHECK(bytesOf(cli.path("letters.csv")).count("\r\n") == 4);
    good(cli, {QStringLiteral("consent"), QStringLiteral("letters"), QStringLiteral("--to"), cli.path("letters.pdf")});
    CHECK(bytesOf(cli.path("letters.pdf")).startsWith("%PDF-"));
}

TEST_CASE("evidence goes in and comes out again to the byte", "[acceptance][cli][consent]")
{
    const CliRunner cli;
    makeSchool(cli);
    cli.write(cli.path("form.jpg"), QByteArray(70'000, 'f'));
    const CliAnswer recorded =
        good(cli,
             QStringList(words("consent record 3 newsletter granted --by parent1 --on 2026-01-05 --evidence"))
                 << cli.path("form.jpg"));
    const QString id = QString::number(recorded.object().value(QStringLiteral("consent_id")).toInteger());
    good(cli, {QStringLiteral("consent"), QStringLiteral("evidence"), id, QStringLiteral("--to"), cli.path("out.jpg")});
    CHECK(bytesOf(cli.path("out.jpg")) == QByteArray(70'000, 'f'));
    CHECK(cli.as(kAdmin,
                 {QStringLiteral("consent"), QStringLiteral("evidence"), QStringLiteral("1"), QStringLiteral("--to"),
                  cli.path("none.jpg")})
              .exit
          != 0);
}

TEST_CASE("collections are kept by name and fair use lists everybody", "[acceptance][cli][consent]")
{
    const CliRunner cli;
    makeSchool(cli);
    good(cli,
         QStringList{QStringLiteral("collection"), QStringLiteral("add"), QStringLiteral("Newsletter June")}
             << words("--purpose newsletter"));
    const QJsonArray list = good(cli, words("collection list")).array();
    REQUIRE(list.size() == 1);
    CHECK(list.at(0)[QStringLiteral("usable")].toBool());
    CHECK(good(cli,
               {QStringLiteral("photos"), QStringLiteral("list"), QStringLiteral("--collection"),
                QStringLiteral("newsletter june")})
              .array()
              .isEmpty());
    CHECK(good(cli, words("people fair-use --purpose newsletter")).array().size() == 3);
    const QJsonObject effect = good(cli, words("consent effect 1 newsletter refused --by child")).object();
    CHECK(effect.value(QStringLiteral("takedowns")).toArray().isEmpty());
    good(cli, {QStringLiteral("collection"), QStringLiteral("delete"), QStringLiteral("Newsletter June")});
    CHECK(cli.as(kAdmin, words("register proof 7")).exit != 0);
}
