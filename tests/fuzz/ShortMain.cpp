// Tries every reader of foreign bytes for a short time: fuzz-short [--seconds N] [--seed S] [TARGET...]
//   fuzz-short --write-corpus FOLDER    writes the seeds, one folder for each target
//   fuzz-short --list                   the names of the targets
// Without a compiler that guides the search: the seeds and random changes to them. What is being tried lies in
// fuzz-TARGET.input in the temporary folder, for the case that the process ends.
#include "fuzz/Targets.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QStringList>

#include <cstdio>
#include <random>

using namespace cloakroom;
using namespace cloakroom::fuzz;

namespace {

QByteArray changed(QByteArray bytes, size_t mostBytes, std::mt19937_64& random)
{
    const auto most = static_cast<qsizetype>(mostBytes);
    for (uint64_t i = 1 + random() % 6; i > 0; --i) {
        const qsizetype at =
            bytes.isEmpty() ? 0 : static_cast<qsizetype>(random() % static_cast<uint64_t>(bytes.size()));
        switch (random() % 6) {
        case 0:
            bytes.truncate(at);
            break;
        case 1:
            bytes.insert(at, bytes.mid(at / 2, 40));
            break;
        case 2:
            bytes.insert(at, static_cast<char>(random()));
            break;
        case 3:
            bytes.append(QByteArray(static_cast<qsizetype>(random() % 20), static_cast<char>(random())));
            break;
        default:
            if (!bytes.isEmpty())
                bytes[at] =
                    random() % 2 ? static_cast<char>(random()) : static_cast<char>(bytes[at] ^ (1 << random() % 8));
        }
    }
    return bytes.left(most);
}

void keep(const Target& target, const QByteArray& input)
{
    QFile file(QDir::tempPath() + QStringLiteral("/fuzz-%1.input").arg(QLatin1String(target.name)));
    if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        file.write(input);
}

int64_t tryFor(const Target& target, int seconds, uint64_t seed)
{
    const QList<QByteArray> seeds = target.seeds();
    for (const QByteArray& one : seeds) {
        keep(target, one);
        target.run(viewOf(one));
    }
    std::mt19937_64 random(seed);
    QElapsedTimer timer;
    timer.start();
    int64_t tries = 0;
    QByteArray last = seeds.first();
    for (; timer.elapsed() < seconds * 1000; ++tries) {
        const QByteArray& from =
            random() % 4 == 0 ? last : seeds[static_cast<qsizetype>(random() % static_cast<uint64_t>(seeds.size()))];
        const QByteArray input = changed(from, target.mostBytes, random);
        keep(target, input);
        target.run(viewOf(input));
        last = input;
    }
    QFile::remove(QDir::tempPath() + QStringLiteral("/fuzz-%1.input").arg(QLatin1String(target.name)));
    return tries;
}

int writeCorpus(const QString& folder)
{
    for (const Target& target : targets()) {
        const QString own = folder + QLatin1Char('/') + QLatin1String(target.name);
        QDir().mkpath(own);
        int number = 0;
        for (const QByteArray& seed : target.seeds()) {
            QFile file(own + QStringLiteral("/seed-%1").arg(++number));
            if (!file.open(QIODevice::WriteOnly) || file.write(seed) != seed.size())
                return 1;
        }
    }
    return 0;
}

int listTargets()
{
    for (const Target& target : targets())
        std::puts(target.name);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    int seconds = 5;
    uint64_t seed = std::random_device()();
    QStringList names;
    const QStringList words = [&] {
        QStringList all;
        for (int i = 1; i < argc; ++i)
            all.append(QString::fromLocal8Bit(argv[i]));
        return all;
    }();
    for (qsizetype i = 0; i < words.size(); ++i) {
        const bool hasValue = i + 1 < words.size();
        if (words[i] == QStringLiteral("--write-corpus") && hasValue)
            return writeCorpus(words[i + 1]);
        if (words[i] == QStringLiteral("--list"))
            return listTargets();
        if (words[i] == QStringLiteral("--seconds") && hasValue)
            seconds = words[++i].toInt();
        else if (words[i] == QStringLiteral("--seed") && hasValue)
            seed = words[++i].toULongLong();
        else
            names.append(words[i]);
    }
    std::printf("fuzz-short --seconds %d --seed %llu\n", seconds, static_cast<unsigned long long>(seed));
    std::fflush(stdout);
    for (const Target& target : targets()) {
        if (!names.isEmpty() && !names.contains(QLatin1String(target.name)))
            continue;
        std::printf("%-14s %9lld inputs\n", target.name, static_cast<long long>(tryFor(target, seconds, seed)));
        std::fflush(stdout);
    }
    return 0;
}
