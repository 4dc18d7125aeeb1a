#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Photo.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
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
    /// How many photos each of `photos` is kept together with, itself included, as far as the role sees them; those in
    /// no stack are left out.
    [[nodiscard]] Result<QHash<PhotoId, int>> sizes(const QList<PhotoId>& photos);
    /// Right::Import; logged. The first is on top. Stacks that any of them is in join with all their photos.
    [[nodiscard]] Result<void> stack(const QList<PhotoId>& photos);
    /// Of its stack; Invalid when it is in none.
    [[nodiscard]] Result<void> putOnTop(PhotoId photo);
    /// Takes these out; the others stay together.
    [[nodiscard]] Result<void> unstack(const QList<PhotoId>& photos);
    /// Takes whole stacks apart, those that any of `photos` is in, and answers what they held, the top first.
    [[nodiscard]] Result<QList<QList<PhotoId>>> takeApart(const QList<PhotoId>& photos);

private:
    [[nodiscard]] Result<QList<QList<PhotoId>>> stacksOf(const QList<PhotoId>& photos);
    [[nodiscard]] Result<void> change(const QList<PhotoId>& photos, PhotoId top, const QString& action);

    Library& m_library;
};

} // namespace cloakroom
