#include "core/catalogue/FaceIndex.h"

#include "core/catalogue/PhotoQuery.h"
#include "core/catalogue/RowScan.h"
#include "core/catalogue/Sql.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <cstring>

namespace cloakroom {

namespace {

enum Flag : quint8 {
    Exists = 1,
    Deleted = 2,
    HeldBack = 4, ///< restricted, sealed, or with an open flag
    Named = 8, ///< a face with a person
    NamedOpenly = 16, ///< a face with a person who is not protected
    ToName = 32, ///< a face that nobody has decided about
};

constexpr int kMostChanged = 20'000; // photos; more are read anew with all the others

ChangeNotes watched(Database& database)
{
    const QString photos = QStringLiteral("indexed_photo");
    const QString photo = QStringLiteral("photo_id");
    return ChangeNotes(database, {photos})
        .rows(photos, QStringLiteral("face"), photo, QStringLiteral("photo_id, state, person_id"))
        .rows(photos, QStringLiteral("photo"), QStringLiteral("id"),
              QStringLiteral("id, taken_at, deleted_at, restriction"))
        .rows(photos, QStringLiteral("flag"), photo)
        .when(QStringLiteral("UPDATE OF protected ON main.person"), photos,
              QStringLiteral("SELECT photo_id FROM face WHERE person_id = NEW.id"));
}

const QString kOfPerson = QStringLiteral("SELECT photo_id FROM face WHERE person_id = ? AND state = 'confirmed'");
const QString kOfGroup = QStringLiteral(
    "SELECT photo_id FROM face WHERE state = 'confirmed' AND person_id IN (SELECT m.person_id FROM "
    "group_member m JOIN person n ON n.id = m.person_id WHERE m.group_id = ? AND (n.protected = 0 OR ?))");

QString marks(qsizetype count)
{
    QStringList each;
    each.fill(QStringLiteral("?"), count);
    return each.join(QLatin1Char(','));
}

} // namespace

FaceIndex::FaceIndex(Database& database)
    : m_database(database)
    , m_notes(watched(database))
{
}

// As the grid goes: newest first, those without a time last, then by number.
bool FaceIndex::Place::operator<(const Place& other) const
{
    const int order = std::memcmp(takenAt.data(), other.takenAt.data(), takenAt.size());
    return order != 0 ? order > 0 : photo < other.photo;
}

/// What a photo has to meet.
struct FaceIndex::Conditions {
    bool isNever = false;
    quint8 flags = 0; ///< all of them
    bool isSelective = false; ///< only photos of `chosen`
    QBitArray chosen;

    void among(const QBitArray& photos)
    {
        chosen = isSelective ? chosen & photos : photos;
        isSelective = true;
    }
    void notAmong(const QBitArray& photos, qsizetype all)
    {
        if (!isSelective) {
            chosen = QBitArray(all, true);
            isSelective = true;
        }
        QBitArray others = ~photos;
        others.resize(std::max(others.size(), all));
        others.fill(true, photos.size(), others.size());
        chosen &= others;
    }
    [[nodiscard]] bool hold(qint64 photo, quint8 known) const
    {
        return (known & flags) == flags && (!isSelective || (photo < chosen.size() && chosen.testBit(photo)));
    }
};

bool FaceIndex::asksForPeople(const PhotoFilter& filter)
{
    return !filter.persons.isEmpty() || !filter.withoutPersons.isEmpty() || filter.onlyThese || filter.anyPerson
        || filter.group || filter.unidentified;
}

PhotoFilter FaceIndex::withoutPeople(PhotoFilter filter)
{
    filter.persons.clear();
    filter.withoutPersons.clear();
    filter.onlyThese = false;
    filter.anyPerson = false;
    filter.group.reset();
    filter.unidentified = false;
    return filter;
}

quint8 FaceIndex::flagsOf(qint64 photo) const
{
    return photo >= 0 && photo < qint64(m_flags.size()) ? m_flags[size_t(photo)] : quint8{0};
}

void FaceIndex::setFlags(qint64 photo, quint8 flags)
{
    if (photo >= qint64(m_flags.size())) {
        m_flags.resize(size_t(photo) + size_t(photo) / 8 + 64);
    }
    m_flags[size_t(photo)] = quint8(m_flags[size_t(photo)] | flags);
}

Result<void> FaceIndex::readPhotos(const QString& some, std::vector<Place>& places)
{
    auto held = RowScan::prepare(
        m_database,
        QStringLiteral("SELECT photo_id FROM flag WHERE %1%2")
            .arg(photo_sql::kIsOpen, QString(some).replace(QLatin1String("$"), QLatin1String("photo_id"))));
    if (!held) {
        return propagate(held);
    }
    auto row = held->next();
    for (; row && *row; row = held->next()) {
        setFlags(held->int64(0), HeldBack);
    }
    if (!row) {
        return propagate(row);
    }
    const QString byId = QString(some).replace(QLatin1String("$"), QLatin1String("id"));
    const QString from = some.isEmpty() ? QStringLiteral("photo INDEXED BY photo_by_time") : QStringLiteral("photo");
    auto photos = RowScan::prepare(m_database,
                                   QStringLiteral("SELECT id, taken_at, deleted_at IS NOT NULL, restriction <> 'none' "
                                                  "FROM %1 WHERE id > 0%2")
                                       .arg(from, byId));
    if (!photos) {
        return propagate(photos);
    }
    for (row = photos->next(); row && *row; row = photos->next()) {
        Place place;
        place.photo = photos->int64(0);
        if (!photos->isNull(1)) {
            const std::string_view text = photos->bytes(1);
            std::copy_n(text.data(), std::min(text.size(), place.takenAt.size()), place.takenAt.begin());
        }
        places.push_back(place);
        const int flags = Exists | (photos->int64(2) ? Deleted : 0) | (photos->int64(3) ? HeldBack : 0);
        setFlags(place.photo, quint8(flags));
    }
    return row ? Result<void>() : propagate(row);
}

Result<void> FaceIndex::readFaces(const QString& some)
{
    auto people = RowScan::prepare(m_database, QStringLiteral("SELECT id FROM person WHERE protected <> 0"));
    if (!people) {
        return propagate(people);
    }
    QSet<qint64> isProtected;
    auto row = people->next();
    for (; row && *row; row = people->next()) {
        isProtected.insert(people->int64(0));
    }
    if (!row) {
        return propagate(row);
    }
    auto faces = RowScan::prepare(m_database,
                                  QStringLiteral("SELECT photo_id, state, person_id FROM face INDEXED BY face_by_photo "
                                                 "WHERE photo_id > 0%1")
                                      .arg(QString(some).replace(QLatin1String("$"), QLatin1String("photo_id"))));
    if (!faces) {
        return propagate(faces);
    }
    for (row = faces->next(); row && *row; row = faces->next()) {
        const std::string_view state = faces->bytes(1);
        if (state == "unreviewed") {
            setFlags(faces->int64(0), ToName);
        } else if (state == "confirmed" && !faces->isNull(2)) {
            const bool isKnown = isProtected.isEmpty() || !isProtected.contains(faces->int64(2));
            setFlags(faces->int64(0), quint8(Named | (isKnown ? NamedOpenly : 0)));
        }
    }
    return row ? Result<void>() : propagate(row);
}

Result<void> FaceIndex::readAll()
{
    m_isRead = false;
    m_areFacesRead = false;
    m_order.clear();
    m_flags.clear();
    if (auto done = readPhotos({}, m_order); !done) {
        return done;
    }
    // The index has them nearly so, the other way round: what was taken at one moment stands in the order of numbers.
    std::reverse(m_order.begin(), m_order.end());
    for (auto first = m_order.begin(); first != m_order.end();) {
        const auto end =
            std::find_if(first, m_order.end(), [first](const Place& place) { return place.takenAt != first->takenAt; });
        std::reverse(first, end);
        first = end;
    }
    if (!std::is_sorted(m_order.begin(), m_order.end())) {
        std::sort(m_order.begin(), m_order.end());
    }
    m_isRead = true;
    return {};
}

Result<void> FaceIndex::readAgain(const QList<qint64>& photos)
{
    m_isRead = false;
    QSet<qint64> changed(photos.cbegin(), photos.cend());
    QStringList numbers;
    for (const qint64 photo : photos) {
        numbers.append(QString::number(photo));
        if (photo < qint64(m_flags.size())) {
            m_flags[size_t(photo)] = 0;
        }
    }
    const QString some = QStringLiteral(" AND $ IN (%1)").arg(numbers.join(QLatin1Char(',')));
    std::vector<Place> fresh;
    if (auto done = readPhotos(some, fresh); !done) {
        return done;
    }
    if (m_areFacesRead) {
        if (auto done = readFaces(some); !done) {
            return done;
        }
    }
    m_order.erase(std::remove_if(m_order.begin(), m_order.end(),
                                 [&changed](const Place& place) { return changed.contains(place.photo); }),
                  m_order.end());
    std::sort(fresh.begin(), fresh.end());
    const auto middle = m_order.insert(m_order.end(), fresh.begin(), fresh.end());
    std::inplace_merge(m_order.begin(), middle, m_order.end());
    m_isRead = true;
    return {};
}

Result<void> FaceIndex::makeCurrent(const PhotoFilter& filter)
{
    if (auto done = makePhotosCurrent(); !done) {
        return done;
    }
    // Not before somebody asks for them: there are several to a photo, and the first look into a library waits.
    if (m_areFacesRead || !(filter.anyPerson || filter.unidentified)) {
        return {};
    }
    if (auto done = readFaces({}); !done) {
        return done;
    }
    m_areFacesRead = true;
    return {};
}

Result<void> FaceIndex::makePhotosCurrent()
{
    if (m_database.isInTransaction()) {
        return fail(ErrorCode::Internal,
                    QCoreApplication::translate("FaceIndex", "The photos could not be searched just now. Try again."),
                    QStringLiteral("face index inside a transaction"));
    }
    if (auto done = m_notes.begin(); !done) {
        return done;
    }
    const auto changed =
        allRows(boundSql(m_database, QStringLiteral("SELECT id FROM indexed_photo LIMIT ?"), qint64{kMostChanged + 1}),
                [](const Statement& row) { return row.int64(0); });
    if (!changed) {
        return propagate(changed);
    }
    if (m_isRead && changed->isEmpty()) {
        return {};
    }
    if (auto done = m_database.execute(QStringLiteral("DELETE FROM indexed_photo")); !done) {
        m_isRead = false;
        return done;
    }
    return m_isRead && changed->size() <= kMostChanged ? readAgain(*changed) : readAll();
}

Result<QBitArray> FaceIndex::photosOf(const QString& sql, const QList<qint64>& values)
{
    QBitArray photos(qsizetype(m_flags.size()));
    auto scan = RowScan::prepare(m_database, sql);
    if (!scan) {
        return propagate(scan);
    }
    for (const qint64 value : values) {
        scan->bind(value);
    }
    auto row = scan->next();
    for (; row && *row; row = scan->next()) {
        if (const qint64 photo = scan->int64(0); photo >= 0 && photo < photos.size()) {
            photos.setBit(photo);
        }
    }
    if (!row) {
        return propagate(row);
    }
    return photos;
}

Result<void> FaceIndex::addPersons(const PhotoFilter& filter, const Viewpoint& viewpoint, Conditions& all)
{
    const auto protectedOnes =
        allRows(boundSql(m_database, QStringLiteral("SELECT id FROM person WHERE protected <> 0")),
                [](const Statement& row) { return PersonId{row.int64(0)}; });
    if (!protectedOnes) {
        return propagate(protectedOnes);
    }
    const auto isUnknown = [&](PersonId person) {
        return !viewpoint.knowsProtected && protectedOnes->contains(person);
    };
    for (const PersonId person : filter.persons) {
        const auto photos = photosOf(kOfPerson, {person.value});
        if (!photos) {
            return propagate(photos);
        }
        all.isNever = all.isNever || isUnknown(person);
        all.among(*photos);
    }
    for (const PersonId person : filter.withoutPersons) {
        const auto photos = isUnknown(person) ? Result<QBitArray>(QBitArray()) : photosOf(kOfPerson, {person.value});
        if (!photos) {
            return propagate(photos);
        }
        all.notAmong(*photos, qsizetype(m_flags.size()));
    }
    if (filter.onlyThese && !filter.persons.isEmpty()) {
        // Whoever is not one of them is somebody else: strangers and unnamed faces, too.
        QList<qint64> values{filter.persons.first().value};
        for (const PersonId person : filter.persons) {
            values.append(person.value);
        }
        const auto withOthers =
            photosOf(QStringLiteral("SELECT f.photo_id FROM face f WHERE f.photo_id IN (%1) AND f.state "
                                    "<> 'rejected' AND (f.person_id IS NULL OR f.person_id NOT IN (%2))")
                         .arg(kOfPerson, marks(filter.persons.size())),
                     values);
        if (!withOthers) {
            return propagate(withOthers);
        }
        all.notAmong(*withOthers, qsizetype(m_flags.size()));
    }
    return {};
}

Result<FaceIndex::Conditions> FaceIndex::conditionsOf(const PhotoFilter& filter, const Viewpoint& viewpoint)
{
    Conditions all;
    const bool asksWho = !filter.persons.isEmpty() || !filter.withoutPersons.isEmpty() || filter.onlyThese
        || filter.anyPerson || filter.group;
    if (asksWho && !viewpoint.seesPeople) {
        all.isNever = true;
        return all;
    }
    if (const auto done = addPersons(filter, viewpoint, all); !done) {
        return propagate(done);
    }
    if (filter.group) {
        const auto photos = photosOf(kOfGroup, {filter.group->value, viewpoint.knowsProtected ? 1 : 0});
        if (!photos) {
            return propagate(photos);
        }
        all.among(*photos);
    }
    const int named = !filter.anyPerson ? 0 : viewpoint.knowsProtected ? Named : NamedOpenly;
    all.flags = quint8(named | (filter.unidentified ? ToName : 0));
    return all;
}

Result<QList<PhotoId>> FaceIndex::find(const PhotoFilter& filter, const Viewpoint& viewpoint)
{
    if (const auto done = makeCurrent(filter); !done) {
        return propagate(done);
    }
    const auto conditions = conditionsOf(filter, viewpoint);
    if (!conditions) {
        return propagate(conditions);
    }
    QList<PhotoId> found;
    if (conditions->isNever || (filter.inBin && !viewpoint.seesBin)) {
        return found;
    }
    const quint8 looked = quint8(Exists | Deleted | (viewpoint.seesFlagged ? 0 : HeldBack));
    const quint8 wanted = quint8(Exists | (filter.inBin ? Deleted : 0));
    for (const Place& place : m_order) {
        const quint8 flags = m_flags[size_t(place.photo)];
        if ((flags & looked) == wanted && conditions->hold(place.photo, flags)) {
            found.append(PhotoId{place.photo});
        }
    }
    return found;
}

Result<QList<PhotoId>> FaceIndex::kept(const QList<PhotoId>& photos, const PhotoFilter& filter,
                                       const Viewpoint& viewpoint)
{
    if (const auto done = makeCurrent(filter); !done) {
        return propagate(done);
    }
    const auto conditions = conditionsOf(filter, viewpoint);
    if (!conditions) {
        return propagate(conditions);
    }
    QList<PhotoId> kept;
    if (!conditions->isNever) {
        std::copy_if(photos.cbegin(), photos.cend(), std::back_inserter(kept), [&](PhotoId photo) {
            const quint8 flags = flagsOf(photo.value);
            return (flags & Exists) != 0 && conditions->hold(photo.value, flags);
        });
    }
    return kept;
}

} // namespace cloakroom
