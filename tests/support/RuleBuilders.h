#pragma once

#include "core/consent/ConsentRules.h"

#include <catch2/catch.hpp>

namespace cloakroom::test {

/// The day on which most of these tests ask.
inline const QDate kToday(2026, 5, 20);

inline QDate day(const char* iso)
{
    return QDate::fromString(QString::fromLatin1(iso), Qt::ISODate);
}

inline Consent said(Decision decision, Party party, QDate on, qint64 id = 1)
{
    Consent consent;
    consent.id = ConsentId{id};
    consent.decision = decision;
    consent.party = party;
    consent.on = on;
    return consent;
}

inline Consent granted(Party party, QDate on = QDate(2026, 1, 10), qint64 id = 1)
{
    return said(Decision::Granted, party, on, id);
}

inline Consent refused(Party party, QDate on = QDate(2026, 1, 10), qint64 id = 1)
{
    return said(Decision::Refused, party, on, id);
}

inline Consent withdrawn(Party party, QDate on = QDate(2026, 1, 10), qint64 id = 1)
{
    return said(Decision::Withdrawn, party, on, id);
}

inline Consent until(Consent consent, QDate last)
{
    consent.until = last;
    return consent;
}

inline PersonFacts pupil(QList<Consent> consents = {})
{
    PersonFacts person;
    person.id = PersonId{7};
    person.consents = std::move(consents);
    return person;
}

inline PersonFacts staff(QList<Consent> consents = {})
{
    PersonFacts person = pupil(std::move(consents));
    person.kind = PersonKind::Staff;
    return person;
}

inline Purpose website()
{
    Purpose purpose;
    purpose.id = PurposeId{2};
    purpose.key = QStringLiteral("website");
    purpose.name = QStringLiteral("Website");
    return purpose;
}

inline FaceFacts face(std::optional<PersonFacts> person, FaceState state = FaceState::Confirmed, qint64 id = 1)
{
    FaceFacts facts;
    facts.id = FaceId{id};
    facts.state = state;
    facts.person = std::move(person);
    facts.width = 100;
    return facts;
}

/// Signed off, nothing against it.
inline PhotoFactsForClearance photo(QList<FaceFacts> faces = {})
{
    PhotoFactsForClearance facts;
    facts.id = PhotoId{1};
    facts.isSignedOff = true;
    facts.signedOffBy = UserId{1};
    facts.longestEdge = 4000;
    facts.faces = std::move(faces);
    return facts;
}

inline QList<Rule> rulesOf(const Clearance& clearance)
{
    QList<Rule> rules;
    for (const Reason& reason : clearance.reasons) {
        rules += reason.rule;
    }
    return rules;
}

} // namespace cloakroom::test

namespace Catch {

template <>
struct StringMaker<cloakroom::Rule> {
    static std::string convert(cloakroom::Rule rule) { return cloakroom::ruleKey(rule).toStdString(); }
};

template <>
struct StringMaker<cloakroom::Outcome> {
    static std::string convert(cloakroom::Outcome outcome) { return cloakroom::outcomeKey(outcome).toStdString(); }
};

} // namespace Catch
