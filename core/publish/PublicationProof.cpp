#include "core/publish/PublicationProof.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/ClearanceFactsRepository.h"
#include "core/catalogue/ConsentRepository.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/PersonRepository.h"
#include "core/catalogue/RegisterRepository.h"
#include "core/consent/ConsentLedger.h"
#include "core/consent/Purposes.h"
#include "core/publish/Register.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("PublicationProof", text);
}

QString longDay(QDate day)
{
    return QLocale().toString(day, QStringLiteral("d MMMM yyyy"));
}

/// Splits what was ever said into what was known when the photo left and what came later.
ProvenPerson provenPerson(const PersonFacts& facts, const QList<Consent>& history, const RegisterEntry& entry)
{
    ProvenPerson proven;
    proven.person = facts.id;
    for (const Consent& said : history) {
        if (said.recordedAt > entry.exportedAt) {
            proven.since += said;
        }
    }
    return proven;
}

PersonFacts asKnownAt(PersonFacts facts, const QList<Consent>& history, const QDateTime& moment)
{
    facts.consents.removeIf([&](const Consent& said) {
        return std::any_of(history.begin(), history.end(),
                           [&](const Consent& known) { return known.id == said.id && known.recordedAt > moment; });
    });
    return facts;
}

struct Asked {
    Purpose purpose;
    ConsentSettings settings;
    QList<ConsentId> reliedOn;
    QHash<PersonId, PersonFacts> facts;
    QHash<PersonId, QString> names;
};

Result<Asked> readAsked(Library& library, const RegisterEntry& entry)
{
    Asked asked;
    const auto purpose = Purposes(library).get(entry.purpose);
    if (!purpose) {
        return propagate(purpose);
    }
    const auto settings = ConsentLedger(library).settings();
    if (!settings) {
        return propagate(settings);
    }
    const auto relied = RegisterRepository(library.db()).consents(entry.id);
    if (!relied) {
        return propagate(relied);
    }
    const auto facts = ClearanceFactsRepository(library.db()).people(entry.shown, entry.purpose);
    if (!facts) {
        return propagate(facts);
    }
    const auto names = PersonRepository(library.db()).names(entry.shown);
    if (!names) {
        return propagate(names);
    }
    return Asked{*purpose, *settings, *relied, *facts, *names};
}

Result<QList<ProvenPerson>> provenPeople(Library& library, const RegisterEntry& entry, QDate day, const Asked& asked)
{
    QList<ProvenPerson> people;
    for (const PersonId person : entry.shown) {
        const auto facts = asked.facts.constFind(person);
        if (facts == asked.facts.constEnd()) {
            continue;
        }
        const auto history = ConsentRepository(library.db()).history(person, entry.purpose);
        if (!history) {
            return propagate(history);
        }
        ProvenPerson proven = provenPerson(*facts, *history, entry);
        proven.name = asked.names.value(person);
        proven.then = standing(asKnownAt(*facts, *history, entry.exportedAt), asked.purpose, asked.settings, day);
        proven.mayShowNow =
            !facts->isProtected && standing(*facts, asked.purpose, asked.settings, library.today()).mayShow;
        std::copy_if(history->begin(), history->end(), std::back_inserter(proven.reliedOn),
                     [&asked](const Consent& said) { return asked.reliedOn.contains(said.id); });
        people += proven;
    }
    return people;
}

QString partyWords(Party party)
{
    switch (party) {
    case Party::Parent1:
        return tr("parent 1");
    case Party::Parent2:
        return tr("parent 2");
    case Party::Carer:
        return tr("the carer");
    case Party::Authority:
        return tr("the authority");
    case Party::Child:
        return tr("the pupil");
    case Party::Self:
        break;
    }
    return tr("the person themselves");
}

QString decisionWords(const Consent& said)
{
    const QString what = said.decision == Decision::Granted ? tr("yes from %1, %2")
        : said.decision == Decision::Refused                ? tr("no from %1, %2")
                                                            : tr("yes taken back by %1, %2");
    QString words = what.arg(partyWords(said.party), longDay(said.on));
    if (said.until) {
        words += tr(", until %1").arg(longDay(*said.until));
    }
    if (!said.evidenceName.isEmpty()) {
        words += tr(" (form kept: %1)").arg(said.evidenceName);
    }
    return words + tr(", entry %1").arg(said.id.value);
}

QString decisionList(const QList<Consent>& decisions, const QString& none)
{
    QStringList words;
    std::transform(decisions.begin(), decisions.end(), std::back_inserter(words), decisionWords);
    return words.isEmpty() ? none : words.join(QStringLiteral("\n"));
}

QString stoodWords(const ProvenPerson& person)
{
    if (person.then.mayShow) {
        return person.then.rule == Rule::NoticeSilent ? tr("Yes: everybody was told, nobody objected") : tr("Yes");
    }
    return tr("No, by what the ledger held then");
}

QString cell(const QString& text)
{
    return QStringLiteral("<td>%1</td>").arg(text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br/>")));
}

QString factRow(const QString& name, const QString& value)
{
    return QStringLiteral("<tr><td width='30%'>%1</td>%2</tr>").arg(name, cell(value));
}

QString personRow(const ProvenPerson& person)
{
    return QStringLiteral("<tr>%1%2%3%4%5</tr>")
        .arg(cell(person.name), cell(stoodWords(person)), cell(decisionList(person.reliedOn, tr("none named"))),
             cell(decisionList(person.since, QStringLiteral("–"))), cell(person.mayShowNow ? tr("Yes") : tr("No")));
}

} // namespace

Result<PublicationProof> publicationProof(Library& library, RegisterId id)
{
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const auto entry = Register(library).get(id);
    if (!entry) {
        return propagate(entry);
    }
    const auto asked = readAsked(library, *entry);
    if (!asked) {
        return propagate(asked);
    }
    PublicationProof proof;
    proof.entry = *entry;
    proof.school = library.schoolName();
    proof.purposeName = asked->purpose.name;
    proof.day = entry->exportedAt.toLocalTime().date();
    proof.covered = static_cast<int>(entry->covered.size());
    const auto people = provenPeople(library, *entry, proof.day, *asked);
    if (!people) {
        return propagate(people);
    }
    proof.people = *people;
    if (const auto logged =
            audit::append(library, QStringLiteral("register.proof"), {{QStringLiteral("register"), id.value}});
        !logged) {
        return propagate(logged);
    }
    if (const auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    return proof;
}

Paper proofPaper(const PublicationProof& proof)
{
    QString rows;
    for (const ProvenPerson& person : proof.people) {
        rows += personRow(person);
    }
    const RegisterEntry& entry = proof.entry;
    Paper paper;
    paper.title = tr("On whose consent a photo was published");
    paper.html =
        QStringLiteral(
            "<h2>%1</h2><table width='100%' cellpadding='2'>%2</table>"
            "<table width='100%' border='1' cellspacing='0' cellpadding='4' style='font-size:9pt'><tr>"
            "<th align='left'>%3</th><th align='left'>%4</th><th align='left'>%5</th><th align='left'>%6</th>"
            "<th align='left'>%7</th></tr>%8</table><p style='font-size:8pt'>%9</p>")
            .arg(paper.title,
                 factRow(tr("School"), proof.school) + factRow(tr("Published on"), longDay(proof.day))
                     + factRow(tr("For"), proof.purposeName) + factRow(tr("Where"), entry.place)
                     + factRow(tr("Address"), entry.link) + factRow(tr("File"), entry.file)
                     + factRow(tr("By"), entry.by) + factRow(tr("Approved by"), entry.approvedBy)
                     + factRow(tr("Photo and entry in the register"),
                               QStringLiteral("%1, %2").arg(entry.photo.value).arg(entry.id.value))
                     + factRow(tr("Faces covered in it"), QString::number(proof.covered))
                     + factRow(tr("SHA-256 of the file"), QString::fromLatin1(entry.sha256.toHex())),
                 tr("Can be recognised"), tr("Allowed that day"), tr("On these decisions"), tr("Recorded since"),
                 tr("Allowed today"), rows,
                 tr("From the ledger of consents and the register of publications. Decisions count as they had been "
                    "recorded when the photo left; ages, leavers and the rules for this use are those of today."));
    return paper;
}

Result<QList<RegisterEntry>> publishedOn(Library& library, QDate day)
{
    auto entries = Register(library).list();
    if (entries) {
        entries->removeIf([day](const RegisterEntry& entry) { return entry.exportedAt.toLocalTime().date() != day; });
    }
    return entries;
}

} // namespace cloakroom
