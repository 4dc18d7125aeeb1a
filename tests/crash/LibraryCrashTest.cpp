#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/LibraryInfo.h"
#include "core/catalogue/Previews.h"
#include "crash/Wreck.h"

#include <QDir>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QString kUser = QStringLiteral("admin");

Password password()
{
    return Password::fromText(u"the password of this library");
}

QString libraryIn(const std::string& folder)
{
    return QString::fromStdString(folder) + QStringLiteral("/library");
}

Result<void> addTag(Library& library, int number)
{
    auto transaction = library.db().begin();
    if (!transaction)
        return propagate(transaction);
    auto statement = library.db().prepare(QStringLiteral("INSERT INTO tag(id, name) VALUES(?, ?)"));
    if (!statement)
        return propagate(statement);
    if (auto done = statement->bind(qint64{number}).bind(QStringLiteral("tag %1").arg(number)).run(); !done)
        return done;
    return transaction->commit();
}

qint64 tags(Library& library)
{
    auto statement = library.db().prepare(QStringLiteral("SELECT count(*), max(id) FROM tag"));
    REQUIRE(statement);
    const auto row = statement->next();
    REQUIRE((row && *row));
    CHECK(statement->int64(0) == statement->int64(1));
    return statement->int64(0);
}

} // namespace

TEST_CASE("a power cut at any file operation of a whole library loses nothing that had returned", "[crash][library]")
{
    const QTemporaryDir folder(QString::fromStdString(fastFolderTemplate()));
    const QString path = libraryIn(folder.path().toStdString());
    REQUIRE(Library::create(path, QStringLiteral("School"), kUser, password(), KdfCost::minimum()));
    FileTrace trace(folder.path().toStdString());
    trace.mark(0);
    for (int session = 0; session < 2; ++session) {
        const auto library = Library::open(path, kUser, password());
        REQUIRE(library);
        for (int i = 1; i <= 4; ++i) {
            REQUIRE(addTag(**library, session * 4 + i));
            trace.mark(session * 4 + i);
        }
        REQUIRE((*library)->previews().store(PhotoId{1}, QByteArray(300, 't'), QByteArray(9000, 'p')));
    }
    trace.end();
    const int cuts = cutEverywhere(trace, 3, [&](const std::string& wreck, int64_t mark) {
        const auto library = Library::open(libraryIn(wreck), kUser, password());
        INFO((library ? std::string() : library.error().detail.toStdString()));
        REQUIRE(library);
        const qint64 found = tags(**library);
        CHECK(found >= std::max<int64_t>(mark, 0));
        CHECK(found <= std::max<int64_t>(mark, 0) + 1);
        const auto verified = verifyLibrary(**library, VerifyDepth::Full);
        REQUIRE(verified);
        INFO((verified->damaged + verified->missing).join(QLatin1Char(' ')).toStdString());
        CHECK(verified->ok);
        CHECK(addTag(**library, static_cast<int>(found) + 1));
    });
    WARN(cuts << " power cuts in " << trace.log().size() << " operations");
}

TEST_CASE("every failing file operation of a whole library is a clear error without loss", "[crash][library][fault]")
{
    const auto at = GENERATE(FileTrace::At::Change, FileTrace::At::Read, FileTrace::At::Open);
    const bool staysBroken = GENERATE(false, true);
    int faults = 0;
    const QTemporaryDir folder(QString::fromStdString(fastFolderTemplate()));
    const QString path = libraryIn(folder.path().toStdString());
    REQUIRE(Library::create(path, QStringLiteral("School"), kUser, password(), KdfCost::minimum()));
    qint64 there = 0;
    for (size_t number = 0;; ++number) {
        CAPTURE(number, staysBroken);
        bool hasFailed = false;
        {
            FileTrace trace(folder.path().toStdString(), FileTrace::Fault{at, number, staysBroken});
            const auto library = Library::open(path, kUser, password());
            const auto added = library ? addTag(**library, static_cast<int>(there) + 1) : propagate(library);
            there += added ? 1 : 0;
            if (!added) {
                INFO(added.error().detail.toStdString());
                CHECK(added.error().code != ErrorCode::Internal);
                CHECK_FALSE(added.error().text.isEmpty());
            }
            hasFailed = trace.hasFailed();
        }
        if (!hasFailed)
            break;
        ++faults;
        const auto library = Library::open(path, kUser, password());
        INFO((library ? std::string() : library.error().detail.toStdString()));
        REQUIRE(library);
        const qint64 found = tags(**library);
        // A commit whose flush failed may be there all the same.
        CHECK(found >= there);
        CHECK(found <= there + 1);
        there = found;
    }
    CHECK(faults > 0);
}
