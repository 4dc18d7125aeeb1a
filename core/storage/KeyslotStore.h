#pragma once

#include "core/storage/Keyslot.h"

#include <QList>
#include <QString>

#include <optional>

namespace cloakroom {

/// The folder of keyslot files: `<32 hex>.slot`. Every write is atomic and flushed.
class KeyslotStore {
public:
    struct Loaded {
        QList<Keyslot> whole;
        /// The first file that could not be taken, if any: what to say when the wanted slot is not among the others.
        std::optional<Error> firstProblem;
        /// The first file that could not be read: unlike a damaged one it may be whole, and open the library, tomorrow.
        std::optional<Error> firstUnreadable;
        QList<QByteArray> damaged; ///< slot ids by file name; not those that only could not be read
    };

    explicit KeyslotStore(QString folder)
        : m_folder(std::move(folder))
    {
    }

    /// Slots of other libraries, or in files that do not bear their name, count as damaged.
    [[nodiscard]] Result<Loaded> load(const QByteArray& libraryId) const;
    [[nodiscard]] Result<void> save(const Keyslot& slot) const;
    [[nodiscard]] bool has(const Keyslot& slot) const;
    [[nodiscard]] Result<void> remove(const QByteArray& slotId) const;

private:
    [[nodiscard]] QString pathOf(const QByteArray& slotId) const;
    QString m_folder;
};

} // namespace cloakroom
