#include "core/base/Progress.h"
#include "crash/SmallLibrary.h"
#include "crash/Wreck.h"

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

Result<void> changeKey(const QString& path)
{
    auto library = openSmall(path);
    if (!library)
        return propagate(library);
    NoProgress progress;
    return Library::changeKey(std::move(*library), progress);
}

quint32 generationOf(const QString& path)
{
    const auto folder = LibraryFolder::inspect(path);
    return folder ? folder->generation() : 0;
}

} // namespace

TEST_CASE("a power cut while the key is changed leaves the old or the new library whole", "[crash][change-key]")
{
    const SmallLibrary library;
    FileTrace trace(library.parent());
    REQUIRE(changeKey(library.path()));
    trace.mark(1);
    trace.end();
    const int cuts = cutEverywhere(trace, 1, [&](const std::string& wreck, int64_t mark) {
        const QString path = QString::fromStdString(wreck) + QStringLiteral("/library");
        checkSmall(path);
        const quint32 generation = generationOf(path);
        CHECK((generation == 1 || generation == 2));
        if (mark == 1)
            CHECK(generation == 2);
    });
    WARN(cuts << " power cuts in " << trace.log().size() << " operations");
}

TEST_CASE("every failing file operation of a change of key leaves a whole library", "[crash][change-key][fault]")
{
    const auto at = GENERATE(FileTrace::At::Change, FileTrace::At::Open, FileTrace::At::Read);
    int faults = 0;
    // Reads are many and alike: every third.
    const size_t step = at == FileTrace::At::Read ? 3 : 1;
    for (size_t number = 0;; number += step) {
        CAPTURE(number);
        const SmallLibrary library;
        FileTrace trace(library.parent(), FileTrace::Fault{at, number, number % 2 == 1});
        const auto changed = changeKey(library.path());
        trace.end();
        if (!trace.hasFailed())
            break;
        ++faults;
        if (!changed) {
            INFO(changed.error().detail.toStdString());
            CHECK(changed.error().code != ErrorCode::Internal);
            CHECK_FALSE(changed.error().text.isEmpty());
        }
        checkSmall(library.path());
        if (changed)
            CHECK(generationOf(library.path()) == 2);
    }
    CHECK(faults > 0);
}
