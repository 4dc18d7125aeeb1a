#include "bench/Bench.h"
#include "bench/School.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Schema.h"
#include "core/storage/EncryptedVfs.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

namespace cloakroom::bench {

namespace {

const std::string kPragmas = "PRAGMA page_size=4096; PRAGMA cache_size=-64000; PRAGMA temp_store=MEMORY; PRAGMA "
                             "foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA journal_mode=WAL; PRAGMA "
                             "synchronous=FULL;";
// SQLCipher with a raw key and the same page size: the faster half of its settings.
const std::string kCipherPragmas = "PRAGMA key=\"x'2DD29CA851E7B56E4697B0E1F08507293D761A05CE4D1B628663F411A8086D99'\";"
                                   "PRAGMA cipher_page_size=4096;";

/// One way to keep the catalogue: which SQLite, which VFS, what is said first.
struct Way {
    std::string name;
    Api api;
    const char* vfs = nullptr;
    std::string firstSql = kPragmas;
    bool isModern = true; ///< knows STRICT tables
};

/// The real schema as SQL, from a catalogue that the program itself makes.
std::string schemaOf(const QString& folder, bool isModern)
{
    const QString path = folder + QStringLiteral("/schema.db");
    const auto key = SecretBuffer::random(kKeyBytes);
    const auto registration = KeyRegistration::add(path, key.view(), 1);
    std::string all;
    {
        const auto database = Database::open(path, Database::Access::Write, Database::Durability::Normal);
        if (!registration || !database || !migrateCatalogue(**database))
            throw std::runtime_error("the catalogue's tables cannot be made");
        auto list = (*database)->prepare(
            QStringLiteral("SELECT sql FROM sqlite_schema WHERE sql NOT NULL AND name NOT LIKE 'sqlite_%'"));
        for (auto row = list->next(); row && *row; row = list->next())
            all += list->text(0).toStdString() + ";\n";
    }
    for (const std::string from : {") STRICT, WITHOUT", ") STRICT"}) {
        for (size_t at = all.find(from); !isModern && at != std::string::npos; at = all.find(from, at))
            all.replace(at, from.size(), from.ends_with("WITHOUT") ? ") WITHOUT" : ")");
    }
    QFile::remove(path);
    return all;
}

/// The questions that a window full of photos asks, again and again.
void askFilters(const Connection& db)
{
    Prepared byEvent(db,
                     "SELECT id, name, taken_at FROM photo WHERE event_id = ? ORDER BY taken_at DESC, id LIMIT 300");
    Prepared byPerson(db,
                      "SELECT p.id FROM face f JOIN photo p ON p.id = f.photo_id WHERE f.person_id = ? ORDER BY "
                      "p.taken_at DESC LIMIT 300");
    Prepared byTime(db,
                    "SELECT id FROM photo WHERE taken_at >= ? AND deleted_at IS NULL ORDER BY taken_at, id LIMIT 500");
    for (int64_t i = 1; i <= 200; ++i) {
        byEvent.add(1 + i % 40).run();
        byPerson.add(1 + i % 40).run();
        byTime.add("2019-" + std::string(i % 2 ? "03" : "05") + "-0" + std::to_string(1 + i % 9)).run();
    }
}

/// What the grid reads for a photo: its row and its faces; a few thousand photos, as somebody scrolls up and down.
void readPoints(const Connection& db)
{
    Prepared photo(db, "SELECT * FROM photo WHERE id = ?");
    Prepared faces(db, "SELECT id, x, y, w, h, state, person_id FROM face WHERE photo_id = ?");
    for (int64_t i = 0; i < 20'000; ++i) {
        const int64_t id = 1 + i * 7919 % 5000;
        photo.add(id).run();
        faces.add(id).run();
    }
}

void scan(const Connection& db)
{
    (void)db.text("SELECT sum(length(name)) + sum(length(camera)) FROM photo NOT INDEXED");
    (void)db.text("SELECT sum(w) + sum(confidence) FROM face NOT INDEXED");
}

Times measure(const Way& way, const std::string& path, const std::string& schema, const Sizes& sizes)
{
    Times times;
    {
        const Connection db(way.api, path, way.vfs, way.firstSql);
        db.run(schema);
        times["1 bulk insert"] = secondsOf([&] { School(sizes.photos, sizes.faces).fill(db); });
        times["2 checkpoint"] = secondsOf([&] { db.run("PRAGMA wal_checkpoint(TRUNCATE)"); });
    }
    // Short ones several times, since a neighbour's work may fall into one.
    for (int i = 0; i < 5; ++i) {
        dropCache(path);
        const Connection cold(way.api, path, way.vfs, way.firstSql);
        keepBest(times, {{"3 cold scan", secondsOf([&] { scan(cold); })}});
    }
    const Connection db(way.api, path, way.vfs, way.firstSql);
    readPoints(db);
    askFilters(db);
    for (int i = 0; i < 5; ++i) {
        keepBest(times, {{"4 warm point reads", secondsOf([&] { readPoints(db); })}});
        keepBest(times, {{"5 warm filters", secondsOf([&] { askFilters(db); })}});
    }
    return times;
}

std::vector<Way> ways()
{
    std::vector<Way> all = {{"plain", Api::system(), "unix-excl"}, {"sealed", Api::system(), kVfsName}};
    const Api cipher = Api::sqlcipher();
    if (cipher.open)
        all.push_back({"sqlcipher", cipher, "unix-excl", kCipherPragmas + kPragmas, false});
    else
        std::printf("(libsqlcipher0 is not installed: nothing to compare with)\n");
    return all;
}

void print(const std::vector<Way>& all, std::map<std::string, Times>& best)
{
    for (const auto& [name, plain] : best["plain"]) {
        std::printf("%-20s", name.c_str() + 2);
        for (const Way& way : all) {
            const Seconds took = best[way.name][name];
            std::printf("  %s %7.3f s (%.2f; processor %.2f)", way.name.c_str(), took.clock, took.clock / plain.clock,
                        took.processor / plain.processor);
        }
        std::printf("\n");
    }
}

} // namespace

void benchCatalogue(const Sizes& sizes)
{
    const std::vector<Way> all = ways();
    std::map<std::string, Times> best;
    for (int round = 0; round < sizes.rounds; ++round) {
        for (const Way& way : all) {
            const QTemporaryDir folder(sizes.folder + QStringLiteral("/cloakroom-bench-XXXXXX"));
            const QString path = folder.filePath(QStringLiteral("catalogue.db"));
            const auto key = SecretBuffer::random(kKeyBytes);
            const auto registration = KeyRegistration::add(path, key.view(), 1);
            const std::string schema = schemaOf(folder.path(), way.isModern);
            keepBest(best[way.name], measure(way, path.toStdString(), schema, sizes));
        }
    }
    std::printf("catalogue: %lld photos, %lld faces, real schema, best of %d; SQLite %s",
                static_cast<long long>(sizes.photos), static_cast<long long>(sizes.faces), sizes.rounds,
                all[0].api.version());
    if (all.size() > 2)
        std::printf(", SQLCipher on SQLite %s", all[2].api.version());
    std::printf("\n");
    print(all, best);
}

} // namespace cloakroom::bench
