#include "core/audit/Checkpoint.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "support/TestLibrary.h"

#include <QFile>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

void addEntries(Library& library, int count)
{
    for (int photo = 1; photo <= count; ++photo) {
        need(audit::append(library, QStringLiteral("photo.tag"), {{QStringLiteral("photo"), photo}}));
    }
}

// What an administrator with the catalogue's key and a debugger can do.
void withoutTriggers(Library& library, const QString& sql)
{
    for (const char* trigger : {"audit_is_append_only", "audit_is_kept"}) {
        need(library.db().execute(QStringLiteral("DROP TRIGGER IF EXISTS ") + QLatin1String(trigger)));
    }
    need(library.db().execute(sql));
}

} // namespace

TEST_CASE("a checkpoint proves that a log goes on from it", "[audit][checkpoint]")
{
    TestLibrary library;
    const QString path = library.scratch(QStringLiteral("checkpoint.json"));
    library.run([&](Library& open) {
        addEntries(open, 3);
        const auto made = need(audit::makeCheckpoint(open));
        CHECK(made.seq == 5);
        need(audit::writeCheckpoint(made, path));
        CHECK(audit::writeCheckpoint(made, path).error().code == ErrorCode::AlreadyExists);
        addEntries(open, 4);
    });
    library.signInAs(QStringLiteral("Admin"));
    library.run([&](Library& open) {
        const auto kept = need(audit::readCheckpoint(path));
        const auto verified = need(audit::verify(open, &kept));
        CHECK(verified.ok);
        CHECK(verified.continuesCheckpoint == true);
    });
}

TEST_CASE("a log that was cut or written anew behind a checkpoint is found with it and only with it",
          "[audit][checkpoint][tampering]")
{
    TestLibrary library;
    library.run([](Library& open) {
        addEntries(open, 5);
        const auto checkpoint = need(audit::makeCheckpoint(open));
        CHECK(checkpoint.seq == 7);
        // Cut the end off, and write other entries in its place with one's own true signature.
        withoutTriggers(open, QStringLiteral("DELETE FROM audit WHERE seq > 3"));
        CHECK(need(audit::verify(open)).ok);
        const auto cut = need(audit::verify(open, &checkpoint));
        CHECK_FALSE(cut.ok);
        CHECK(cut.continuesCheckpoint == false);
        CHECK(cut.firstBad == 4);
        addEntries(open, 9);
        CHECK(need(audit::verify(open)).ok);
        const auto rewritten = need(audit::verify(open, &checkpoint));
        CHECK_FALSE(rewritten.ok);
        CHECK(rewritten.firstBad == 7);
    });
}

TEST_CASE("a checkpoint that was changed or is another library's proves nothing", "[audit][checkpoint][tampering]")
{
    TestLibrary library;
    TestLibrary other;
    const auto theirs = other.run([](Library& open) { return need(audit::makeCheckpoint(open)); });
    library.run([&](Library& open) {
        addEntries(open, 2);
        const auto genuine = need(audit::makeCheckpoint(open));
        CHECK(audit::verify(open, &theirs).error().code == ErrorCode::Invalid);
        auto changed = genuine;
        changed.photos += 1;
        CHECK(audit::verify(open, &changed).error().code == ErrorCode::Damaged);
        changed = genuine;
        changed.head[0] = static_cast<char>(changed.head[0] ^ 1);
        CHECK(audit::verify(open, &changed).error().code == ErrorCode::Damaged);

        const QByteArray bytes = audit::encodeCheckpoint(genuine);
        CHECK(need(audit::decodeCheckpoint(bytes)).head == genuine.head);
        for (const QByteArray& odd :
             {QByteArray(), QByteArray("{}"), QByteArray("[1,2]"), bytes.chopped(20),
              QByteArray(bytes).replace("\"checkpoint_format\": 1", "\"checkpoint_format\": 2"),
              QByteArray(bytes).replace("\"entry\": 4", "\"entry\": -4"), QByteArray(20'000, '{')}) {
            CHECK(audit::decodeCheckpoint(odd).error().code == ErrorCode::Invalid);
        }
    });
}

TEST_CASE("the log as a table holds every entry and no formula", "[audit]")
{
    TestLibrary library;
    library.addUser(QStringLiteral("Max"), Role::Marketing);
    const QString path = library.scratch(QStringLiteral("log.csv"));
    library.run([&](Library& open) {
        need(audit::append(open, QStringLiteral("photo.tag"), {}, QStringLiteral("=1+\"1\"")));
        need(audit::append(open, QStringLiteral("flag.add"), {{QStringLiteral("photo"), 1}}, QStringLiteral("secret")));
        const qint64 count = need(audit::exportCsv(open, path));
        QFile file(path);
        REQUIRE(file.open(QIODevice::ReadOnly));
        const QByteArray table = file.readAll();
        CHECK(table.count("\r\n") == count + 1);
        CHECK(table.contains("\"'=1+\"\"1\"\"\""));
        CHECK(table.contains("audit.export"));
        CHECK_FALSE(table.contains("secret")); // the safeguarding lead's alone
        CHECK(audit::exportCsv(open, path).error().code == ErrorCode::AlreadyExists);
    });
    library.signInAs(QStringLiteral("Max"));
    library.run([&](Library& open) {
        CHECK(audit::exportCsv(open, path + QStringLiteral("2")).error().code == ErrorCode::NotAllowed);
        CHECK(audit::makeCheckpoint(open).error().code == ErrorCode::NotAllowed);
    });
}
