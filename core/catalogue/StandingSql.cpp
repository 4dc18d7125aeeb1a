#include "core/catalogue/StandingSql.h"

#include "core/catalogue/Database.h"
#include "core/catalogue/RowScan.h"

#include <QCoreApplication>

#include <algorithm>

namespace cloakroom {

namespace {

// SQLite numbers a name where it first meets it, and values are handed over by number: so each query mentions all its
// values once at its head, in the order in which they are bound. `grants_from`: first day of grants that have not run
// out; `ages`: 0 none set, 1 set, 2 set so that they contradict each other; `..._born`: the last day of birth for it.
const char* const kValues = R"sql(
WITH given AS (SELECT @purpose, @day, @grants_from, @ends_on_leaving, @on_notice, @parties, @ages, @child_too_born,
    @child_alone_born))sql";

// A day counts as one only when SQLite, after adding nothing (which makes it look at 30 February), writes it back the
// same; everything else is taken the strict way. %1 and %2 restrict consents and people.
const char* const kStanding = R"sql(,
decision AS (
    SELECT c.id, c.person_id, c.decision, c.on_day, c.until_day,
        CASE WHEN p.kind NOT IN ('staff', 'governor', 'visitor') AND c.party = 'self' THEN 'child' ELSE c.party END
            AS party,
        date(c.on_day, '+0 days') IS c.on_day AND c.on_day >= '0001-01-01' AS is_dated
    FROM consent c JOIN person p ON p.id = c.person_id WHERE c.purpose_id = @purpose%1),
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
    FROM person%2),
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

/// Scan and statement alike.
template <typename Bindable>
void bindAll(Bindable& query, const Purpose& purpose, const ConsentSettings& settings, QDate day)
{
    const auto flag = [](bool holds) { return qint64{holds ? 1 : 0}; };
    query.bind(purpose.id.value)
        .bind(iso(day))
        .bind(firstDayOfGrants(purpose, settings, day))
        .bind(flag(purpose.endsOnLeaving))
        .bind(flag(purpose.basis == Basis::Notice))
        .bind(requiredPartiesKey(purpose.parties))
        .bind(qint64{agesMode(settings)})
        .bind(bornBy(settings.childTooFromAge, day))
        .bind(bornBy(settings.childAloneFromAge, day));
}

} // namespace

QString standingSql(const QString& values, const QString& people)
{
    const QString among = people.isEmpty() ? QString() : QStringLiteral(" IN (SELECT id FROM asked_people)");
    const QString asked =
        people.isEmpty() ? QString() : QStringLiteral(",\nasked_people AS MATERIALIZED (%1)").arg(people);
    return QString::fromLatin1(kValues) + values + asked
        + QString::fromLatin1(kStanding).arg(people.isEmpty() ? QString() : QStringLiteral(" AND c.person_id") + among,
                                             people.isEmpty() ? QString() : QStringLiteral(" WHERE id") + among);
}

void bindStanding(RowScan& scan, const Purpose& purpose, const ConsentSettings& settings, QDate day)
{
    bindAll(scan, purpose, settings, day);
}

void bindStanding(Statement& statement, const Purpose& purpose, const ConsentSettings& settings, QDate day)
{
    bindAll(statement, purpose, settings, day);
}

Result<void> requireClearanceDay(QDate day)
{
    if (day.isValid() && day.year() >= 1 && day.year() <= 9999) {
        return {};
    }
    return fail(ErrorCode::Invalid,
                QCoreApplication::translate("ClearanceQuery", "That is not a day. Nothing was changed."));
}

} // namespace cloakroom
