#include "core/catalogue/ClearanceFactsRepository.h"

#include "core/catalogue/Database.h"
#include "core/catalogue/PhotoQuery.h"
#include "core/catalogue/Records.h"
#include "core/catalogue/StoredDay.h"

#include <QSet>

#include <algorithm>

namespace cloakroom {

namespace {

const QString kAsked = QStringLiteral(" IN (SELECT value FROM json_each(?))");

PersonFacts readPerson(const Statement& row)
{
    PersonFacts person;
    person.id = PersonId{row.int64(0)};
    const auto kind = personKindFromKey(row.text(1));
    person.kind = kind.value_or(PersonKind::Pupil);
    person.dateOfBirth = storedDay(row, 2);
    person.leftOn = storedDay(row, 3);
    if (!row.isNull(4)) {
        person.partiesOverride = requiredPartiesFromKey(row.text(4));
    }
    person.isProtected = row.int64(5) != 0;
    person.allowCovered = row.int64(6) == 1;
    person.isUnderstood = kind.has_value() && (row.isNull(4) || person.partiesOverride.has_value());
    return person;
}

void readConsent(const Statement& row, PersonFacts& person)
{
    const auto decision = decisionFromKey(row.text(2));
    const auto party = partyFromKey(row.text(3));
    if (!decision || !party) {
        person.isUnderstood = false;
        return;
    }
    Consent consent;
    consent.id = ConsentId{row.int64(1)};
    consent.person = person.id;
    consent.decision = *decision;
    consent.party = *party;
    consent.on = storedDay(row, 4).value_or(QDate());
    consent.until = storedDay(row, 5);
    person.consents += consent;
}

PhotoFactsForClearance readPhoto(const Statement& row)
{
    PhotoFactsForClearance photo;
    photo.id = PhotoId{row.int64(0)};
    photo.kind = photoKindFromKey(row.text(1)).value_or(PhotoKind::Video);
    photo.longestEdge = std::max(row.integer(2), row.integer(3));
    photo.isDeleted = !row.isNull(4);
    photo.isRestricted = row.text(5) != QLatin1String("none");
    photo.expiresOn = storedDay(row, 6);
    photo.hasOpenFlag = row.boolean(7);
    photo.regions = row.integer(8);
    return photo;
}

} // namespace

Result<QHash<PersonId, PersonFacts>> ClearanceFactsRepository::people(const QList<PersonId>& people, PurposeId purpose)
{
    const QString ids = idList(people);
    auto row = m_database.prepare(
        QStringLiteral("SELECT id, kind, date_of_birth, left_on, parties, protected, protected_allow_covered FROM "
                       "person WHERE id")
        + kAsked);
    if (!row) {
        return propagate(row);
    }
    row->bind(ids);
    QHash<PersonId, PersonFacts> found;
    for (;;) {
        const auto more = row->next();
        if (!more) {
            return propagate(more);
        }
        if (!*more) {
            break;
        }
        const PersonFacts person = readPerson(*row);
        found.insert(person.id, person);
    }
    if (const auto done = readConsents(found, ids, purpose); !done) {
        return propagate(done);
    }
    return found;
}

Result<void> ClearanceFactsRepository::readConsents(QHash<PersonId, PersonFacts>& people, const QString& ids,
                                                    PurposeId purpose)
{
    auto row = m_database.prepare(
        QStringLiteral("SELECT person_id, id, decision, party, on_day, until_day FROM consent WHERE person_id") + kAsked
        + QStringLiteral(" AND purpose_id = ? ORDER BY id"));
    if (!row) {
        return propagate(row);
    }
    row->bind(ids).bind(purpose);
    for (;;) {
        const auto more = row->next();
        if (!more) {
            return propagate(more);
        }
        if (!*more) {
            return {};
        }
        if (const auto person = people.find(PersonId{row->int64(0)}); person != people.end()) {
            readConsent(*row, *person);
        }
    }
}

Result<QList<PhotoFactsForClearance>> ClearanceFactsRepository::photos(const QList<PhotoId>& photos, PurposeId purpose)
{
    const QString ids = idList(photos);
    auto row = m_database.prepare(
        QStringLiteral(
            "SELECT id, kind, width, height, deleted_at, restriction, expires_on, EXISTS(SELECT 1 FROM flag "
            "WHERE photo_id = photo.id AND %1), (SELECT count(*) FROM cover_region WHERE photo_id = photo.id) "
            "FROM photo WHERE id")
            .arg(photo_sql::kIsOpen)
        + kAsked);
    if (!row) {
        return propagate(row);
    }
    row->bind(ids);
    QHash<PhotoId, PhotoFactsForClearance> found;
    for (;;) {
        const auto more = row->next();
        if (!more) {
            return propagate(more);
        }
        if (!*more) {
            break;
        }
        const PhotoFactsForClearance photo = readPhoto(*row);
        found.insert(photo.id, photo);
    }
    if (const auto done = readFaces(found, ids, purpose); !done) {
        return propagate(done);
    }
    if (const auto done = readSignOffs(found, ids, purpose); !done) {
        return propagate(done);
    }
    QList<PhotoFactsForClearance> inOrder;
    for (const PhotoId photo : photos) {
        if (const auto facts = found.constFind(photo); facts != found.constEnd()) {
            inOrder += *facts;
        }
    }
    return inOrder;
}

Result<void> ClearanceFactsRepository::readFaces(QHash<PhotoId, PhotoFactsForClearance>& photos, const QString& ids,
                                                 PurposeId purpose)
{
    auto row = m_database.prepare(QStringLiteral("SELECT photo_id, id, state, person_id, w FROM face WHERE photo_id")
                                  + kAsked + QStringLiteral(" ORDER BY photo_id, id"));
    if (!row) {
        return propagate(row);
    }
    row->bind(ids);
    QHash<PhotoId, QList<PersonId>> persons;
    QSet<PersonId> everyone;
    for (;;) {
        const auto more = row->next();
        if (!more) {
            return propagate(more);
        }
        if (!*more) {
            break;
        }
        FaceFacts face;
        face.id = FaceId{row->int64(1)};
        face.state = faceStateFromKey(row->text(2)).value_or(FaceState::Unreviewed);
        face.width = row->integer(4);
        const PhotoId photo{row->int64(0)};
        photos[photo].faces += face;
        persons[photo] += PersonId{row->int64(3)};
        everyone += PersonId{row->int64(3)};
    }
    const auto known = people(everyone.values(), purpose);
    if (!known) {
        return propagate(known);
    }
    for (auto photo = photos.begin(); photo != photos.end(); ++photo) {
        for (qsizetype i = 0; i < photo->faces.size(); ++i) {
            const auto person = known->constFind(persons[photo.key()].at(i));
            if (person != known->constEnd()) {
                photo->faces[i].person = *person;
            }
        }
    }
    return {};
}

Result<void> ClearanceFactsRepository::readSignOffs(QHash<PhotoId, PhotoFactsForClearance>& photos, const QString& ids,
                                                    PurposeId purpose)
{
    auto row = m_database.prepare(
        QStringLiteral("SELECT s.photo_id, s.kind, s.user_id FROM sign_off s JOIN photo p ON p.id = s.photo_id WHERE "
                       "s.revoked_at IS NULL AND s.faces_hash = p.faces_hash AND length(p.faces_hash) > 0 AND (s.kind "
                       "= 'faces' OR (s.kind = 'publish' AND s.purpose_id = ?)) AND s.photo_id")
        + kAsked + QStringLiteral(" ORDER BY s.id"));
    if (!row) {
        return propagate(row);
    }
    row->bind(purpose).bind(ids);
    for (;;) {
        const auto more = row->next();
        if (!more) {
            return propagate(more);
        }
        if (!*more) {
            return {};
        }
        PhotoFactsForClearance& photo = photos[PhotoId{row->int64(0)}];
        const UserId user{row->int64(2)};
        if (row->text(1) == signOffKindKey(SignOffKind::Faces)) {
            photo.isSignedOff = true;
            photo.signedOffBy = user; // the latest, since they come in order
        } else {
            photo.publishSignOffsBy += user;
        }
    }
}

} // namespace cloakroom
