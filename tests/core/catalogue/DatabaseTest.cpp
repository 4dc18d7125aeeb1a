#include "core/catalogue/Database.h"

#include "support/TestLibrary.h"

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

int countRows(Library& library)
{
    auto statement = need(library.db().prepare(QStringLiteral("SELECT count(*) FROM setting WHERE key LIKE 'test%'")));
    REQUIRE(need(statement.next()));
    return statement.integer(0);
}

void addRow(Library& library, const QString& key)
{
    auto statement = need(library.db().prepare(QStringLiteral("INSERT INTO setting(key, value) VALUES(?, ?)")));
    need(statement.bind(key).bind(QString()).run());
}

} // namespace

TEST_CASE("a transaction that is not committed leaves nothing", "[catalogue][database]")
{
    TestLibrary library;
    library.run([](Library& open) {
        {
            const auto transaction = need(open.db().begin());
            addRow(open, QStringLiteral("test"));
            CHECK(countRows(open) == 1);
        }
        CHECK(countRows(open) == 0);
    });
}

TEST_CASE("an inner transaction joins the outer one and its failure takes everything back", "[catalogue][database]")
{
    TestLibrary library;
    library.run([](Library& open) {
        {
            auto outer = need(open.db().begin());
            addRow(open, QStringLiteral("test outer"));
            {
                auto inner = need(open.db().begin());
                addRow(open, QStringLiteral("test inner"));
            }
            CHECK_FALSE(outer.commit().has_value());
        }
        CHECK(countRows(open) == 0);
        auto outer = need(open.db().begin());
        auto inner = need(open.db().begin());
        addRow(open, QStringLiteral("test"));
        need(inner.commit());
        need(outer.commit());
        CHECK(countRows(open) == 1);
    });
}

TEST_CASE("values come back as they were bound", "[catalogue][database]")
{
    TestLibrary library;
    library.run([](Library& open) {
        auto statement = need(open.db().prepare(QStringLiteral("SELECT ?, ?, ?, ?, ?, ?, ?, ?")));
        const QDateTime time(QDate(2026, 6, 12), QTime(10, 42, 7, 250), Qt::UTC);
        statement.bind(qint64{1} << 60)
            .bind(QStringLiteral("Zoë 'quoted'"))
            .bind(QByteArray("\0\xff\x01", 3))
            .bind(QDate(2026, 2, 28))
            .bind(time)
            .bind(std::optional<int>())
            .bind(PhotoId{})
            .bind(true);
        REQUIRE(need(statement.next()));
        CHECK(statement.int64(0) == qint64{1} << 60);
        CHECK(statement.text(1) == QStringLiteral("Zoë 'quoted'"));
        CHECK(statement.blob(2) == QByteArray("\0\xff\x01", 3));
        CHECK(statement.day(3) == QDate(2026, 2, 28));
        CHECK(statement.time(4) == time);
        CHECK(statement.isNull(5));
        CHECK(statement.isNull(6));
        CHECK(statement.boolean(7));
        CHECK_FALSE(need(statement.next()));
    });
}

TEST_CASE("the log and the consents refuse to be rewritten even by our own mistake", "[catalogue][database]")
{
    TestLibrary library;
    library.run([](Library& open) {
        CHECK_FALSE(open.db().execute(QStringLiteral("UPDATE audit SET action = 'nothing'")).has_value());
        CHECK_FALSE(open.db().execute(QStringLiteral("DELETE FROM audit")).has_value());
    });
}
