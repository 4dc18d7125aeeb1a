#pragma once

#include "core/storage/Keyslot.h"
#include "core/storage/LibraryFolder.h"

namespace cloakroom {

/// The keys that a grant opens. Immutable; any thread.
class Keyring {
public:
    explicit Keyring(const Grant& grant);

    /// Goes over to the keys that the library carries on from an earlier generation. False when they do not
    /// authenticate.
    [[nodiscard]] bool carry(const LibraryFolder& folder);
    /// What a later generation, whose keys are `next`, carries on of this one; only where the originals are reached.
    [[nodiscard]] CarriedKeys carriedTo(const Keyring& next, const QByteArray& libraryId, quint32 generation) const;

    [[nodiscard]] ByteView catalogue() const { return m_catalogue.view(); }
    [[nodiscard]] ByteView previews() const { return m_previews.view(); }
    [[nodiscard]] ByteView audit() const { return m_audit.view(); }
    [[nodiscard]] ByteView slotRecords() const { return m_slotRecords.view(); }
    [[nodiscard]] ByteView libraryInfo() const { return m_libraryInfo.view(); }

    /// Whether the following are there: not for a viewer.
    [[nodiscard]] bool reachesOriginals() const { return !m_root.isEmpty(); }
    [[nodiscard]] ByteView vaultWrap() const { return m_vaultWrap.view(); }
    [[nodiscard]] ByteView vaultDigest() const { return m_vaultDigest.view(); }
    [[nodiscard]] ByteView backup() const { return m_backup.view(); }

    /// What a grant for the role hands over; only where the originals are reached.
    [[nodiscard]] Grant grantFor(UserId user, Role role, quint32 generation) const;

private:
    SecretBuffer m_root;
    SecretBuffer m_libraryTree;
    SecretBuffer m_catalogue;
    SecretBuffer m_previews;
    SecretBuffer m_audit;
    SecretBuffer m_slotRecords;
    SecretBuffer m_libraryInfo;
    SecretBuffer m_vaultWrap;
    SecretBuffer m_vaultDigest;
    SecretBuffer m_backup;
    SecretBuffer m_carriedLibrary;
    SecretBuffer m_carriedOriginals;
};

} // namespace cloakroom
