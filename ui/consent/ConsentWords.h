#pragma once

#include "core/catalogue/Consent.h"
#include "core/catalogue/Person.h"
#include "core/consent/ConsentRules.h"
#include "ui/common/Chip.h"

#include <QList>
#include <QString>

namespace cloakroom::ui {

/// The words for consents, translated.
[[nodiscard]] QString decisionText(Decision decision);
[[nodiscard]] QString partyText(Party party);
/// "by parent 1", in the middle of a sentence.
[[nodiscard]] QString byPartyText(Party party);
/// Those who may speak for such a person.
[[nodiscard]] QList<Party> partiesFor(PersonKind kind);

/// Days before its end from which a yes is shown as ending.
inline constexpr int kEndingSoonDays = 60;

/// How a cell of the class overview is marked: Yes, No, Missing or Ends.
[[nodiscard]] Mark cellMark(const Standing& standing, QDate today);
/// "Yes", "No", "Missing", "Ends 31 Jul", "Ended", "Left".
[[nodiscard]] QString cellText(const Standing& standing, QDate today);
/// The same as a sentence.
[[nodiscard]] QString cellSentence(const Standing& standing);

/// What there is to say where some of those who speak for a person say yes and others no, by the last word of each
/// until `today`; empty where they agree. `history` newest first.
[[nodiscard]] QString disagreementText(const QList<Consent>& history, QDate today);

} // namespace cloakroom::ui
