#include "support/CliRunner.h"
#include "support/DrawnCrowd.h"

#include <QByteArrayMatcher>
#include <QDirIterator>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

constexpr int kPhotos = 40;

/// Everything that went in and must nowhere be readable.
QByteArrayList canaries()
{
    QByteArrayList words = kMetadataCanaries;
    words << "Quillonfeather"
          << "CanaryGivenName"
          << "canary-tag-of-the-choir"
          << "CanaryEventHarvest"
          << "CANARY_DSC_"
          << "CanaryReasonCourtOrder"
          << "CanaryGroupBadgers"
          << "CanaryNoteOfAParent"
          << "CanaryEvidenceForm"
          << "Canary Optics"
          << "CANARY_SCHOOL_NAME"
          << "canary-user-name" << kCliPassword;
    return words;
}

/// The beginnings of what a JPEG or a database would look like in plain.
QByteArrayList markers()
{
    return {QByteArray("\xFF\xD8\xFF\xE0\x00\x10JFIF", 10),
            QByteArray("Exif\0\0", 6),
            QByteArray("JFIF\0", 5),
            QByteArray("SQLite format 3", 15),
            QByteArray("http://ns.adobe.com/xap/1.0/"),
            QByteArray("CREATE TABLE")};
}

QByteArray asUtf16(const QByteArray& word)
{
    const QString text = QString::fromUtf8(word);
    return {reinterpret_cast<const char*>(text.utf16()), text.size() * 2};
}

struct Search {
    QStringList findings;
    qint64 bytes = 0;
    int jpegStarts = 0; ///< of the bare three bytes, which chance makes as well
    QStringList files;
};

void searchFile(const QString& path, const QByteArrayList& needles, Search& search)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    search.bytes += bytes.size();
    search.files << path;
    for (const QByteArray& needle : needles) {
        if (bytes.contains(needle) || path.contains(QString::fromUtf8(needle))) {
            search.findings << path + QStringLiteral(": ") + QString::fromUtf8(needle);
        }
    }
    const QByteArrayMatcher start("\xFF\xD8\xFF");
    for (qsizetype at = start.indexIn(bytes); at >= 0; at = start.indexIn(bytes, at + 1)) {
        ++search.jpegStarts;
    }
}

Search searchFolders(const QStringList& folders)
{
    QByteArrayList needles = canaries() + markers();
    const QByteArrayList words = canaries();
    for (const QByteArray& word : words) {
        needles << asUtf16(word);
    }
    Search search;
    for (const QString& folder : folders) {
        QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            searchFile(files.next(), needles, search);
        }
    }
    return search;
}

/// In random bytes the three that begin every JPEG come once in 16.8 million.
void checkNothingReadable(const CliRunner& runner)
{
    const Search search = searchFolders({runner.library(), runner.temporary(), runner.path("data")});
    INFO(search.findings.join(QLatin1Char('\n')).toStdString());
    CHECK(search.findings.isEmpty());
    CHECK(search.bytes > 2'000'000);
    const double byChance = static_cast<double>(search.bytes) / (1 << 24);
    CAPTURE(search.bytes, search.jpegStarts, byChance);
    CHECK(search.jpegStarts <= byChance + 6 * std::sqrt(byChance) + 4);
    CHECK(search.jpegStarts < kPhotos / 2);
}

void writeCard(const CliRunner& runner)
{
    for (int i = 0; i < kPhotos; ++i) {
        const QImage picture = drawnCrowd({480, 360}, {QRect(180, 120, 60, 70)}, static_cast<unsigned>(100 + i));
        runner.write(runner.path("card") + QStringLiteral("/CANARY_DSC_%1.jpg").arg(i), chattyJpeg(picture));
    }
}

void fillLibrary(const CliRunner& runner, CliShell& shell)
{
    runner.write(runner.path("form.txt"), "CanaryEvidenceForm, signed");
    (void)shell.done(QStringLiteral("user add canary-user-name --role safeguarding --new-password-file %1")
                         .arg(quoted(runner.passwordFile())));
    (void)shell.done(QStringLiteral("people add --given-name CanaryGivenName --family-name Quillonfeather "
                                    "--external-id Q1 --group CanaryGroupBadgers"));
    (void)shell.done(QStringLiteral("consent record Q1 newsletter granted --by parent1 --on 2026-01-05 "
                                    "--evidence %1 --note CanaryNoteOfAParent")
                         .arg(quoted(runner.path("form.txt"))));
    (void)shell.done(QStringLiteral("import %1 --event CanaryEventHarvest").arg(quoted(runner.path("card"))), 200);
    const QJsonArray photos = shell.done(QStringLiteral("photos list")).array();
    REQUIRE(photos.size() == kPhotos);
    const int first = photos.first()[QLatin1String("id")].toInt();
    (void)shell.done(QStringLiteral("photos tag --all canary-tag-of-the-choir"));
    (void)shell.done(QStringLiteral("faces add %1 --rect 180,120,60,70 --person Q1").arg(first));
    (void)shell.done(QStringLiteral("sign-off faces %1").arg(first));
    (void)shell.done(QStringLiteral("flag add %1 --reason CanaryReasonCourtOrder").arg(first));
}

} // namespace

TEST_CASE("nothing that went in is readable in the library while open or after a crash", "[acceptance][cli]")
{
    const CliRunner runner;
    writeCard(runner);
    const CliAnswer created = runner.run(
        {QStringLiteral("--library"), runner.library(), QStringLiteral("--password-file"), runner.passwordFile(),
         QStringLiteral("library"), QStringLiteral("create"), QStringLiteral("--school"),
         QStringLiteral("CANARY_SCHOOL_NAME"), QStringLiteral("--admin"), QStringLiteral("canary-user-name-of-admin")});
    REQUIRE(created.exit == 0);
    CliShell shell(runner, QStringLiteral("canary-user-name-of-admin"));
    fillLibrary(runner, shell);

    // The search itself finds what lies open: the card.
    CHECK(searchFolders({runner.path("card")}).findings.size() > kPhotos);
    const bool hasLog = QFile::exists(runner.library() + QStringLiteral("/catalogue.db-wal"));
    CHECK(hasLog);
    checkNothingReadable(runner);

    shell.kill();
    checkNothingReadable(runner);

    CliShell again(runner, QStringLiteral("canary-user-name-of-admin"));
    CHECK(again.done(QStringLiteral("photos list --tag canary-tag-of-the-choir")).array().size() == kPhotos - 1);
    CHECK(again.done(QStringLiteral("library verify --full")).object()[QLatin1String("ok")].toBool());
    CHECK(again.close() == 0);
    checkNothingReadable(runner);
}
