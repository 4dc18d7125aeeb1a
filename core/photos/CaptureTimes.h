#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Photo.h"

#include <QDateTime>
#include <QList>

#include <optional>

namespace cloakroom {

class Library;

/// What a correction does to one photo. Times are the camera's wall clock.
struct TimeChange {
    PhotoId photo;
    QString name;
    std::optional<QDateTime> before;
    std::optional<QDateTime> after; ///< as before for a photo without a time
};

/// Corrects when photos were taken, for a whole batch of a camera whose clock was wrong. What the camera wrote is kept
/// and can be brought back; originals are never changed. Right::Import; all photos or none; logged. Library's thread.
class CaptureTimes {
public:
    explicit CaptureTimes(Library& library)
        : m_library(library)
    {
    }

    /// What shift() would do; changes nothing.
    [[nodiscard]] Result<QList<TimeChange>> preview(const QList<PhotoId>& photos, qint64 seconds);
    /// Later by so many seconds, or earlier; photos without a time stay as they are. Invalid beyond a century, or when
    /// a time would leave the years 1826 to 9999.
    [[nodiscard]] Result<QList<TimeChange>> shift(const QList<PhotoId>& photos, qint64 seconds);
    /// The same time for all of them, for photos whose camera wrote none.
    [[nodiscard]] Result<void> set(const QList<PhotoId>& photos, const QDateTime& wallClock);
    /// Back to what the camera wrote.
    [[nodiscard]] Result<void> reset(const QList<PhotoId>& photos);

private:
    Library& m_library;
};

} // namespace cloakroom
