#pragma once

#include "core/storage/EncryptedVfs.h"
#include "core/storage/Keyring.h"
#include "core/storage/Vault.h"

#include <functional>

namespace cloakroom {

class KeyslotStore;

/// Called after each step on disk with its name; an error ends the change there, as a failing disk would. For tests.
using KeyChangeObserver = std::function<Result<void>(const char* step)>;

/// A library's next generation of keys while it is being made. Everything new is written into the folder
/// `change-key.part`; commit() flushes it and renames that folder to `change-key`, which is the one moment of change:
/// before it the old generation counts, after it the new one, whose files finishKeyChange() moves to their places. An
/// object that goes away without commit() takes its folder away. Made by UnlockedFolder::beginKeyChange, under the
/// library's lock.
class KeyChange {
public:
    ~KeyChange();
    KeyChange(KeyChange&& other) noexcept;
    KeyChange& operator=(KeyChange&&) = delete;
    KeyChange(const KeyChange&) = delete;
    KeyChange& operator=(const KeyChange&) = delete;

    /// Where the new databases are to be made; their keys are registered while this lives.
    [[nodiscard]] QString cataloguePath() const;
    [[nodiscard]] QString previewsPath() const;
    [[nodiscard]] quint32 generation() const { return m_folder.generation(); }
    /// Wraps photo keys for the new generation.
    [[nodiscard]] Vault vault() const;

    /// The new databases are closed. After an error the old generation still counts.
    [[nodiscard]] Result<void> commit();

private:
    friend class UnlockedFolder;
    KeyChange(LibraryFolder next, Keyring keys, KeyChangeObserver observer);
    [[nodiscard]] Result<void> makeFolders();
    [[nodiscard]] Result<void> addSlot(const Keyslot& slot) const;
    [[nodiscard]] Result<void> addInfo() const;
    [[nodiscard]] Result<void> registerKeys();
    [[nodiscard]] Result<void> after(const char* step) const;

    LibraryFolder m_folder; ///< as it will be
    Keyring m_keys;
    KeyChangeObserver m_observer;
    KeyRegistration m_catalogue;
    KeyRegistration m_previews;
    bool m_isOurs = false; ///< the unfinished folder is to be taken away
};

/// Brings a change of key that was cut off to its end: takes away what was not committed, moves into place what was.
/// Needs no key. Only under the library's lock, with its databases closed. Says whether files were moved, so that
/// library.json has to be read again.
[[nodiscard]] Result<bool> finishKeyChange(const QString& libraryPath, const KeyChangeObserver& observer = {});

} // namespace cloakroom
