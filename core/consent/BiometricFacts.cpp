#include "core/consent/BiometricFacts.h"

#include "core/catalogue/ClearanceFactsRepository.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/PurposeRepository.h"
#include "core/catalogue/RecognitionRepository.h"
#include "core/consent/ConsentLedger.h"

#include <QCoreApplication>

#include <algorithm>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Recognition", text);
}

/// People with what they said about recognition, and by which purpose and settings that counts.
struct Said {
    Purpose purpose;
    ConsentSettings settings;
    QHash<PersonId, PersonFacts> people;
};

Result<std::optional<Said>> said(Library& library, const QList<PersonId>& people)
{
    const auto purpose = PurposeRepository(library.db()).byKey(kBiometricPurpose);
    if (!purpose) {
        return propagate(purpose);
    }
    if (!*purpose) {
        return std::optional<Said>();
    }
    const auto settings = ConsentLedger(library).settings();
    if (!settings) {
        return propagate(settings);
    }
    auto facts = ClearanceFactsRepository(library.db()).people(people, (*purpose)->id);
    if (!facts) {
        return propagate(facts);
    }
    return std::optional(Said{**purpose, *settings, *std::move(facts)});
}

bool hasLeft(const PersonFacts& person, QDate day)
{
    return person.leftOn && (!person.leftOn->isValid() || *person.leftOn <= day);
}

PersonForRecognition forGate(const PersonFacts& facts, const Said& all, bool isInGroupThatIsOn, QDate day)
{
    PersonForRecognition person;
    person.kind = facts.kind;
    person.isProtected = facts.isProtected || !facts.isUnderstood;
    person.hasLeft = hasLeft(facts, day);
    person.isInGroupThatIsOn = isInGroupThatIsOn;
    person.isPurposeActive = all.purpose.active && all.purpose.basis == Basis::Consent;
    person.biometric = standing(facts, all.purpose, all.settings, day);
    person.isLawfullyGranted = isLawfulGrant(facts, person.biometric, day);
    return person;
}

} // namespace

Result<RecognitionState> recognitionState(Library& library)
{
    const auto steps = RecognitionRepository(library.db()).steps();
    if (!steps) {
        return propagate(steps);
    }
    return recognitionStateOf(*steps);
}

Result<QHash<PersonId, RecognitionRule>> enrolmentOf(Library& library, const QList<PersonId>& people)
{
    QHash<PersonId, RecognitionRule> rules;
    const auto state = recognitionState(library);
    const auto groups = RecognitionRepository(library.db()).groupsOf(people);
    const auto all = said(library, people);
    if (!state || !groups || !all) {
        return tl::unexpected<Error>(!state ? state.error() : !groups ? groups.error() : all.error());
    }
    if (!*all) {
        return rules;
    }
    for (const PersonFacts& facts : (*all)->people) {
        const QList<GroupId> in = groups->value(facts.id);
        const bool isOn =
            std::any_of(in.cbegin(), in.cend(), [&state](GroupId group) { return state->groups.value(group).isOn; });
        rules.insert(facts.id, mayEnrol(state->setup, forGate(facts, **all, isOn, library.today()), library.today()));
    }
    return rules;
}

Result<QHash<PersonId, Standing>> biometricStandings(Library& library, const QList<PersonId>& people)
{
    QHash<PersonId, Standing> standings;
    const auto all = said(library, people);
    if (!all) {
        return propagate(all);
    }
    if (*all) {
        for (const PersonFacts& facts : (*all)->people) {
            standings.insert(facts.id, standing(facts, (*all)->purpose, (*all)->settings, library.today()));
        }
    }
    return standings;
}

Result<GroupAnswers> answersIn(Library& library, GroupId group)
{
    const auto members = RecognitionRepository(library.db()).members(group);
    if (!members) {
        return propagate(members);
    }
    const auto all = said(library, *members);
    if (!all) {
        return propagate(all);
    }
    GroupAnswers answers;
    answers.members = static_cast<int>(members->size());
    if (*all) {
        for (const PersonFacts& facts : (*all)->people) {
            const PersonForRecognition person = forGate(facts, **all, true, library.today());
            // What cannot be read may have been a no.
            answers.refused += isRefusal(person.biometric) || !facts.isUnderstood ? 1 : 0;
            answers.agreed += person.biometric.mayShow && person.isLawfullyGranted && person.isPurposeActive ? 1 : 0;
        }
    }
    return answers;
}

Result<GroupForRecognition> groupForRecognition(Library& library, const RecognitionState& state, GroupId group)
{
    GroupForRecognition answer;
    if (!group.isValid()) {
        return answer;
    }
    const auto answers = answersIn(library, group);
    if (!answers) {
        return propagate(answers);
    }
    const RecognitionSwitch set = state.groups.value(group);
    answer.exists = true;
    answer.isOn = set.isOn;
    answer.refusals = answers->refused;
    answer.isComparisonAllowed = set.isComparisonAllowed;
    return answer;
}

QString recognitionRuleText(RecognitionRule rule)
{
    switch (rule) {
    case RecognitionRule::Allowed:
        return tr("Allowed.");
    case RecognitionRule::NotSetUp:
        return tr("Face recognition is switched off in this school.");
    case RecognitionRule::GroupOff:
        return tr("Face recognition is not switched on for the group.");
    case RecognitionRule::GroupRefused:
        return tr("Somebody in the group does not agree to face recognition.");
    case RecognitionRule::Protected:
        return tr("Photos of this person may not be published, so their face is not recognised.");
    case RecognitionRule::PhotoUnusable:
        return tr("Photos like this one are not looked at.");
    case RecognitionRule::PersonRefused:
        return tr("Somebody named in the photo does not agree to face recognition.");
    case RecognitionRule::FaceDecided:
        return tr("Somebody has decided about this face already.");
    case RecognitionRule::NotAPupilOrStaff:
        return tr("Only pupils and staff are recognised.");
    case RecognitionRule::NoConsent:
        return tr("There is no biometric consent in force.");
    case RecognitionRule::Left:
        return tr("They have left.");
    }
    return {};
}

QString recognitionRuleKey(RecognitionRule rule)
{
    switch (rule) {
    case RecognitionRule::Allowed:
        return QStringLiteral("allowed");
    case RecognitionRule::NotSetUp:
        return QStringLiteral("off");
    case RecognitionRule::GroupOff:
        return QStringLiteral("group-off");
    case RecognitionRule::GroupRefused:
        return QStringLiteral("group-refused");
    case RecognitionRule::Protected:
        return QStringLiteral("protected");
    case RecognitionRule::PhotoUnusable:
        return QStringLiteral("photo-unusable");
    case RecognitionRule::PersonRefused:
        return QStringLiteral("person-refused");
    case RecognitionRule::FaceDecided:
        return QStringLiteral("decided");
    case RecognitionRule::NotAPupilOrStaff:
        return QStringLiteral("not-a-pupil-or-staff");
    case RecognitionRule::NoConsent:
        return QStringLiteral("no-consent");
    case RecognitionRule::Left:
        return QStringLiteral("left");
    }
    return {};
}

} // namespace cloakroom
