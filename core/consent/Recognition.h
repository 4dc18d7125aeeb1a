#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Person.h"
#include "core/consent/BiometricFacts.h"
#include "core/consent/BiometricTemplates.h"

#include <QList>

namespace cloakroom {

/// One group, as the page that switches recognition on shows it.
struct RecognitionGroup {
    Group group;
    RecognitionSwitch set;
    GroupAnswers answers;
};

struct RecognitionStatus {
    RecognitionSetup setup;
    bool isInForce = false; ///< switched on with everything stated
    QList<RecognitionGroup> groups; ///< by name
    int templates = 0;
    int people = 0; ///< who have templates
};

/// One entry of its history, as words.
struct RecognitionEntry {
    RecognitionStep step;
    QString userName;
    QString groupName;
};

/// How one person stands.
struct PersonRecognition {
    RecognitionRule rule = RecognitionRule::NotSetUp;
    TemplateCount templates;
};

/// What the school states and switches about face recognition (design, promise 8). It is off until everything is
/// stated, and every switch is a step of a history that is never changed. Right::Administer to change; logged;
/// library's thread. Switching off deletes the templates that are no longer allowed, in the same breath, with receipts.
class Recognition {
public:
    explicit Recognition(Library& library)
        : m_library(library)
    {
    }

    /// Whether anything may be compared at all. Right::NameFaces.
    [[nodiscard]] Result<bool> isInForce();
    /// Right::Administer.
    [[nodiscard]] Result<RecognitionStatus> status();
    /// Oldest first. Right::Administer.
    [[nodiscard]] Result<QList<RecognitionEntry>> history();
    /// Right::EditPeople.
    [[nodiscard]] Result<PersonRecognition> ofPerson(PersonId person);

    /// That the data protection impact assessment was done on that day, and who answers for it. Invalid for a day to
    /// come or nobody named.
    [[nodiscard]] Result<void> stateAssessment(QDate on, const QString& by);
    /// That every parent was told in writing and could object.
    [[nodiscard]] Result<void> stateNotices(QDate on, const QString& by);
    /// Invalid until both were stated.
    [[nodiscard]] Result<void> switchOn();
    [[nodiscard]] Result<void> switchOff();
    [[nodiscard]] Result<void> setGroup(GroupId group, bool isOn);
    /// The data protection officer's leave to compare unknown faces in a group in which somebody refused.
    [[nodiscard]] Result<void> allowComparison(GroupId group, QDate on, const QString& officer);
    [[nodiscard]] Result<void> forbidComparison(GroupId group);

private:
    [[nodiscard]] Result<void> add(RecognitionStep step);
    [[nodiscard]] Result<void> state(RecognitionAction action, QDate on, const QString& by, GroupId group = {});
    [[nodiscard]] Result<void> requireGroup(GroupId group);

    Library& m_library;
};

} // namespace cloakroom
