#include "core/imaging/Head.h"
#include "support/CliRunner.h"
#include "support/DrawnCrowd.h"
#include "support/JpegWalk.h"
#include "support/PictureMeasure.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QImageReader>

#include <map>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QSize kCrowdSize(1536, 1152);
const QRect kAdaFace(200, 420, 130, 160); // may be shown
const QRect kBenFace(620, 430, 130, 160); // refused
const QRect kStrangerFace(1040, 410, 130, 160);
const QRect kBadge(640, 900, 120, 80);

const QByteArray kPeopleCsv = "external_id,given_name,family_name,group,kind\n"
                              "P1,Ada,Quillonfeather,4A,pupil\n"
                              "P2,Ben,Brambledown,4A,pupil\n"
                              "P3,Cleo,Dunmorrow,4B;Chess,pupil\n";
const QByteArray kConsentsCsv = "external_id,purpose,decision,by,on,until\n"
                                "P1,newsletter,granted,parent1,2026-01-10,\n"
                                "P2,newsletter,refused,parent1,2026-01-10,\n"
                                "P3,newsletter,granted,parent2,2026-01-11,\n";

QImage upright(const QString& file)
{
    QImageReader reader(file);
    reader.setAutoTransform(true);
    const QImage picture = reader.read();
    REQUIRE_FALSE(picture.isNull());
    return picture.convertToFormat(QImage::Format_RGB888);
}

QByteArray bytesOf(const QString& file)
{
    QFile source(file);
    REQUIRE(source.open(QIODevice::ReadOnly));
    return source.readAll();
}

QString rectText(QRect rect)
{
    return QStringLiteral("%1,%2,%3,%4").arg(rect.x()).arg(rect.y()).arg(rect.width()).arg(rect.height());
}

/// The library of these tests: three people with their consents, and a card with drawn photos.
class School {
public:
    School()
    {
        m_runner.write(card() + QStringLiteral("/DCIM/DSC_0001.JPG"),
                       chattyJpeg(drawnCrowd(kCrowdSize, {kAdaFace, kBenFace, kStrangerFace}, 1)));
        m_runner.write(card() + QStringLiteral("/DCIM/DSC_0002.JPG"),
                       chattyJpeg(drawnCrowd(kCrowdSize, {kAdaFace}, 2)));
        m_runner.write(card() + QStringLiteral("/DCIM/again/copy.jpg"),
                       bytesOf(card() + QStringLiteral("/DCIM/DSC_0002.JPG")));
        m_runner.write(m_runner.path("people.csv"), kPeopleCsv);
        m_runner.write(m_runner.path("consents.csv"), kConsentsCsv);
        m_created = m_runner.createLibrary();
    }

    [[nodiscard]] const CliRunner& runner() const { return m_runner; }
    [[nodiscard]] const QJsonObject& created() const { return m_created; }
    [[nodiscard]] QString card() const { return m_runner.path("card"); }

private:
    CliRunner m_runner;
    QJsonObject m_created;
};

/// Photo ids by the names they had on the card.
std::map<QString, int> photosByName(CliShell& shell)
{
    std::map<QString, int> ids;
    const QJsonArray photos = shell.done(QStringLiteral("photos list")).array();
    for (const QJsonValue& photo : photos) {
        ids[photo[QLatin1String("name")].toString()] = photo[QLatin1String("id")].toInt();
    }
    return ids;
}

/// Rejects what a detector may have found in a drawing, and marks what is there as a user would.
void markFaces(CliShell& shell, int photo, const QList<std::pair<QRect, QString>>& faces)
{
    const QJsonArray found = shell.done(QStringLiteral("faces list %1").arg(photo)).array();
    for (const QJsonValue& face : found) {
        (void)shell.done(QStringLiteral("faces reject %1").arg(face[QLatin1String("id")].toInt()));
    }
    for (const auto& [rect, person] : faces) {
        QString line = QStringLiteral("faces add %1 --rect %2").arg(photo).arg(rectText(rect));
        if (!person.isEmpty()) {
            line += QStringLiteral(" --person ") + person;
        }
        const QJsonObject face = shell.done(line).object();
        CHECK(face[QLatin1String("rect")].toArray().size() == 4);
        if (person.isEmpty()) {
            (void)shell.done(QStringLiteral("faces stranger %1").arg(face[QLatin1String("id")].toInt()));
        }
    }
}

QStringList rulesOf(const QJsonArray& reasons)
{
    QStringList rules;
    for (const QJsonValue& reason : reasons) {
        rules << reason[QLatin1String("rule")].toString();
        CHECK_FALSE(reason[QLatin1String("text")].toString().isEmpty());
    }
    return rules;
}

QJsonObject clearanceOf(CliShell& shell, int photo)
{
    const QJsonArray all = shell.done(QStringLiteral("clearance --purpose newsletter %1").arg(photo)).array();
    REQUIRE(all.size() == 1);
    return all.first().toObject();
}

/// Exports one photo and answers its entry in "exported".
QJsonObject exported(CliShell& shell, int photo, const QString& folder, const QString& options)
{
    const QJsonObject report =
        shell.done(QStringLiteral("export --purpose newsletter --to %1 %2 %3").arg(quoted(folder), options).arg(photo))
            .object();
    REQUIRE(report[QLatin1String("refused")].toArray().isEmpty());
    REQUIRE(report[QLatin1String("exported")].toArray().size() == 1);
    return report[QLatin1String("exported")].toArray().first().toObject();
}

/// Every cell of a grid of 8 x 8 over the head that lies in the covered ellipse is of one colour, apart from what JPEG
/// does near a cell's edge.
void checkFlatCells(const QImage& picture, const QImage& source, QRect head)
{
    int cells = 0;
    for (int row = 0; row < 8; ++row) {
        for (int column = 0; column < 8; ++column) {
            const QRect cell = gridCell(head, column, row, 8);
            if (!isInsideEllipse(cell, head)) {
                continue;
            }
            ++cells;
            const QRect inner = cell.adjusted(3, 3, -3, -3);
            CAPTURE(row, column, inner.width(), inner.height());
            CHECK(deviationIn(source, inner) > 8); // there was something to hide
            CHECK(deviationIn(picture, inner) < 3);
        }
    }
    CHECK(cells >= 24);
}

void checkNothingBesideThePixels(const QString& file)
{
    const QByteArray bytes = bytesOf(file);
    checkPixelsOnly(bytes);
    checkExiftoolFindsNothing(file);
    for (const QByteArray& canary : kMetadataCanaries) {
        CHECK_FALSE(bytes.contains(canary));
    }
    CHECK_FALSE(QFileInfo(file).fileName().contains(QLatin1String("DSC")));
}

/// Where covering may touch: the head and a soft edge around it.
QRect aroundHead(QRect face)
{
    const QRect head = wholeHead(face);
    return head.adjusted(-head.width() / 6, -head.height() / 6, head.width() / 6, head.height() / 6);
}

void prepareSchool(const School& school, CliShell& shell)
{
    const QJsonObject people =
        shell.done(QStringLiteral("people import %1").arg(quoted(school.runner().path("people.csv")))).object();
    CHECK(people[QLatin1String("added")] == 3);
    CHECK(people[QLatin1String("errors")].toArray().isEmpty());
    const QJsonObject consents =
        shell.done(QStringLiteral("consent import %1").arg(quoted(school.runner().path("consents.csv")))).object();
    CHECK(consents[QLatin1String("added")] == 3);
    const QJsonObject imported =
        shell.done(QStringLiteral("import %1 --event 'Sports day'").arg(quoted(school.card()))).object();
    CHECK(imported[QLatin1String("found")] == 3);
    CHECK(imported[QLatin1String("imported")] == 2);
    CHECK(imported[QLatin1String("duplicates")] == 1);
    CHECK(imported[QLatin1String("failed")].toArray().isEmpty());
    CHECK(imported[QLatin1String("cleared")] == 0);
}

void checkImported(CliShell& shell, int crowd)
{
    const QJsonObject shown = shell.done(QStringLiteral("photos show %1").arg(crowd)).object();
    CHECK(shown[QLatin1String("width")] == kCrowdSize.width());
    CHECK(shown[QLatin1String("height")] == kCrowdSize.height());
    CHECK(shown[QLatin1String("taken_at")] == QLatin1String("2026-06-12T10:15:00+01:00"));
    CHECK(shown[QLatin1String("event")] == QLatin1String("Sports day"));
    CHECK(shown[QLatin1String("review")] == QLatin1String("unreviewed"));
}

/// Before somebody has said that every face is marked.
void checkNothingLeaves(CliShell& shell, int crowd, const QString& folder)
{
    CHECK(rulesOf(clearanceOf(shell, crowd)[QLatin1String("reasons")].toArray())
              .contains(QStringLiteral("not-signed-off")));
    const CliAnswer early = shell.send(QStringLiteral("export --purpose newsletter --to %1 --all").arg(quoted(folder)));
    CHECK(early.exit == 1);
    CHECK(early.object()[QLatin1String("exported")].toArray().isEmpty());
    CHECK(early.object()[QLatin1String("refused")].toArray().size() == 2);
    CHECK(QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).isEmpty());
}

/// Ada agreed, Ben refused, the third is on no list.
void checkCrowdClearance(CliShell& shell, int crowd)
{
    const QJsonObject clearance = clearanceOf(shell, crowd);
    CHECK(clearance[QLatin1String("outcome")] == QLatin1String("clear-if-covered"));
    QStringList rules;
    const QJsonArray faces = clearance[QLatin1String("faces")].toArray();
    for (const QJsonValue& face : faces) {
        rules << face[QLatin1String("rule")].toString();
        CHECK(face[QLatin1String("show")].toBool() == (rules.last() == QLatin1String("consented")));
        CHECK(face[QLatin1String("profile_cover")].toBool() == false);
    }
    rules.sort();
    CHECK(rules == QStringList{QStringLiteral("consented"), QStringLiteral("refused"), QStringLiteral("stranger")});
}

/// Everything that covering may touch in the crowd.
QList<QRect> touchedByCovers()
{
    return {aroundHead(kBenFace), aroundHead(kStrangerFace), kBadge.adjusted(-12, -12, 12, 12)};
}

void checkMosaicInFullSize(CliShell& shell, int crowd, const QImage& source, const QString& folder)
{
    const QJsonObject entry =
        exported(shell, crowd, folder, QStringLiteral("--preset original --style mosaic --place 'Autumn issue'"));
    const QString file = entry[QLatin1String("file")].toString();
    checkNothingBesideThePixels(file);
    CHECK(entry[QLatin1String("sha256")].toString().toLatin1()
          == QCryptographicHash::hash(bytesOf(file), QCryptographicHash::Sha256).toHex());
    CHECK(entry[QLatin1String("shown")].toArray().size() == 1);
    CHECK(entry[QLatin1String("covered")].toArray().size() == 2);
    const QImage picture = upright(file);
    REQUIRE(picture.size() == source.size());
    checkFlatCells(picture, source, wholeHead(kBenFace));
    checkFlatCells(picture, source, wholeHead(kStrangerFace));
    const Difference elsewhere = differenceOf(picture, source, source.rect(), touchedByCovers());
    CHECK(elsewhere.pixels > source.width() * source.height() / 2);
    CHECK(elsewhere.mean < 4);
    CHECK(elsewhere.shareAbove < 0.001);
    CHECK(differenceOf(picture, source, wholeHead(kAdaFace)).mean < 4);
    CHECK(deviationIn(picture, kAdaFace) > 0.9 * deviationIn(source, kAdaFace));
}

void checkSolidInWebSize(CliShell& shell, int crowd, const QImage& source, const QString& folder)
{
    const QJsonObject entry =
        exported(shell, crowd, folder, QStringLiteral("--preset web --max-edge 768 --style solid"));
    checkNothingBesideThePixels(entry[QLatin1String("file")].toString());
    const QImage picture = upright(entry[QLatin1String("file")].toString());
    REQUIRE(picture.size() == kCrowdSize / 2);
    const auto half = [](QRect rect) { return QRect(rect.topLeft() / 2, rect.size() / 2); };
    CHECK(deviationIn(picture, half(kBenFace)) < 2);
    CHECK(deviationIn(picture, half(kStrangerFace)) < 2);
    CHECK(deviationIn(picture, half(kBadge).adjusted(4, 4, -4, -4)) < 2);
    const QImage smaller = source.scaled(picture.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    CHECK(differenceOf(picture, smaller, half(kAdaFace)).mean < 12);
}

/// No grain is left: within a few pixels everything is nearly the same.
void checkSoftInFullSize(CliShell& shell, int crowd, const QImage& source, const QString& folder)
{
    const QJsonObject entry = exported(shell, crowd, folder, QStringLiteral("--preset original --style soft"));
    checkNothingBesideThePixels(entry[QLatin1String("file")].toString());
    const QImage picture = upright(entry[QLatin1String("file")].toString());
    REQUIRE(picture.size() == source.size());
    for (int y = kBenFace.top(); y + 8 < kBenFace.bottom(); y += 16) {
        const QRect patch(kBenFace.center().x(), y, 8, 8);
        CHECK(deviationIn(picture, patch) < 6);
    }
    CHECK(differenceOf(picture, source, source.rect(), touchedByCovers()).mean < 4);
}

} // namespace

TEST_CASE("the command line takes a memory card to a covered newsletter folder", "[acceptance][cli]")
{
    const School school;
    const QString folder = school.runner().path("out");
    CHECK(school.created()[QLatin1String("library_id")].toString().size() >= 16);
    CHECK(school.created()[QLatin1String("recovery_key")].toString().size() > 50);

    CliShell shell(school.runner(), QStringLiteral("admin"));
    prepareSchool(school, shell);
    (void)shell.done(QStringLiteral("faces detect --all"));
    auto photos = photosByName(shell);
    REQUIRE(photos.size() == 2);
    const int crowd = photos.at(QStringLiteral("DSC_0001.JPG"));
    // The duplicate on the card may have been met first.
    const int alone = photos.at(photos.count(QStringLiteral("copy.jpg")) > 0 ? QStringLiteral("copy.jpg")
                                                                             : QStringLiteral("DSC_0002.JPG"));
    checkImported(shell, crowd);
    markFaces(shell, crowd, {{kAdaFace, QStringLiteral("P1")}, {kBenFace, QStringLiteral("P2")}, {kStrangerFace, {}}});
    markFaces(shell, alone, {{kAdaFace, QStringLiteral("'Ada Quillonfeather'")}});
    (void)shell.done(QStringLiteral("regions add %1 --rect %2").arg(crowd).arg(rectText(kBadge)));

    checkNothingLeaves(shell, crowd, folder);
    (void)shell.done(QStringLiteral("sign-off faces %1 %2").arg(crowd).arg(alone));
    checkCrowdClearance(shell, crowd);
    CHECK(clearanceOf(shell, alone)[QLatin1String("outcome")] == QLatin1String("clear"));

    const QImage source = upright(school.card() + QStringLiteral("/DCIM/DSC_0001.JPG"));
    REQUIRE(source.size() == kCrowdSize);
    checkMosaicInFullSize(shell, crowd, source, folder);
    checkSolidInWebSize(shell, crowd, source, folder);
    checkSoftInFullSize(shell, crowd, source, folder);
    CHECK(shell.done(QStringLiteral("register list")).array().size() == 3);
}

TEST_CASE("a withdrawal shows at once what has to be taken down", "[acceptance][cli]")
{
    const School school;
    const CliRunner& runner = school.runner();
    CliShell shell(runner, QStringLiteral("admin"));
    prepareSchool(school, shell);
    const int photo = photosByName(shell).at(QStringLiteral("DSC_0001.JPG"));
    markFaces(shell, photo, {{kAdaFace, QStringLiteral("P1")}, {kBenFace, QStringLiteral("P2")}, {kStrangerFace, {}}});
    (void)shell.done(QStringLiteral("sign-off faces %1").arg(photo));
    const int registered =
        exported(shell, photo, runner.path("out"), QStringLiteral("--place 'Autumn issue'"))[QLatin1String("register")]
            .toInt();
    REQUIRE(registered > 0);

    const QJsonArray list = shell.done(QStringLiteral("register list --person P1")).array();
    REQUIRE(list.size() == 1);
    const QJsonObject entry = list.first().toObject();
    CHECK(entry[QLatin1String("id")] == registered);
    CHECK(entry[QLatin1String("purpose")] == QLatin1String("newsletter"));
    CHECK(entry[QLatin1String("place")] == QLatin1String("Autumn issue"));
    CHECK(entry[QLatin1String("by")] == QLatin1String("admin"));
    CHECK(entry[QLatin1String("status")] == QLatin1String("published"));
    CHECK(shell.done(QStringLiteral("register takedowns")).array().isEmpty());

    const QString today = QDate::currentDate().toString(Qt::ISODate);
    const QJsonObject withdrawn =
        shell.done(QStringLiteral("consent record P1 newsletter withdrawn --by parent1 --on %1").arg(today)).object();
    CHECK(withdrawn[QLatin1String("consent_id")].toInt() > 0);
    CHECK(withdrawn[QLatin1String("takedowns")].toArray() == QJsonArray{registered});
    const QJsonArray takedowns = shell.done(QStringLiteral("register takedowns")).array();
    REQUIRE(takedowns.size() == 1);
    CHECK(takedowns.first()[QLatin1String("id")] == registered);
    CHECK(takedowns.first()[QLatin1String("status")] == QLatin1String("takedown"));
    CHECK_FALSE(takedowns.first()[QLatin1String("reason")].toString().isEmpty());

    // The covered replacement takes its place.
    const QJsonObject again =
        shell.done(QStringLiteral("register reissue %1 --to %2").arg(registered).arg(quoted(runner.path("out"))))
            .object();
    REQUIRE(again[QLatin1String("exported")].toArray().size() == 1);
    const QJsonValue replacement = again[QLatin1String("exported")].toArray().first();
    CHECK(replacement[QLatin1String("shown")].toArray().isEmpty());
    CHECK(replacement[QLatin1String("covered")].toArray().size() == 3);
    CHECK(shell.done(QStringLiteral("register takedowns")).array().isEmpty());
    const QJsonArray entries = shell.done(QStringLiteral("register list")).array();
    REQUIRE(entries.size() == 2);
    for (const QJsonValue& one : entries) {
        const bool isOld = one[QLatin1String("id")] == registered;
        CHECK(one[QLatin1String("status")] == (isOld ? QLatin1String("replaced") : QLatin1String("published")));
    }
    const int newest = replacement[QLatin1String("register")].toInt();
    CHECK(shell.done(QStringLiteral("register taken-down %1").arg(newest)).object()[QLatin1String("status")]
          == QLatin1String("taken-down"));
    const QJsonObject verified = shell.done(QStringLiteral("audit verify")).object();
    CHECK(verified[QLatin1String("ok")].toBool());
    CHECK(verified[QLatin1String("entries")].toInt() > 10);
    CHECK(shell.close() == 0);
}

TEST_CASE("flagged photos are gone and protected people stay in for everybody else", "[acceptance][cli]")
{
    const School school;
    const CliRunner& runner = school.runner();
    CliShell admin(runner, QStringLiteral("admin"));
    prepareSchool(school, admin);
    for (const char* role : {"marketing", "safeguarding"}) {
        (void)admin.done(QStringLiteral("user add %1 --role %1 --new-password-file %2")
                             .arg(QLatin1String(role), quoted(runner.passwordFile())));
    }
    const int crowd = photosByName(admin).at(QStringLiteral("DSC_0001.JPG"));
    markFaces(admin, crowd, {{kAdaFace, QStringLiteral("P1")}, {kBenFace, QStringLiteral("P2")}, {kStrangerFace, {}}});
    (void)admin.done(QStringLiteral("sign-off faces %1").arg(crowd));
    CHECK(admin.send(QStringLiteral("people protect P1 --reason 'Court order'")).exit == 3);
    CHECK(admin.close() == 1);

    int flag = 0;
    {
        CliShell marketing(runner, QStringLiteral("marketing"));
        CHECK(clearanceOf(marketing, crowd)[QLatin1String("outcome")] == QLatin1String("clear-if-covered"));
        flag = marketing.done(QStringLiteral("flag add %1 --reason 'Torn shirt'").arg(crowd))
                   .object()[QLatin1String("id")]
                   .toInt();
        CHECK(photosByName(marketing).size() == 1);
        CHECK(marketing.send(QStringLiteral("photos show %1").arg(crowd)).exit == 2);
        CHECK(marketing.send(QStringLiteral("faces list %1").arg(crowd)).exit == 2);
        CHECK(marketing.send(QStringLiteral("clearance --purpose newsletter %1").arg(crowd)).exit == 2);
        CHECK(marketing.send(QStringLiteral("flag list")).exit == 3);
        const CliAnswer all =
            marketing.send(QStringLiteral("export --purpose newsletter --to %1 --all").arg(quoted(runner.path("out"))));
        CHECK(all.object()[QLatin1String("exported")].toArray().isEmpty());
    }

    CliShell lead(runner, QStringLiteral("safeguarding"));
    CHECK(photosByName(lead).size() == 2);
    CHECK(lead.done(QStringLiteral("flag list")).array().first()[QLatin1String("reason")]
          == QLatin1String("Torn shirt"));
    QJsonObject blocked = clearanceOf(lead, crowd);
    CHECK(blocked[QLatin1String("outcome")] == QLatin1String("blocked"));
    CHECK(rulesOf(blocked[QLatin1String("reasons")].toArray()).contains(QStringLiteral("flagged")));
    (void)lead.done(QStringLiteral("flag resolve %1 --outcome release --note 'Nothing in it'").arg(flag));
    CHECK(clearanceOf(lead, crowd)[QLatin1String("outcome")] == QLatin1String("clear-if-covered"));

    (void)lead.done(QStringLiteral("people protect P1 --reason 'Court order'"));
    blocked = clearanceOf(lead, crowd);
    CHECK(blocked[QLatin1String("outcome")] == QLatin1String("blocked"));
    CHECK(rulesOf(blocked[QLatin1String("reasons")].toArray()).contains(QStringLiteral("protected-person")));
    CHECK(lead.send(QStringLiteral("export --purpose newsletter --to %1 %2").arg(quoted(runner.path("out"))).arg(crowd))
              .exit
          == 1);
    CHECK(QDir(runner.path("out")).entryList(QDir::Files).isEmpty());
}
