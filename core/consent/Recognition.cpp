#include "core/consent/Recognition.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/PersonRepository.h"
#include "core/catalogue/RecognitionRepository.h"
#include "core/catalogue/UserRepository.h"
#include "core/consent/People.h"

#include <QCoreApplication>

#include <algorithm>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Recognition", text);
}

Result<void> checkStatement(QDate on, const QString& by, QDate today)
{
    if (!on.isValid() || on.year() < 1990 || on > today) {
        return fail(ErrorCode::Invalid,
                    tr("Say on which day that was done: a day that is not in the future. Nothing was changed."));
    }
    if (by.trimmed().isEmpty()) {
        return fail(ErrorCode::Invalid, tr("Say who answers for it. Nothing was changed."));
    }
    return {};
}

} // namespace

Result<bool> Recognition::isInForce()
{
    if (const auto allowed = m_library.require(Right::NameFaces); !allowed) {
        return propagate(allowed);
    }
    const auto state = recognitionState(m_library);
    if (!state) {
        return propagate(state);
    }
    return state->setup.isComplete(m_library.today());
}

Result<RecognitionStatus> Recognition::status()
{
    if (const auto allowed = m_library.require(Right::Administer); !allowed) {
        return propagate(allowed);
    }
    TemplateRepository templates(m_library.db());
    const auto state = recognitionState(m_library);
    const auto groups = PersonRepository(m_library.db()).groups(true);
    const auto count = templates.count();
    const auto people = templates.people();
    if (!state || !groups) {
        return !state ? Result<RecognitionStatus>(propagate(state)) : propagate(groups);
    }
    if (!count || !people) {
        return !count ? Result<RecognitionStatus>(propagate(count)) : propagate(people);
    }
    RecognitionStatus status{
        state->setup, state->setup.isComplete(m_library.today()), {}, *count, static_cast<int>(people->size())};
    for (const Group& group : *groups) {
        const auto answers = answersIn(m_library, group.id);
        if (!answers) {
            return propagate(answers);
        }
        status.groups += {group, state->groups.value(group.id), *answers};
    }
    return status;
}

Result<QList<RecognitionEntry>> Recognition::history()
{
    if (const auto allowed = m_library.require(Right::Administer); !allowed) {
        return propagate(allowed);
    }
    const auto steps = RecognitionRepository(m_library.db()).steps();
    const auto groups = PersonRepository(m_library.db()).groups(true);
    if (!steps || !groups) {
        return !steps ? Result<QList<RecognitionEntry>>(propagate(steps)) : propagate(groups);
    }
    QList<RecognitionEntry> entries;
    for (const RecognitionStep& step : *steps) {
        const auto user = UserRepository(m_library.db()).get(step.user);
        if (!user) {
            return propagate(user);
        }
        const auto group = std::find_if(groups->cbegin(), groups->cend(),
                                        [&step](const Group& other) { return other.id == step.group; });
        entries += {step, *user ? (*user)->name : QString(), group == groups->cend() ? QString() : group->name};
    }
    return entries;
}

Result<PersonRecognition> Recognition::ofPerson(PersonId person)
{
    if (const auto allowed = m_library.require(Right::EditPeople); !allowed) {
        return propagate(allowed);
    }
    if (const auto known = People(m_library).get(person); !known) {
        return propagate(known);
    }
    const auto rules = enrolmentOf(m_library, {person});
    const auto count = TemplateRepository(m_library.db()).countOf(person);
    if (!rules || !count) {
        return !rules ? Result<PersonRecognition>(propagate(rules)) : propagate(count);
    }
    return PersonRecognition{rules->value(person, RecognitionRule::NoConsent), *count};
}

Result<void> Recognition::add(RecognitionStep step)
{
    if (auto allowed = m_library.require(Right::Administer); !allowed) {
        return allowed;
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    step.at = m_library.clock().now();
    step.user = m_library.user().id;
    if (auto done = RecognitionRepository(m_library.db()).add(step); !done) {
        return done;
    }
    QJsonObject subject;
    if (step.group.isValid()) {
        subject.insert(QStringLiteral("group"), step.group.value);
    }
    const QString action = QStringLiteral("recognition.") + recognitionActionKey(*step.action);
    if (auto done = audit::append(m_library, action, subject, step.who); !done) {
        return done;
    }
    return commitSettled(m_library, *transaction);
}

Result<void> Recognition::state(RecognitionAction action, QDate on, const QString& by, GroupId group)
{
    if (auto allowed = m_library.require(Right::Administer); !allowed) {
        return allowed;
    }
    if (auto fine = checkStatement(on, by, m_library.today()); !fine) {
        return fine;
    }
    return add({{}, {}, action, group, on, by.trimmed()});
}

Result<void> Recognition::stateAssessment(QDate on, const QString& by)
{
    return state(RecognitionAction::Assessed, on, by);
}

Result<void> Recognition::stateNotices(QDate on, const QString& by)
{
    return state(RecognitionAction::NoticesSent, on, by);
}

Result<void> Recognition::switchOn()
{
    if (auto allowed = m_library.require(Right::Administer); !allowed) {
        return allowed;
    }
    auto state = recognitionState(m_library);
    if (!state) {
        return propagate(state);
    }
    state->setup.isOn = true;
    if (!state->setup.isComplete(m_library.today())) {
        return fail(ErrorCode::Invalid,
                    tr("Face recognition stays off: state first that the data protection impact assessment is done and "
                       "that every parent was told in writing. Nothing was changed."));
    }
    return add({{}, {}, RecognitionAction::SwitchedOn, {}, {}, {}});
}

Result<void> Recognition::switchOff()
{
    return add({{}, {}, RecognitionAction::SwitchedOff, {}, {}, {}});
}

Result<void> Recognition::requireGroup(GroupId group)
{
    const auto groups = PersonRepository(m_library.db()).groups(true);
    if (!groups) {
        return propagate(groups);
    }
    if (std::none_of(groups->cbegin(), groups->cend(), [group](const Group& other) { return other.id == group; })) {
        return fail(ErrorCode::NotFound, tr("There is no such group. Nothing was changed."));
    }
    return {};
}

Result<void> Recognition::setGroup(GroupId group, bool isOn)
{
    if (auto allowed = m_library.require(Right::Administer); !allowed) {
        return allowed;
    }
    if (auto known = requireGroup(group); !known) {
        return known;
    }
    return add({{}, {}, isOn ? RecognitionAction::GroupOn : RecognitionAction::GroupOff, group, {}, {}});
}

Result<void> Recognition::allowComparison(GroupId group, QDate on, const QString& officer)
{
    if (auto known = requireGroup(group); !known) {
        return known;
    }
    return state(RecognitionAction::ComparisonAllowed, on, officer, group);
}

Result<void> Recognition::forbidComparison(GroupId group)
{
    if (auto known = requireGroup(group); !known) {
        return known;
    }
    return add({{}, {}, RecognitionAction::ComparisonForbidden, group, {}, {}});
}

} // namespace cloakroom
