#include "ui/consent/ConsentDetails.h"

#include "ui/consent/ConsentWords.h"

#include <QLabel>

#include <catch2/catch.hpp>

#include <algorithm>

using namespace cloakroom;
using namespace cloakroom::ui;

namespace {

const QDate kToday(2026, 6, 22);

Consent said(Party party, Decision decision, QDate on)
{
    Consent consent;
    consent.party = party;
    consent.decision = decision;
    consent.on = on;
    return consent;
}

bool shows(const QWidget& widget, const QString& text)
{
    const auto labels = widget.findChildren<QLabel*>();
    return std::any_of(labels.cbegin(), labels.cend(),
                       [&text](const QLabel* label) { return label->text().contains(text); });
}

} // namespace

TEST_CASE("parents who do not agree are told apart and the no counts", "[ui][consent]")
{
    ConsentDetails::Cell cell;
    cell.person.givenName = QStringLiteral("Amy");
    cell.standing.rule = Rule::Refused;
    cell.history = {said(Party::Parent2, Decision::Granted, kToday.addDays(-1)),
                    said(Party::Parent1, Decision::Refused, kToday.addDays(-9))};
    ConsentDetails details;
    details.showCell(cell, kToday, true);
    CHECK(shows(details, QStringLiteral("yes by parent 2; no by parent 1")));

    // The last word of each is what they say, and tomorrow's is not said yet.
    cell.history.prepend(said(Party::Parent2, Decision::Withdrawn, kToday.addDays(1)));
    CHECK_FALSE(disagreementText(cell.history, kToday).isEmpty());
    cell.history.first().on = kToday;
    CHECK(disagreementText(cell.history, kToday).isEmpty());
    ConsentDetails fresh;
    fresh.showCell(cell, kToday, true);
    CHECK_FALSE(shows(fresh, QStringLiteral("They do not agree")));
    CHECK(disagreementText({}, kToday).isEmpty());
}
