#include "core/catalogue/ClearanceQuery.h"

#include "core/catalogue/ClearanceFactsRepository.h"
#include "core/catalogue/Database.h"

#include <QCoreApplication>

#include <algorithm>

namespace cloakroom {

namespace {

// Qt hands values over by number and SQLite numbers a name where it first meets it, so each query mentions all its
// values once at its head, in the order in which they are bound. `grants_from`: first day of grants that have not run
// out; `ages`: 0 none set, 1 set, 2 set so that they contradict each other; `..._born`: the last day of birth for it.
const char* const kStandingValues = R"sql(
WITH given AS (SELECT @purpose, @day, @grants_from, @ends_on_leaving, @on_notice, @parties, @ages, @child_too_born,
    @child_alone_born))sql";

// `nothing_leaves`: the purpose is not in use, or not for pictures at all.
const char* const kPhotoValues = R"sql(,
given_too AS (SELECT @outside, @profile, @larger_than, @profile_edge, @nothing_leaves, @second_check, @never_cover))sql";

// A day counts as one only when SQLite, after adding nothing (which makes it look at 30 February), writes it back the
// same; everything else is taken the strict way.
const char* const kStanding = R"sql(,
decision AS (
    SELECT c.id, c.person_id, c.decision, c.on_day, c.until_day,
        CASE WHEN p.kind NOT IN ('staff', 'governor', 'visitor') AND c.party = 'self' THEN 'child' ELSE c.party END
            AS party,
        date(c.on_day, '+0 days') IS c.on_day AND c.on_day >= '0001-01-01' AS is_dated
    FROM consent c JOIN person p ON p.id = c.person_id WHERE c.purpose_id = @purpose),
latest AS (
    SELECT *,
        decision = 'granted' AND until_day IS NOT NULL
            AND (date(until_day, '+0 days') IS NOT until_day OR until_day < on_day) AS is_odd,
        row_number() OVER (PARTITION BY person_id, party ORDER BY on_day DESC, id DESC) AS place
    FROM decision WHERE is_dated AND on_day <= @day),
voice AS (
    SELECT person_id, party, decision <> 'granted' AS stops, is_odd,
        decision = 'granted' AND NOT is_odd AND on_day >= @grants_from AND (until_day IS NULL OR until_day >= @day) AS holds
    FROM latest WHERE place = 1),
said AS (
    SELECT person_id, max(stops) AS stops, max(is_odd) AS is_odd,
        max(holds AND party IN ('parent1', 'parent2', 'carer', 'authority')) AS a_parent,
        max(holds AND party = 'parent1') AS parent1, max(holds AND party = 'parent2') AS parent2,
        max(holds AND party = 'child') AS child, max(holds AND party = 'self') AS self
    FROM voice GROUP BY person_id),
barred AS (
    SELECT DISTINCT person_id FROM decision
    WHERE decision NOT IN ('granted', 'refused', 'withdrawn')
        OR party NOT IN ('parent1', 'parent2', 'carer', 'authority', 'child', 'self')
        OR (NOT is_dated AND decision <> 'granted')),
asked_of AS (
    SELECT id, protected <> 0 AS is_protected, protected_allow_covered = 1 AS allow_covered,
        kind IN ('staff', 'governor', 'visitor') AS is_adult,
        kind IN ('pupil', 'staff', 'governor', 'visitor')
            AND coalesce(parties, 'by-age')
                IN ('by-age', 'one-parent', 'both-parents', 'parent-and-child', 'child') AS is_understood,
        left_on IS NOT NULL AND (date(left_on, '+0 days') IS NOT left_on OR left_on <= @day) AS has_left,
        CASE WHEN coalesce(parties, 'by-age') <> 'by-age' THEN parties
            WHEN @parties <> 'by-age' THEN @parties
            WHEN @ages = 0 THEN 'one-parent'
            WHEN @ages = 2 OR date_of_birth IS NULL OR date(date_of_birth, '+0 days') IS NOT date_of_birth
                OR date_of_birth NOT BETWEEN '0001-01-01' AND @day THEN 'parent-and-child'
            WHEN date_of_birth <= @child_alone_born THEN 'child'
            WHEN date_of_birth <= @child_too_born THEN 'parent-and-child'
            ELSE 'one-parent' END AS required
    FROM person),
standing AS (
    SELECT a.id, a.is_adult, a.is_protected, a.allow_covered,
        a.is_understood AND b.person_id IS NULL AND NOT coalesce(s.stops, 0) AND NOT (@ends_on_leaving AND a.has_left)
            AND CASE WHEN @on_notice THEN NOT coalesce(s.is_odd, 0)
                WHEN a.is_adult THEN coalesce(s.self, 0)
                WHEN a.required = 'one-parent' THEN coalesce(s.a_parent, 0)
                WHEN a.required = 'both-parents' THEN coalesce(s.parent1 AND s.parent2, 0)
                WHEN a.required = 'parent-and-child' THEN coalesce(s.a_parent AND s.child, 0)
                WHEN a.required = 'child' THEN coalesce(s.child, 0)
                ELSE 0 END AS may_show
    FROM asked_of a LEFT JOIN said s ON s.person_id = a.id LEFT JOIN barred b ON b.person_id = a.id)
)sql";

// A face that is small as it leaves; a picture without a size has none.
const char* const kLargeFaces = R"sql(AND (SELECT max(p.width, p.height) > 0
        AND f.w * CASE WHEN @profile_edge > 0 THEN min(@profile_edge, max(p.width, p.height))
            ELSE max(p.width, p.height) END <= @larger_than * max(p.width, p.height)
    FROM photo p WHERE p.id = f.photo_id))sql";

// %1 restricts faces and %2 photos to those asked for; %3 is kLargeFaces where the profile asks for it. What a person
// contributes is settled once, before a million faces are joined to it.
const char* const kPhotos = R"sql(,
look AS MATERIALIZED (
    SELECT id, may_show AND NOT is_protected
            AND CASE @profile WHEN 'none' THEN 1 WHEN 'large-faces' THEN 1 WHEN 'pupils' THEN is_adult ELSE 0 END
            AS shows,
        is_protected AND NOT allow_covered AS bars
    FROM standing),
faces AS (
    SELECT f.photo_id, count(*) - coalesce(sum(l.shows %3), 0) AS covered,
        sum(f.state <> 'confirmed') AS unidentified, max(l.bars) AS bars
    FROM face f LEFT JOIN look l ON l.id = f.person_id AND f.state = 'confirmed'
    WHERE f.state <> 'rejected' %1 GROUP BY f.photo_id),
regions AS (SELECT photo_id, count(*) AS covered FROM cover_region GROUP BY photo_id),
current AS MATERIALIZED (
    SELECT p.id, coalesce(f.covered, 0) + coalesce(r.covered, 0) AS to_cover, coalesce(f.unidentified, 0) AS unidentified,
        p.restriction <> 'none' OR p.id IN (SELECT photo_id FROM flag
            WHERE outcome IS NULL OR outcome NOT IN ('release', 'restrict', 'seal', 'erase')) AS is_sealed,
        p.deleted_at IS NOT NULL AS is_deleted,
        @nothing_leaves OR p.kind <> 'still'
            OR (p.expires_on IS NOT NULL AND (date(p.expires_on, '+0 days') IS NOT p.expires_on OR p.expires_on <= @day))
            OR (@outside AND coalesce(f.bars, 0)) AS is_barred,
        CASE WHEN length(p.faces_hash) > 0 THEN (SELECT s.user_id FROM sign_off s
            WHERE s.photo_id = p.id AND s.kind = 'faces' AND s.revoked_at IS NULL AND s.faces_hash = p.faces_hash
            ORDER BY s.id DESC LIMIT 1) END AS signed_by,
        p.faces_hash
    FROM photo p LEFT JOIN faces f ON f.photo_id = p.id LEFT JOIN regions r ON r.photo_id = p.id %2),
judged AS MATERIALIZED (
    SELECT id, to_cover, unidentified, is_sealed, is_deleted, is_barred OR is_sealed OR is_deleted AS is_barred,
        @never_cover AND to_cover > 0 AS is_for_clear_only,
        signed_by IS NULL OR (@second_check AND NOT EXISTS (SELECT 1 FROM sign_off s
            WHERE s.photo_id = c.id AND s.kind = 'publish' AND s.purpose_id = @purpose AND s.revoked_at IS NULL
                AND s.faces_hash = c.faces_hash AND s.user_id <> c.signed_by)) AS lacks_sign_off
    FROM current c)
SELECT id, is_barred OR lacks_sign_off OR is_for_clear_only, to_cover, unidentified,
    NOT is_barred AND (lacks_sign_off OR is_for_clear_only) AND (NOT is_for_clear_only OR unidentified > 0),
    is_sealed, is_deleted
FROM judged ORDER BY id
)sql";

const char* const kTakedowns = R"sql(
SELECT r.id FROM register r LEFT JOIN photo p ON p.id = r.photo_id
WHERE r.purpose_id = @purpose AND r.taken_down_at IS NULL AND r.replaced_by IS NULL AND (
    coalesce(p.restriction, 'none') <> 'none'
    OR p.id IN (SELECT photo_id FROM flag WHERE outcome IS NULL OR outcome NOT IN ('release', 'restrict', 'seal', 'erase'))
    OR EXISTS (SELECT 1 FROM register_face f LEFT JOIN standing s ON s.id = f.person_id
        WHERE f.register_id = r.id AND f.shown <> 0 AND NOT coalesce(s.may_show AND NOT s.is_protected, 0))
    OR EXISTS (SELECT 1 FROM register_face f JOIN face now ON now.id = f.face_id AND now.photo_id = r.photo_id
        LEFT JOIN standing s ON s.id = now.person_id AND now.state = 'confirmed'
        WHERE f.register_id = r.id AND f.shown <> 0 AND now.state <> 'rejected'
            AND NOT coalesce(s.may_show AND NOT s.is_protected, 0)))
ORDER BY r.id
)sql";

const QString kNever = QStringLiteral("9999-99-99"); ///< no day comes after it

QString iso(QDate day)
{
    return day.toString(Qt::ISODate);
}

/// The first day of the school year that contains `day`: the rules ask when a grant's year ends, this asks the same
/// from the other side. Nothing when the settings name an impossible day.
std::optional<QDate> schoolYearStart(QDate day, const ConsentSettings& settings)
{
    if (!QDate::isValid(2000, settings.schoolYearEndMonth, settings.schoolYearEndDay)) {
        return std::nullopt;
    }
    const auto endIn = [&settings](int year) {
        const int days = QDate(year, settings.schoolYearEndMonth, 1).daysInMonth();
        return QDate(year, settings.schoolYearEndMonth, std::min(settings.schoolYearEndDay, days));
    };
    const QDate thisYear = endIn(day.year());
    if (thisYear < day) {
        return thisYear.addDays(1);
    }
    return day.year() > 1 ? endIn(day.year() - 1).addDays(1) : QDate(1, 1, 1);
}

QString firstDayOfGrants(const Purpose& purpose, const ConsentSettings& settings, QDate day)
{
    QDate first(1, 1, 1);
    if (purpose.validDays) {
        if (*purpose.validDays < 0) {
            return kNever;
        }
        first = std::max(first, day.addDays(-qint64{*purpose.validDays}));
    }
    if (purpose.endsWithSchoolYear) {
        const auto start = schoolYearStart(day, settings);
        if (!start) {
            return kNever;
        }
        first = std::max(first, *start);
    }
    return iso(first);
}

/// The last birthday that makes somebody `age` years old on `day`, to be compared as text; empty = nobody.
QString bornBy(std::optional<int> age, QDate day)
{
    if (!age || day.year() <= *age) {
        return {};
    }
    const int year = day.year() - std::max(*age, 0);
    return QStringLiteral("%1").arg(year, 4, 10, QLatin1Char('0')) + iso(day).mid(4);
}

int agesMode(const ConsentSettings& settings)
{
    const auto& too = settings.childTooFromAge;
    const auto& alone = settings.childAloneFromAge;
    if (!too && !alone) {
        return 0;
    }
    return too && alone && *alone < *too ? 2 : 1;
}

void bindStanding(Statement& statement, const Purpose& purpose, const ConsentSettings& settings, QDate day)
{
    statement.bind(purpose.id)
        .bind(day)
        .bind(firstDayOfGrants(purpose, settings, day))
        .bind(purpose.endsOnLeaving)
        .bind(purpose.basis == Basis::Notice)
        .bind(requiredPartiesKey(purpose.parties))
        .bind(agesMode(settings))
        .bind(bornBy(settings.childTooFromAge, day))
        .bind(bornBy(settings.childAloneFromAge, day));
}

void bindPurpose(Statement& statement, const Purpose& purpose)
{
    const bool isForPictures = purpose.key != QLatin1String("biometric");
    statement.bind(purpose.audience != Audience::Inside)
        .bind(profileCoverKey(purpose.profile.cover))
        .bind(purpose.profile.largerThanPixels)
        .bind(purpose.profile.longestEdge)
        .bind(!purpose.active || !isForPictures)
        .bind(purpose.secondCheck)
        .bind(purpose.neverCover);
}

Result<void> requireDay(QDate day)
{
    if (day.isValid() && day.year() >= 1 && day.year() <= 9999) {
        return {};
    }
    return fail(ErrorCode::Invalid,
                QCoreApplication::translate("ClearanceQuery", "That is not a day. Nothing was changed."));
}

ClearanceRow readRow(const Statement& row)
{
    ClearanceRow answer;
    answer.photo = PhotoId{row.int64(0)};
    answer.toCover = row.integer(2);
    answer.unidentified = row.integer(3);
    answer.waitsForReview = row.boolean(4);
    answer.isSealed = row.boolean(5);
    answer.isDeleted = row.boolean(6);
    answer.outcome = row.boolean(1) ? Outcome::Blocked : answer.toCover > 0 ? Outcome::ClearIfCovered : Outcome::Clear;
    return answer;
}

} // namespace

Result<QList<ClearanceRow>> clearanceRows(Database& database, const QList<PhotoId>* subset, const Purpose& purpose,
                                          const ConsentSettings& settings, QDate day)
{
    if (const auto known = requireDay(day); !known) {
        return propagate(known);
    }
    const QString asked = QStringLiteral("IN (SELECT value FROM json_each(@ids))");
    const QString sql = QString::fromLatin1(kStandingValues) + QString::fromLatin1(kPhotoValues)
        + QString::fromLatin1(kStanding)
        + QString::fromLatin1(kPhotos).arg(subset == nullptr ? QString() : QStringLiteral("AND f.photo_id ") + asked,
                                           subset == nullptr ? QString() : QStringLiteral("WHERE p.id ") + asked,
                                           purpose.profile.cover == PublicationProfile::Cover::LargeFaces
                                               ? QString::fromLatin1(kLargeFaces)
                                               : QString());
    auto statement = database.prepare(sql);
    if (!statement) {
        return propagate(statement);
    }
    bindStanding(*statement, purpose, settings, day);
    bindPurpose(*statement, purpose);
    if (subset != nullptr) {
        statement->bind(idList(*subset));
    }
    QList<ClearanceRow> rows;
    for (;;) {
        const auto more = statement->next();
        if (!more) {
            return propagate(more);
        }
        if (!*more) {
            return rows;
        }
        rows += readRow(*statement);
    }
}

Result<QList<RegisterId>> takedownsDue(Database& database, const Purpose& purpose, const ConsentSettings& settings,
                                       QDate day)
{
    if (const auto known = requireDay(day); !known) {
        return propagate(known);
    }
    auto statement = database.prepare(QString::fromLatin1(kStandingValues) + QString::fromLatin1(kStanding)
                                      + QString::fromLatin1(kTakedowns));
    if (!statement) {
        return propagate(statement);
    }
    bindStanding(*statement, purpose, settings, day);
    QList<RegisterId> due;
    for (;;) {
        const auto more = statement->next();
        if (!more) {
            return propagate(more);
        }
        if (!*more) {
            return due;
        }
        due += RegisterId{statement->int64(0)};
    }
}

} // namespace cloakroom
