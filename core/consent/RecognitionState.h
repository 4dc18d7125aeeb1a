#pragma once

#include "core/catalogue/RecognitionStep.h"
#include "core/consent/RecognitionGate.h"

#include <QHash>
#include <QList>

namespace cloakroom {

/// How face recognition is switched for one group.
struct RecognitionSwitch {
    bool isOn = false;
    /// The data protection officer allowed comparing unknown faces although somebody in the group refused.
    bool isComparisonAllowed = false;
    std::optional<QDate> allowedOn;
    QString allowedBy;
};

/// What stands after all that was stated and switched so far.
struct RecognitionState {
    RecognitionSetup setup;
    QHash<GroupId, RecognitionSwitch> groups;
};

/// Pure. Steps oldest first. One that this program does not understand switches everything off.
[[nodiscard]] RecognitionState recognitionStateOf(const QList<RecognitionStep>& steps);

} // namespace cloakroom
