#include "core/crypto/KeyDerivation.h"

#include <QtGlobal>

#include <sodium.h>

namespace cloakroom {

namespace {

const char* contextOf(KeyPurpose purpose)
{
    switch (purpose) {
    case KeyPurpose::LibraryTree:
        return "ck-libry";
    case KeyPurpose::OriginalsTree:
        return "ck-origs";
    case KeyPurpose::Backup:
        return "ck-backp";
    case KeyPurpose::BackupCatalogue:
        return "ck-bkcat";
    case KeyPurpose::BackupManifest:
        return "ck-bkman";
    case KeyPurpose::Catalogue:
        return "ck-catlg";
    case KeyPurpose::Previews:
        return "ck-previ";
    case KeyPurpose::Audit:
        return "ck-audit";
    case KeyPurpose::SlotRecords:
        return "ck-slotr";
    case KeyPurpose::LibraryInfo:
        return "ck-linfo";
    case KeyPurpose::VaultWrap:
        return "ck-vwrap";
    case KeyPurpose::VaultDigest:
        return "ck-vdgst";
    case KeyPurpose::CarriedLibrary:
        return "ck-crlib";
    case KeyPurpose::CarriedOriginals:
        return "ck-crorg";
    case KeyPurpose::SlotWrap:
        return "ck-swrap";
    case KeyPurpose::SlotCommitment:
        return "ck-scomm";
    }
    qFatal("unknown key purpose");
}

} // namespace

SecretBuffer deriveKey(ByteView parent, KeyPurpose purpose)
{
    static_assert(crypto_kdf_KEYBYTES == kKeyBytes && crypto_kdf_CONTEXTBYTES == 8);
    if (parent.size() != kKeyBytes)
        qFatal("a key to derive from has the wrong length");
    SecretBuffer key(kKeyBytes);
    crypto_kdf_derive_from_key(key.mutableView().data(), kKeyBytes, 1, contextOf(purpose), parent.data());
    return key;
}

} // namespace cloakroom
