#pragma once

#include "core/base/Paper.h"
#include "core/consent/ConsentLedger.h"

#include <QByteArray>
#include <QList>

namespace cloakroom {

/// Everything one family is to be asked in one letter.
struct ConsentReminder {
    Person person;
    QList<Purpose> missing; ///< nobody has said yes yet, or it has ended
    QList<std::pair<Purpose, QDate>> ending; ///< and the last day
};

/// What is due, one reminder a person, in the order of `due`. Pure.
[[nodiscard]] QList<ConsentReminder> remindersFrom(const QList<DueConsent>& due, const QList<Purpose>& purposes);

/// A letter a page. Pure.
[[nodiscard]] Paper reminderLetters(const QList<ConsentReminder>& reminders, const QString& school, QDate today);

/// For mail merge: external_id, name, given_name, family_name, class, missing, ending, ends_on (the first of them).
/// UTF-8 with a byte-order mark, as spreadsheets expect it. Pure.
[[nodiscard]] QByteArray remindersCsv(const QList<ConsentReminder>& reminders);

/// One field of a CSV: quoted where it has to be, and nothing that a spreadsheet would take for a formula.
[[nodiscard]] QString csvField(const QString& text);

} // namespace cloakroom
