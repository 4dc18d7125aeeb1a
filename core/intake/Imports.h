#pragma once

#include "core/base/Result.h"
#include "core/catalogue/ImportRecords.h"

#include <QList>
#include <QString>

namespace cloakroom {

class Library;

/// What an import left behind, ready to be shown or printed: who, when, from where, each file with its hash, and what
/// was removed from the card.
struct ImportReceipt {
    QString school;
    QString libraryId; ///< 32 hex digits
    ImportRecord record;
    QList<ImportFile> files;
    QByteArray digest; ///< BLAKE2b-256 over the files' lines; the log holds the one of the import's end
};

/// Looking back at imports. Right::Import; runs on the library's thread; changes are logged.
class Imports {
public:
    explicit Imports(Library& library)
        : m_library(library)
    {
    }

    /// Newest first. `limit` 0 = all.
    [[nodiscard]] Result<QList<ImportRecord>> list(int limit = 0);
    /// NotFound.
    [[nodiscard]] Result<ImportReceipt> receipt(ImportId import);

    /// Puts every photo that the import brought in, and that the role may see, into the bin; answers how many.
    [[nodiscard]] Result<int> undo(ImportId import);
    /// Takes those out of the bin again that undo() put there.
    [[nodiscard]] Result<int> redo(ImportId import);

    /// Hours after which photos should be off cards and personal devices; 0 = no reminder.
    [[nodiscard]] Result<int> reminderHours();
    /// Right::Administer. 0 to 8760.
    [[nodiscard]] Result<void> setReminderHours(int hours);
    /// Imports whose files are still on their source past that time, as far as the library knows; newest first.
    [[nodiscard]] Result<QList<ImportRecord>> overdue();
    /// Somebody says that the source is empty: no more reminders of it.
    [[nodiscard]] Result<void> settle(ImportId import);

private:
    Library& m_library;
};

/// BLAKE2b-256 over what stands in the lines, whatever became of the photos since. Pure.
[[nodiscard]] QByteArray receiptDigest(const QList<ImportFile>& files);

} // namespace cloakroom
