#include "core/consent/ConsentRules.h"

#include <algorithm>

namespace cloakroom {

namespace {

std::optional<int> ageOn(const PersonFacts& person, QDate day)
{
    const std::optional<QDate>& born = person.dateOfBirth;
    if (!born || !born->isValid() || *born > day) {
        return std::nullopt;
    }
    const bool hadBirthday = std::pair(day.month(), day.day()) >= std::pair(born->month(), born->day());
    return day.year() - born->year() - (hadBirthday ? 0 : 1);
}

RequiredParties partiesByAge(const PersonFacts& person, const ConsentSettings& settings, QDate day)
{
    if (!settings.childTooFromAge && !settings.childAloneFromAge) {
        return RequiredParties::OneParent;
    }
    const std::optional<int> age = ageOn(person, day);
    const bool contradicts = settings.childTooFromAge && settings.childAloneFromAge
        && *settings.childAloneFromAge < *settings.childTooFromAge;
    if (!age || contradicts) {
        return RequiredParties::ParentAndChild;
    }
    if (settings.childAloneFromAge && *age >= *settings.childAloneFromAge) {
        return RequiredParties::Child;
    }
    if (settings.childTooFromAge && *age >= *settings.childTooFromAge) {
        return RequiredParties::ParentAndChild;
    }
    return RequiredParties::OneParent;
}

/// The last day of the school year that contains `day`; no day at all when the settings name an impossible one.
QDate schoolYearEnd(QDate day, const ConsentSettings& settings)
{
    constexpr int kLeapYear = 2000;
    if (!QDate::isValid(kLeapYear, settings.schoolYearEndMonth, settings.schoolYearEndDay)) {
        return {};
    }
    const auto endIn = [&settings](int year) {
        const int days = QDate(year, settings.schoolYearEndMonth, 1).daysInMonth();
        return QDate(year, settings.schoolYearEndMonth, std::min(settings.schoolYearEndDay, days));
    };
    const QDate thisYear = endIn(day.year());
    return day <= thisYear ? thisYear : endIn(day.year() + 1);
}

std::optional<QDate> earlier(std::optional<QDate> left, std::optional<QDate> right)
{
    if (!left || !right) {
        return left ? left : right;
    }
    return std::min(*left, *right);
}

/// What each party said last, in one place.
class Voices {
public:
    Voices(const PersonFacts& person, QDate day)
    {
        for (Consent said : person.consents) {
            if (person.kind == PersonKind::Pupil && said.party == Party::Self) {
                said.party = Party::Child;
            }
            listen(said, day);
        }
    }

    [[nodiscard]] const Consent* latestOf(Party party) const
    {
        const auto found = std::find_if(m_latest.begin(), m_latest.end(),
                                        [party](const Consent& said) { return said.party == party; });
        return found == m_latest.end() ? nullptr : &*found;
    }
    [[nodiscard]] const QList<Consent>& latest() const { return m_latest; }
    /// Refusals without a day: nobody can tell what came after them, so nothing outweighs them.
    [[nodiscard]] const QList<Consent>& undatedStops() const { return m_undatedStops; }

private:
    void listen(const Consent& said, QDate day)
    {
        if (!said.on.isValid()) {
            if (said.decision != Decision::Granted) {
                m_undatedStops += said;
            }
            return;
        }
        if (said.on > day) {
            return;
        }
        const auto known = std::find_if(m_latest.begin(), m_latest.end(),
                                        [&said](const Consent& other) { return other.party == said.party; });
        if (known == m_latest.end()) {
            m_latest += said;
        } else if (std::pair(said.on, said.id) > std::pair(known->on, known->id)) {
            *known = said;
        }
    }

    QList<Consent> m_latest;
    QList<Consent> m_undatedStops;
};

bool hasGrantBefore(const PersonFacts& person, const Consent& stop)
{
    const auto speaker = [&person](const Consent& said) {
        return person.kind == PersonKind::Pupil && said.party == Party::Self ? Party::Child : said.party;
    };
    return std::any_of(person.consents.begin(), person.consents.end(), [&](const Consent& said) {
        return said.decision == Decision::Granted && speaker(said) == speaker(stop)
            && std::pair(said.on, said.id) < std::pair(stop.on, stop.id);
    });
}

/// Absent when nobody objects.
std::optional<Standing> objection(const PersonFacts& person, const Voices& voices)
{
    Standing answer;
    bool isRefused = false;
    const auto count = [&](const Consent& said) {
        answer.basis += said.id;
        isRefused = isRefused || said.decision != Decision::Withdrawn || !hasGrantBefore(person, said);
    };
    for (const Consent& said : voices.undatedStops()) {
        count(said);
    }
    for (const Consent& said : voices.latest()) {
        if (said.decision != Decision::Granted) {
            count(said);
        }
    }
    if (answer.basis.isEmpty()) {
        return std::nullopt;
    }
    answer.rule = isRefused ? Rule::Refused : Rule::Withdrawn;
    return answer;
}

/// A grant whose own dates contradict each other or could not be read.
bool isOdd(const Consent& grant)
{
    return grant.until && (!grant.until->isValid() || *grant.until < grant.on);
}

/// One person's agreement while it is weighed: what speaks for it, until when, and what used to.
struct Agreement {
    bool isGiven = false;
    bool hasEnded = false;
    std::optional<QDate> endsOn;
    QList<ConsentId> basis;
};

class Weighing {
public:
    Weighing(const Voices& voices, const Purpose& purpose, const ConsentSettings& settings, QDate day)
        : m_voices(voices)
        , m_purpose(purpose)
        , m_settings(settings)
        , m_day(day)
    {
    }

    [[nodiscard]] Agreement of(Party party) const
    {
        Agreement answer;
        const Consent* said = m_voices.latestOf(party);
        if (said == nullptr || said->decision != Decision::Granted || isOdd(*said)) {
            return answer;
        }
        answer.endsOn = lastDayOf(*said, m_purpose, m_settings);
        answer.isGiven = !answer.endsOn || m_day <= *answer.endsOn;
        answer.hasEnded = !answer.isGiven;
        answer.basis = {said->id};
        return answer;
    }

    /// Any of the grown-ups who may speak for a child; holds as long as the longest of theirs.
    [[nodiscard]] Agreement ofOneParent() const
    {
        Agreement answer;
        for (const Party party : {Party::Parent1, Party::Parent2, Party::Carer, Party::Authority}) {
            const Agreement one = of(party);
            answer.hasEnded = answer.hasEnded || one.hasEnded;
            if (!one.isGiven) {
                continue;
            }
            const bool isOpenEnded = !one.endsOn || (answer.isGiven && !answer.endsOn);
            answer.endsOn = isOpenEnded ? std::nullopt
                : answer.isGiven        ? std::optional(std::max(*answer.endsOn, *one.endsOn))
                                        : one.endsOn;
            answer.isGiven = true;
            answer.basis += one.basis;
        }
        return answer;
    }

    [[nodiscard]] static Agreement both(const Agreement& left, const Agreement& right)
    {
        return {left.isGiven && right.isGiven, left.hasEnded || right.hasEnded, earlier(left.endsOn, right.endsOn),
                left.basis + right.basis};
    }

    [[nodiscard]] Agreement required(RequiredParties parties) const
    {
        switch (parties) {
        case RequiredParties::OneParent:
            return ofOneParent();
        case RequiredParties::BothParents:
            return both(of(Party::Parent1), of(Party::Parent2));
        case RequiredParties::ParentAndChild:
            return both(ofOneParent(), of(Party::Child));
        case RequiredParties::Child:
            return of(Party::Child);
        case RequiredParties::ByAge:
            break;
        }
        return {};
    }

private:
    const Voices& m_voices;
    const Purpose& m_purpose;
    const ConsentSettings& m_settings;
    QDate m_day;
};

bool hasLeft(const PersonFacts& person, QDate day)
{
    return person.leftOn && (!person.leftOn->isValid() || *person.leftOn <= day);
}

bool hasOddGrant(const Voices& voices)
{
    return std::any_of(voices.latest().begin(), voices.latest().end(),
                       [](const Consent& said) { return said.decision == Decision::Granted && isOdd(said); });
}

Standing standingOnNotice(const PersonFacts& person, const Purpose& purpose, const Voices& voices)
{
    Standing answer;
    if (hasOddGrant(voices)) {
        return answer;
    }
    answer.mayShow = true;
    answer.rule = Rule::NoticeSilent;
    if (purpose.endsOnLeaving && person.leftOn) {
        answer.endsOn = person.leftOn->addDays(-1);
    }
    return answer;
}

Standing standingOnConsent(const PersonFacts& person, const Purpose& purpose, const ConsentSettings& settings,
                           const Voices& voices, QDate day)
{
    const Weighing weighing(voices, purpose, settings, day);
    const Agreement agreement = person.kind == PersonKind::Pupil
        ? weighing.required(requiredParties(person, purpose, settings, day))
        : weighing.of(Party::Self);
    Standing answer;
    if (!agreement.isGiven) {
        answer.rule = agreement.hasEnded ? Rule::Ended : Rule::Missing;
        return answer;
    }
    answer.mayShow = true;
    answer.rule = Rule::Consented;
    answer.basis = agreement.basis;
    answer.endsOn = agreement.endsOn;
    if (purpose.endsOnLeaving && person.leftOn) {
        answer.endsOn = earlier(answer.endsOn, person.leftOn->addDays(-1));
    }
    return answer;
}

} // namespace

RequiredParties requiredParties(const PersonFacts& person, const Purpose& purpose, const ConsentSettings& settings,
                                QDate day)
{
    if (person.kind != PersonKind::Pupil) {
        return RequiredParties::Child;
    }
    if (person.partiesOverride && *person.partiesOverride != RequiredParties::ByAge) {
        return *person.partiesOverride;
    }
    if (purpose.parties != RequiredParties::ByAge) {
        return purpose.parties;
    }
    return partiesByAge(person, settings, day);
}

std::optional<QDate> lastDayOf(const Consent& grant, const Purpose& purpose, const ConsentSettings& settings)
{
    if (!grant.on.isValid() || isOdd(grant)) {
        return QDate(1, 1, 1).addDays(-1);
    }
    std::optional<QDate> last = grant.until;
    if (purpose.validDays) {
        last = earlier(last, grant.on.addDays(*purpose.validDays));
    }
    if (purpose.endsWithSchoolYear) {
        const QDate end = schoolYearEnd(grant.on, settings);
        last = earlier(last, end.isValid() ? end : grant.on.addDays(-1));
    }
    return last;
}

Standing standing(const PersonFacts& person, const Purpose& purpose, const ConsentSettings& settings, QDate day)
{
    if (!person.isUnderstood || !day.isValid()) {
        return {};
    }
    const Voices voices(person, day);
    if (const auto no = objection(person, voices)) {
        return *no;
    }
    if (purpose.endsOnLeaving && hasLeft(person, day)) {
        Standing left;
        left.rule = Rule::Left;
        return left;
    }
    if (purpose.basis == Basis::Notice) {
        return standingOnNotice(person, purpose, voices);
    }
    return standingOnConsent(person, purpose, settings, voices, day);
}

} // namespace cloakroom
