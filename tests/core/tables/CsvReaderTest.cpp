#include "core/tables/CsvReader.h"

#include <catch2/catch.hpp>

using namespace cloakroom;

namespace {

QList<int> linesOf(const QList<TableFault>& faults)
{
    QList<int> lines;
    for (const TableFault& fault : faults) {
        lines += fault.line;
        CHECK_FALSE(toSentence(fault).isEmpty());
    }
    return lines;
}

} // namespace

TEST_CASE("a CSV is read whatever program wrote it", "[tables][csv]")
{
    SECTION("byte order marks, line ends and separators")
    {
        for (const QByteArray& csv :
             QList<QByteArray>{"a,b\n1,2\n", "a,b\r\n1,2",
                               "\xEF\xBB\xBF"
                               "a;b\r1;2\r",
                               "a\tb\n\n1\t2\n\n", "\n a , b \n 1 , 2 ,\n", "\"a\",\"b\"\r\n\"1\",\"2\"\r\n"}) {
            CAPTURE(csv.toStdString());
            const Table table = readCsv(csv);
            CHECK(table.faults.isEmpty());
            CHECK(table.header == QStringList{QStringLiteral("a"), QStringLiteral("b")});
            REQUIRE(table.rows.size() == 1);
            CHECK(table.rows.first().values == QStringList{QStringLiteral("1"), QStringLiteral("2")});
        }
    }
    SECTION("UTF-16 as spreadsheets save it")
    {
        const QString text = QStringLiteral("\uFEFFa\tb\r\nZo\u00EB\t2\r\n");
        const QByteArray csv(reinterpret_cast<const char*>(text.utf16()), text.size() * 2);
        CHECK(readCsv(csv).rows.at(0).values.at(0) == QStringLiteral("Zo\u00EB"));
    }
    SECTION("UTF-8 and Windows-1252")
    {
        CHECK(readCsv("a,b\nZo\xC3\xAB,2\n").rows.at(0).values.at(0) == QStringLiteral("Zo\u00EB"));
        CHECK(readCsv("a,b\nZo\xEB,\x80\n").rows.at(0).values
              == QStringList{QStringLiteral("Zo\u00EB"), QStringLiteral("\u20AC")});
    }
    SECTION("quotes hold separators, quotes and line ends, and lines are counted through them")
    {
        const Table table = readCsv("a;b\n\"x;\"\"y\"\"\nz\";2\n3;4;5\n");
        REQUIRE(table.rows.size() == 1);
        CHECK(table.rows.at(0).values.at(0) == QStringLiteral("x;\"y\"\nz"));
        CHECK(linesOf(table.faults) == QList<int>{4});
    }
}

TEST_CASE("every line of a CSV that cannot be read is listed", "[tables][csv]")
{
    CHECK(linesOf(readCsv("a,b\n1\n1,2,3\n1,2\n").faults) == QList<int>{2, 3});
    CHECK(linesOf(readCsv("a,b\n\"1,2\n3,4\n").faults) == QList<int>{2});
    CHECK(linesOf(readCsv("a,b\n\"1\"x,2\n").faults) == QList<int>{2});
    CHECK(linesOf(readCsv(QByteArray("a,b\n1,\0\n", 8)).faults) == QList<int>{2});
    CHECK(linesOf(readCsv("a,b\n1,\x81\n").faults) == QList<int>{2});
    CHECK(linesOf(readCsv("\xEF\xBB\xBF"
                          "a,b\n1,\xFF\n")
                      .faults)
          == QList<int>{2});
    CHECK(linesOf(readCsv("").faults) == QList<int>{1});
    CHECK(linesOf(readCsv("\n\n , \n").faults) == QList<int>{1});
    CHECK(linesOf(readCsv("\"a,b\n1,2\n").faults) == QList<int>{1});
}

TEST_CASE("a value of a million letters is a fault of its line alone", "[tables][csv]")
{
    const Table table = readCsv("a,b\n" + QByteArray(1'000'000, 'x') + ",2\n3,4\n");
    CHECK(linesOf(table.faults) == QList<int>{2});
    CHECK(table.rows.size() == 1);
}
