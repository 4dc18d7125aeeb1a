#include "core/intake/Imports.h"

#include "core/audit/AuditLog.h"
#include "core/intake/Cards.h"
#include "core/intake/ReceiptPage.h"
#include "core/photos/Photos.h"
#include "support/DrawnPhotos.h"

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

class Office {
public:
    ImportReport import(int photos, bool clear = false, const ImportFields& fields = {})
    {
        for (int i = 0; i < photos; ++i) {
            ++m_seed;
            writeFile(QStringLiteral("%1/DCIM/100CANON/IMG_%2.JPG").arg(card()).arg(m_seed), drawnJpeg(m_seed));
        }
        ImportRequest request = importOf(card());
        request.clearSource = clear;
        request.fields = fields;
        return importFrom(m_library, m_workers, request);
    }
    [[nodiscard]] QString card() const { return m_library.scratch(QStringLiteral("EOS_DIGITAL")); }
    [[nodiscard]] TestLibrary& library() { return m_library; }
    [[nodiscard]] WorkerPool& workers() { return m_workers; }
    int inBin()
    {
        return need(m_library.run([](Library& open) { return Photos(open).counts(); })).inBin;
    }

private:
    TestLibrary m_library;
    WorkerPool m_workers{1, builtWorker()};
    int m_seed = 0;
};

} // namespace

TEST_CASE("an import is undone as a whole and brought back as a whole", "[intake][imports]")
{
    Office office;
    const ImportReport first = office.import(2);
    const ImportReport second = office.import(3);
    need(office.library().run([&](Library& open) { return Photos(open).remove({second.photos[0]}); }));
    office.library().clock().set(QDateTime(QDate(2026, 6, 22), QTime(13, 0), Qt::UTC));
    CHECK(need(office.library().run([&](Library& open) { return Imports(open).undo(second.import); })) == 2);
    CHECK(office.inBin() == 3);
    // What was in the bin before stays there.
    CHECK(need(office.library().run([&](Library& open) { return Imports(open).redo(second.import); })) == 2);
    CHECK(office.inBin() == 1);
    const auto again = office.library().run([&](Library& open) { return Imports(open).redo(second.import); });
    CHECK_FALSE(again);
    CHECK(first.photos.size() == 2);
}

TEST_CASE("a receipt says who and what and its hash is in the log", "[intake][imports][receipt]")
{
    Office office;
    ImportFields fields;
    fields.photographer = QStringLiteral("Ann <Smith>");
    fields.note = QStringLiteral("wet & windy");
    const ImportReport report = office.import(2, true, fields);
    const ImportReceipt receipt =
        need(office.library().run([&](Library& open) { return Imports(open).receipt(report.import); }));
    CHECK(receipt.record.by == QStringLiteral("Admin"));
    CHECK(receipt.record.cleared == 2);
    CHECK(receipt.files.size() == 2);
    const QString page = receiptHtml(receipt);
    CHECK(page.contains(QStringLiteral("Ann &lt;Smith&gt;")));
    CHECK(page.contains(QStringLiteral("wet &amp; windy")));
    CHECK(page.contains(QString::fromLatin1(receipt.files[0].digest.toHex())));
    CHECK(page.contains(QString::fromLatin1(receipt.digest.toHex())));
    bool isLogged = false;
    for (const AuditEntry& entry :
         need(office.library().run([](Library& open) { return audit::list(open, audit::Filter{}); }))) {
        isLogged = isLogged
            || entry.subject.value(QStringLiteral("receipt")).toString() == QString::fromLatin1(receipt.digest.toHex());
    }
    CHECK(isLogged);
    const PhotoDetails details =
        need(office.library().run([&](Library& open) { return Photos(open).details(report.photos[0]); }));
    CHECK(details.photographer == fields.photographer);
    CHECK(details.note == fields.note);
}

TEST_CASE("photos that stay on their card past the school's hours are remembered", "[intake][imports]")
{
    Office office;
    const auto overdue = [&office] {
        return need(office.library().run([](Library& open) { return Imports(open).overdue(); })).size();
    };
    const ImportReport kept = office.import(1);
    office.library().clock().set(QDateTime(QDate(2026, 6, 25), QTime(12, 0), Qt::UTC));
    CHECK(overdue() == 0); // nobody asked for it
    need(office.library().run([](Library& open) { return Imports(open).setReminderHours(48); }));
    CHECK(overdue() == 1);
    SECTION("clearing settles it")
    {
        CHECK(office.import(0, true).cleared == 1);
        CHECK(overdue() == 0);
    }
    SECTION("so does a word")
    {
        need(office.library().run([&](Library& open) { return Imports(open).settle(kept.import); }));
        CHECK(overdue() == 0);
    }
    SECTION("only an administrator sets it")
    {
        office.library().addUser(QStringLiteral("Olga"), Role::Office);
        office.library().signInAs(QStringLiteral("Olga"));
        CHECK_FALSE(office.library().run([](Library& open) { return Imports(open).setReminderHours(0); }));
        CHECK(overdue() == 1);
    }
}

TEST_CASE("cards are known by their folders and say what is new on them", "[intake][cards]")
{
    Office office;
    office.import(3);
    const QString other = office.library().scratch(QStringLiteral("SONY"));
    REQUIRE(QDir().mkpath(other + QStringLiteral("/private/m4root/CLIP")));
    const QString plain = office.library().scratch(QStringLiteral("stick"));
    REQUIRE(QDir().mkpath(plain + QStringLiteral("/Documents")));
    const QList<Card> cards = cardsAmong({{office.card(), QStringLiteral("EOS_DIGITAL")}, {other, {}}, {plain, {}}});
    REQUIRE(cards.size() == 2);
    CHECK(cards[0].name == QStringLiteral("EOS_DIGITAL"));
    CHECK(cards[1].name == QStringLiteral("SONY"));
    writeFile(office.card() + QStringLiteral("/DCIM/100CANON/IMG_9.JPG"), drawnJpeg(77));
    NoProgress progress;
    const CardFacts facts = need(lookAtCard(office.library().thread(), office.workers(), cards[0], progress));
    CHECK(facts.files == 4);
    CHECK(facts.newFiles == 1);
    CHECK(facts.last == QDate::currentDate());
    office.library().addUser(QStringLiteral("Mark"), Role::Marketing);
    office.library().signInAs(QStringLiteral("Mark"));
    CHECK_FALSE(lookAtCard(office.library().thread(), office.workers(), cards[0], progress));
}
