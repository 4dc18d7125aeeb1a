#include "core/backup/Backup.h"
#include "core/backup/Restore.h"
#include "core/base/Progress.h"
#include "core/catalogue/LibraryThread.h"
#include "crash/SmallLibrary.h"
#include "crash/Wreck.h"

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

QString libraryIn(const QString& parent)
{
    return parent + QStringLiteral("/library");
}

QString targetIn(const QString& parent)
{
    return parent + QStringLiteral("/stick");
}

Result<BackupReport> backUp(LibraryThread& thread, const QString& parent)
{
    NoProgress progress;
    return backupLibrary(thread, targetIn(parent), progress);
}

Result<BackupReport> backUp(const QString& parent)
{
    LibraryThread thread;
    if (const auto opened = thread.open([&] { return openSmall(libraryIn(parent)); }); !opened)
        return propagate(opened);
    auto report = backUp(thread, parent);
    thread.close();
    return report;
}

/// The newest state of the backup comes back to the byte.
void checkRestore(const QString& parent)
{
    NoProgress progress;
    const QString folder = parent + QStringLiteral("/restored");
    const auto restored =
        restoreLibrary({targetIn(parent), folder, {}}, RestoreUser{QStringLiteral("admin"), smallPassword()}, progress);
    INFO((restored ? std::string() : restored.error().detail.toStdString()));
    REQUIRE(restored);
    CHECK(restored->missing.isEmpty());
    checkSmall(folder);
}

void checkWreck(const std::string& wreck, int64_t backupsReturned, bool goesOn)
{
    const QString parent = QString::fromStdString(wreck);
    checkSmall(libraryIn(parent));
    const auto states = backupSnapshots(targetIn(parent));
    const auto count = states ? static_cast<int64_t>(states->size()) : 0;
    CHECK(count >= backupsReturned);
    if (count > 0)
        checkRestore(parent);
    if (!goesOn)
        return;
    // And the next backup goes on from what lies there.
    const auto next = backUp(parent);
    INFO((next ? std::string() : next.error().detail.toStdString()));
    REQUIRE(next);
    std::filesystem::remove_all((parent + QStringLiteral("/restored")).toStdString());
    checkRestore(parent);
}

} // namespace

TEST_CASE("a power cut while a backup is made leaves library and earlier states whole", "[crash][backup]")
{
    const SmallLibrary library;
    const QString parent = QString::fromStdString(library.parent());
    REQUIRE(backUp(parent));
    FileTrace trace(library.parent());
    trace.mark(1);
    REQUIRE(backUp(parent));
    trace.mark(2);
    trace.end();
    int number = 0;
    const int cuts = cutEverywhere(trace, 1, [&](const std::string& wreck, int64_t mark) {
        checkWreck(wreck, std::max<int64_t>(mark, 1), ++number % 5 == 0);
    });
    WARN(cuts << " power cuts in " << trace.log().size() << " operations");
}

TEST_CASE("a power cut during the first backup leaves nothing that is taken for one", "[crash][backup]")
{
    const SmallLibrary library;
    const QString parent = QString::fromStdString(library.parent());
    FileTrace trace(library.parent());
    REQUIRE(backUp(parent));
    trace.mark(1);
    trace.end();
    int number = 0;
    cutEverywhere(trace, 1, [&](const std::string& wreck, int64_t mark) {
        checkWreck(wreck, std::max<int64_t>(mark, 0), ++number % 5 == 0);
    });
}

TEST_CASE("every failing file operation of a backup leaves library and earlier states whole", "[crash][backup][fault]")
{
    const auto at = GENERATE(FileTrace::At::Change, FileTrace::At::Open, FileTrace::At::Read);
    int faults = 0;
    const size_t step = at == FileTrace::At::Change ? 2 : 7;
    for (size_t number = 0;; number += step) {
        CAPTURE(number);
        const SmallLibrary library;
        const QString parent = QString::fromStdString(library.parent());
        LibraryThread thread;
        REQUIRE(thread.open([&] { return openSmall(libraryIn(parent)); }));
        REQUIRE(backUp(thread, parent));
        FileTrace trace(library.parent(), FileTrace::Fault{at, number, number % 4 == 2});
        const auto backup = backUp(thread, parent);
        trace.end();
        thread.close();
        if (!trace.hasFailed())
            break;
        ++faults;
        if (!backup) {
            INFO(backup.error().detail.toStdString());
            CHECK(backup.error().code != ErrorCode::Internal);
            CHECK_FALSE(backup.error().text.isEmpty());
        }
        checkSmall(libraryIn(parent));
        checkRestore(parent);
    }
    CHECK(faults > 0);
}
