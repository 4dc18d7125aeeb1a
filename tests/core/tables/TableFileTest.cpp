#include "core/tables/TableFile.h"

#include "core/tables/CtfReader.h"
#include "core/tables/TablePack.h"

#include <QBuffer>
#include <quazip.h>
#include <quazipfile.h>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace cloakroom;

namespace {

QByteArray zipOf(const QList<std::pair<QString, QByteArray>>& files)
{
    QBuffer buffer;
    QuaZip archive(&buffer);
    REQUIRE(archive.open(QuaZip::mdCreate));
    for (const auto& [name, content] : files) {
        QuaZipFile file(&archive);
        REQUIRE(file.open(QIODevice::WriteOnly, QuaZipNewInfo(name)));
        REQUIRE(file.write(content) == content.size());
        file.close();
    }
    archive.close();
    return buffer.data();
}

TableFaultKind faultOf(const QByteArray& bytes)
{
    const TableFile file = readTableFile(bytes);
    REQUIRE((file.fault || (file.tables.size() == 1 && !file.tables.first().faults.isEmpty())));
    return file.fault ? file.fault->kind : file.tables.first().faults.first().kind;
}

const QByteArray kTransferFile = "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                                 "<CTfile><Header><DocumentName>Common Transfer File</DocumentName></Header>\n"
                                 "<CTFpupilData><Pupil>\n<UPN>A823432112001</UPN><Surname>Example</Surname>"
                                 "<Forename>Zo\xC3\xAB</Forename><DOB>2015-03-04</DOB><Gender>F</Gender>"
                                 "<BasicDetails><PreferredForename>Zo</PreferredForename>"
                                 "<NCyearActual>6</NCyearActual><Ethnicity>x</Ethnicity></BasicDetails>"
                                 "<Address><Postcode>X1 1XX</Postcode></Address></Pupil></CTFpupilData></CTfile>";

} // namespace

TEST_CASE("a zip of lists is read table by table", "[tables][zip]")
{
    const TableFile file = readTableFile(zipOf({{QStringLiteral("users.csv"), "a,b\n1,2\n"},
                                                {QStringLiteral("readme.txt"), "no list"},
                                                {QStringLiteral("export/Classes.CSV"), "c\n3\n"}}));
    CHECK_FALSE(file.fault.has_value());
    REQUIRE(file.tables.size() == 2);
    CHECK(file.tables.at(0).name == QStringLiteral("users"));
    CHECK(file.tables.at(1).name == QStringLiteral("Classes"));
    CHECK(file.tables.at(1).rows.first().values.first() == QStringLiteral("3"));
}

TEST_CASE("a zip bomb, a damaged and an empty archive are refused", "[tables][zip]")
{
    const QByteArray bomb = zipOf({{QStringLiteral("users.csv"), QByteArray(70 << 20, 'x')}});
    CHECK(bomb.size() < (1 << 20));
    CHECK(faultOf(bomb) == TableFaultKind::ArchiveTooLarge);
    CHECK(faultOf(zipOf({{QStringLiteral("readme.txt"), "x"}})) == TableFaultKind::NoCsvInArchive);
    QList<std::pair<QString, QByteArray>> many;
    for (int i = 0; i < 70; ++i) {
        many.append({QStringLiteral("%1.csv").arg(i), "a\n"});
    }
    CHECK(faultOf(zipOf(many)) == TableFaultKind::TooManyFiles);
    QByteArray damaged = zipOf({{QStringLiteral("users.csv"), QByteArray("a,b\n1,2\n").repeated(50)}});
    damaged[45] = static_cast<char>(damaged.at(45) ^ 0x55);
    CHECK(readTableFile(damaged).fault.has_value());
    CHECK(readTableFile(damaged.left(damaged.size() / 2)).fault.has_value());
}

TEST_CASE("whatever an archive calls its files, their tables can be handed over", "[tables][zip]")
{
    const TableFile file = readTableFile(zipOf(
        {{QStringLiteral("u\x1e\nsers.csv"), "a\n1\n"}, {QString(240, u'n') + QStringLiteral(".csv"), "a\n1\n"}}));
    CHECK_FALSE(file.fault.has_value());
    REQUIRE(file.tables.size() == 2);
    CHECK(file.tables.at(0).name == QStringLiteral("users"));
    CHECK(file.tables.at(1).name == QString(200, u'n'));
    CHECK(unpackTables(packTables(file)).has_value());
}

TEST_CASE("a list of more columns than any list has is refused with a reason", "[tables][csv]")
{
    const QByteArray wide = QByteArray("a,").repeated(kMostTableColumns) + "a\n";
    CHECK(faultOf(wide) == TableFaultKind::TooLarge);
    CHECK(unpackTables(packTables(readTableFile(wide))).has_value());
}

TEST_CASE("a Common Transfer File gives its pupils and nothing that is not needed", "[tables][ctf]")
{
    const TableFile file = readTableFile(kTransferFile);
    REQUIRE(file.tables.size() == 1);
    const Table& table = file.tables.first();
    CHECK(table.faults.isEmpty());
    REQUIRE(table.rows.size() == 1);
    CHECK(table.rows.first().values.join(QLatin1Char('|'))
          == QStringLiteral("A823432112001|Zo\u00EB|Example|Zo|6|2015-03-04"));
    CHECK(table.header.size() == 6);
}

TEST_CASE("XML that is damaged, foreign or declares entities is refused", "[tables][ctf]")
{
    CHECK(faultOf("<html><body/></html>") == TableFaultKind::NotTransferFile);
    CHECK(
        faultOf("<!DOCTYPE CTfile [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><CTfile><CTFpupilData><Pupil><UPN>&b;"
                "</UPN></Pupil></CTFpupilData></CTfile>")
        == TableFaultKind::Entities);
    CHECK(faultOf(kTransferFile.left(kTransferFile.size() - 40)) == TableFaultKind::DamagedXml);
    CHECK(faultOf("<CTfile><CTFpupilData/></CTfile>") == TableFaultKind::NoPupils);
    QByteArray longName = kTransferFile;
    longName.replace("Example", QByteArray(1'000'000, 'x'));
    CHECK(faultOf(longName) == TableFaultKind::ValueTooLong);
}

TEST_CASE("tables come out of a packet as they went in", "[tables][pack]")
{
    const TableFile file = readTableFile(zipOf({{QStringLiteral("users.csv"), "a,b\n1,2\n\"x\ny\",4\n5\n"}}));
    const auto unpacked = unpackTables(packTables(file));
    REQUIRE(unpacked.has_value());
    REQUIRE(unpacked->tables.size() == 1);
    const Table& table = unpacked->tables.first();
    CHECK(table.name == QStringLiteral("users"));
    CHECK(table.header == file.tables.first().header);
    CHECK(table.rows.at(1).values == file.tables.first().rows.at(1).values);
    CHECK(table.rows.at(1).line == 3);
    REQUIRE(table.faults.size() == 1);
    CHECK(table.faults.first().kind == TableFaultKind::WrongCount);
    const TableFile refused{{}, TableFault{1, TableFaultKind::DamagedArchive}};
    CHECK(unpackTables(packTables(refused))->fault->kind == TableFaultKind::DamagedArchive);
}

TEST_CASE("a packet with any byte changed never breaks the reader of it", "[tables][pack]")
{
    const QByteArray good = packTables(readTableFile("a,b\n1,2\n3,4\n5\n"));
    CHECK_FALSE(unpackTables(good + 'x').has_value());
    CHECK_FALSE(unpackTables(good.left(good.size() - 1)).has_value());
    rc::check("changed packets", [&good] {
        QByteArray bytes = good;
        const auto at = *rc::gen::inRange<int>(0, static_cast<int>(good.size()));
        bytes[at] = static_cast<char>(*rc::gen::inRange(0, 256));
        if (const auto file = unpackTables(bytes)) {
            for (const Table& table : file->tables) {
                for (const TableRow& row : table.rows) {
                    RC_ASSERT(row.values.size() == table.header.size());
                }
            }
        }
    });
}
