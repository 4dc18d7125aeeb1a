#pragma once

#include "core/base/Result.h"
#include "core/catalogue/RecognitionStep.h"

#include <QHash>
#include <QList>
#include <QSet>

namespace cloakroom {

class Database;

/// Where a photo came from.
struct PhotoPlace {
    GroupId group; ///< that it was taken of or for; invalid = none said
    ImportId import;
};

/// What the school stated and switched about face recognition, which is only ever added to; who is in which group; and
/// faces for which nobody is to be suggested. No rights, no rules.
class RecognitionRepository {
public:
    explicit RecognitionRepository(Database& database)
        : m_database(database)
    {
    }

    /// Oldest first.
    [[nodiscard]] Result<QList<RecognitionStep>> steps();
    [[nodiscard]] Result<void> add(const RecognitionStep& step);

    /// People of a group, protected ones and leavers too.
    [[nodiscard]] Result<QList<PersonId>> members(GroupId group);
    [[nodiscard]] Result<QHash<PersonId, QList<GroupId>>> groupsOf(const QList<PersonId>& people);
    [[nodiscard]] Result<PhotoPlace> placeOf(PhotoId photo);

    /// Nobody is to be suggested for this face.
    [[nodiscard]] Result<void> stopSuggesting(FaceId face, UserId by, const QDateTime& at);
    [[nodiscard]] Result<void> suggestAgain(FaceId face);
    /// Faces of a photo for which nobody is to be suggested.
    [[nodiscard]] Result<QSet<FaceId>> unsuggested(PhotoId photo);

private:
    Database& m_database;
};

} // namespace cloakroom
