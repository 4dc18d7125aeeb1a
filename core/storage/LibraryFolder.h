#pragma once

#include "core/base/Result.h"
#include "core/crypto/PasswordHash.h"

#include <QByteArray>
#include <QString>

namespace cloakroom {

/// Two keys of the library's first generation that later ones go on using, sealed under the later one's keys: what was
/// computed with them (digests of originals, hashes of the log's erasable words) stays comparable. Both or none.
struct CarriedKeys {
    QByteArray digest; ///< vault digest key, for those who reach the originals
    QByteArray detail; ///< key of the log's erasable words

    [[nodiscard]] bool isNone() const { return digest.isEmpty() && detail.isEmpty(); }
};

/// A library as anybody sees it without a password: where things lie, and what library.json says. A plain value.
/// Its contents are proven only by UnlockedFolder (the file is authenticated with a key inside).
class LibraryFolder {
public:
    /// NotFound when there is no library, NewerVersion, Damaged (library.json), Unreadable.
    [[nodiscard]] static Result<LibraryFolder> inspect(const QString& path);
    /// Whether it looks like a library at all; never fails.
    [[nodiscard]] static bool isLibrary(const QString& path);

    [[nodiscard]] const QString& path() const { return m_path; }
    [[nodiscard]] QString cataloguePath() const { return m_path + QStringLiteral("/catalogue.db"); }
    [[nodiscard]] QString previewsPath() const { return m_path + QStringLiteral("/previews.db"); }
    [[nodiscard]] QString vaultPath() const { return m_path + QStringLiteral("/vault"); }
    [[nodiscard]] QString keyslotsPath() const { return m_path + QStringLiteral("/keyslots"); }
    [[nodiscard]] QString attemptsPath() const { return keyslotsPath() + QStringLiteral("/attempts"); }
    [[nodiscard]] QString lockPath() const { return m_path + QStringLiteral("/lock"); }
    [[nodiscard]] QString infoPath() const { return m_path + QStringLiteral("/library.json"); }

    /// 16 random bytes.
    [[nodiscard]] const QByteArray& libraryId() const { return m_libraryId; }
    [[nodiscard]] const QByteArray& nameSalt() const { return m_nameSalt; }
    /// Keyed digest of the school's name: proves a name to those inside, tells nothing to others.
    [[nodiscard]] const QByteArray& schoolDigest() const { return m_schoolDigest; }
    [[nodiscard]] const KdfCost& kdfCost() const { return m_kdfCost; }
    /// Counts from 1; one more with each change of the library's key.
    [[nodiscard]] quint32 generation() const { return m_generation; }
    [[nodiscard]] const CarriedKeys& carried() const { return m_carried; }

private:
    friend class LibraryInfoFile;
    LibraryFolder() = default;

    QString m_path;
    QByteArray m_libraryId;
    QByteArray m_nameSalt;
    QByteArray m_schoolDigest;
    QByteArray m_seal;
    KdfCost m_kdfCost;
    CarriedKeys m_carried;
    quint32 m_generation = 0;
};

} // namespace cloakroom
