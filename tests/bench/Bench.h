#pragma once

#include <QElapsedTimer>
#include <QString>

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <map>
#include <string>

namespace cloakroom::bench {

struct Sizes {
    int64_t photos = 200'000;
    int64_t faces = 1'000'000;
    int64_t vaultFiles = 40; ///< of 8 MB
    int rounds = 3;
    QString folder; ///< on the disk that is to be measured
};

/// What something took by the clock, and of all processors: the second hardly depends on what else the computer does.
struct Seconds {
    double clock = 0;
    double processor = 0;

    Seconds& operator+=(const Seconds& other)
    {
        clock += other.clock;
        processor += other.processor;
        return *this;
    }
    friend Seconds operator+(Seconds first, const Seconds& second) { return first += second; }
};

/// The names begin with a number that orders them.
using Times = std::map<std::string, Seconds>;

template <typename Work>
Seconds secondsOf(Work&& work)
{
    QElapsedTimer timer;
    timer.start();
    const std::clock_t before = std::clock();
    work();
    const double processor = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
    return {static_cast<double>(timer.nsecsElapsed()) / 1e9, processor};
}

inline void keepBest(Times& best, const Times& times)
{
    for (const auto& [name, seconds] : times) {
        const auto [kept, isNew] = best.emplace(name, seconds);
        if (!isNew)
            kept->second = {std::min(kept->second.clock, seconds.clock),
                            std::min(kept->second.processor, seconds.processor)};
    }
}

/// So that the next reading comes from the disk.
void dropCache(const std::string& path);

/// Bulk insert, cold scan, warm reads: encrypted beside plain SQLite and SQLCipher.
void benchCatalogue(const Sizes& sizes);
/// Originals in and out of the vault beside a plain copy plus the bare cipher.
void benchVault(const Sizes& sizes);
/// From the password to the first answer in a library of this size.
void benchOpening(const Sizes& sizes);

} // namespace cloakroom::bench
