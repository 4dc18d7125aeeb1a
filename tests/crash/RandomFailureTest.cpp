#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/LibraryInfo.h"
#include "core/storage/Vault.h"
#include "crash/Wreck.h"

#include <QTemporaryDir>

#include <catch2/catch.hpp>
#include <sodium.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

constexpr int kEnded = 70;
int s_left = 0;

Password password()
{
    return Password::fromText(u"the password of this library");
}

// libsodium ends the process when the system has no random bytes to give; this one says so by its exit status.
void giveBytes(void* const out, const size_t count)
{
    if (s_left-- <= 0)
        _exit(kEnded);
    for (size_t done = 0; done < count;) {
        const ssize_t got = getrandom(static_cast<char*>(out) + done, count - done, 0);
        done += got > 0 ? static_cast<size_t>(got) : 0;
    }
}

uint32_t giveNumber()
{
    uint32_t number = 0;
    giveBytes(&number, sizeof(number));
    return number;
}

const char* implementationName()
{
    return "failing";
}

/// Works on the library until random bytes run out at the call `calls`; says after each commit how many there are.
[[noreturn]] void work(const QString& path, int calls, int report)
{
    static randombytes_implementation failing = {implementationName, giveNumber, nullptr, nullptr, giveBytes, nullptr};
    s_left = calls;
    randombytes_set_implementation(&failing);
    const auto library = Library::open(path, QStringLiteral("admin"), password());
    for (char i = 1; library && i <= 6; ++i) {
        const auto done =
            (*library)->db().execute(QStringLiteral("INSERT INTO tag(name) VALUES(hex(randomblob(3000)))"));
        const auto stored = (*library)->vault().write(Vault::newName(), Vault::newKey(), Vault::newUuid(),
                                                      viewOf(QByteArray(100'000, 'v')));
        if (!done || !stored)
            _exit(1);
        (void)!::write(report, &i, 1);
    }
    _exit(0);
}

} // namespace

TEST_CASE("when random bytes run out the program ends and nothing committed is lost", "[crash][library][fault]")
{
    const QTemporaryDir folder(QString::fromStdString(fastFolderTemplate()));
    const QString path = folder.filePath(QStringLiteral("library"));
    REQUIRE(Library::create(path, QStringLiteral("School"), QStringLiteral("admin"), password(), KdfCost::minimum()));
    int64_t committed = 0;
    int ends = 0;
    for (int calls = 0;; calls += 1 + calls / 6) {
        CAPTURE(calls);
        int report[2] = {};
        REQUIRE(pipe(report) == 0);
        const pid_t child = fork();
        if (child == 0)
            work(path, calls, report[1]);
        ::close(report[1]);
        char number = 0;
        for (char next = 0; ::read(report[0], &next, 1) == 1;)
            number = next;
        ::close(report[0]);
        int status = 0;
        REQUIRE(waitpid(child, &status, 0) == child);
        REQUIRE(WIFEXITED(status));
        const auto library = Library::open(path, QStringLiteral("admin"), password());
        REQUIRE(library);
        CHECK(verifyLibrary(**library, VerifyDepth::Quick)->ok);
        REQUIRE((*library)->vault().removeUnfinished());
        auto count = (*library)->db().prepare(QStringLiteral("SELECT count(*) FROM tag"));
        REQUIRE((count && count->next()));
        CHECK(count->int64(0) >= committed + number);
        CHECK(count->int64(0) <= committed + number + 1);
        committed = count->int64(0);
        if (WEXITSTATUS(status) == 0)
            break;
        REQUIRE(WEXITSTATUS(status) == kEnded);
        ++ends;
    }
    CHECK(ends > 10);
}
