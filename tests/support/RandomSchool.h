#pragma once

#include "core/catalogue/ClearanceFacts.h"
#include "core/catalogue/Purpose.h"
#include "core/catalogue/PurposeRepository.h"
#include "support/TestCatalogue.h"

#include <QStringList>

#include <random>

namespace cloakroom::test {

/// How large a made-up school is and how much of what is stored about it makes no sense.
struct SchoolSize {
    int people = 12;
    int photos = 20;
    int facesPerPhoto = 3;
    int purposes = 4;
    int oddPercent = 3;
};

/// A school made at random from a seed: people of every kind, consents of every kind, photos in every state. The same
/// seed makes the same school.
class RandomSchool {
public:
    RandomSchool(TestCatalogue& catalogue, quint64 seed, SchoolSize size = {})
        : m_catalogue(catalogue)
        , m_random(seed)
        , m_size(size)
    {
        auto transaction = m_catalogue.db().begin();
        REQUIRE(transaction);
        addUsers();
        addPurposes();
        addPeople();
        addPhotos();
        m_settings = randomSettings();
        REQUIRE(transaction->commit());
    }

    [[nodiscard]] const QList<PhotoId>& photos() const { return m_photos; }
    [[nodiscard]] const QList<PersonId>& people() const { return m_people; }
    [[nodiscard]] const QList<Purpose>& purposes() const { return m_purposes; }
    [[nodiscard]] const ConsentSettings& settings() const { return m_settings; }

    /// Around the days on which things were said, so that edges are hit.
    [[nodiscard]] QDate randomDay() { return QDate(2025, 8, 20).addDays(number(0, 420)); }
    /// Most often a day on which something in this school begins or ends, or the day before or after it.
    [[nodiscard]] QDate edgeDay()
    {
        return chance(10) || m_edges.isEmpty() ? randomDay()
                                               : m_edges.at(number(0, int(m_edges.size()) - 1)).addDays(number(-1, 1));
    }
    [[nodiscard]] PersonId somebody() { return m_people.at(number(0, int(m_people.size()) - 1)); }
    [[nodiscard]] const Purpose& anyPurpose() { return m_purposes.at(number(0, int(m_purposes.size()) - 1)); }

    qint64 addConsent(PersonId person, PurposeId purpose, const QString& decision, const QString& party,
                      const QString& on, const std::optional<QString>& until = std::nullopt)
    {
        return m_catalogue.run("INSERT INTO consent(person_id, purpose_id, decision, party, on_day, until_day, "
                               "recorded_by, recorded_at) VALUES(?, ?, ?, ?, ?, ?, 1, '')",
                               person, purpose, decision, party, on, until);
    }

    [[nodiscard]] int number(int low, int high) { return std::uniform_int_distribution<int>(low, high)(m_random); }
    [[nodiscard]] bool chance(int percent) { return number(1, 100) <= percent; }
    [[nodiscard]] QString oneOf(const QStringList& words) { return words.at(number(0, int(words.size()) - 1)); }
    [[nodiscard]] QString anyParty()
    {
        static const QStringList kParties{QStringLiteral("parent1"), QStringLiteral("parent2"),
                                          QStringLiteral("carer"),   QStringLiteral("authority"),
                                          QStringLiteral("child"),   QStringLiteral("self")};
        return oneOf(kParties);
    }

    /// A photo that nothing stands against but what its faces say.
    PhotoId addPhoto(const QString& kind = QStringLiteral("still"))
    {
        const QByteArray name = QByteArray::number(m_photos.size());
        const PhotoId photo{m_catalogue.run(
            "INSERT INTO photo(kind, name, format, vault_name, uuid, wrapped_key, bytes, digest, width, height, "
            "orientation, camera, import_id, imported_at, faces_hash) "
            "VALUES(?, '', 'jpeg', ?, ?, x'00', 1, ?, ?, ?, 1, '', 1, '', NULL)",
            kind, QString::fromLatin1(name), name, name, odd() ? 0 : number(300, 4000), odd() ? 0 : number(300, 4000))};
        m_photos += photo;
        return photo;
    }

    void addFace(PhotoId photo, const QString& state, PersonId person)
    {
        m_catalogue.run("INSERT INTO face(photo_id, x, y, w, h, state, person_id, confidence, detector) "
                        "VALUES(?, 0, 0, ?, 10, ?, ?, 1, 'user')",
                        photo, number(1, 200), state, person);
    }

    void sign(PhotoId photo, const char* kind, int user, PurposeId purpose, const QByteArray& state)
    {
        m_catalogue.run("INSERT INTO sign_off(photo_id, kind, purpose_id, faces_hash, user_id, at, revoked_at) "
                        "VALUES(?, ?, ?, ?, ?, '', ?)",
                        photo, QString::fromLatin1(kind), purpose, state, user,
                        chance(7) ? std::optional(QStringLiteral("2026-01-01")) : std::nullopt);
    }

private:
    [[nodiscard]] bool odd() { return chance(m_size.oddPercent); }

    [[nodiscard]] QString dayText(QDate day)
    {
        static const QStringList kOdd{QStringLiteral("soon"),       QStringLiteral("2026-02-30"),
                                      QStringLiteral("2026/01/01"), QStringLiteral("now"),
                                      QStringLiteral("2026-1-1"),   QStringLiteral("2025-10-01T00:00"),
                                      QStringLiteral("0000-01-01"), QString()};
        return odd() ? oneOf(kOdd) : day.toString(Qt::ISODate);
    }

    void addUsers()
    {
        for (const char* name : {"a", "b", "c"}) {
            m_catalogue.run("INSERT INTO user(name, role, enabled, slot, signing_key, created_at) "
                            "VALUES(?, 'admin', 1, '', x'00', '')",
                            QString::fromLatin1(name));
        }
        m_catalogue.run("INSERT INTO import(user_id, started_at, source) VALUES(1, '', '')");
    }

    void addPurposes()
    {
        for (int i = 0; i < m_size.purposes; ++i) {
            Purpose purpose;
            purpose.key = chance(3) && i == 0 ? QStringLiteral("biometric") : QStringLiteral("purpose-%1").arg(i);
            purpose.audience = chance(70) ? Audience::Outside : Audience::Inside;
            purpose.basis = chance(70) ? Basis::Consent : Basis::Notice;
            purpose.parties = chance(50) ? RequiredParties::ByAge : static_cast<RequiredParties>(number(0, 4));
            if (chance(30)) {
                purpose.validDays = odd() ? -1 : number(0, 300);
            }
            purpose.endsWithSchoolYear = chance(30);
            purpose.endsOnLeaving = chance(60);
            purpose.secondCheck = chance(30);
            purpose.neverCover = chance(15);
            purpose.active = chance(95);
            purpose.profile.cover =
                chance(60) ? PublicationProfile::Cover::None : static_cast<PublicationProfile::Cover>(number(0, 2));
            purpose.profile.largerThanPixels = number(0, 120);
            purpose.profile.longestEdge = chance(50) ? 0 : number(200, 2000);
            const auto id = PurposeRepository(m_catalogue.db()).insert(purpose);
            REQUIRE(id);
            purpose.id = *id;
            m_purposes += purpose;
        }
    }

    void addPeople()
    {
        static const QStringList kOverrides{QStringLiteral("by-age"), QStringLiteral("one-parent"),
                                            QStringLiteral("both-parents"), QStringLiteral("parent-and-child"),
                                            QStringLiteral("child")};
        for (int i = 0; i < m_size.people; ++i) {
            const QString kind = odd() ? QStringLiteral("robot")
                : chance(80)           ? QStringLiteral("pupil")
                             : oneOf({QStringLiteral("staff"), QStringLiteral("governor"), QStringLiteral("visitor")});
            const auto born = chance(80)
                ? std::optional(dayText(QDate(number(2007, 2020), number(1, 12), number(1, 28))))
                : std::nullopt;
            const QDate leaving = randomDay();
            const auto left = chance(15) ? std::optional(dayText(leaving)) : std::nullopt;
            if (left) {
                m_edges += QList<QDate>(8, leaving); // one in a hundred days would be one of these otherwise
            }
            const auto parties = odd() ? std::optional(QStringLiteral("grandparents"))
                : chance(15)           ? std::optional(oneOf(kOverrides))
                                       : std::nullopt;
            const PersonId person{m_catalogue.run(
                "INSERT INTO person(given_name, family_name, kind, date_of_birth, left_on, parties, protected, "
                "protected_allow_covered, created_at) VALUES('', '', ?, ?, ?, ?, ?, ?, '')",
                kind, born, left, parties, chance(6) ? number(1, 2) : 0, odd() ? 7 : number(0, 1))};
            m_people += person;
            addConsents(person, kind == QLatin1String("pupil"));
        }
    }

    void addConsents(PersonId person, bool isPupil)
    {
        for (const Purpose& purpose : m_purposes) {
            const int count = number(0, 4);
            for (int i = 0; i < count; ++i) {
                const QString decision = odd() ? QStringLiteral("maybe")
                    : chance(80)               ? QStringLiteral("granted")
                                               : oneOf({QStringLiteral("refused"), QStringLiteral("withdrawn")});
                const QString party = odd()  ? QStringLiteral("uncle")
                    : !isPupil && chance(80) ? QStringLiteral("self")
                    : chance(50)             ? oneOf({QStringLiteral("parent1"), QStringLiteral("parent2")})
                                             : anyParty();
                const QDate on = randomDay().addDays(-60);
                if (purpose.validDays) {
                    m_edges += on.addDays(*purpose.validDays);
                }
                const QDate last = on.addDays(odd() ? -1 : number(0, 200));
                const auto until = chance(30) ? std::optional(dayText(last)) : std::nullopt;
                if (until) {
                    m_edges += last;
                }
                addConsent(person, purpose.id, decision, party, dayText(on), until);
            }
        }
    }

    void addPhotos()
    {
        for (int i = 0; i < m_size.photos; ++i) {
            const PhotoId photo = addPhoto(odd()            ? QStringLiteral("painting")
                                               : chance(97) ? QStringLiteral("still")
                                                            : QStringLiteral("video"));
            fill(photo);
            settle(photo);
        }
    }

    void fill(PhotoId photo)
    {
        const int faces = number(0, m_size.facesPerPhoto);
        for (int i = 0; i < faces; ++i) {
            const int kind = number(1, 100);
            const QString state = odd() ? QStringLiteral("perhaps")
                : kind <= 85            ? QStringLiteral("confirmed")
                : kind <= 93            ? QStringLiteral("unreviewed")
                                        : QStringLiteral("rejected");
            addFace(photo, state, chance(90) ? somebody() : PersonId{});
        }
        if (chance(10)) {
            m_catalogue.run("INSERT INTO cover_region(photo_id, x, y, w, h, shape, created_by, created_at) "
                            "VALUES(?, 0, 0, 5, 5, 'rectangle', 1, '')",
                            photo);
        }
    }

    void settle(PhotoId photo)
    {
        const QByteArray state = "state" + QByteArray::number(number(1, 2));
        if (chance(97)) {
            m_catalogue.run("UPDATE photo SET faces_hash = ? WHERE id = ?", odd() ? QByteArray() : state, photo);
        }
        if (chance(93)) {
            sign(photo, "faces", number(1, 3), {}, state);
        }
        if (chance(20)) {
            sign(photo, "faces", number(1, 3), {}, chance(50) ? state : QByteArrayLiteral("before"));
        }
        for (const Purpose& purpose : m_purposes) {
            if (chance(50)) {
                sign(photo, "publish", number(1, 3), purpose.id, chance(90) ? state : QByteArrayLiteral("before"));
            }
        }
        if (chance(8)) {
            m_catalogue.run("INSERT INTO flag(photo_id, reason, user_id, at, outcome) VALUES(?, '', 1, '', ?)", photo,
                            chance(50) ? std::optional(oneOf({QStringLiteral("release"), QStringLiteral("what")}))
                                       : std::nullopt);
        }
        if (chance(4)) {
            m_catalogue.run("UPDATE photo SET restriction = ? WHERE id = ?",
                            oneOf({QStringLiteral("restricted"), QStringLiteral("odd")}), photo);
        }
        if (chance(4)) {
            m_catalogue.run("UPDATE photo SET deleted_at = '2026-01-01' WHERE id = ?", photo);
        }
        if (chance(10)) {
            m_catalogue.run("UPDATE photo SET expires_on = ? WHERE id = ?", dayText(randomDay().addDays(100)), photo);
        }
    }

    [[nodiscard]] ConsentSettings randomSettings()
    {
        ConsentSettings settings;
        if (chance(40)) {
            settings.childTooFromAge = number(-1, 18);
        }
        if (chance(40)) {
            settings.childAloneFromAge = number(-1, 18);
        }
        settings.schoolYearEndMonth = odd() ? 13 : chance(70) ? 8 : 2;
        settings.schoolYearEndDay = settings.schoolYearEndMonth == 2 ? 29 : number(1, 31);
        for (const int year : {2025, 2026}) {
            if (const QDate end(year, settings.schoolYearEndMonth, settings.schoolYearEndDay); end.isValid()) {
                m_edges += end;
            }
        }
        return settings;
    }

    TestCatalogue& m_catalogue;
    std::mt19937_64 m_random;
    SchoolSize m_size;
    QList<Purpose> m_purposes;
    QList<PersonId> m_people;
    QList<PhotoId> m_photos;
    QList<QDate> m_edges;
    ConsentSettings m_settings;
};

} // namespace cloakroom::test
