#pragma once

#include "core/base/Result.h"
#include "core/catalogue/ErasureRepository.h"
#include "core/catalogue/LibrarySettings.h"

#include <QList>
#include <QString>

namespace cloakroom {

class Library;

/// A photo that a rule says is to be erased.
struct DuePhoto {
    PhotoId photo;
    QString rule; ///< "bin": longer in the bin than the school keeps it
};

/// What was looked for in the library's own files after an erasure, and what else has to happen until nothing is left.
struct ErasureReceipt {
    struct Check {
        QString key; ///< "rows", "key", "previews", "logs", "files"
        QString text;
        bool isGone = false;
    };
    struct Remainder {
        QString key; ///< "library-key", "backup", "older-backups"
        QString text;
        std::optional<QDate> until; ///< by when it is done if backups are made as they should be
    };
    Erasure erasure;
    QList<Check> checked;
    QList<Remainder> remaining;

    /// Nothing is left in the library or any backup that this library knows of.
    [[nodiscard]] bool isComplete() const;
};

/// How long things are kept and how they go: settings, the bin, erasing and its receipts. Right::Administer; logged;
/// library's thread.
class Retention {
public:
    explicit Retention(Library& library)
        : m_library(library)
    {
    }

    [[nodiscard]] Result<LibrarySettings> settings();
    [[nodiscard]] Result<void> setSettings(const LibrarySettings& settings);

    /// Photos with an open, restricting or sealing flag are never due: the safeguarding lead decides on those.
    [[nodiscard]] Result<QList<DuePhoto>> due();
    /// Erases what is due; answers the erasure, or none when nothing was.
    [[nodiscard]] Result<std::optional<Erasure>> run();
    /// At once, for photos that the role may see, with a reason for the log. Cannot be undone. All or none.
    [[nodiscard]] Result<Erasure> erase(const QList<PhotoId>& photos, const QString& reason);

    [[nodiscard]] Result<QList<Erasure>> erasures();
    /// Looks at the library as it is now. NotFound.
    [[nodiscard]] Result<ErasureReceipt> receipt(ErasureId erasure);

private:
    [[nodiscard]] Result<Erasure> eraseAll(const QList<PhotoId>& photos, const QString& reason);

    Library& m_library;
};

} // namespace cloakroom
