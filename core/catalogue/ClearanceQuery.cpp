#include "core/catalogue/ClearanceQuery.h"

#include "core/catalogue/ClearanceFactsRepository.h"
#include "core/catalogue/PhotoQuery.h"
#include "core/catalogue/RowScan.h"
#include "core/catalogue/StandingSql.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <string>
#include <vector>

namespace cloakroom {

namespace {

/// What a person contributes to every photo they are in.
struct Look {
    bool shows = false; ///< by consent, and the profile does not cover everybody like them
    bool bars = false; ///< nothing with them in it goes outside
};

/// Rows that belong to photos, in the order of their photos: column 0.
class PhotoRows {
public:
    explicit PhotoRows(RowScan rows)
        : m_rows(std::move(rows))
    {
    }

    [[nodiscard]] const RowScan& row() const { return m_rows; }
    [[nodiscard]] qint64 photo() const { return m_photo; }
    [[nodiscard]] Result<bool> next()
    {
        m_more = m_rows.next();
        m_isStarted = true;
        m_photo = m_more && *m_more ? m_rows.int64(0) : 0;
        return m_more;
    }
    /// Runs `each()` with every row of this photo; rows of photos before it are passed over.
    template <typename Each>
    [[nodiscard]] Result<void> forPhoto(qint64 photo, Each each)
    {
        if (!m_isStarted) {
            (void)next();
        }
        for (; m_more && *m_more && m_photo <= photo; (void)next()) {
            if (m_photo == photo) {
                each();
            }
        }
        return m_more ? Result<void>() : propagate(m_more);
    }

private:
    RowScan m_rows;
    Result<bool> m_more{true};
    qint64 m_photo = 0;
    bool m_isStarted = false;
};

struct Queries {
    QString photos;
    QString faces;
    QString signOffs;
    QString flags;
    QString regions;
};

// Read in the order of indexes that hold all they need: the photos' own rows are much wider. `%1` restricts to the
// photos asked for; the values are the day, and the purpose.
const char* const kPhotos = "SELECT id, kind <> 'still', restriction <> 'none', deleted_at IS NOT NULL, "
                            "expires_on IS NOT NULL AND (date(expires_on, '+0 days') IS NOT expires_on OR "
                            "expires_on <= ?), max(width, height), faces_hash FROM photo %1 ORDER BY id";
const char* const kFaces = "SELECT photo_id, state, person_id, w FROM face %1 ORDER BY photo_id";
const char* const kSignOffs = "SELECT photo_id, kind = 'faces', user_id, id, faces_hash FROM sign_off %1 revoked_at IS "
                              "NULL AND (kind = 'faces' OR (kind = 'publish' AND purpose_id = ?)) ORDER BY photo_id";
const char* const kFlags = "SELECT photo_id FROM flag WHERE %2 %1 ORDER BY photo_id";
const char* const kRegions = "SELECT photo_id, count(*) FROM cover_region %1 GROUP BY photo_id ORDER BY photo_id";

Queries queriesFor(bool isSubset)
{
    const QString among = QStringLiteral(" IN (SELECT value FROM json_each(?))");
    const QString ofPhoto = QStringLiteral("WHERE photo_id") + among;
    const auto made = [isSubset](const char* sql, const QString& some, const QString& all) {
        return QString::fromLatin1(sql).arg(isSubset ? some : all);
    };
    return {
        made(kPhotos, QStringLiteral("WHERE id") + among, QStringLiteral("INDEXED BY photo_for_clearance")),
        made(kFaces, ofPhoto, QStringLiteral("INDEXED BY face_by_photo")),
        made(kSignOffs, ofPhoto + QStringLiteral(" AND"), QStringLiteral("INDEXED BY sign_off_for_clearance WHERE")),
        made(kFlags, QStringLiteral("AND photo_id") + among, QString()).arg(photo_sql::kIsOpen),
        made(kRegions, ofPhoto, QString())};
}

/// One pass over photos, with what belongs to them read beside them.
class Pass {
public:
    Pass(Database& database, const QList<PhotoId>* subset, const Purpose& purpose, QDate day)
        : m_database(database)
        , m_isSubset(subset != nullptr)
        , m_ids(subset != nullptr ? idList(*subset) : QString())
        , m_purpose(purpose)
        , m_day(day)
    {
    }

    [[nodiscard]] Result<QList<ClearanceRow>> run(const ConsentSettings& settings)
    {
        if (const auto done = readLooks(settings); !done) {
            return propagate(done);
        }
        const Queries queries = queriesFor(m_isSubset);
        auto photos = opened(queries.photos, m_day.toString(Qt::ISODate));
        auto faces = opened(queries.faces);
        auto signOffs = opened(queries.signOffs, std::nullopt, m_purpose.id);
        auto flags = opened(queries.flags);
        auto regions = opened(queries.regions);
        for (const auto* rows : {&photos, &faces, &signOffs, &flags, &regions}) {
            if (!*rows) {
                return propagate(*rows);
            }
        }
        return judgeAll(*photos, {*faces, *signOffs, *flags, *regions});
    }

private:
    struct Beside {
        PhotoRows& faces;
        PhotoRows& signOffs;
        PhotoRows& flags;
        PhotoRows& regions;
    };
    struct Photo {
        qint64 id = 0;
        qint64 longestEdge = 0;
        std::string hash;
        bool isBarred = false; ///< by what is known of it alone
        bool barsOutside = false; ///< by somebody in it
        bool hasSignOff = false;
        bool hasSecondCheck = false;
        ClearanceRow row;
    };

    [[nodiscard]] Result<PhotoRows> opened(const QString& sql, const std::optional<QString>& before = std::nullopt,
                                           std::optional<PurposeId> after = std::nullopt);
    [[nodiscard]] Result<void> readLooks(const ConsentSettings& settings);
    [[nodiscard]] Look lookOf(const RowScan& row) const;
    [[nodiscard]] Result<QList<ClearanceRow>> judgeAll(PhotoRows& photos, const Beside& beside);
    [[nodiscard]] Photo photoOf(const RowScan& row) const;
    [[nodiscard]] Result<void> addBeside(Photo& photo, const Beside& beside) const;
    void addFace(Photo& photo, const RowScan& face) const;
    [[nodiscard]] bool isTooLarge(const Photo& photo, qint64 width) const;
    [[nodiscard]] Result<void> addSignOffs(Photo& photo, PhotoRows& signOffs) const;
    void decide(Photo& photo) const;

    Database& m_database;
    bool m_isSubset;
    QString m_ids;
    const Purpose& m_purpose;
    QDate m_day;
    QHash<qint64, Look> m_looks;
};

Result<PhotoRows> Pass::opened(const QString& sql, const std::optional<QString>& before, std::optional<PurposeId> after)
{
    auto scan = RowScan::prepare(m_database, sql);
    if (!scan) {
        return propagate(scan);
    }
    if (before) {
        scan->bind(*before);
    }
    if (m_isSubset) {
        scan->bind(m_ids);
    }
    if (after) {
        scan->bind(after->value);
    }
    return PhotoRows(std::move(*scan));
}

Look Pass::lookOf(const RowScan& row) const
{
    const bool isAdult = row.int64(1) != 0;
    const bool isProtected = row.int64(2) != 0;
    const bool allowsCovered = row.int64(3) != 0;
    const bool isCoveredAnyhow = m_purpose.profile.cover == PublicationProfile::Cover::Pupils && !isAdult;
    return {row.int64(4) != 0 && !isProtected && !isCoveredAnyhow, isProtected && !allowsCovered};
}

/// Settled once for each person, before a million faces are looked at.
Result<void> Pass::readLooks(const ConsentSettings& settings)
{
    const QString ids = m_isSubset ? QStringLiteral(", ids_asked AS (SELECT @ids)") : QString();
    const QString people = m_isSubset ? QStringLiteral("SELECT DISTINCT person_id AS id FROM face WHERE photo_id IN "
                                                       "(SELECT value FROM json_each(@ids)) AND person_id IS NOT NULL")
                                      : QString();
    auto scan = RowScan::prepare(
        m_database,
        standingSql(ids, people)
            + QStringLiteral("SELECT id, is_adult, is_protected, allow_covered, may_show FROM standing"));
    if (!scan) {
        return propagate(scan);
    }
    bindStanding(*scan, m_purpose, settings, m_day);
    if (m_isSubset) {
        scan->bind(m_ids);
    }
    auto more = scan->next();
    for (; more && *more; more = scan->next()) {
        m_looks.insert(scan->int64(0), lookOf(*scan));
    }
    return more ? Result<void>() : propagate(more);
}

Result<QList<ClearanceRow>> Pass::judgeAll(PhotoRows& photos, const Beside& beside)
{
    QList<ClearanceRow> rows;
    auto more = photos.next();
    for (; more && *more; more = photos.next()) {
        Photo photo = photoOf(photos.row());
        if (const auto done = addBeside(photo, beside); !done) {
            return propagate(done);
        }
        decide(photo);
        rows += photo.row;
    }
    if (!more) {
        return propagate(more);
    }
    return rows;
}

Pass::Photo Pass::photoOf(const RowScan& row) const
{
    Photo photo;
    photo.id = row.int64(0);
    photo.row.photo = PhotoId{photo.id};
    photo.row.isSealed = row.int64(2) != 0;
    photo.row.isDeleted = row.int64(3) != 0;
    photo.isBarred = row.int64(1) != 0 || row.int64(4) != 0;
    photo.longestEdge = row.int64(5);
    photo.hash = row.bytes(6);
    return photo;
}

Result<void> Pass::addBeside(Photo& photo, const Beside& beside) const
{
    if (auto done = beside.faces.forPhoto(photo.id, [&] { addFace(photo, beside.faces.row()); }); !done) {
        return done;
    }
    if (auto done = addSignOffs(photo, beside.signOffs); !done) {
        return done;
    }
    if (auto done = beside.flags.forPhoto(photo.id, [&] { photo.row.isSealed = true; }); !done) {
        return done;
    }
    return beside.regions.forPhoto(photo.id,
                                   [&] { photo.row.toCover += static_cast<int>(beside.regions.row().int64(1)); });
}

void Pass::addFace(Photo& photo, const RowScan& face) const
{
    const std::string_view state = face.bytes(1);
    if (state == "rejected") {
        return;
    }
    bool isShown = false;
    if (state == "confirmed") {
        const Look look = face.isNull(2) ? Look() : m_looks.value(face.int64(2));
        isShown = look.shows && !isTooLarge(photo, face.int64(3));
        photo.barsOutside = photo.barsOutside || look.bars;
    } else {
        ++photo.row.unidentified;
    }
    photo.row.toCover += isShown ? 0 : 1;
}

/// By the profile, as the picture leaves; a picture without a size has no small faces.
bool Pass::isTooLarge(const Photo& photo, qint64 width) const
{
    const PublicationProfile& profile = m_purpose.profile;
    if (profile.cover != PublicationProfile::Cover::LargeFaces) {
        return false;
    }
    if (photo.longestEdge <= 0) {
        return true;
    }
    const qint64 edge =
        profile.longestEdge > 0 ? std::min<qint64>(profile.longestEdge, photo.longestEdge) : photo.longestEdge;
    return width * edge > profile.largerThanPixels * photo.longestEdge;
}

Result<void> Pass::addSignOffs(Photo& photo, PhotoRows& signOffs) const
{
    qint64 latest = 0;
    qint64 signedBy = 0;
    std::vector<qint64> publishers;
    const RowScan& row = signOffs.row();
    auto done = signOffs.forPhoto(photo.id, [&] {
        if (photo.hash.empty() || row.bytes(4) != photo.hash) {
            return; // it speaks of another state of the photo
        }
        if (row.int64(1) == 0) {
            publishers.push_back(row.int64(2));
        } else if (row.int64(3) > latest) {
            latest = row.int64(3);
            signedBy = row.int64(2);
        }
    });
    photo.hasSignOff = latest > 0;
    photo.hasSecondCheck =
        std::any_of(publishers.begin(), publishers.end(), [signedBy](qint64 user) { return user != signedBy; });
    return done;
}

void Pass::decide(Photo& photo) const
{
    ClearanceRow& row = photo.row;
    const bool leavesNever = !m_purpose.active || m_purpose.key == QLatin1String("biometric");
    const bool isBarred = leavesNever || photo.isBarred || row.isSealed || row.isDeleted
        || (m_purpose.audience != Audience::Inside && photo.barsOutside);
    const bool isForClearOnly = m_purpose.neverCover && row.toCover > 0;
    const bool lacksSignOff = !photo.hasSignOff || (m_purpose.secondCheck && !photo.hasSecondCheck);
    row.outcome = isBarred || lacksSignOff || isForClearOnly ? Outcome::Blocked
        : row.toCover > 0                                    ? Outcome::ClearIfCovered
                                                             : Outcome::Clear;
    row.waitsForReview = !isBarred && (lacksSignOff || isForClearOnly) && (!isForClearOnly || row.unidentified > 0);
}

} // namespace

Result<QList<ClearanceRow>> clearanceRows(Database& database, const QList<PhotoId>* subset, const Purpose& purpose,
                                          const ConsentSettings& settings, QDate day)
{
    if (const auto known = requireClearanceDay(day); !known) {
        return propagate(known);
    }
    return Pass(database, subset, purpose, day).run(settings);
}

} // namespace cloakroom
