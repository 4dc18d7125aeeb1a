#include "core/catalogue/ChangeNotes.h"

#include "core/catalogue/Sql.h"

namespace cloakroom {

ChangeNotes::ChangeNotes(Database& database, const QStringList& lists)
    : m_database(database)
{
    for (const QString& list : lists) {
        m_sql += QStringLiteral("CREATE TEMP TABLE %1(id INTEGER PRIMARY KEY);\n").arg(list);
    }
}

ChangeNotes& ChangeNotes::when(const QString& event, const QString& list, const QString& ids)
{
    m_sql += QStringLiteral("CREATE TEMP TRIGGER %1_%2 AFTER %3 BEGIN INSERT OR IGNORE INTO %1 %4; END;\n")
                 .arg(list)
                 .arg(++m_triggers)
                 .arg(event, ids);
    return *this;
}

ChangeNotes& ChangeNotes::rows(const QString& list, const QString& table, const QString& column, const QString& changed)
{
    const QString update = changed.isEmpty() ? QStringLiteral("UPDATE") : QStringLiteral("UPDATE OF ") + changed;
    when(QStringLiteral("INSERT ON main.%1").arg(table), list, QStringLiteral("VALUES(NEW.%1)").arg(column));
    when(QStringLiteral("%1 ON main.%2").arg(update, table), list,
         QStringLiteral("VALUES(OLD.%1), (NEW.%1)").arg(column));
    return when(QStringLiteral("DELETE ON main.%1").arg(table), list, QStringLiteral("VALUES(OLD.%1)").arg(column));
}

Result<void> ChangeNotes::begin()
{
    if (m_hasBegun) {
        return {};
    }
    auto transaction = m_database.begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (auto done = m_database.execute(m_sql); !done) {
        return done;
    }
    if (auto done = transaction->commit(); !done) {
        return done;
    }
    m_hasBegun = true;
    return {};
}

} // namespace cloakroom
