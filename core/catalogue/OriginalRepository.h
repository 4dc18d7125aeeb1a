#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Photo.h"

#include <QList>
#include <QStringList>

namespace cloakroom {

class Database;

/// One encrypted file: a photo's original, or a part that came with it.
struct OriginalRow {
    PhotoId photo;
    qint64 part = 0; ///< 0 = the original itself
    StoredOriginal original;
};

/// What the catalogue knows of all originals, for those who look after the library as a whole: checking, change of key,
/// backup, repair. No rights.
class OriginalRepository {
public:
    explicit OriginalRepository(Database& database)
        : m_database(database)
    {
    }

    /// By photo; those in the bin as well.
    [[nodiscard]] Result<QList<OriginalRow>> list();
    /// Names that belong to an import under way, or to files that are about to be deleted.
    [[nodiscard]] Result<QStringList> reservedNames();
    [[nodiscard]] Result<void> setWrappedKey(const OriginalRow& row, const QByteArray& wrapped);

private:
    Database& m_database;
};

} // namespace cloakroom
