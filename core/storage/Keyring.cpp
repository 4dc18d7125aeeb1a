#include "core/storage/Keyring.h"

#include "core/crypto/Aead.h"
#include "core/crypto/KeyDerivation.h"
#include "core/storage/LittleEndian.h"

#include <array>

namespace cloakroom {

namespace {

constexpr std::array<unsigned char, 8> kCarriedDomain = {'c', 'k', '-', 'c', 'a', 'r', 'y', '1'};

QByteArray carriedContext(const QByteArray& libraryId, quint32 generation)
{
    QByteArray number(4, '\0');
    putNumber(mutableViewOf(number), 0, generation);
    return copyOf(kCarriedDomain) + libraryId + number;
}

} // namespace

Keyring::Keyring(const Grant& grant)
{
    if (grant.kind == GrantedKey::Root) {
        m_root = grant.key.clone();
        m_libraryTree = deriveKey(m_root.view(), KeyPurpose::LibraryTree);
        const SecretBuffer originals = deriveKey(m_root.view(), KeyPurpose::OriginalsTree);
        m_vaultWrap = deriveKey(originals.view(), KeyPurpose::VaultWrap);
        m_vaultDigest = deriveKey(originals.view(), KeyPurpose::VaultDigest);
        m_carriedOriginals = deriveKey(originals.view(), KeyPurpose::CarriedOriginals);
        m_backup = deriveKey(m_root.view(), KeyPurpose::Backup);
    } else {
        m_libraryTree = grant.key.clone();
    }
    m_catalogue = deriveKey(m_libraryTree.view(), KeyPurpose::Catalogue);
    m_previews = deriveKey(m_libraryTree.view(), KeyPurpose::Previews);
    m_audit = deriveKey(m_libraryTree.view(), KeyPurpose::Audit);
    m_slotRecords = deriveKey(m_libraryTree.view(), KeyPurpose::SlotRecords);
    m_libraryInfo = deriveKey(m_libraryTree.view(), KeyPurpose::LibraryInfo);
    m_carriedLibrary = deriveKey(m_libraryTree.view(), KeyPurpose::CarriedLibrary);
}

bool Keyring::carry(const LibraryFolder& folder)
{
    const CarriedKeys& carried = folder.carried();
    if (carried.isNone())
        return true;
    const QByteArray context = carriedContext(folder.libraryId(), folder.generation());
    SecretBuffer detail = open(m_carriedLibrary.view(), viewOf(carried.detail), viewOf(context));
    if (detail.size() != kKeyBytes)
        return false;
    m_audit = std::move(detail);
    if (!reachesOriginals())
        return true;
    SecretBuffer digest = open(m_carriedOriginals.view(), viewOf(carried.digest), viewOf(context));
    if (digest.size() != kKeyBytes)
        return false;
    m_vaultDigest = std::move(digest);
    return true;
}

CarriedKeys Keyring::carriedTo(const Keyring& next, const QByteArray& libraryId, quint32 generation) const
{
    const QByteArray context = carriedContext(libraryId, generation);
    return {seal(next.m_carriedOriginals.view(), m_vaultDigest.view(), viewOf(context)),
            seal(next.m_carriedLibrary.view(), m_audit.view(), viewOf(context))};
}

Grant Keyring::grantFor(UserId user, Role role, quint32 generation) const
{
    const bool isLimited = role == Role::Viewer;
    return {user, role, generation, isLimited ? GrantedKey::LibraryTree : GrantedKey::Root,
            isLimited ? m_libraryTree.clone() : m_root.clone()};
}

} // namespace cloakroom
