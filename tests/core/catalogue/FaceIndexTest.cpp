#include "core/catalogue/FaceIndex.h"

#include "core/catalogue/PhotoQuery.h"
#include "core/catalogue/PhotoRepository.h"
#include "core/catalogue/Sql.h"
#include "support/OlderCatalogue.h"
#include "support/TestCatalogue.h"
#include "support/TestLibrary.h"

#include <QDateTime>

#include <rapidcheck.h>

#include <random>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

constexpr int kPeople = 6;
constexpr int kGroups = 2;
constexpr int kPhotos = 25;

/// A small library in which everything that filters look at occurs and changes.
class ChangingLibrary {
public:
    explicit ChangingLibrary(unsigned seed)
        : m_random(seed)
    {
        m_catalogue.run("INSERT INTO user(id, name, role, enabled, slot, signing_key, created_at) VALUES(1, 'A', "
                        "'admin', 1, 's', x'00', 't')");
        m_catalogue.run("INSERT INTO import(id, user_id, started_at, source) VALUES(1, 1, 't', 'card')");
        for (int id = 1; id <= kGroups; ++id) {
            m_catalogue.run("INSERT INTO person_group(id, name) VALUES(?, ?)", id, QString::number(id));
        }
        for (int id = 1; id <= kPeople; ++id) {
            m_catalogue.run("INSERT INTO person(id, given_name, family_name, kind, protected, created_at) VALUES(?, "
                            "'G', 'F', 'pupil', ?, 't')",
                            id, id == kPeople);
            m_catalogue.run("INSERT INTO group_member(group_id, person_id) VALUES(?, ?)", 1 + below(kGroups), id);
        }
        for (int id = 1; id <= kPhotos; ++id) {
            addPhoto();
        }
    }

    /// One of the things that happen to photos and people.
    void change()
    {
        const int photo = 1 + below(m_photos);
        switch (below(9)) {
        case 0:
            addPhoto();
            break;
        case 1:
            m_catalogue.run("UPDATE photo SET deleted_at = ? WHERE id = ?",
                            below(2) ? std::optional(QStringLiteral("t")) : std::optional<QString>(), photo);
            break;
        case 2:
            m_catalogue.run("UPDATE photo SET taken_at = ? WHERE id = ?", time(), photo);
            break;
        case 3:
            m_catalogue.run("INSERT INTO flag(photo_id, reason, user_id, at) VALUES(?, 'r', 1, 't')", photo);
            break;
        case 4:
            m_catalogue.run("UPDATE flag SET outcome = 'release' WHERE photo_id = ?", photo);
            break;
        case 5:
            m_catalogue.run("UPDATE photo SET restriction = ? WHERE id = ?",
                            below(2) ? QStringLiteral("sealed") : QStringLiteral("none"), photo);
            break;
        case 6:
            m_catalogue.run("UPDATE person SET protected = 1 - protected WHERE id = ?", 1 + below(kPeople));
            break;
        case 7:
            m_catalogue.run("DELETE FROM face WHERE photo_id = ?", photo);
            break;
        default:
            addFaces(photo);
        }
    }

    [[nodiscard]] PhotoFilter filter()
    {
        PhotoFilter filter;
        const int wanted = below(3);
        for (int i = 0; i < wanted; ++i) {
            filter.persons.append(PersonId{1 + below(kPeople)});
        }
        if (below(3) == 0) {
            filter.withoutPersons.append(PersonId{1 + below(kPeople)});
        }
        filter.onlyThese = wanted > 0 && below(3) == 0;
        filter.anyPerson = below(4) == 0;
        filter.unidentified = below(4) == 0;
        if (below(4) == 0) {
            filter.group = GroupId{1 + below(kGroups)};
        }
        filter.inBin = below(5) == 0;
        return filter;
    }

    [[nodiscard]] Database& db() { return m_catalogue.db(); }

private:
    int below(int limit) { return int(m_random() % unsigned(limit)); }
    std::optional<QString> time()
    {
        return below(5) == 0 ? std::optional<QString>()
                             : QStringLiteral("2026-06-0%1T10:00:0%2.000").arg(1 + below(9)).arg(below(3));
    }

    void addPhoto()
    {
        const int id = ++m_photos;
        const QByteArray unique = QByteArray::number(id);
        m_catalogue.run(
            "INSERT INTO photo(id, kind, name, format, vault_name, uuid, wrapped_key, bytes, digest, width, "
            "height, orientation, taken_at, camera, import_id, imported_at) VALUES(?, 'still', 'n', 'jpeg', "
            "?, ?, x'00', 1, ?, 10, 10, 1, ?, 'c', 1, 't')",
            id, QString::number(id), unique, unique, time());
        addFaces(id);
    }

    void addFaces(int photo)
    {
        const int count = below(4);
        for (int i = 0; i < count; ++i) {
            const int kind = below(6);
            const QString state = kind == 0 ? QStringLiteral("unreviewed")
                : kind == 1                 ? QStringLiteral("rejected")
                                            : QStringLiteral("confirmed");
            const PersonId person = kind > 2 ? PersonId{1 + below(kPeople)} : PersonId{};
            m_catalogue.run("INSERT INTO face(photo_id, x, y, w, h, state, person_id, confidence, detector) VALUES(?, "
                            "1, 1, 2, 2, ?, ?, 1, 'yunet')",
                            photo, state, person);
        }
    }

    TestCatalogue m_catalogue;
    std::mt19937 m_random;
    int m_photos = 0;
};

} // namespace

TEST_CASE("filters by people find what the plain search finds whatever changes in between", "[catalogue][filter]")
{
    CHECK(rc::check("the index and the query are equal", [](unsigned seed) {
        ChangingLibrary library(seed);
        FaceIndex index(library.db());
        for (int round = 0; round < 12; ++round) {
            library.change();
            const PhotoFilter filter = library.filter();
            for (const Role role : {Role::Admin, Role::Office, Role::Marketing, Role::Safeguarding, Role::Viewer}) {
                const Viewpoint viewpoint = Viewpoint::of(role);
                const auto plain = need(PhotoRepository(library.db()).ids(PhotoQuery(filter, viewpoint), 0));
                RC_ASSERT(need(index.find(filter, viewpoint)) == plain);
                // Through a list that other conditions made.
                const PhotoFilter rest = FaceIndex::withoutPeople(filter);
                const auto listed = need(PhotoRepository(library.db()).ids(PhotoQuery(rest, viewpoint), 0));
                RC_ASSERT(need(index.kept(listed, filter, viewpoint)) == plain);
            }
        }
    }));
}

TEST_CASE("a change that was rolled back changes nothing that is found", "[catalogue][filter]")
{
    ChangingLibrary library(7);
    FaceIndex index(library.db());
    PhotoFilter unidentified;
    unidentified.unidentified = true;
    const Viewpoint admin = Viewpoint::of(Role::Admin);
    const auto before = need(index.find(unidentified, admin));
    {
        auto transaction = need(library.db().begin());
        need(library.db().execute(QStringLiteral("UPDATE face SET state = 'unreviewed'")));
        CHECK_FALSE(index.find(unidentified, admin)); // half of a change is no answer
    }
    CHECK(need(index.find(unidentified, admin)) == before);
    need(library.db().execute(QStringLiteral("UPDATE face SET state = 'unreviewed'")));
    CHECK(need(index.find(unidentified, admin)).size() > before.size());
}

TEST_CASE("a library of the version before gets the index of people's photos", "[catalogue][migration]")
{
    TestCatalogue catalogue;
    undoVersion6(catalogue.db());
    need(catalogue.db().execute(QStringLiteral("DROP INDEX face_of_person;\n"
                                               "CREATE INDEX face_by_person ON face(person_id, photo_id);\n"
                                               "PRAGMA user_version=4;\n")));
    need(migrateCatalogue(catalogue.db()));
    const auto indexes = [&](const char* name) {
        auto statement =
            need(boundSql(catalogue.db(),
                          QStringLiteral("SELECT count(*) FROM sqlite_master WHERE type = 'index' AND name "
                                         "= ?"),
                          QString::fromLatin1(name)));
        REQUIRE(need(statement.next()));
        return statement.integer(0);
    };
    CHECK(indexes("face_of_person") == 1);
    CHECK(indexes("face_by_person") == 0);
}
