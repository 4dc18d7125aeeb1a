#include "core/storage/Keyring.h"

#include "core/crypto/KeyDerivation.h"

namespace cloakroom {

Keyring::Keyring(const Grant& grant)
{
    if (grant.kind == GrantedKey::Root) {
        m_root = grant.key.clone();
        m_libraryTree = deriveKey(m_root.view(), KeyPurpose::LibraryTree);
        const SecretBuffer originals = deriveKey(m_root.view(), KeyPurpose::OriginalsTree);
        m_vaultWrap = deriveKey(originals.view(), KeyPurpose::VaultWrap);
        m_vaultDigest = deriveKey(originals.view(), KeyPurpose::VaultDigest);
        m_backup = deriveKey(m_root.view(), KeyPurpose::Backup);
    } else {
        m_libraryTree = grant.key.clone();
    }
    m_catalogue = deriveKey(m_libraryTree.view(), KeyPurpose::Catalogue);
    m_previews = deriveKey(m_libraryTree.view(), KeyPurpose::Previews);
    m_audit = deriveKey(m_libraryTree.view(), KeyPurpose::Audit);
    m_slotRecords = deriveKey(m_libraryTree.view(), KeyPurpose::SlotRecords);
    m_libraryInfo = deriveKey(m_libraryTree.view(), KeyPurpose::LibraryInfo);
}

Grant Keyring::grantFor(UserId user, Role role, quint32 generation) const
{
    const bool isLimited = role == Role::Viewer;
    return {user, role, generation, isLimited ? GrantedKey::LibraryTree : GrantedKey::Root,
            isLimited ? m_libraryTree.clone() : m_root.clone()};
}

} // namespace cloakroom
