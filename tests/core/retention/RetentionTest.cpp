#include "core/retention/Retention.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Previews.h"
#include "core/photos/Photos.h"
#include "core/review/Flags.h"
#include "core/storage/DatabaseSearch.h"
#include "core/storage/UnlockedFolder.h"
#include "support/PhotoSchool.h"

#include <QDirIterator>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

OriginalRow originalOf(Library& library, PhotoId photo)
{
    for (const OriginalRow& row : need(OriginalRepository(library.db()).list())) {
        if (row.photo == photo) {
            return row;
        }
    }
    FAIL("no such photo");
    return {};
}

/// In the decrypted pages of both databases, after their logs were brought in.
qint64 copiesIn(Library& library, const QList<QByteArray>& needles)
{
    need(library.db().emptyLog());
    need(library.previews().checkpoint());
    const LibraryFolder& folder = library.folder().folder();
    return need(searchDatabase(folder.cataloguePath(), needles)) + need(searchDatabase(folder.previewsPath(), needles));
}

} // namespace

TEST_CASE("an erased photo leaves neither key nor preview nor name in the library's files", "[retention][erasure]")
{
    PhotoSchool school(3);
    const PhotoId gone = school.photo(2);
    school.name(gone, {10, 10, 60, 60}, school.person("Ann", "Archer"));
    school.run([&](Library& open) {
        need(Photos(open).tag({gone}, QStringLiteral("sports")));
        const OriginalRow row = originalOf(open, gone);
        const QByteArray thumbnail = need(open.previews().load(gone, Previews::Size::Thumbnail));
        const QByteArray preview = need(open.previews().load(gone, Previews::Size::Preview));
        REQUIRE(preview.size() > 1000);
        const QList<QByteArray> traces = {row.original.wrappedKey, thumbnail.mid(thumbnail.size() / 2, 48),
                                          preview.mid(preview.size() / 2, 48), row.original.digest,
                                          QByteArrayLiteral("IMG_0002.JPG")};
        // Each is there before, or the search would prove nothing.
        for (const QByteArray& trace : traces) {
            CHECK(copiesIn(open, {trace}) > 0);
        }
        CHECK(QFile::exists(open.vault().pathOf(row.original.vaultName)));

        const Erasure erasure = need(Retention(open).erase({gone}, QStringLiteral("the parents asked")));
        CHECK(erasure.photos == QList<PhotoId>{gone});
        for (const QByteArray& trace : traces) {
            CAPTURE(trace.toHex().toStdString());
            CHECK(copiesIn(open, {trace}) == 0);
        }
        CHECK_FALSE(QFile::exists(open.vault().pathOf(row.original.vaultName)));
        CHECK(open.vault().unwrapKey(row.original.wrappedKey, row.original.uuid).has_value()); // only who kept a copy
        CHECK(Photos(open).details(gone).error().code == ErrorCode::NotFound);
        CHECK(need(OriginalRepository(open.db()).list()).size() == 2);
        CHECK(need(audit::verify(open)).ok);
    });
}

TEST_CASE("the receipt says what is gone and what is left until the key changes", "[retention][erasure]")
{
    PhotoSchool school(2);
    const ErasureId erasure = school.run([&](Library& open) {
        Retention retention(open);
        const Erasure done = need(retention.erase({school.photo(1)}, QStringLiteral("the parents asked")));
        const ErasureReceipt receipt = need(retention.receipt(done.id));
        CHECK(receipt.checked.size() == 5);
        for (const auto& check : receipt.checked) {
            CAPTURE(check.key.toStdString());
            CHECK(check.isGone);
        }
        REQUIRE(receipt.remaining.size() == 1);
        CHECK(receipt.remaining.first().key == QStringLiteral("library-key"));
        CHECK_FALSE(receipt.isComplete());
        CHECK(retention.receipt(ErasureId{99}).error().code == ErrorCode::NotFound);
        return done.id;
    });
    school.library().thread().close();
    NoProgress progress;
    need(Library::changeKey(need(Library::open(school.library().folder(), QStringLiteral("Admin"), testPassword())),
                            progress));
    school.signInAs(QStringLiteral("Admin"));
    school.run([&](Library& open) { CHECK(need(Retention(open).receipt(erasure)).isComplete()); });
}

TEST_CASE("the bin is emptied after its days and flagged photos stay", "[retention]")
{
    PhotoSchool school(3);
    const QDateTime start = school.library().clock().now();
    school.run([&](Library& open) { need(Photos(open).remove({school.photo(1), school.photo(2)})); });
    school.run([&](Library& open) { need(Flags(open).add(school.photo(2), QStringLiteral("evidence"))); });
    school.library().clock().set(start.addDays(29));
    school.run([](Library& open) {
        CHECK(need(Retention(open).due()).isEmpty());
        CHECK_FALSE(need(Retention(open).run()).has_value());
    });
    school.library().clock().set(start.addDays(30));
    school.run([&](Library& open) {
        const auto due = need(Retention(open).due());
        REQUIRE(due.size() == 1);
        CHECK(due.first().photo == school.photo(1));
        CHECK(due.first().rule == QStringLiteral("bin"));
        CHECK(need(Retention(open).run())->photos == QList<PhotoId>{school.photo(1)});
        CHECK(need(Retention(open).due()).isEmpty());
        CHECK(need(OriginalRepository(open.db()).list()).size() == 2);
    });
}

TEST_CASE("how long things are kept is the administrator's and within bounds", "[retention][permissions]")
{
    PhotoSchool school(1);
    school.run([](Library& open) {
        Retention retention(open);
        LibrarySettings settings = need(retention.settings());
        CHECK(settings == LibrarySettings{});
        settings.binDays = 5;
        settings.idleMinutes = 3;
        need(retention.setSettings(settings));
        CHECK(need(retention.settings()) == settings);
        settings.idleMinutes = 0;
        CHECK(retention.setSettings(settings).error().code == ErrorCode::Invalid);
        CHECK(need(retention.settings()).idleMinutes == 3);
        CHECK(retention.erase({}, QStringLiteral("why")).error().code == ErrorCode::Invalid);
        CHECK(retention.erase({PhotoId{1}}, QStringLiteral("  ")).error().code == ErrorCode::Invalid);
        CHECK(retention.erase({PhotoId{4711}}, QStringLiteral("why")).error().code == ErrorCode::NotFound);
    });
    for (const char* name : {"Olga", "Mark", "Sara", "Vera"}) {
        school.signInAs(QString::fromLatin1(name));
        school.run([&](Library& open) {
            Retention retention(open);
            CHECK(retention.settings().error().code == ErrorCode::NotAllowed);
            CHECK(retention.setSettings({}).error().code == ErrorCode::NotAllowed);
            CHECK(retention.due().error().code == ErrorCode::NotAllowed);
            CHECK(retention.run().error().code == ErrorCode::NotAllowed);
            CHECK(retention.erase({school.photo(1)}, QStringLiteral("x")).error().code == ErrorCode::NotAllowed);
            CHECK(retention.receipt(ErasureId{1}).error().code == ErrorCode::NotAllowed);
        });
    }
}

TEST_CASE("an erasure that was cut off before the file went is ended at the next opening",
          "[retention][erasure][crash]")
{
    PhotoSchool school(1);
    const QString path = school.run([&](Library& open) {
        const OriginalRow row = originalOf(open, school.photo(1));
        ErasureRepository erasures(open.db());
        auto transaction = need(open.db().begin());
        const ErasureId id = need(erasures.begin(open.user().id, QStringLiteral("x"), 1, open.clock().now()));
        (void)need(erasures.erase(id, school.photo(1)));
        need(transaction.commit());
        return open.vault().pathOf(row.original.vaultName);
    });
    CHECK(QFile::exists(path));
    school.signInAs(QStringLiteral("Admin"));
    CHECK_FALSE(QFile::exists(path));
}
