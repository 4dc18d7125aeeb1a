#include "core/intake/SourceShots.h"

#include "core/intake/SourceNames.h"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace cloakroom;

namespace {

QString letter(PartRole role)
{
    switch (role) {
    case PartRole::Raw:
        return QStringLiteral("raw ");
    case PartRole::Movie:
        return QStringLiteral("movie ");
    case PartRole::Sound:
        return QStringLiteral("sound ");
    case PartRole::Settings:
        return QStringLiteral("settings ");
    case PartRole::Thumbnail:
        return QStringLiteral("thumbnail ");
    case PartRole::SmallCopy:
        return QStringLiteral("copy ");
    }
    return {};
}

/// "main", "main + raw name + ..." for each shot; "name!" for a sidecar that belongs to nothing.
QStringList shotsOf(std::initializer_list<const char*> paths)
{
    QList<WalkedFile> files;
    for (const char* path : paths) {
        files.append({QStringLiteral("/card/") + QString::fromUtf8(path), QStringLiteral("/card")});
    }
    QStringList shots;
    for (const SourceShot& shot : pairedShots(files)) {
        QString words = shot.file.path.mid(6) + (shot.file.refusal.isEmpty() ? QString() : QStringLiteral("!"));
        for (const WalkedPart& part : shot.parts) {
            words += QStringLiteral(" + ") + letter(part.role) + part.file.path.section(QLatin1Char('/'), -1);
        }
        shots.append(words);
    }
    return shots;
}

QStringList words(std::initializer_list<const char*> list)
{
    QStringList all;
    for (const char* word : list) {
        all.append(QString::fromUtf8(word));
    }
    return all;
}

} // namespace

TEST_CASE("a RAW and its finished picture are one photo whatever their order and case", "[intake][pairs]")
{
    CHECK(shotsOf({"a/IMG_1.CR2", "a/IMG_1.JPG", "a/img_2.jpg", "a/IMG_2.NEF"})
          == words({"a/IMG_1.JPG + raw IMG_1.CR2", "a/img_2.jpg + raw IMG_2.NEF"}));
    CHECK(shotsOf({"a/IMG_1.CR3", "a/IMG_1.HIF"}) == words({"a/IMG_1.HIF + raw IMG_1.CR3"}));
    CHECK(shotsOf({"a/IMG_1.CR2", "b/IMG_1.JPG"}) == words({"a/IMG_1.CR2", "b/IMG_1.JPG"}));
    CHECK(shotsOf({"a/IMG_1.ARW", "a/IMG_1.DNG"}) == words({"a/IMG_1.ARW + raw IMG_1.DNG"}));
}

TEST_CASE("the film of a live photo belongs to its still and other films are on their own", "[intake][pairs]")
{
    CHECK(shotsOf({"a/IMG_1.HEIC", "a/IMG_1.MOV", "a/IMG_1.AAE"})
          == words({"a/IMG_1.HEIC + movie IMG_1.MOV + settings IMG_1.AAE"}));
    CHECK(shotsOf({"a/MVI_1.MOV", "a/MVI_1.THM"}) == words({"a/MVI_1.MOV + thumbnail MVI_1.THM"}));
    CHECK(shotsOf({"a/IMG_1.AVI", "a/IMG_1.JPG"}) == words({"a/IMG_1.AVI", "a/IMG_1.JPG"}));
    QList<WalkedFile> files{{QStringLiteral("/a/1.JPG"), {}}, {QStringLiteral("/a/1.MOV"), {}}};
    files[1].bytes = qint64{500} << 20;
    CHECK(pairedShots(files).size() == 2);
}

TEST_CASE("settings are found under both ways of naming them", "[intake][pairs]")
{
    CHECK(shotsOf({"a/IMG_1.CR2", "a/IMG_1.CR2.xmp", "a/IMG_1.JPG", "a/IMG_1.xmp"})
          == words({"a/IMG_1.JPG + raw IMG_1.CR2 + settings IMG_1.CR2.xmp + settings IMG_1.xmp"}));
    CHECK(shotsOf({"a/IMG_1.JPG", "a/IMG_1.WAV", "a/IMG_2.XMP"})
          == words({"a/IMG_1.JPG + sound IMG_1.WAV", "a/IMG_2.XMP!"}));
}

TEST_CASE("clips of GoPro and Sony keep what their makers put elsewhere", "[intake][pairs]")
{
    CHECK(shotsOf({"DCIM/100GOPRO/GL010001.LRV", "DCIM/100GOPRO/GX010001.MP4", "DCIM/100GOPRO/GX010001.THM"})
          == words({"DCIM/100GOPRO/GX010001.MP4 + copy GL010001.LRV + thumbnail GX010001.THM"}));
    CHECK(shotsOf({"PRIVATE/M4ROOT/CLIP/C0001.MP4", "PRIVATE/M4ROOT/CLIP/C0001M01.XML",
                   "PRIVATE/M4ROOT/SUB/C0001S03.MP4", "PRIVATE/M4ROOT/THMBNL/C0001T01.JPG"})
          == words({"PRIVATE/M4ROOT/CLIP/C0001.MP4 + settings C0001M01.XML + copy C0001S03.MP4 + thumbnail "
                    "C0001T01.JPG"}));
}

TEST_CASE("every file is in exactly one shot", "[intake][pairs][property]")
{
    CHECK(rc::check("each once", [] {
        const QStringList stems = words({"IMG_1", "IMG_2", "GX01", "GL01", "C0001", "C0001M01", "IMG_1.JPG"});
        const QStringList endings =
            words({".JPG", ".CR2", ".MOV", ".HEIC", ".xmp", ".THM", ".WAV", ".AVI", ".LRV", ""});
        const QStringList folders = words({"/a", "/b", "/m/CLIP", "/m/SUB", "/m/THMBNL"});
        QStringList paths;
        for (const int number : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 10'000))) {
            const QString path = folders[number % folders.size()] + QLatin1Char('/')
                + stems[(number / 5) % stems.size()] + endings[(number / 35) % endings.size()];
            if (!paths.contains(path)) {
                paths.append(path);
            }
        }
        QList<WalkedFile> files;
        for (const QString& path : paths) {
            files.append({path, {}});
        }
        QStringList seen;
        for (const SourceShot& shot : pairedShots(files)) {
            seen.append(shot.file.path);
            for (const WalkedPart& part : shot.parts) {
                seen.append(part.file.path);
            }
        }
        paths.sort();
        seen.sort();
        RC_ASSERT(paths == seen);
    }));
}

TEST_CASE("a file name of any bytes survives being text and is readable", "[intake][names][property]")
{
    CHECK(rc::check("bytes come back", [](const std::string& bytes) {
        const QByteArray name = QByteArray::fromStdString(bytes).replace('\0', 'x');
        RC_ASSERT(source_names::toNative(source_names::fromNative(name)) == name);
    }));
    CHECK(rc::check("text is as it is", [] {
        const auto points = *rc::gen::container<std::vector<char32_t>>(rc::gen::oneOf(
            rc::gen::inRange(char32_t{1}, char32_t{0xD800}), rc::gen::inRange(char32_t{0xE000}, char32_t{0x10FFFF})));
        const QString text = QString::fromUcs4(points.data(), static_cast<qsizetype>(points.size()));
        RC_ASSERT(source_names::fromNative(text.toUtf8()) == text);
        RC_ASSERT(source_names::readable(text) == text);
    }));
    const QString latin = source_names::fromNative("/card/Sch\xFCler \xC3\xA4.JPG");
    CHECK(source_names::readable(latin) == QStringLiteral("/card/Schüler ä.JPG"));
    CHECK(source_names::readableFileName(latin) == QStringLiteral("Schüler ä.JPG"));
}
