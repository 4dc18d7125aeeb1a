#include "soak/Actions.h"

#include <algorithm>

namespace cloakroom::soak {

std::string Actions::schema(const std::string& name)
{
    const std::string table = "CREATE TABLE IF NOT EXISTS " + name + ".";
    std::string sql = table + "meta(k INTEGER PRIMARY KEY, version INTEGER);" + "INSERT OR IGNORE INTO " + name
        + ".meta VALUES(1, 0);" + table + "w(k TEXT PRIMARY KEY, v BLOB) WITHOUT ROWID;";
    for (uint64_t i = 0; i < kTables; ++i)
        sql += table + tableName(i) + "(id INTEGER PRIMARY KEY, a INTEGER, b TEXT, c BLOB, d REAL);";
    return sql;
}

std::string Actions::randomBytes(size_t count)
{
    std::string bytes;
    bytes.reserve(count + 8);
    while (bytes.size() < count) {
        const uint64_t next = m_random();
        bytes.append(reinterpret_cast<const char*>(&next), sizeof(next));
    }
    bytes.resize(count);
    return bytes;
}

Value Actions::text()
{
    std::string text(below(oneIn(20) ? 3000 : 120), 'a');
    for (char& letter : text)
        letter = static_cast<char>('a' + below(26));
    return text;
}

Value Actions::blob()
{
    if (oneIn(400))
        return Blob{randomBytes(std::min<size_t>(500'000 + below(2'000'000), m_largestBlob))};
    return Blob{randomBytes(std::min<size_t>(below(oneIn(20) ? 60'000 : 900), m_largestBlob))};
}

Action Actions::insert(const std::string& schema)
{
    return {"INSERT INTO " + table(schema) + "(a, b, c, d) VALUES(?, ?, ?, ?)",
            {static_cast<int64_t>(below(1000)), text(), oneIn(8) ? Value() : blob(),
             static_cast<double>(below(1'000'000)) / 7}};
}

Action Actions::insertMany(const std::string& schema)
{
    return {"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) INSERT INTO " + table(schema)
                + "(a, b, c, d) SELECT i * ?, ? || i, zeroblob(i * 3), i / 3.0 FROM n",
            {static_cast<int64_t>(1 + below(60)), static_cast<int64_t>(below(99)), text()}};
}

Action Actions::update(const std::string& schema)
{
    const auto divisor = static_cast<int64_t>(2 + below(40));
    const auto rest = static_cast<int64_t>(below(static_cast<uint64_t>(divisor)));
    const std::string what = oneOf<const char*>({"a = a + 1, b = ?3", "b = b || ?3", "c = ?3", "d = d / 3, a = ?3"});
    return {"UPDATE " + table(schema) + " SET " + what + " WHERE id % ?1 = ?2", {divisor, rest, text()}};
}

Action Actions::remove(const std::string& schema)
{
    const std::string from = table(schema);
    return {"DELETE FROM " + from + " WHERE id > ?1 AND id <= ?1 + ?2 OR a % 97 = ?3",
            {static_cast<int64_t>(below(2000)), static_cast<int64_t>(below(40)), static_cast<int64_t>(below(97))}};
}

Action Actions::upsert(const std::string& schema)
{
    return {"INSERT INTO " + schema + ".w VALUES(?1, ?2) ON CONFLICT(k) DO UPDATE SET v = excluded.v",
            {"key" + std::to_string(below(150)), blob()}};
}

/// Often stops in the middle at a number that is taken, so that the statement has to be undone.
Action Actions::moveRows(const std::string& schema)
{
    const std::string in = table(schema);
    return {"UPDATE " + in + " SET id = id + ?1, b = 'moved' WHERE id % ?2 = 0",
            {static_cast<int64_t>(1 + below(5)), static_cast<int64_t>(1 + below(9))}};
}

Action Actions::changeIndex(const std::string& schema)
{
    const uint64_t number = below(kTables);
    const std::string name = schema + ".by" + std::to_string(number);
    if (oneIn(2))
        return {"DROP INDEX IF EXISTS " + name};
    return {"CREATE INDEX IF NOT EXISTS " + name + " ON " + tableName(number)
            + oneOf<const char*>({"(a, b)", "(c)", "(d DESC, a)"})};
}

Action Actions::change(const std::string& schema)
{
    switch (below(16)) {
    case 0:
    case 1:
    case 2:
        return insertMany(schema);
    case 3:
    case 4:
    case 5:
        return update(schema);
    case 6:
    case 7:
        return remove(schema);
    case 8:
    case 9:
        return upsert(schema);
    case 10:
        return m_allowsConflicts ? moveRows(schema) : upsert(schema);
    case 11:
        return oneIn(4) ? changeIndex(schema) : upsert(schema);
    default:
        return insert(schema);
    }
}

std::vector<Action> Actions::trim(const std::string& schema)
{
    std::vector<Action> actions;
    for (uint64_t i = 0; i < kTables; ++i) {
        const std::string name = schema + "." + tableName(i);
        actions.push_back({"DELETE FROM " + name + " WHERE (SELECT count(*) FROM " + name + ") > 250 AND id % 3 > 0"});
        actions.push_back({"DELETE FROM " + name + " WHERE length(c) > 100000"});
        actions.push_back({"UPDATE " + name + " SET b = substr(b, 1, 90) WHERE length(b) > 4000"});
    }
    actions.push_back({"UPDATE " + schema + ".w SET v = NULL WHERE length(v) > 30000"});
    return actions;
}

} // namespace cloakroom::soak
