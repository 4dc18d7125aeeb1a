#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Photo.h"

#include <QList>
#include <QSet>

#include <optional>
#include <utility>

namespace cloakroom {

class Database;

/// A part's row to be.
struct NewPart {
    PhotoId photo;
    PartRole role = PartRole::Settings;
    QString name;
    StoredOriginal original;
};

/// Bytes that the library has, as a photo or as a part of one.
struct KnownFile {
    PhotoId photo;
    StoredOriginal original;
    bool isInBin = false;
};

/// The files that are kept with photos. No rights. Errors besides the database's: NotFound.
class PartRepository {
public:
    explicit PartRepository(Database& database)
        : m_database(database)
    {
    }

    [[nodiscard]] Result<PartId> insert(const NewPart& part);
    [[nodiscard]] Result<QList<PhotoPart>> of(PhotoId photo);
    [[nodiscard]] Result<StoredOriginal> original(PhotoId photo, PartId part);
    /// A file with these bytes; one of `photo` comes first, then those that are not in the bin.
    [[nodiscard]] Result<std::optional<KnownFile>> byDigest(const QByteArray& digest, PhotoId photo = {});

    /// Names and lengths of all stored files that are as long as one of `lengths`.
    [[nodiscard]] Result<QSet<std::pair<QString, qint64>>> namesOfLengths(const QList<qint64>& lengths);

private:
    Database& m_database;
};

} // namespace cloakroom
