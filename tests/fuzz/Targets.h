#pragma once

#include "core/crypto/Bytes.h"

#include <QByteArray>
#include <QList>

#include <functional>
#include <span>

namespace cloakroom::fuzz {

/// Something that reads bytes that anybody may have written. Whatever they are, it must neither crash nor take what is
/// false for true: then it ends the process.
struct Target {
    const char* name;
    size_t mostBytes; ///< of an input that is worth trying
    QList<QByteArray> (*seeds)(); ///< made by the program itself
    void (*run)(ByteView input);
};

[[nodiscard]] std::span<const Target> targets();
[[nodiscard]] const Target* findTarget(const char* name);

/// Ends the process with words when a promise is broken.
void require(bool isKept, const char* promise);

/// Takes the input for a list of changes (cut, swap, copy, flip) and makes them to `whole`: nearly right files find
/// more than random bytes do.
[[nodiscard]] QByteArray edited(QByteArray whole, ByteView edits);

/// For inputs that have to lie in a file; one file of that name for the process, in memory where there is some.
[[nodiscard]] QString writtenFile(const char* name, const QByteArray& bytes);

// The targets, by what they read.
QList<QByteArray> libraryInfoSeeds();
void readLibraryInfo(ByteView input);
QList<QByteArray> keyslotSeeds();
void readKeyslot(ByteView input);
QList<QByteArray> editSeeds();
void readVaultFile(ByteView input);
void readDatabase(ByteView input);
QList<QByteArray> unitSeeds();
void readUnit(ByteView input);
void readAttempts(ByteView input);
QList<QByteArray> handoverSeeds();
void readHandover(ByteView input);
void readLock(ByteView input);
void readManifest(ByteView input);
QList<QByteArray> checkpointSeeds();
void readCheckpointFile(ByteView input);
QList<QByteArray> keyFileSeeds();
void readKeyFileBytes(ByteView input);
QList<QByteArray> recoveryKeySeeds();
void readRecoveryKey(ByteView input);
QList<QByteArray> csvSeeds();
void readCsvFile(ByteView input);
QList<QByteArray> listSeeds();
void readListFile(ByteView input);
QList<QByteArray> messageSeeds();
void readMessage(ByteView input);
QList<QByteArray> photoSeeds();
void readPhoto(ByteView input);

} // namespace cloakroom::fuzz
