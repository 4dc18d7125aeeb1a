#include "fuzz/Targets.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace cloakroom::fuzz {

namespace {

constexpr std::array kTargets = {
    Target{"library-json", 4'096, libraryInfoSeeds, readLibraryInfo},
    Target{"keyslot", 2'048, keyslotSeeds, readKeyslot},
    Target{"unit", 8'192, unitSeeds, readUnit},
    Target{"database", 400, editSeeds, readDatabase},
    Target{"vault-file", 400, editSeeds, readVaultFile},
    Target{"attempts", 8'192, editSeeds, readAttempts},
    Target{"lock", 2'048, csvSeeds, readLock},
    Target{"handover", 2'048, handoverSeeds, readHandover},
    Target{"manifest", 400, editSeeds, readManifest},
    Target{"checkpoint", 2'048, checkpointSeeds, readCheckpointFile},
    Target{"key-file", 256, keyFileSeeds, readKeyFileBytes},
    Target{"recovery-key", 256, recoveryKeySeeds, readRecoveryKey},
    Target{"csv", 8'192, csvSeeds, readCsvFile},
    Target{"list", 8'192, listSeeds, readListFile},
    Target{"message", 4'096, messageSeeds, readMessage},
    Target{"photo", 65'536, photoSeeds, readPhoto},
};

} // namespace

std::span<const Target> targets()
{
    return kTargets;
}

const Target* findTarget(const char* name)
{
    const auto found = std::find_if(kTargets.begin(), kTargets.end(),
                                    [&](const Target& target) { return std::string_view(target.name) == name; });
    return found == kTargets.end() ? nullptr : &*found;
}

void require(bool isKept, const char* promise)
{
    if (isKept)
        return;
    std::fprintf(stderr, "a promise is broken: %s\n", promise);
    std::abort();
}

QByteArray edited(QByteArray whole, ByteView edits)
{
    constexpr size_t kEditBytes = 5;
    for (; edits.size() >= kEditBytes && !whole.isEmpty(); edits = edits.subspan(kEditBytes)) {
        const auto at = static_cast<qsizetype>((edits[1] | edits[2] << 8 | edits[3] << 16) % whole.size());
        const qsizetype length = std::min<qsizetype>(qsizetype{edits[4]} * 17 + 1, whole.size() - at);
        switch (edits[0] % 6) {
        case 0:
            whole.truncate(at);
            break;
        case 1:
            whole.replace(at, length, QByteArray(length, '\0'));
            break;
        case 2:
            whole.replace(at, length, whole.left(length));
            break;
        case 3:
            whole.insert(at, whole.mid(at / 2, length));
            break;
        default:
            whole[at] = static_cast<char>(whole[at] ^ static_cast<char>(edits[4]));
        }
    }
    return whole;
}

QString writtenFile(const char* name, const QByteArray& bytes)
{
    static const QTemporaryDir folder = [] {
        const bool hasMemory = QFileInfo(QStringLiteral("/dev/shm")).isWritable();
        return QTemporaryDir(hasMemory ? QStringLiteral("/dev/shm/cloakroom-fuzz-XXXXXX") : QString());
    }();
    const QString path = folder.filePath(QString::fromLatin1(name));
    QFile file(path);
    require(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size(),
            "a file can be written");
    return path;
}

} // namespace cloakroom::fuzz
