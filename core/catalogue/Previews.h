#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"

#include <QByteArray>
#include <QList>

#include <memory>

namespace cloakroom {

class Database;

/// Thumbnails and previews in previews.db, encrypted; everything in it can be rebuilt from the originals.
/// Holds uncovered pictures: only core/photos hands them out, covered as the role demands.
class Previews {
public:
    enum class Size { Thumbnail = 320, Preview = 2048 }; ///< longest edge in pixels

    explicit Previews(std::unique_ptr<Database> database);
    ~Previews();

    [[nodiscard]] Result<void> store(PhotoId photo, const QByteArray& thumbnail, const QByteArray& preview);
    /// A JPEG; empty when there is none.
    [[nodiscard]] Result<QByteArray> load(PhotoId photo, Size size);
    [[nodiscard]] Result<void> remove(PhotoId photo);
    /// Which photos have both sizes.
    [[nodiscard]] Result<QList<PhotoId>> photos();
    /// Brings everything from the write-ahead log into the file, for those who look at the file itself.
    [[nodiscard]] Result<void> checkpoint();
    /// See Database::copyTo.
    [[nodiscard]] Result<void> copyTo(const QString& path);

private:
    std::unique_ptr<Database> m_database;
};

} // namespace cloakroom
