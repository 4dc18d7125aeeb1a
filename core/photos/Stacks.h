#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Photo.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>

#include <optional>

namespace cloakroom {

class Library;

/// What the search for bursts has to know of a photo.
struct StackCandidate {
    PhotoId photo;
    QDateTime takenAt; ///< the camera's wall clock
    QString camera;
    QByteArray look; ///< see Look.h
};

/// Photos of one moment: taken by one camera within three seconds of the one before and looking alike, or within a
/// minute and looking nearly the same. `candidates` by time. Only groups of two and more. Pure.
[[nodiscard]] QList<QList<PhotoId>> suggestedStacks(const QList<StackCandidate>& candidates);

/// Bursts and near-duplicates, kept together under the photo on top. Nothing is stacked by itself. Library's thread.
class Stacks {
public:
    explicit Stacks(Library& library)
        : m_library(library)
    {
    }

    /// Among photos that the role sees and that are in no stack; of `import` alone if it is valid.
    [[nodiscard]] Result<QList<QList<PhotoId>>> suggest(ImportId import = {});
    /// Right::Import; logged. The first is on top.
    [[nodiscard]] Result<void> stack(const QList<PhotoId>& photos);
    [[nodiscard]] Result<void> unstack(const QList<PhotoId>& photos);

private:
    [[nodiscard]] Result<void> change(const QList<PhotoId>& photos, PhotoId top, const QString& action);

    Library& m_library;
};

} // namespace cloakroom
