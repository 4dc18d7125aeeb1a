#include "bench/Bench.h"
#include "bench/School.h"
#include "core/catalogue/Library.h"
#include "core/photos/Photos.h"
#include "core/storage/EncryptedVfs.h"
#include "core/storage/LibraryFolder.h"

#include <QTemporaryDir>

#include <cstdio>

namespace cloakroom::bench {

namespace {

const QString kUser = QStringLiteral("admin");

Password password()
{
    return Password::fromText(u"a password for measuring with");
}

void must(bool isRight)
{
    if (!isRight)
        throw std::runtime_error("the library's measurement failed");
}

void makeLibrary(const QString& path, const Sizes& sizes)
{
    auto created = Library::create(path, QStringLiteral("School"), kUser, password(), KdfCost::standard());
    must(created.has_value());
    const Api api = Api::system();
    const Connection db(api, (path + QStringLiteral("/catalogue.db")).toStdString(), kVfsName,
                        "PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=0;");
    School(sizes.photos, sizes.faces).fill(db);
}

/// The stretching that an opening does: the password, and the user's name at the least strength.
Seconds secondsOfArgon2(const LibraryFolder& folder)
{
    const QByteArray salt(qsizetype{kSaltBytes}, 's');
    return secondsOf([&] {
        must(hashPassword(password().view(), viewOf(salt), folder.kdfCost()).has_value());
        must(hashPassword(password().view(), viewOf(salt), KdfCost::minimum()).has_value());
    });
}

Times measure(const QString& path, const Sizes& sizes)
{
    Times times;
    for (const char* file : {"/catalogue.db", "/previews.db"})
        dropCache(path.toStdString() + file);
    const auto folder = LibraryFolder::inspect(path);
    must(folder.has_value());
    times["1 Argon2id alone"] = secondsOfArgon2(*folder);
    std::unique_ptr<Library> library;
    times["2 password to open library"] = secondsOf([&] {
        auto opened = Library::open(path, kUser, password());
        must(opened.has_value());
        library = std::move(*opened);
    });
    PhotoFilter all; // as the grid asks
    all.foldStacks = true;
    times["3 first query: all photos, as the grid asks"] = secondsOf([&] {
        Photos photos(*library);
        const auto found = photos.find(all);
        must(found && found->size() == sizes.photos && photos.summaries(found->first(50)).has_value());
    });
    times["4 password to first query"] =
        times["2 password to open library"] + times["3 first query: all photos, as the grid asks"];
    return times;
}

} // namespace

void benchOpening(const Sizes& sizes)
{
    const QTemporaryDir folder(sizes.folder + QStringLiteral("/cloakroom-bench-XXXXXX"));
    const QString path = folder.filePath(QStringLiteral("library"));
    makeLibrary(path, sizes);
    Times best;
    for (int round = 0; round < sizes.rounds; ++round)
        keepBest(best, measure(path, sizes));
    std::printf("opening a library of %lld photos and %lld faces, password at standard strength, best of %d\n",
                static_cast<long long>(sizes.photos), static_cast<long long>(sizes.faces), sizes.rounds);
    for (const auto& [name, took] : best)
        std::printf("%-40s %7.3f s (processor %.3f s)\n", name.c_str() + 2, took.clock, took.processor);
    const Seconds all = best["4 password to first query"];
    const Seconds stretching = best["1 Argon2id alone"];
    std::printf("all but %.3f s (processor %.3f s) is Argon2id\n", all.clock - stretching.clock,
                all.processor - stretching.processor);
}

} // namespace cloakroom::bench
