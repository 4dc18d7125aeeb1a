#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Person.h"
#include "core/consent/RecognitionState.h"

#include <QHash>
#include <QList>

namespace cloakroom {

class Library;

/// Key of the purpose under which biometric consent is recorded.
inline const QString kBiometricPurpose = QStringLiteral("biometric");

/// What the gate has to know, as the library says today. No right is asked for: for services that did. Library's
/// thread.
[[nodiscard]] Result<RecognitionState> recognitionState(Library& library);

/// Whether templates of these people may be kept; whoever is not known is left out, which means no.
[[nodiscard]] Result<QHash<PersonId, RecognitionRule>> enrolmentOf(Library& library, const QList<PersonId>& people);

/// How these people stand for face recognition.
[[nodiscard]] Result<QHash<PersonId, Standing>> biometricStandings(Library& library, const QList<PersonId>& people);

struct GroupAnswers {
    int members = 0; ///< protected people and leavers too
    int agreed = 0; ///< of whom templates may be kept as far as their consent goes
    int refused = 0;
};

/// What was said in a group.
[[nodiscard]] Result<GroupAnswers> answersIn(Library& library, GroupId group);
[[nodiscard]] Result<GroupForRecognition> groupForRecognition(Library& library, const RecognitionState& state,
                                                              GroupId group);

/// Why, in a sentence.
[[nodiscard]] QString recognitionRuleText(RecognitionRule rule);
/// Stored: never rename one.
[[nodiscard]] QString recognitionRuleKey(RecognitionRule rule);

} // namespace cloakroom
