#pragma once

#include "core/base/Result.h"
#include "core/catalogue/LibraryThread.h"

#include <QMutex>
#include <QSet>
#include <QString>
#include <QStringList>

namespace cloakroom {

/// Names for new files in the vault, reserved in the catalogue in batches before any file has one of them, so that
/// opening the library after a crash removes what no photo owns. Thread-safe.
class VaultNames {
public:
    explicit VaultNames(LibraryThread& library)
        : m_library(library)
    {
    }

    [[nodiscard]] Result<QString> take();
    /// A photo's row owns these now, and the reservation went with the row's transaction.
    void markOwned(const QStringList& names);
    /// Gives the rest back. Only when no file bears any of these names.
    [[nodiscard]] Result<void> releaseRest();

private:
    static constexpr int kBatch = 64;

    LibraryThread& m_library;
    QMutex m_mutex;
    QStringList m_free;
    QSet<QString> m_reserved; ///< taken or free, and owned by no photo
};

} // namespace cloakroom
