#include "core/audit/AuditLog.h"

#include "core/catalogue/Database.h"
#include "support/TestLibrary.h"

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

// What somebody with the catalogue's key and no scruples could run.
void tamper(Library& library, const QString& sql)
{
    for (const char* trigger : {"audit_is_append_only", "audit_is_kept"}) {
        need(library.db().execute(QStringLiteral("DROP TRIGGER ") + QLatin1String(trigger)));
    }
    need(library.db().execute(sql));
}

void addEntries(Library& library)
{
    for (int photo = 1; photo <= 5; ++photo) {
        need(audit::append(library, QStringLiteral("photo.tag"), {{QStringLiteral("photo"), photo}},
                           QStringLiteral("sports")));
    }
}

} // namespace

TEST_CASE("a log that nobody touched verifies after a reopening", "[audit]")
{
    TestLibrary library;
    library.run(addEntries);
    library.signInAs(QStringLiteral("Admin"));
    const auto checked = library.run([](Library& open) { return need(audit::verify(open)); });
    CHECK(checked.ok);
    CHECK(checked.entries == 7); // created, five tags, signed in
    CHECK_FALSE(checked.firstBad.has_value());
}

TEST_CASE("every way of changing the log is found at the first entry that does not fit", "[audit]")
{
    struct Case {
        const char* sql;
        qint64 firstBad;
    };
    const auto tried = GENERATE(values<Case>({
        {"UPDATE audit SET action = 'photo.rate' WHERE seq = 3", 3},
        {"UPDATE audit SET subject = '{\"photo\":9}' WHERE seq = 3", 3},
        {"UPDATE audit SET time = '2020-01-01T00:00:00.000Z' WHERE seq = 4", 4},
        {"UPDATE audit SET user_id = 2 WHERE seq = 2", 2},
        {"UPDATE audit SET detail = 'something else' WHERE seq = 5", 5},
        {"UPDATE audit SET signature = zeroblob(64) WHERE seq = 2", 2},
        {"DELETE FROM audit WHERE seq = 3", 4},
        {"UPDATE audit SET hash = zeroblob(32) WHERE seq = 1", 1},
    }));
    CAPTURE(tried.sql);
    TestLibrary library;
    const auto checked = library.run([&tried](Library& open) {
        addEntries(open);
        tamper(open, QString::fromLatin1(tried.sql));
        return need(audit::verify(open));
    });
    CHECK_FALSE(checked.ok);
    CHECK(checked.firstBad == tried.firstBad);
}

TEST_CASE("the words of an entry may be erased without breaking the chain", "[audit]")
{
    TestLibrary library;
    const auto checked = library.run([](Library& open) {
        addEntries(open);
        need(open.db().execute(QStringLiteral("UPDATE audit SET detail = '' WHERE seq = 3")));
        return need(audit::verify(open));
    });
    CHECK(checked.ok);
}

TEST_CASE("the log is listed newest first and by user and subject and time", "[audit]")
{
    TestLibrary library;
    library.run([](Library& open) {
        addEntries(open);
        const auto all = need(audit::list(open, {}));
        REQUIRE(all.size() == 6);
        CHECK(all.first().seq == 6);
        CHECK(all.last().action == QStringLiteral("library.create"));
        CHECK(all.first().userName == QStringLiteral("Admin"));

        audit::Filter bySubject;
        bySubject.subject = QStringLiteral("photo:3");
        const auto photo = need(audit::list(open, bySubject));
        REQUIRE(photo.size() == 1);
        CHECK(photo.first().subject.value(QStringLiteral("photo")).toInteger() == 3);

        audit::Filter later;
        later.since = open.clock().now().addSecs(1);
        CHECK(need(audit::list(open, later)).isEmpty());

        audit::Filter nonsense;
        nonsense.subject = QStringLiteral("photo 3; DROP TABLE audit");
        const auto refused = audit::list(open, nonsense);
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == ErrorCode::Invalid);
    });
}

TEST_CASE("each role sees as much of the log as it may", "[audit][permissions]")
{
    TestLibrary library;
    library.addUser(QStringLiteral("Max"), Role::Marketing);
    library.addUser(QStringLiteral("Vera"), Role::Viewer);
    library.run([](Library& open) {
        need(audit::append(open, QStringLiteral("flag.add"), {{QStringLiteral("photo"), 1}}));
        for (const AuditEntry& entry : need(audit::list(open, {}))) {
            CHECK(entry.action != QStringLiteral("flag.add"));
        }
    });
    library.signInAs(QStringLiteral("Max"));
    library.run([](Library& open) {
        const auto own = need(audit::list(open, {}));
        REQUIRE(own.size() == 1);
        CHECK(own.first().action == QStringLiteral("user.sign-in"));
        audit::Filter other;
        other.userName = QStringLiteral("Admin");
        CHECK(audit::list(open, other).error().code == ErrorCode::NotAllowed);
        CHECK(audit::verify(open).error().code == ErrorCode::NotAllowed);
    });
    library.signInAs(QStringLiteral("Vera"));
    library.run([](Library& open) { CHECK(audit::list(open, {}).error().code == ErrorCode::NotAllowed); });
}
