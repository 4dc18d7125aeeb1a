#pragma once

#include "core/base/Result.h"
#include "core/catalogue/ChangeNotes.h"
#include "core/catalogue/ClearanceQuery.h"

namespace cloakroom {

/// The publications to take down, kept from one question to the next for each purpose: triggers of this connection note
/// whose purposes something changed for. Never older than the last committed change; inside a transaction nothing is
/// kept. Belongs to its Database's thread and ends before it.
class TakedownCache {
public:
    explicit TakedownCache(Database& database);

    /// Always equal to takedownsDue() for everybody.
    [[nodiscard]] Result<QList<RegisterId>> due(const Purpose& purpose, const ConsentSettings& settings, QDate day);

private:
    struct Kept {
        Purpose purpose;
        ConsentSettings settings;
        QDate day;
        QList<RegisterId> due;
    };
    [[nodiscard]] Result<void> forgetChanged();

    Database& m_database;
    ChangeNotes m_notes; ///< purposes; 0 for all of them
    QList<Kept> m_kept; ///< one for each purpose
};

} // namespace cloakroom
