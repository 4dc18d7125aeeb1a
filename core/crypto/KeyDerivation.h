#pragma once

#include "core/crypto/SecretBuffer.h"

namespace cloakroom {

/// What a derived key is for. Each has its own name in the derivation (docs/format.md): never change one.
enum class KeyPurpose {
    LibraryTree, ///< from the root key: parent of everything that a viewer may have
    OriginalsTree, ///< from the root key: parent of the vault's keys, not in a viewer's grant
    Backup, ///< from the root key
    BackupCatalogue, ///< from the backup key: the catalogue in a backup
    BackupManifest, ///< from the backup key: seals manifests
    Catalogue, ///< from the library tree
    Previews, ///< from the library tree
    Audit, ///< from the library tree
    SlotRecords, ///< from the library tree: who holds which keyslot
    LibraryInfo, ///< from the library tree: authenticates library.json
    VaultWrap, ///< from the originals tree: wraps photo keys
    VaultDigest, ///< from the originals tree: keyed digests of originals
    CarriedLibrary, ///< from the library tree: seals what of an earlier generation is still needed
    CarriedOriginals, ///< from the originals tree: the same
    SlotWrap, ///< from a password's or recovery key's hash: wraps the user's seed
    SlotCommitment, ///< from the same: what the slot shows to commit to that hash
};

/// crypto_kdf (BLAKE2b) with subkey number 1 and the purpose's name as context. `parent` has kKeyBytes bytes.
[[nodiscard]] SecretBuffer deriveKey(ByteView parent, KeyPurpose purpose);

} // namespace cloakroom
