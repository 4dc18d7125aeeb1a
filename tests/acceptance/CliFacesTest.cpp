#include "core/imaging/Head.h"
#include "support/CliRunner.h"
#include "support/JpegWalk.h"
#include "support/PictureMeasure.h"

#include <QDirIterator>
#include <QImageReader>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

constexpr int kPhotos = 24;
constexpr int kWebEdge = 1024;

/// Evenly spread over the folder, so that every kind of picture in it is met.
QStringList somePhotos(const QString& folder)
{
    QStringList all;
    QDirIterator files(folder, {QStringLiteral("*.jpg")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        all << files.next();
    }
    all.sort();
    QStringList some;
    for (qsizetype i = 0; i < kPhotos && !all.isEmpty(); ++i) {
        const QString& file = all[i * all.size() / kPhotos];
        if (!some.contains(file)) {
            some << file;
        }
    }
    return some;
}

struct NamedFace {
    int id = 0;
    QRect rect;
};

QRect rectOf(const QJsonValue& face)
{
    const QJsonArray numbers = face[QLatin1String("rect")].toArray();
    return {numbers[0].toInt(), numbers[1].toInt(), numbers[2].toInt(), numbers[3].toInt()};
}

/// The first face of each photo is of somebody who said yes; the rest of strangers.
QList<NamedFace> nameFaces(CliShell& shell, int photo)
{
    QList<NamedFace> faces;
    const QJsonArray found = shell.done(QStringLiteral("faces list %1").arg(photo)).array();
    for (const QJsonValue& face : found) {
        faces << NamedFace{face[QLatin1String("id")].toInt(), rectOf(face)};
    }
    if (!faces.isEmpty()) {
        (void)shell.done(QStringLiteral("faces confirm %1 Y1").arg(faces.first().id));
    }
    (void)shell.done(QStringLiteral("faces rest-are-strangers %1").arg(photo));
    (void)shell.done(QStringLiteral("sign-off faces %1").arg(photo));
    return faces;
}

QImage upright(const QString& file)
{
    QImageReader reader(file);
    reader.setAutoTransform(true);
    return reader.read().convertToFormat(QImage::Format_RGB888);
}

QRect scaledRect(QRect rect, double factor)
{
    return {qRound(rect.x() * factor), qRound(rect.y() * factor), qRound(rect.width() * factor),
            qRound(rect.height() * factor)};
}

/// The middle of a covered face is flat; the face that may be shown is there as it was.
void checkExport(const QString& file, const QString& sourceFile, const QList<NamedFace>& faces)
{
    CAPTURE(sourceFile.toStdString());
    QFile exported(file);
    REQUIRE(exported.open(QIODevice::ReadOnly));
    checkPixelsOnly(exported.readAll());
    const QImage picture = upright(file);
    const QImage source = upright(sourceFile);
    REQUIRE(std::max(picture.width(), picture.height()) <= kWebEdge);
    const double factor = static_cast<double>(picture.width()) / source.width();
    const QImage smaller = source.scaled(picture.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    for (qsizetype i = 1; i < faces.size(); ++i) {
        const QRect middle = scaledRect(faces[i].rect, factor).adjusted(1, 1, -1, -1) & picture.rect();
        CAPTURE(faces[i].id, middle.x(), middle.y(), middle.width(), middle.height());
        CHECK(deviationIn(picture, middle) < 4);
    }
    const QRect shown = scaledRect(faces.first().rect, factor);
    bool isTouched = false;
    for (qsizetype i = 1; i < faces.size(); ++i) {
        const QRect head = scaledRect(wholeHead(faces[i].rect), factor);
        isTouched = isTouched
            || head.adjusted(-head.width() / 5, -head.height() / 5, head.width() / 5, head.height() / 5)
                   .intersects(shown);
    }
    if (!isTouched) {
        CHECK(correlationIn(picture, smaller, shown) > 0.95);
    }
}

} // namespace

TEST_CASE("photos of real crowds leave with only the consenting face shown", "[acceptance][cli]")
{
    const QStringList sources = somePhotos(QStringLiteral(CLOAKROOM_TEST_SHARED_DIR "/photos/faces"));
    if (sources.isEmpty()) {
        WARN("There are no photos of faces beside this checkout: the drawn ones alone are tested.");
        return;
    }
    const CliRunner runner;
    (void)runner.createLibrary();
    for (const QString& source : sources) {
        REQUIRE(QDir().mkpath(runner.path("card")));
        REQUIRE(QFile::copy(source,
                            runner.path("card") + QStringLiteral("/%1_").arg(sources.indexOf(source))
                                + QFileInfo(source).fileName()));
    }
    CliShell shell(runner, QStringLiteral("admin"));
    (void)shell.done(QStringLiteral("people add --given-name Yara --family-name Consenting --external-id Y1"));
    (void)shell.done(
        QStringLiteral("consent record Y1 newsletter granted --by parent1 --on 2026-01-05 --until 2099-01-01"));
    const QJsonObject imported = shell.done(QStringLiteral("import %1").arg(quoted(runner.path("card")))).object();
    REQUIRE(imported[QLatin1String("imported")].toInt() == sources.size());
    const QJsonObject scan = shell.done(QStringLiteral("faces detect")).object();
    CHECK_FALSE(scan[QLatin1String("detector")].toString().isEmpty());

    QHash<int, QList<NamedFace>> faces;
    QHash<int, QString> names;
    int found = 0;
    const QJsonArray photos = shell.done(QStringLiteral("photos list")).array();
    for (const QJsonValue& photo : photos) {
        const int id = photo[QLatin1String("id")].toInt();
        faces[id] = nameFaces(shell, id);
        names[id] = photo[QLatin1String("name")].toString();
        found += static_cast<int>(faces[id].size());
    }
    CHECK(found >= sources.size());

    const CliAnswer answer =
        shell.send(QStringLiteral("export --purpose newsletter --to %1 --style solid --max-edge %2 --quality 95 --all")
                       .arg(quoted(runner.path("out")))
                       .arg(kWebEdge));
    CHECK(answer.exit <= 1);
    const QJsonArray exported = answer.object()[QLatin1String("exported")].toArray();
    const QJsonArray refused = answer.object()[QLatin1String("refused")].toArray();
    CHECK(exported.size() + refused.size() == sources.size());
    // Some may be refused since a face shows up at the smaller size that nobody has looked at; each says so.
    CHECK(exported.size() >= sources.size() / 2);
    for (const QJsonValue& photo : refused) {
        CHECK_FALSE(photo[QLatin1String("reasons")].toArray().isEmpty());
    }
    for (const QJsonValue& photo : exported) {
        const int id = photo[QLatin1String("photo")].toInt();
        if (!faces[id].isEmpty()) {
            CHECK(photo[QLatin1String("shown")].toArray().size() == 1);
            CHECK(photo[QLatin1String("covered")].toArray().size() == faces[id].size() - 1);
            checkExport(photo[QLatin1String("file")].toString(), runner.path("card") + QLatin1Char('/') + names[id],
                        faces[id]);
        }
    }
}
