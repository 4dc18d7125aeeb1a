#pragma once

#include "core/base/Result.h"
#include "core/catalogue/ChangeNotes.h"
#include "core/catalogue/ClearanceQuery.h"
#include "core/catalogue/FaceIndex.h"
#include "core/catalogue/TakedownCache.h"

#include <QSet>

namespace cloakroom {

/// The clearances of a whole library, kept from one question to the next: what changed in between is noted by triggers
/// of this connection, and only those photos are asked for again. Never older than the last committed change; inside a
/// transaction nothing is kept. Belongs to its Database's thread and ends before it.
class ClearanceCache {
public:
    explicit ClearanceCache(Database& database);

    /// Who is in which photo, kept current in the same way.
    [[nodiscard]] FaceIndex& faces() { return m_faces; }
    /// What has to be taken down, kept current in the same way.
    [[nodiscard]] TakedownCache& takedowns() { return m_takedowns; }
    /// Every photo's row, by id: always equal to clearanceRows() for all.
    [[nodiscard]] Result<QList<ClearanceRow>> rows(const Purpose& purpose, const ConsentSettings& settings, QDate day);

private:
    struct Kept {
        Purpose purpose;
        ConsentSettings settings;
        QDate day;
        QList<ClearanceRow> rows;
        QSet<PhotoId> stale;
    };
    [[nodiscard]] Result<void> noteChanges();
    [[nodiscard]] Result<void> refresh(Kept& kept);
    [[nodiscard]] Result<QList<ClearanceRow>> keepNew(const Purpose& purpose, const ConsentSettings& settings,
                                                      QDate day);

    Database& m_database;
    FaceIndex m_faces;
    TakedownCache m_takedowns;
    ChangeNotes m_notes;
    QList<Kept> m_kept; ///< the last used first
};

} // namespace cloakroom
