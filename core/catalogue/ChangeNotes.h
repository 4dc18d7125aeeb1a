#pragma once

#include "core/base/Result.h"

#include <QString>
#include <QStringList>

namespace cloakroom {

class Database;

/// A temporary list of what changed in the catalogue, kept by triggers of this connection from begin() on. Temporary
/// tables take part in transactions: what was rolled back was not noted either. Whoever reads the list empties it.
/// Belongs to its Database's thread and ends before it.
class ChangeNotes {
public:
    /// `lists`: names of the lists; each has one column `id`, and every id once.
    ChangeNotes(Database& database, const QStringList& lists);

    /// Notes `column` of every row that is added to, changed in or removed from `table`. `changed`: the columns whose
    /// changes count; empty for all of them.
    ChangeNotes& rows(const QString& list, const QString& table, const QString& column, const QString& changed = {});
    /// Notes what `ids` selects ("VALUES(NEW.id)", "SELECT ...") whenever `event` ("DELETE ON main.face") happens.
    ChangeNotes& when(const QString& event, const QString& list, const QString& ids);

    /// Makes lists and triggers at the first call. Not inside a transaction.
    [[nodiscard]] Result<void> begin();

private:
    Database& m_database;
    QString m_sql;
    int m_triggers = 0;
    bool m_hasBegun = false;
};

} // namespace cloakroom
