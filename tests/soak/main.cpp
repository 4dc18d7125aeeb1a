// The long tests of the storage: storage-soak SUBJECT [--count N] [--seed S] [--folder FOLDER]
// Says its seed first, so that what failed can be run again, and what it did last.
#include "soak/DiskRuns.h"
#include "soak/StressRun.h"

#include <QElapsedTimer>
#include <QString>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <span>
#include <string_view>

namespace {

using namespace cloakroom::soak;

struct Arguments {
    std::string subject;
    int64_t count = 0;
    uint64_t seed = std::random_device()();
    QString folder; ///< where temporary files go
};

struct Subject {
    const char* name;
    int64_t usualCount;
    std::function<void(const Arguments&, Counts&)> run;
};

/// Memory rather than a disk, where there is some: what is tested is not the disk.
QString fastFolder()
{
    const QString memory = QStringLiteral("/dev/shm");
    return QFileInfo(memory).isWritable() ? memory : QDir::tempPath();
}

void stress(const Arguments& arguments, Counts& counts)
{
    const QTemporaryDir folder(arguments.folder + QStringLiteral("/cloakroom-soak-XXXXXX"));
    if (!folder.isValid())
        throw Failure("no folder for temporary files");
    StressRun run(folder.path().toStdString(), arguments.seed);
    run.run(arguments.count);
    counts = run.counts();
}

const std::vector<Subject>& subjects()
{
    static const std::vector<Subject> all = {
        {"stress", 100'000, stress},
        {"power-cuts", 20'000,
         [](const Arguments& arguments, Counts& counts) { runPowerCuts(arguments.count, arguments.seed, counts); }},
        {"disk-faults", 20'000,
         [](const Arguments& arguments, Counts& counts) { runDiskFaults(arguments.count, arguments.seed, counts); }},
        {"memory-faults", 5'000,
         [](const Arguments& arguments, Counts& counts) { runMemoryFaults(arguments.count, arguments.seed, counts); }},
    };
    return all;
}

int usage()
{
    std::fprintf(stderr, "usage: storage-soak SUBJECT [--count N] [--seed S] [--folder FOLDER]\nsubjects:");
    for (const Subject& subject : subjects())
        std::fprintf(stderr, " %s (%lld)", subject.name, static_cast<long long>(subject.usualCount));
    std::fprintf(stderr, "\n");
    return 2;
}

bool parse(std::span<char*> words, Arguments& arguments)
{
    if (words.size() % 2 == 0)
        return false;
    arguments.subject = words[0];
    arguments.folder = fastFolder();
    for (size_t i = 1; i + 1 < words.size(); i += 2) {
        const std::string_view name(words[i]);
        if (name == "--count")
            arguments.count = std::atoll(words[i + 1]);
        else if (name == "--seed")
            arguments.seed = std::strtoull(words[i + 1], nullptr, 10);
        else if (name == "--folder")
            arguments.folder = QString::fromLocal8Bit(words[i + 1]);
        else
            return false;
    }
    return arguments.count >= 0;
}

int runSubject(const Subject& subject, Arguments arguments)
{
    if (arguments.count == 0)
        arguments.count = subject.usualCount;
    std::printf("storage-soak %s --count %lld --seed %llu\n", subject.name, static_cast<long long>(arguments.count),
                static_cast<unsigned long long>(arguments.seed));
    std::fflush(stdout);
    QElapsedTimer timer;
    timer.start();
    Counts counts;
    try {
        subject.run(arguments, counts);
    } catch (const std::exception& problem) {
        std::printf("FAILED: %s\nrepeat with: storage-soak %s --count %lld --seed %llu\n", problem.what(), subject.name,
                    static_cast<long long>(arguments.count), static_cast<unsigned long long>(arguments.seed));
        return 1;
    }
    for (const auto& [name, count] : counts)
        std::printf("%9lld %s\n", static_cast<long long>(count), name.c_str());
    std::printf("passed in %.1f s\n", static_cast<double>(timer.elapsed()) / 1000);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    Arguments arguments;
    if (argc < 2 || !parse(std::span(argv, static_cast<size_t>(argc)).subspan(1), arguments))
        return usage();
    for (const Subject& subject : subjects()) {
        if (arguments.subject == subject.name)
            return runSubject(subject, arguments);
    }
    return usage();
}
