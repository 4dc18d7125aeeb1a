// What encryption costs: storage-bench [catalogue|vault|opening|all] [--photos N] [--faces N] [--rounds N] [--folder F]
#include "bench/Bench.h"
#include "core/storage/EncryptedVfs.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <exception>

namespace cloakroom::bench {

void dropCache(const std::string& path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    (void)::fsync(file);
    (void)!::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    ::close(file);
}

} // namespace cloakroom::bench

int main(int argc, char** argv)
{
    using namespace cloakroom::bench;
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    Sizes sizes;
    sizes.folder = QDir::tempPath();
    const QString what = words.size() > 1 ? words[1] : QStringLiteral("all");
    for (qsizetype i = 2; i + 1 < words.size(); i += 2) {
        if (words[i] == QStringLiteral("--photos"))
            sizes.photos = words[i + 1].toLongLong();
        else if (words[i] == QStringLiteral("--faces"))
            sizes.faces = words[i + 1].toLongLong();
        else if (words[i] == QStringLiteral("--rounds"))
            sizes.rounds = words[i + 1].toInt();
        else if (words[i] == QStringLiteral("--folder"))
            sizes.folder = words[i + 1];
    }
    if (!cloakroom::registerVfs() || sizes.photos < 1000 || sizes.faces < sizes.photos || sizes.rounds < 1)
        return 2;
    try {
        const bool isAll = what == QStringLiteral("all");
        if (isAll || what == QStringLiteral("vault"))
            benchVault(sizes);
        if (isAll || what == QStringLiteral("opening"))
            benchOpening(sizes);
        if (isAll || what == QStringLiteral("catalogue"))
            benchCatalogue(sizes);
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "storage-bench: %s\n", problem.what());
        return 1;
    }
    return 0;
}
