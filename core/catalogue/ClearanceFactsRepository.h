#pragma once

#include "core/base/Result.h"
#include "core/catalogue/ClearanceFacts.h"

#include <QHash>
#include <QList>

namespace cloakroom {

class Database;

/// Reads what the rules look at, nothing decided yet. What has no meaning to this program comes out as the rules'
/// strict reading of it: an unknown kind of photo as a video, an unknown state of a face as unreviewed.
class ClearanceFactsRepository {
public:
    explicit ClearanceFactsRepository(Database& database)
        : m_database(database)
    {
    }

    /// In the order asked; ids that do not exist are left out.
    [[nodiscard]] Result<QList<PhotoFactsForClearance>> photos(const QList<PhotoId>& photos, PurposeId purpose);
    /// With their consents for this purpose, by id.
    [[nodiscard]] Result<QHash<PersonId, PersonFacts>> people(const QList<PersonId>& people, PurposeId purpose);

private:
    [[nodiscard]] Result<void> readConsents(QHash<PersonId, PersonFacts>& people, const QString& ids,
                                            PurposeId purpose);
    [[nodiscard]] Result<void> readFaces(QHash<PhotoId, PhotoFactsForClearance>& photos, const QString& ids,
                                         PurposeId purpose);
    [[nodiscard]] Result<void> readSignOffs(QHash<PhotoId, PhotoFactsForClearance>& photos, const QString& ids,
                                            PurposeId purpose);

    Database& m_database;
};

/// Ids as a JSON list, for `IN (SELECT value FROM json_each(?))`: one statement however many there are.
template <typename IdType>
[[nodiscard]] QString idList(const QList<IdType>& ids)
{
    QString json = QStringLiteral("[");
    for (qsizetype i = 0; i < ids.size(); ++i) {
        json += (i == 0 ? QString() : QStringLiteral(",")) + QString::number(ids.at(i).value);
    }
    return json + QLatin1Char(']');
}

} // namespace cloakroom
