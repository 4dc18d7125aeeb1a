#include "ui/consent/ConsentWords.h"

#include <QCoreApplication>
#include <QLocale>

namespace cloakroom::ui {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("ConsentWords", text);
}

bool endsSoon(const Standing& standing, QDate today)
{
    return standing.endsOn && today.daysTo(*standing.endsOn) <= kEndingSoonDays;
}

} // namespace

QString decisionText(Decision decision)
{
    switch (decision) {
    case Decision::Granted:
        return translated(QT_TRANSLATE_NOOP("ConsentWords", "Yes"));
    case Decision::Refused:
        return translated(QT_TRANSLATE_NOOP("ConsentWords", "No"));
    case Decision::Withdrawn:
        break;
    }
    return translated(QT_TRANSLATE_NOOP("ConsentWords", "Withdrawn"));
}

QString partyText(Party party)
{
    switch (party) {
    case Party::Parent1:
        return translated(QT_TRANSLATE_NOOP("ConsentWords", "Parent 1"));
    case Party::Parent2:
        return translated(QT_TRANSLATE_NOOP("ConsentWords", "Parent 2"));
    case Party::Carer:
        return translated(QT_TRANSLATE_NOOP("ConsentWords", "Carer"));
    case Party::Authority:
        return translated(QT_TRANSLATE_NOOP("ConsentWords", "Local authority"));
    case Party::Child:
        return translated(QT_TRANSLATE_NOOP("ConsentWords", "The pupil"));
    case Party::Self:
        break;
    }
    return translated(QT_TRANSLATE_NOOP("ConsentWords", "The person"));
}

QString byPartyText(Party party)
{
    switch (party) {
    case Party::Parent1:
        return translated(QT_TRANSLATE_NOOP("ConsentWords", "by parent 1"));
    case Party::Parent2:
        return translated(QT_TRANSLATE_NOOP("ConsentWords", "by parent 2"));
    case Party::Carer:
        return translated(QT_TRANSLATE_NOOP("ConsentWords", "by a carer"));
    case Party::Authority:
        return translated(QT_TRANSLATE_NOOP("ConsentWords", "by the local authority"));
    case Party::Child:
        return translated(QT_TRANSLATE_NOOP("ConsentWords", "by the pupil"));
    case Party::Self:
        break;
    }
    return translated(QT_TRANSLATE_NOOP("ConsentWords", "by the person"));
}

QList<Party> partiesFor(PersonKind kind)
{
    if (kind != PersonKind::Pupil) {
        return {Party::Self};
    }
    return {Party::Parent1, Party::Parent2, Party::Carer, Party::Authority, Party::Child};
}

Mark cellMark(const Standing& standing, QDate today)
{
    if (standing.mayShow) {
        return endsSoon(standing, today) ? Mark::Ends : Mark::Yes;
    }
    return standing.rule == Rule::Refused || standing.rule == Rule::Withdrawn ? Mark::No : Mark::Missing;
}

QString cellText(const Standing& standing, QDate today)
{
    switch (cellMark(standing, today)) {
    case Mark::Yes:
        return translated(QT_TRANSLATE_NOOP("ConsentWords", "Yes"));
    case Mark::No:
        return translated(QT_TRANSLATE_NOOP("ConsentWords", "No"));
    case Mark::Ends:
        return translated(QT_TRANSLATE_NOOP("ConsentWords", "Ends %1"))
            .arg(QLocale().toString(*standing.endsOn, QStringLiteral("d MMM")));
    default:
        break;
    }
    if (standing.rule == Rule::Ended) {
        return translated(QT_TRANSLATE_NOOP("ConsentWords", "Ended"));
    }
    return standing.rule == Rule::Left ? translated(QT_TRANSLATE_NOOP("ConsentWords", "Left"))
                                       : translated(QT_TRANSLATE_NOOP("ConsentWords", "Missing"));
}

QString cellSentence(const Standing& standing)
{
    switch (standing.rule) {
    case Rule::Consented:
        return standing.endsOn ? translated(QT_TRANSLATE_NOOP("ConsentWords", "May be shown until %1."))
                                     .arg(QLocale().toString(*standing.endsOn, QLocale::LongFormat))
                               : translated(QT_TRANSLATE_NOOP("ConsentWords", "May be shown."));
    case Rule::NoticeSilent:
        return translated(QT_TRANSLATE_NOOP("ConsentWords", "Everybody was told and nobody objected: may be shown."));
    case Rule::Refused:
        return translated(QT_TRANSLATE_NOOP("ConsentWords", "Somebody said no: will be covered."));
    case Rule::Withdrawn:
        return translated(QT_TRANSLATE_NOOP("ConsentWords", "A yes was withdrawn: will be covered."));
    case Rule::Ended:
        return translated(QT_TRANSLATE_NOOP("ConsentWords", "The yes has ended: will be covered until it is renewed."));
    case Rule::Left:
        return translated(QT_TRANSLATE_NOOP("ConsentWords", "They have left the school: will be covered."));
    default:
        return translated(
            QT_TRANSLATE_NOOP("ConsentWords", "Not everybody who must agree has said yes: will be covered."));
    }
}

QString disagreementText(const QList<Consent>& history, QDate today)
{
    QList<Party> heard;
    QStringList yes;
    QStringList no;
    for (const Consent& said : history) {
        if (said.on <= today && !heard.contains(said.party)) {
            heard += said.party;
            (said.decision == Decision::Granted ? yes : no) += byPartyText(said.party);
        }
    }
    if (yes.isEmpty() || no.isEmpty()) {
        return {};
    }
    const QString comma = QStringLiteral(", ");
    return translated(QT_TRANSLATE_NOOP("ConsentWords", "They do not agree: yes %1; no %2. A no always counts."))
        .arg(yes.join(comma), no.join(comma));
}

} // namespace cloakroom::ui
