#pragma once

#include "core/base/Ids.h"

#include <QDate>
#include <QDateTime>
#include <QString>

#include <optional>

namespace cloakroom {

/// What was stated or switched. Stored by key (recognitionActionKey): never rename a key.
enum class RecognitionAction {
    Assessed, ///< the data protection impact assessment is done
    NoticesSent, ///< every parent was told and could object
    SwitchedOn,
    SwitchedOff,
    GroupOn,
    GroupOff,
    ComparisonAllowed, ///< by the data protection officer, although somebody in the group refused
    ComparisonForbidden, ///< that leave is taken back
};

/// One entry of the history of face recognition in this school.
struct RecognitionStep {
    QDateTime at; ///< UTC, when it was recorded
    UserId user; ///< who recorded it
    /// Absent: a key that this program does not know, which counts as everything being switched off.
    std::optional<RecognitionAction> action;
    GroupId group; ///< of the last four
    std::optional<QDate> on; ///< the day that it speaks of
    QString who; ///< who answers for it
};

[[nodiscard]] QString recognitionActionKey(RecognitionAction value);
[[nodiscard]] std::optional<RecognitionAction> recognitionActionFromKey(const QString& key);

} // namespace cloakroom
