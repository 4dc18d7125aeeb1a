#pragma once

#include <QByteArray>
#include <QFile>
#include <QList>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace cloakroom::test {

/// How often some bytes stand in this process's writable memory. The needle is handed over with every bit turned, so
/// that the search does not find itself.
inline int timesInMemory(const QByteArray& turned)
{
    QFile maps(QStringLiteral("/proc/self/maps"));
    QFile memory(QStringLiteral("/proc/self/mem"));
    if (!maps.open(QIODevice::ReadOnly) || !memory.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        return -1;
    }
    const auto size = size_t(turned.size());
    int times = 0;
    std::vector<char> piece(size_t{1} << 20);
    const QList<QByteArray> lines = maps.readAll().split('\n');
    for (const QByteArray& line : lines) {
        const QList<QByteArray> words = line.simplified().split(' ');
        const QList<QByteArray> ends = words.first().split('-');
        if (words.size() < 2 || ends.size() != 2 || !words[1].startsWith("rw")) {
            continue;
        }
        const qint64 last = ends[1].toLongLong(nullptr, 16);
        for (qint64 at = ends[0].toLongLong(nullptr, 16); at < last; at += qint64(piece.size() - size)) {
            const qint64 got =
                memory.seek(at) ? memory.read(piece.data(), std::min(qint64(piece.size()), last - at)) : 0;
            auto from = piece.begin();
            const auto end = piece.begin() + std::max<qint64>(got, 0);
            for (;;) {
                from = std::search(from, end, turned.cbegin(), turned.cend(),
                                   [](char here, char there) { return here == char(~there); });
                if (from == end) {
                    break;
                }
                ++times;
                ++from;
            }
        }
        std::fill(piece.begin(), piece.end(), 0);
    }
    return times;
}

} // namespace cloakroom::test
