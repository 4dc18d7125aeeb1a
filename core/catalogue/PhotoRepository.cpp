#include "core/catalogue/PhotoRepository.h"

#include "core/catalogue/FaceRepository.h"
#include "core/catalogue/PhotoQuery.h"
#include "core/catalogue/Sql.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace cloakroom {

namespace {

// The camera's wall clock, which has no zone.
const QString kWallClock = QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz");

tl::unexpected<Error> noPhoto()
{
    return fail(ErrorCode::NotFound, QCoreApplication::translate("PhotoRepository", "There is no such photo."));
}

std::optional<QDateTime> readWallClock(const QString& text)
{
    // Not parsed as local time: an hour that this computer's zone skips in spring exists elsewhere.
    QDateTime parsed = QDateTime::fromString(text + QLatin1Char('Z'), Qt::ISODateWithMs);
    return parsed.isValid() ? std::optional(QDateTime(parsed.date(), parsed.time())) : std::nullopt;
}

ReviewState readReview(int number)
{
    switch (number) {
    case 1:
        return ReviewState::FacesComplete;
    case 2:
        return ReviewState::Approved;
    default:
        return ReviewState::Unreviewed;
    }
}

QString idList(const QList<PhotoId>& photos)
{
    QJsonArray ids;
    for (const PhotoId photo : photos) {
        ids.append(photo.value);
    }
    return QString::fromUtf8(QJsonDocument(ids).toJson(QJsonDocument::Compact));
}

QString summaryColumns()
{
    return QStringLiteral("p.id, p.name, p.kind, p.taken_at, p.taken_offset, p.width, p.height, p.rating, "
                          "(SELECT COUNT(*) FROM face f WHERE f.photo_id = p.id AND f.state <> 'rejected'), "
                          "(SELECT COUNT(*) FROM face f WHERE f.photo_id = p.id AND f.state = 'unreviewed'), "
                          "coalesce((SELECT name FROM event e WHERE e.id = p.event_id), ''), ")
        + photo_sql::kReview + QStringLiteral(", ") + photo_sql::kIsFlagged;
}

constexpr int kSummaryColumns = 13;

PhotoSummary readSummary(const Statement& row)
{
    PhotoSummary summary;
    summary.id = {row.int64(0)};
    summary.name = row.text(1);
    summary.kind = photoKindFromKey(row.text(2)).value_or(PhotoKind::Video); // unknown: what never leaves
    summary.takenAt = readWallClock(row.text(3));
    summary.takenOffsetMinutes = row.isNull(4) ? std::nullopt : std::optional(row.integer(4));
    summary.width = row.integer(5);
    summary.height = row.integer(6);
    summary.rating = row.integer(7);
    summary.faceCount = row.integer(8);
    summary.unidentifiedFaces = row.integer(9);
    summary.event = row.text(10);
    summary.review = readReview(row.integer(11));
    summary.isFlagged = row.boolean(12);
    return summary;
}

Result<QHash<PhotoId, QStringList>> tagsOf(Database& database, const QString& ids)
{
    auto statement =
        boundSql(database,
                 QStringLiteral("SELECT pt.photo_id, t.name FROM photo_tag pt JOIN tag t ON t.id = pt.tag_id "
                                "WHERE pt.photo_id IN (SELECT value FROM json_each(?)) ORDER BY t.name"),
                 ids);
    QHash<PhotoId, QStringList> tags;
    const auto rows = allRows(std::move(statement), [&tags](const Statement& row) {
        tags[PhotoId{row.int64(0)}].append(row.text(1));
        return true;
    });
    if (!rows) {
        return propagate(rows);
    }
    return tags;
}

} // namespace

std::optional<QString> wallClockText(const std::optional<QDateTime>& takenAt)
{
    if (!takenAt || !takenAt->date().isValid() || !takenAt->time().isValid()) {
        return std::nullopt;
    }
    return QDateTime(takenAt->date(), takenAt->time(), Qt::UTC).toString(kWallClock);
}

Result<PhotoId> PhotoRepository::insert(const NewPhoto& photo)
{
    auto transaction = m_database.begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const auto id = insertSql(
        m_database,
        QStringLiteral(
            "INSERT INTO photo(kind, name, format, vault_name, uuid, wrapped_key, bytes, digest, width, "
            "height, orientation, taken_at, taken_offset, camera, import_id, imported_at, event_id, photographer, "
            "group_id, note, look) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        photoKindKey(photo.kind), photo.name, photo.format, photo.original.vaultName, photo.original.uuid,
        photo.original.wrappedKey, photo.original.bytes, photo.original.digest, photo.size.width(), photo.size.height(),
        photo.orientation, wallClockText(photo.takenAt), photo.takenOffsetMinutes, photo.camera, photo.import,
        photo.importedAt, photo.event, photo.photographer, photo.group, photo.note,
        photo.look.isEmpty() ? std::nullopt : std::optional(photo.look));
    if (!id) {
        return propagate(id);
    }
    if (const auto done = FaceRepository(m_database).refreshHash({*id}); !done) {
        return propagate(done);
    }
    if (const auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    return PhotoId{*id};
}

Result<std::optional<DigestMatch>> PhotoRepository::byDigest(const QByteArray& digest)
{
    return firstRow(
        boundSql(m_database, QStringLiteral("SELECT id, deleted_at IS NOT NULL FROM photo WHERE digest = ?"), digest),
        [](const Statement& row) {
            return DigestMatch{{row.int64(0)}, row.boolean(1)};
        });
}

Result<QList<PhotoId>> PhotoRepository::ids(const PhotoQuery& query, int limit)
{
    auto statement = m_database.prepare(
        QStringLiteral("SELECT p.id FROM photo p WHERE %1 ORDER BY p.taken_at DESC, p.id LIMIT ?").arg(query.where()));
    if (!statement) {
        return propagate(statement);
    }
    query.bindTo(*statement);
    statement->bind(limit > 0 ? limit : -1);
    return allRows(std::move(statement), [](const Statement& row) { return PhotoId{row.int64(0)}; });
}

Result<QList<PhotoSummary>> PhotoRepository::summaries(const QList<PhotoId>& photos, const Viewpoint& viewpoint)
{
    const QString ids = idList(photos);
    const auto rows =
        allRows(boundSql(m_database,
                         QStringLiteral("SELECT %1 FROM photo p WHERE p.id IN (SELECT value FROM json_each(?)) AND %2")
                             .arg(summaryColumns(), photo_sql::visibleTo(viewpoint)),
                         ids),
                readSummary);
    if (!rows) {
        return propagate(rows);
    }
    const auto tags = tagsOf(m_database, ids);
    if (!tags) {
        return propagate(tags);
    }
    QHash<PhotoId, PhotoSummary> byId;
    for (const PhotoSummary& row : *rows) {
        byId.insert(row.id, row);
    }
    QList<PhotoSummary> ordered;
    for (const PhotoId photo : photos) {
        if (const auto found = byId.constFind(photo); found != byId.constEnd()) {
            ordered.append(*found);
            ordered.last().tags = tags->value(photo);
        }
    }
    return ordered;
}

Result<PhotoDetails> PhotoRepository::details(PhotoId photo, const Viewpoint& viewpoint)
{
    const auto tags = tagsOf(m_database, idList({photo}));
    if (!tags) {
        return propagate(tags);
    }
    auto row = firstRow(
        boundSql(m_database,
                 QStringLiteral("SELECT %1, p.camera, p.format, p.bytes, p.orientation, p.event_id, p.note, "
                                "p.imported_at, coalesce((SELECT u.name FROM import i JOIN user u ON u.id = i.user_id "
                                "WHERE i.id = p.import_id), ''), p.searched_by, p.photographer, "
                                "coalesce((SELECT g.name FROM person_group g WHERE g.id = p.group_id), ''), "
                                "p.camera_taken_at, coalesce(p.stack_id, 0) FROM photo p WHERE p.id = ? AND %2")
                     .arg(summaryColumns(), photo_sql::visibleTo(viewpoint)),
                 photo),
        [](const Statement& found) {
            PhotoDetails details;
            int column = kSummaryColumns;
            details.summary = readSummary(found);
            details.camera = found.text(column++);
            details.format = found.text(column++);
            details.bytes = found.int64(column++);
            details.orientation = found.integer(column++);
            details.event = {found.int64(column++)};
            details.note = found.text(column++);
            details.importedAt = found.time(column++);
            details.importedBy = found.text(column++);
            details.detector = found.text(column++);
            details.photographer = found.text(column++);
            details.group = found.text(column++);
            details.cameraTakenAt = readWallClock(found.text(column++));
            details.stack = {found.int64(column)};
            details.facesSearched = !details.detector.isEmpty();
            return details;
        });
    if (!row) {
        return propagate(row);
    }
    if (!*row) {
        return noPhoto();
    }
    (*row)->summary.tags = tags->value(photo);
    return **row;
}

Result<PhotoNumbers> PhotoRepository::numbers(const Viewpoint& viewpoint)
{
    const QString sql =
        QStringLiteral("SELECT SUM(live), SUM(live AND review = 0), SUM(live AND open_faces), SUM(NOT live), "
                       "SUM(live AND flagged) FROM (SELECT p.deleted_at IS NULL AS live, %1 AS review, %2 AS flagged, "
                       "EXISTS(SELECT 1 FROM face f WHERE f.photo_id = p.id AND f.state = 'unreviewed') AS open_faces "
                       "FROM photo p WHERE %3)")
            .arg(photo_sql::kReview, photo_sql::kIsFlagged, photo_sql::visibleTo(viewpoint));
    const auto row = firstRow(boundSql(m_database, sql), [](const Statement& found) {
        return PhotoNumbers{found.integer(0), found.integer(1), found.integer(2), found.integer(3), found.integer(4)};
    });
    if (!row) {
        return propagate(row);
    }
    return row->value_or(PhotoNumbers());
}

Result<PhotoState> PhotoRepository::state(PhotoId photo, const Viewpoint& viewpoint)
{
    const auto row = firstRow(
        boundSql(m_database,
                 QStringLiteral("SELECT p.id, p.kind, p.width, p.height, p.deleted_at IS NOT NULL, p.searched_by, %1 "
                                "FROM photo p WHERE p.id = ? AND %2")
                     .arg(photo_sql::kIsFlagged, photo_sql::visibleTo(viewpoint)),
                 photo),
        [](const Statement& found) {
            return PhotoState{{found.int64(0)},
                              photoKindFromKey(found.text(1)).value_or(PhotoKind::Video),
                              {found.integer(2), found.integer(3)},
                              found.boolean(6),
                              found.boolean(4),
                              found.text(5)};
        });
    if (!row) {
        return propagate(row);
    }
    if (!*row) {
        return noPhoto();
    }
    return **row;
}

Result<StoredOriginal> PhotoRepository::original(PhotoId photo)
{
    const auto row = firstRow(
        boundSql(m_database,
                 QStringLiteral("SELECT vault_name, uuid, wrapped_key, digest, bytes FROM photo WHERE id = ?"), photo),
        [](const Statement& found) {
            return StoredOriginal{found.text(0), found.blob(1), found.blob(2), found.blob(3), found.int64(4)};
        });
    if (!row) {
        return propagate(row);
    }
    if (!*row) {
        return noPhoto();
    }
    return **row;
}

Result<void> PhotoRepository::setEvent(PhotoId photo, EventId event)
{
    return runSql(m_database, QStringLiteral("UPDATE photo SET event_id = ? WHERE id = ?"), event, photo);
}

Result<void> PhotoRepository::setGroup(PhotoId photo, GroupId group)
{
    return runSql(m_database, QStringLiteral("UPDATE photo SET group_id = ? WHERE id = ?"), group, photo);
}

Result<void> PhotoRepository::setRating(PhotoId photo, int stars)
{
    return runSql(m_database, QStringLiteral("UPDATE photo SET rating = ? WHERE id = ?"), stars, photo);
}

Result<void> PhotoRepository::setNote(PhotoId photo, const QString& note)
{
    return runSql(m_database, QStringLiteral("UPDATE photo SET note = ? WHERE id = ?"), note, photo);
}

Result<void> PhotoRepository::setDeleted(PhotoId photo, const std::optional<QDateTime>& at)
{
    return runSql(m_database, QStringLiteral("UPDATE photo SET deleted_at = ? WHERE id = ?"), at, photo);
}

Result<void> PhotoRepository::setTakenAt(PhotoId photo, const QDateTime& wallClock)
{
    // An empty text: the camera wrote no time.
    return runSql(m_database,
                  QStringLiteral("UPDATE photo SET camera_taken_at = coalesce(camera_taken_at, taken_at, ''), "
                                 "taken_at = ? WHERE id = ?"),
                  wallClockText(wallClock), photo);
}

Result<void> PhotoRepository::resetTakenAt(PhotoId photo)
{
    return runSql(m_database,
                  QStringLiteral("UPDATE photo SET taken_at = nullif(camera_taken_at, ''), camera_taken_at = NULL "
                                 "WHERE id = ? AND camera_taken_at IS NOT NULL"),
                  photo);
}

Result<void> PhotoRepository::setSearched(PhotoId photo, const QString& detector, const QDateTime& at,
                                          const std::optional<QByteArray>& found)
{
    return runSql(m_database,
                  QStringLiteral("UPDATE photo SET searched_by = ?, searched_at = ?, found_faces = ? WHERE id = ?"),
                  detector, at, found, photo);
}

Result<SearchRecord> PhotoRepository::search(PhotoId photo)
{
    const auto row =
        firstRow(boundSql(m_database, QStringLiteral("SELECT searched_by, found_faces FROM photo WHERE id = ?"), photo),
                 [](const Statement& found) {
                     return SearchRecord{found.text(0), found.isNull(1) ? std::nullopt : std::optional(found.blob(1))};
                 });
    if (!row) {
        return propagate(row);
    }
    return row->value_or(SearchRecord());
}

} // namespace cloakroom
