#include "core/catalogue/FaceRepository.h"

#include "core/catalogue/PhotoQuery.h"
#include "core/catalogue/Sql.h"

#include <QCoreApplication>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("FaceRepository", text);
}

const QString kFaceColumns =
    QStringLiteral("id, photo_id, x, y, w, h, state, person_id, confidence, detector, is_moved");
const QString kRegionColumns = QStringLiteral("id, photo_id, x, y, w, h, shape");

QRect readRect(const Statement& row)
{
    return {row.integer(2), row.integer(3), row.integer(4), row.integer(5)};
}

FaceRecord readFace(const Statement& row)
{
    FaceRecord record;
    record.face.id = {row.int64(0)};
    record.face.photo = {row.int64(1)};
    record.face.rect = readRect(row);
    // An unknown state counts as nothing decided, which covers the face.
    record.face.state = faceStateFromKey(row.text(6)).value_or(FaceState::Unreviewed);
    record.face.person = {row.int64(7)};
    record.face.confidence = row.real(8);
    record.face.detector = row.text(9);
    record.isMoved = row.boolean(10);
    return record;
}

CoverRegion readRegion(const Statement& row)
{
    CoverRegion region;
    region.id = {row.int64(0)};
    region.photo = {row.int64(1)};
    region.rect = readRect(row);
    region.shape = regionShapeFromKey(row.text(6)).value_or(RegionShape::Rectangle);
    return region;
}

tl::unexpected<Error> noFace()
{
    return fail(ErrorCode::NotFound, tr("There is no such face. It may have been removed in the meantime."));
}

std::optional<QDateTime> decidedAt(const FaceDecision& decision)
{
    return decision.state == FaceState::Unreviewed ? std::nullopt : std::optional(decision.at);
}

UserId decidedBy(const FaceDecision& decision)
{
    return decision.state == FaceState::Unreviewed ? UserId() : decision.by;
}

} // namespace

bool FaceRecord::isSettled() const
{
    return face.state != FaceState::Unreviewed || isMoved || face.detector == QLatin1String("user");
}

template <typename Change>
Result<void> FaceRepository::changing(PhotoId photo, Change change)
{
    auto transaction = m_database.begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (Result<void> done = change(); !done) {
        return done;
    }
    if (auto done = refreshHash(photo); !done) {
        return done;
    }
    return transaction->commit();
}

Result<QList<FaceRecord>> FaceRepository::ofPhoto(PhotoId photo)
{
    return allRows(
        boundSql(m_database,
                 QStringLiteral("SELECT %1 FROM face WHERE photo_id = ? ORDER BY x, y, id").arg(kFaceColumns), photo),
        readFace);
}

Result<FaceRecord> FaceRepository::get(FaceId face)
{
    const auto row = firstRow(
        boundSql(m_database, QStringLiteral("SELECT %1 FROM face WHERE id = ?").arg(kFaceColumns), face), readFace);
    if (!row) {
        return propagate(row);
    }
    if (!*row) {
        return noFace();
    }
    return **row;
}

Result<QList<WallFace>> FaceRepository::wall(const FaceWallFilter& filter, bool withProtected)
{
    QString where = photo_sql::visibleTo(Viewpoint{}) + QStringLiteral(" AND f.state <> 'rejected'");
    if (filter.onlyToName) {
        where += QStringLiteral(" AND f.state = 'unreviewed'");
    }
    if (!withProtected) {
        where += QStringLiteral(" AND (f.person_id IS NULL OR f.person_id NOT IN (SELECT id FROM person WHERE "
                                "protected <> 0))");
    }
    where += filter.person.isValid() ? QStringLiteral(" AND f.person_id = ?") : QStringLiteral(" AND ? IS NULL");
    where += filter.event.isValid() ? QStringLiteral(" AND p.event_id = ?") : QStringLiteral(" AND ? IS NULL");
    return allRows(
        boundSql(
            m_database,
            QStringLiteral("SELECT f.id, f.photo_id, f.x, f.y, f.w, f.h, f.state, f.person_id, f.confidence, "
                           "f.detector, f.is_moved, p.width, p.height FROM face f JOIN photo p ON p.id = f.photo_id "
                           "WHERE %1 ORDER BY f.state <> 'unreviewed', p.taken_at DESC, p.id, f.x, f.y, f.id")
                .arg(where),
            filter.person, filter.event),
        [](const Statement& row) {
            return WallFace{readFace(row).face, QSize(row.integer(11), row.integer(12))};
        });
}

Result<QHash<PersonId, int>> FaceRepository::namedIn(EventId event, bool withProtected)
{
    auto scan =
        boundSql(m_database,
                 QStringLiteral("SELECT f.person_id, count(*) FROM photo p JOIN face f ON f.photo_id = p.id JOIN "
                                "person n ON n.id = f.person_id WHERE p.event_id = ? AND %1 AND f.state = "
                                "'confirmed' AND (n.protected = 0 OR ?) GROUP BY f.person_id")
                     .arg(photo_sql::visibleTo(Viewpoint{})),
                 event, withProtected);
    const auto rows = allRows(std::move(scan),
                              [](const Statement& row) { return std::pair(PersonId{row.int64(0)}, row.integer(1)); });
    if (!rows) {
        return propagate(rows);
    }
    return QHash<PersonId, int>(rows->cbegin(), rows->cend());
}

Result<FaceId> FaceRepository::insert(const Face& draft, const FaceDecision& decision)
{
    const auto id = insertSql(
        m_database,
        QStringLiteral("INSERT INTO face(id, photo_id, x, y, w, h, state, person_id, confidence, detector, decided_by, "
                       "decided_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        draft.id, draft.photo, draft.rect.x(), draft.rect.y(), draft.rect.width(), draft.rect.height(),
        faceStateKey(decision.state), decision.person, draft.confidence, draft.detector, decidedBy(decision),
        decidedAt(decision));
    if (!id) {
        return propagate(id);
    }
    return FaceId{*id};
}

Result<FaceId> FaceRepository::add(const Face& draft, const FaceDecision& decision)
{
    FaceId added;
    const auto done = changing(draft.photo, [&]() -> Result<void> {
        const auto id = insert(draft, decision);
        if (!id) {
            return propagate(id);
        }
        added = *id;
        return {};
    });
    if (!done) {
        return propagate(done);
    }
    return added;
}

Result<void> FaceRepository::move(const Face& face, QRect rect)
{
    return changing(face.photo, [&] {
        return runSql(m_database,
                      QStringLiteral("UPDATE face SET x = ?, y = ?, w = ?, h = ?, is_moved = 1 WHERE id = ?"), rect.x(),
                      rect.y(), rect.width(), rect.height(), face.id);
    });
}

Result<void> FaceRepository::decide(const Face& face, const FaceDecision& decision)
{
    return changing(face.photo, [&] {
        return runSql(
            m_database,
            QStringLiteral("UPDATE face SET state = ?, person_id = ?, decided_by = ?, decided_at = ? WHERE id = ?"),
            faceStateKey(decision.state), decision.person, decidedBy(decision), decidedAt(decision), face.id);
    });
}

Result<int> FaceRepository::decideUnreviewed(PhotoId photo, const FaceDecision& decision)
{
    int changed = 0;
    const auto done = changing(photo, [&]() -> Result<void> {
        auto statement =
            boundSql(m_database,
                     QStringLiteral("UPDATE face SET state = ?, person_id = ?, decided_by = ?, decided_at = ? "
                                    "WHERE photo_id = ? AND state = 'unreviewed'"),
                     faceStateKey(decision.state), decision.person, decidedBy(decision), decidedAt(decision), photo);
        if (!statement) {
            return propagate(statement);
        }
        auto ran = statement->run();
        changed = static_cast<int>(statement->rowsAffected());
        return ran;
    });
    if (!done) {
        return propagate(done);
    }
    return changed;
}

Result<void> FaceRepository::remove(const Face& face)
{
    return changing(face.photo,
                    [&] { return runSql(m_database, QStringLiteral("DELETE FROM face WHERE id = ?"), face.id); });
}

Result<void> FaceRepository::apply(PhotoId photo, const FaceChanges& changes)
{
    return changing(photo, [&]() -> Result<void> {
        for (const FaceId id : changes.removed) {
            if (auto done =
                    runSql(m_database, QStringLiteral("DELETE FROM face WHERE id = ? AND photo_id = ?"), id, photo);
                !done) {
                return done;
            }
        }
        for (const Face& face : changes.moved) {
            auto done = runSql(m_database,
                               QStringLiteral("UPDATE face SET x = ?, y = ?, w = ?, h = ?, confidence = ?, "
                                              "detector = ? WHERE id = ? AND photo_id = ?"),
                               face.rect.x(), face.rect.y(), face.rect.width(), face.rect.height(), face.confidence,
                               face.detector, face.id, photo);
            if (!done) {
                return done;
            }
        }
        for (Face face : changes.added) {
            face.photo = photo;
            if (const auto id = insert(face, {}); !id) {
                return propagate(id);
            }
        }
        return {};
    });
}

Result<QList<QRect>> FaceRepository::protectedFaces(PhotoId photo)
{
    return allRows(boundSql(m_database,
                            QStringLiteral("SELECT f.id, f.photo_id, f.x, f.y, f.w, f.h FROM face f "
                                           "JOIN person p ON p.id = f.person_id "
                                           "WHERE f.photo_id = ? AND f.state <> 'rejected' AND p.protected <> 0"),
                            photo),
                   readRect);
}

Result<bool> FaceRepository::showsProtected(PhotoId photo)
{
    const auto faces = protectedFaces(photo);
    if (!faces) {
        return propagate(faces);
    }
    return !faces->isEmpty();
}

Result<QList<CoverRegion>> FaceRepository::regions(PhotoId photo)
{
    return allRows(
        boundSql(m_database,
                 QStringLiteral("SELECT %1 FROM cover_region WHERE photo_id = ? ORDER BY x, y, id").arg(kRegionColumns),
                 photo),
        readRegion);
}

Result<CoverRegion> FaceRepository::region(RegionId region)
{
    const auto row = firstRow(
        boundSql(m_database, QStringLiteral("SELECT %1 FROM cover_region WHERE id = ?").arg(kRegionColumns), region),
        readRegion);
    if (!row) {
        return propagate(row);
    }
    if (!*row) {
        return fail(ErrorCode::NotFound,
                    tr("There is no such covered area. It may have been removed in the meantime."));
    }
    return **row;
}

Result<RegionId> FaceRepository::addRegion(const CoverRegion& draft, UserId by, const QDateTime& at)
{
    RegionId added;
    const auto done = changing(draft.photo, [&]() -> Result<void> {
        const auto id = insertSql(m_database,
                                  QStringLiteral("INSERT INTO cover_region(id, photo_id, x, y, w, h, shape, "
                                                 "created_by, created_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                                  draft.id, draft.photo, draft.rect.x(), draft.rect.y(), draft.rect.width(),
                                  draft.rect.height(), regionShapeKey(draft.shape), by, at);
        if (!id) {
            return propagate(id);
        }
        added = {*id};
        return {};
    });
    if (!done) {
        return propagate(done);
    }
    return added;
}

Result<void> FaceRepository::moveRegion(const CoverRegion& region, QRect rect)
{
    return changing(region.photo, [&] {
        return runSql(m_database, QStringLiteral("UPDATE cover_region SET x = ?, y = ?, w = ?, h = ? WHERE id = ?"),
                      rect.x(), rect.y(), rect.width(), rect.height(), region.id);
    });
}

Result<void> FaceRepository::removeRegion(const CoverRegion& region)
{
    return changing(region.photo, [&] {
        return runSql(m_database, QStringLiteral("DELETE FROM cover_region WHERE id = ?"), region.id);
    });
}

Result<bool> FaceRepository::isProtected(PersonId person)
{
    const auto row = firstRow(boundSql(m_database, QStringLiteral("SELECT protected FROM person WHERE id = ?"), person),
                              [](const Statement& found) { return found.boolean(0); });
    if (!row) {
        return propagate(row);
    }
    if (!*row) {
        return fail(ErrorCode::NotFound, tr("There is no such person."));
    }
    return **row;
}

Result<bool> FaceRepository::wasRemoved(FaceId face)
{
    return wasNumbered(QStringLiteral("face"), face.value);
}

Result<bool> FaceRepository::wasRemoved(RegionId region)
{
    return wasNumbered(QStringLiteral("cover_region"), region.value);
}

Result<bool> FaceRepository::wasNumbered(const QString& table, qint64 number)
{
    const auto there =
        firstRow(boundSql(m_database, QStringLiteral("SELECT 1 FROM %1 WHERE id = ?").arg(table), number),
                 [](const Statement& row) { return row.boolean(0); });
    const auto last =
        firstRow(boundSql(m_database, QStringLiteral("SELECT seq FROM sqlite_sequence WHERE name = ?"), table),
                 [](const Statement& row) { return row.int64(0); });
    if (!there || !last) {
        return there ? propagate(last) : propagate(there);
    }
    return !*there && number > 0 && number <= last->value_or(0);
}

Result<void> FaceRepository::refreshHash(PhotoId photo)
{
    const auto records = ofPhoto(photo);
    if (!records) {
        return propagate(records);
    }
    const auto covers = regions(photo);
    if (!covers) {
        return propagate(covers);
    }
    QList<Face> faces;
    for (const FaceRecord& record : *records) {
        faces.append(record.face);
    }
    return runSql(m_database, QStringLiteral("UPDATE photo SET faces_hash = ? WHERE id = ?"), facesHash(faces, *covers),
                  photo);
}

} // namespace cloakroom
