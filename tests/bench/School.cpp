#include "bench/School.h"

#include <cstdio>

namespace cloakroom::bench {

namespace {

constexpr int64_t kPhotosInATransaction = 1000;

std::string hex(const std::string& bytes)
{
    static const char* const digits = "0123456789abcdef";
    std::string text;
    for (const char byte : bytes) {
        text += digits[(static_cast<unsigned char>(byte) >> 4) & 15];
        text += digits[static_cast<unsigned char>(byte) & 15];
    }
    return text;
}

/// Day `number` of some years, as the catalogue writes times.
std::string timeOf(int64_t day, int64_t second)
{
    char text[40];
    std::snprintf(text, sizeof(text), "20%02d-%02d-%02dT%02d:%02d:%02d.000Z", static_cast<int>(15 + day / 336 % 12),
                  static_cast<int>(1 + day / 28 % 12), static_cast<int>(1 + day % 28),
                  static_cast<int>(8 + second / 3600 % 9), static_cast<int>(second / 60 % 60),
                  static_cast<int>(second % 60));
    return text;
}

} // namespace

std::string School::bytes(size_t count)
{
    std::string bytes(count, '\0');
    for (char& byte : bytes)
        byte = static_cast<char>(m_random());
    return bytes;
}

void School::addOthers(const Connection& db)
{
    db.run("INSERT OR IGNORE INTO user(id, name, role, enabled, slot, signing_key, created_at) VALUES(1, 'admin', "
           "'admin', 1, '00', x'00', '2026-01-01T00:00:00.000Z');"
           "INSERT INTO import(id, user_id, started_at, source) VALUES(1, 1, '2026-01-01T00:00:00.000Z', 'card')");
    Prepared event(db, "INSERT INTO event(id, name) VALUES(?, ?)");
    for (int64_t i = 1; i <= kEvents; ++i)
        event.add(i).add("Event " + std::to_string(i)).run();
    Prepared person(db,
                    "INSERT INTO person(id, external_id, given_name, family_name, kind, created_at) VALUES(?, ?, ?, ?, "
                    "'pupil', '2026-01-01T00:00:00.000Z')");
    for (int64_t i = 1; i <= kPeople; ++i)
        person.add(i)
            .add("E" + std::to_string(i))
            .add("Given" + std::to_string(i))
            .add("Family" + std::to_string(i % 700))
            .run();
}

void School::addPhoto(Prepared& statement, int64_t id)
{
    const int64_t day = id / 60;
    char name[32];
    std::snprintf(name, sizeof(name), "DSC_%05d.JPG", static_cast<int>(id % 100'000));
    statement.add(id).add(std::string(name)).add(hex(bytes(16))).addBlob(bytes(16)).addBlob(bytes(76));
    statement.add(int64_t{2'000'000} + below(9'000'000)).addBlob(bytes(32)).add(timeOf(day, below(30'000)));
    statement.add(timeOf(day + 1, 0)).add(1 + below(kEvents)).run();
}

void School::addFaces(Prepared& statement, int64_t photo)
{
    for (int64_t i = 0; i < m_facesEach; ++i) {
        statement.add(photo).add(below(5000)).add(below(3000)).add(40 + below(300)).add(50 + below(400));
        const bool isNamed = below(3) > 0;
        statement.add(std::string(isNamed ? "confirmed" : "unreviewed"));
        if (isNamed)
            statement.add(1 + below(kPeople));
        else
            statement.addNull();
        statement.add(static_cast<double>(below(1000)) / 1000).run();
    }
}

void School::fill(const Connection& db)
{
    db.run("BEGIN");
    addOthers(db);
    db.run("COMMIT");
    Prepared photo(db,
                   "INSERT INTO photo(id, kind, name, format, vault_name, uuid, wrapped_key, bytes, digest, width, "
                   "height, orientation, taken_at, camera, import_id, imported_at, event_id) VALUES(?, 'still', ?, "
                   "'jpeg', ?, ?, ?, ?, ?, 6000, 4000, 1, ?, 'Canon EOS 250D', 1, ?, ?)");
    Prepared face(db,
                  "INSERT INTO face(photo_id, x, y, w, h, state, person_id, confidence, detector) VALUES(?, ?, ?, ?, "
                  "?, ?, ?, ?, 'yunet 2023mar')");
    for (int64_t id = 1; id <= m_photos; ++id) {
        if (id % kPhotosInATransaction == 1)
            db.run("BEGIN IMMEDIATE");
        addPhoto(photo, id);
        addFaces(face, id);
        if (id % kPhotosInATransaction == 0 || id == m_photos)
            db.run("COMMIT");
    }
}

} // namespace cloakroom::bench
