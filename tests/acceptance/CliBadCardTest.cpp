// Cards that fail or are pulled out, and a full disk, through the real command line.

#include "support/CliRunner.h"
#include "support/DrawnPhotos.h"

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

class BadCard {
public:
    BadCard()
    {
        m_cli.createLibrary();
        for (int i = 1; i <= 6; ++i) {
            add(QStringLiteral("IMG_%1.JPG").arg(i, 4, 10, QLatin1Char('0')), drawnJpeg(i, {2400, 1600}));
        }
    }
    void add(const QString& name, const QByteArray& bytes)
    {
        m_cli.write(root() + QStringLiteral("/DCIM/100CANON/") + name, bytes);
        m_files.insert(name, bytes);
    }
    [[nodiscard]] QString root() const { return m_cli.path("card"); }
    [[nodiscard]] QStringList onCard(const QString& root) const
    {
        return QDir(root + QStringLiteral("/DCIM/100CANON")).entryList(QDir::Files, QDir::Name);
    }

    /// An import with clearing under these circumstances; exit status and JSON (empty after an error).
    std::pair<int, QJsonObject> import(const QStringList& circumstances)
    {
        QProcess process;
        m_cli.prepare(process,
                      m_cli.signIn(QStringLiteral("admin"))
                          + QStringList{QStringLiteral("import"), root(), QStringLiteral("--clear-source")});
        QProcessEnvironment environment = m_cli.environment();
        environment.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(CLOAKROOM_TEST_BIN_DIR "/libbad-card.so"));
        environment.insert(QStringLiteral("BADCARD_ROOT"), root());
        for (const QString& word : circumstances) {
            environment.insert(word.section(QLatin1Char('='), 0, 0), word.section(QLatin1Char('='), 1));
        }
        process.setProcessEnvironment(environment);
        process.start();
        REQUIRE(process.waitForFinished(120'000));
        return {process.exitCode(), QJsonDocument::fromJson(process.readAllStandardOutput()).object()};
    }
    QJsonObject importWell()
    {
        const CliAnswer answer = m_cli.as(QStringLiteral("admin"), {QStringLiteral("import"), root()});
        return answer.object();
    }
    void requireSound(int files)
    {
        const auto verified = m_cli
                                  .as(QStringLiteral("admin"),
                                      {QStringLiteral("library"), QStringLiteral("verify"), QStringLiteral("--full")})
                                  .object();
        CHECK(verified.value(QStringLiteral("ok")).toBool());
        CHECK(verified.value(QStringLiteral("orphans")).toArray().isEmpty());
        CHECK(verified.value(QStringLiteral("checked")).toInt() == files);
    }
    [[nodiscard]] const QMap<QString, QByteArray>& files() const { return m_files; }

private:
    CliRunner m_cli;
    QMap<QString, QByteArray> m_files;
};

} // namespace

TEST_CASE("a file whose sectors fail is named and stays and the rest comes in", "[cli][import][survives]")
{
    BadCard card;
    const auto [exit, json] = card.import({QStringLiteral("BADCARD_ERROR=IMG_0003.JPG")});
    CHECK(exit == 1);
    CHECK(json.value(QStringLiteral("imported")).toInt() == 5);
    const QJsonArray failed = json.value(QStringLiteral("failed")).toArray();
    REQUIRE(failed.size() == 1);
    CHECK(failed[0].toObject().value(QStringLiteral("path")).toString().endsWith(QStringLiteral("IMG_0003.JPG")));
    CHECK(failed[0].toObject().value(QStringLiteral("reason")).toString().contains(QStringLiteral("to its end")));
    CHECK(card.onCard(card.root()) == QStringList{QStringLiteral("IMG_0003.JPG")});
    card.requireSound(5);
}

TEST_CASE("a card that is pulled out in the middle of a file loses nothing and goes on later",
          "[cli][import][survives]")
{
    BadCard card;
    const auto [exit, json] = card.import({QStringLiteral("BADCARD_PULL=IMG_0003.JPG")});
    CHECK(exit == 1);
    const int imported = json.value(QStringLiteral("imported")).toInt();
    CHECK(imported >= 1);
    CHECK(imported + json.value(QStringLiteral("failed")).toArray().size() == 6);
    CHECK(json.value(QStringLiteral("cleared")).toInt() == 0);
    REQUIRE(card.onCard(card.root() + QStringLiteral(".pulled")).size() == 6);
    REQUIRE(QDir().rename(card.root() + QStringLiteral(".pulled"), card.root()));
    const QJsonObject rest = card.importWell();
    CHECK(rest.value(QStringLiteral("duplicates")).toInt() == imported);
    CHECK(rest.value(QStringLiteral("imported")).toInt() == 6 - imported);
    card.requireSound(6);
}

TEST_CASE("a disk that fills up ends the import and leaves the card as it was", "[cli][import][survives][full-disk]")
{
    BadCard card;
    qint64 room = 0;
    for (int i = 0; i < 3; ++i) {
        room += card.files().values().at(i).size() + 200;
    }
    const auto [exit, json] = card.import({QStringLiteral("BADCARD_ROOM=%1").arg(room)});
    CHECK(exit == 6);
    CHECK(card.onCard(card.root()).size() == 6);
    const QJsonObject rest = card.importWell();
    CHECK(rest.value(QStringLiteral("imported")).toInt() + rest.value(QStringLiteral("duplicates")).toInt() == 6);
    card.requireSound(6);
}
