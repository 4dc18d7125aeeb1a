#include "core/publish/ExportPlan.h"
#include "core/publish/ExportPublish.h"
#include "core/publish/TargetFolder.h"
#include "tests/support/ExportFixture.h"

#include <QCryptographicHash>

#include <stdexcept>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QByteArray kBytes = "a finished picture";

/// The program ends while a file gets its name, before or after it has it.
class CrashingFile final : public PendingFile {
public:
    CrashingFile(std::unique_ptr<PendingFile> file, bool isNamedFirst)
        : m_file(std::move(file))
        , m_isNamedFirst(isNamedFirst)
    {
    }
    [[nodiscard]] Result<QByteArray> readBack() const override { return m_file->readBack(); }
    [[nodiscard]] Result<void> publish(const QString& name) override
    {
        if (m_isNamedFirst) {
            need(m_file->publish(name));
        }
        throw std::runtime_error("crash");
    }
    [[nodiscard]] Result<void> replace(const QString& name) override
    {
        if (m_isNamedFirst) {
            need(m_file->replace(name));
        }
        throw std::runtime_error("crash");
    }

private:
    std::unique_ptr<PendingFile> m_file;
    bool m_isNamedFirst;
};

/// A photo with everybody covered, and an export of it that is cut off.
struct CutOff {
    ExportFixture fixture;
    PhotoId photo =
        fixture.import(fixtures::encoded(twoSquares({640, 400}, {120, 140, 60, 70}, {400, 150, 60, 70}), ".jpg"));

    void run(bool isNamedFirst)
    {
        fixture.face(photo, {120, 140, 60, 70});
        fixture.signOff(photo);
        const auto target = need(TargetFolder::open(fixture.out(), fixture.library.folder()));
        CrashingFile file(need(target.write(kBytes)), isNamedFirst);
        const PurposeId purpose = fixture.purpose("newsletter").id;
        fixture.library.run([&](Library& library) {
            ExportTerms terms;
            terms.purpose = purpose;
            const FinishedPicture picture{&file, QCryptographicHash::hash(kBytes, QCryptographicHash::Sha256),
                                          QSize(640, 400), QStringLiteral("solid"), QString()};
            int number = 1;
            CHECK_THROWS(
                publishPicture(library, need(planExport(library, photo, terms)), terms, picture, target, number));
        });
        REQUIRE(fixture.entries().size() == 1);
    }
    void reopen() { fixture.library.signInAs(QStringLiteral("Admin")); }
};

} // namespace

TEST_CASE("a crash before a file has its name leaves no entry of it", "[publish][export][fault]")
{
    CutOff crash;
    crash.run(false);
    CHECK(crash.fixture.files().isEmpty());
    crash.reopen();
    CHECK(crash.fixture.entries().isEmpty());
    CHECK(crash.fixture.actions().contains(QStringLiteral("photo.export-undone")));
    crash.reopen();
    CHECK(crash.fixture.actions().count(QStringLiteral("photo.export-undone")) == 1);
}

TEST_CASE("a crash after a file got its name keeps its entry", "[publish][export][fault]")
{
    CutOff crash;
    crash.run(true);
    REQUIRE(crash.fixture.files().size() == 1);
    crash.reopen();
    CHECK(crash.fixture.entries().size() == 1);
    // It is settled: whoever moves the file later does not take its entry away.
    REQUIRE(QFile::remove(crash.fixture.out() + QLatin1Char('/') + crash.fixture.files().first()));
    crash.reopen();
    CHECK(crash.fixture.entries().size() == 1);
}

TEST_CASE("an entry stays while its stick is pulled out and is settled when it is back", "[publish][export][fault]")
{
    CutOff crash;
    crash.run(false);
    const QString away = crash.fixture.library.scratch(QStringLiteral("away"));
    REQUIRE(QDir().rename(crash.fixture.out(), away));
    crash.reopen();
    CHECK(crash.fixture.entries().size() == 1);
    REQUIRE(QDir().rename(away, crash.fixture.out()));
    crash.reopen();
    CHECK(crash.fixture.entries().isEmpty());
}

TEST_CASE("somebody else's file of the same name is not taken for the exported one", "[publish][export][fault]")
{
    CutOff crash;
    crash.run(false);
    QFile other(crash.fixture.out() + QLatin1Char('/') + crash.fixture.entries().first().file);
    REQUIRE(other.open(QIODevice::WriteOnly));
    other.write("mine");
    other.close();
    crash.reopen();
    CHECK(crash.fixture.entries().isEmpty());
    CHECK(other.exists());
}

TEST_CASE("whoever may not export leaves it open for those who may", "[publish][export][fault]")
{
    CutOff crash;
    crash.run(false);
    crash.fixture.library.addUser(QStringLiteral("Vera"), Role::Viewer);
    crash.fixture.library.signInAs(QStringLiteral("Vera"));
    crash.reopen();
    CHECK(crash.fixture.entries().isEmpty());
}

TEST_CASE("a crash while a file is replaced leaves the register as the folder is", "[publish][export][fault]")
{
    CutOff crash;
    ExportFixture& fixture = crash.fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const bool isNamedFirst = GENERATE(false, true);
    fixture.face(crash.photo, {120, 140, 60, 70});
    fixture.face(crash.photo, {400, 150, 60, 70});
    fixture.signOff(crash.photo);
    const RegisterId old = fixture.run(fixture.request({crash.photo})).exported.first().registerEntry;
    const auto target = need(TargetFolder::open(fixture.out(), fixture.library.folder()));
    CrashingFile file(need(target.write(kBytes)), isNamedFirst);
    FinishedPicture picture{&file, QCryptographicHash::hash(kBytes, QCryptographicHash::Sha256), QSize(640, 400),
                            QStringLiteral("solid"), QString()};
    picture.replaces = old;
    ExportTerms terms;
    terms.purpose = fixture.purpose("newsletter").id;
    fixture.library.run([&](Library& library) {
        int number = 1;
        CHECK_THROWS(
            publishPicture(library, need(planExport(library, crash.photo, terms)), terms, picture, target, number));
    });
    REQUIRE(fixture.entries().size() == 2);
    crash.reopen();
    REQUIRE(fixture.entries().size() == (isNamedFirst ? 2 : 1));
    CHECK(fixture.entries().last().id == old);
    CHECK(fixture.entries().last().status == (isNamedFirst ? RegisterStatus::Replaced : RegisterStatus::Published));
    CHECK(fixture.files().size() == 1);
}
