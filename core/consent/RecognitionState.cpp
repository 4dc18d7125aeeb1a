#include "core/consent/RecognitionState.h"

namespace cloakroom {

namespace {

void apply(const RecognitionStep& step, RecognitionSwitch& group)
{
    if (step.action == RecognitionAction::GroupOn || step.action == RecognitionAction::GroupOff) {
        group.isOn = step.action == RecognitionAction::GroupOn;
        return;
    }
    // A leave without a day or a name is none.
    group.isComparisonAllowed = step.action == RecognitionAction::ComparisonAllowed && step.on && step.on->isValid()
        && !step.who.trimmed().isEmpty();
    group.allowedOn = group.isComparisonAllowed ? step.on : std::nullopt;
    group.allowedBy = group.isComparisonAllowed ? step.who : QString();
}

void apply(const RecognitionStep& step, RecognitionState& state)
{
    RecognitionSetup& setup = state.setup;
    switch (*step.action) {
    case RecognitionAction::Assessed:
        setup.assessedOn = step.on;
        setup.assessedBy = step.who;
        return;
    case RecognitionAction::NoticesSent:
        setup.noticesSentOn = step.on;
        setup.noticesBy = step.who;
        return;
    case RecognitionAction::SwitchedOn:
    case RecognitionAction::SwitchedOff:
        setup.isOn = step.action == RecognitionAction::SwitchedOn;
        return;
    case RecognitionAction::GroupOn:
    case RecognitionAction::GroupOff:
    case RecognitionAction::ComparisonAllowed:
    case RecognitionAction::ComparisonForbidden:
        apply(step, state.groups[step.group]);
        return;
    }
}

} // namespace

RecognitionState recognitionStateOf(const QList<RecognitionStep>& steps)
{
    RecognitionState state;
    for (const RecognitionStep& step : steps) {
        if (!step.action) {
            state = RecognitionState();
            continue;
        }
        apply(step, state);
    }
    return state;
}

} // namespace cloakroom
