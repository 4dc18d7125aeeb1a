// What stood then, and who is shown how often.
#include "Arguments.h"
#include "Commands.h"
#include "Json.h"
#include "core/catalogue/Library.h"
#include "core/consent/People.h"
#include "core/consent/Purposes.h"
#include "core/publish/FairUse.h"
#include "core/publish/PublicationProof.h"

namespace cloakroom::cli {

namespace {

QJsonArray decisionsToJson(const QList<Consent>& decisions)
{
    QJsonArray array;
    for (const Consent& said : decisions) {
        array << QJsonObject{{QStringLiteral("id"), said.id.value},
                             {QStringLiteral("decision"), decisionKey(said.decision)},
                             {QStringLiteral("by"), partyKey(said.party)},
                             {QStringLiteral("on"), said.on.toString(Qt::ISODate)},
                             {QStringLiteral("until"), dayToJson(said.until)},
                             {QStringLiteral("recorded_at"), timeToJson(said.recordedAt)},
                             {QStringLiteral("evidence"), textToJson(said.evidenceName)}};
    }
    return array;
}

QJsonObject proofToJson(const PublicationProof& proof)
{
    QJsonArray people;
    for (const ProvenPerson& person : proof.people) {
        people << QJsonObject{{QStringLiteral("person"), person.person.value},
                              {QStringLiteral("name"), person.name},
                              {QStringLiteral("might_be_shown"), person.then.mayShow},
                              {QStringLiteral("rule"), ruleKey(person.then.rule)},
                              {QStringLiteral("relied_on"), decisionsToJson(person.reliedOn)},
                              {QStringLiteral("since"), decisionsToJson(person.since)},
                              {QStringLiteral("may_be_shown_now"), person.mayShowNow}};
    }
    QJsonObject json = toJson(proof.entry);
    json.insert(QStringLiteral("people"), people);
    return json;
}

QString wordsFor(const PublicationProof& proof)
{
    QString words = Cli::tr("Photo %1 was published on %2 for %3 (%4).")
                        .arg(proof.entry.photo.value)
                        .arg(proof.day.toString(Qt::ISODate), proof.purposeName, proof.entry.place);
    for (const ProvenPerson& person : proof.people) {
        QStringList ids;
        for (const Consent& said : person.reliedOn) {
            ids << QString::number(said.id.value);
        }
        words += Cli::tr("\n  %1: %2 that day, on decisions: %3; %4 today")
                     .arg(person.name, person.then.mayShow ? Cli::tr("yes") : Cli::tr("no"),
                          ids.isEmpty() ? Cli::tr("none") : ids.join(QStringLiteral(", ")),
                          person.mayShowNow ? Cli::tr("yes") : Cli::tr("no"));
    }
    return words + QLatin1Char('\n');
}

struct ProofOptions {
    RegisterId entry;
    QString file;
};

Result<Answer> showProof(Library& library, const ProofOptions& options)
{
    const auto proof = publicationProof(library, options.entry);
    if (!proof) {
        return propagate(proof);
    }
    if (!options.file.isEmpty()) {
        if (const auto done = writePdf(proofPaper(*proof), options.file); !done) {
            return propagate(done);
        }
    }
    return Answer{proofToJson(*proof), ExitStatus::Done, wordsFor(*proof)};
}

struct UseOptions {
    QString group;
    QString purpose;
    std::optional<QDate> since;
};

Result<FairUseFilter> filterOf(Library& library, const UseOptions& options)
{
    FairUseFilter filter;
    filter.since = options.since;
    if (!options.group.isEmpty()) {
        const auto group = People(library).findGroup(options.group);
        if (!group) {
            return propagate(group);
        }
        filter.group = group->id;
    }
    if (!options.purpose.isEmpty()) {
        const auto purpose = Purposes(library).byKey(options.purpose);
        if (!purpose) {
            return propagate(purpose);
        }
        filter.purpose = *purpose;
    }
    return filter;
}

Result<Answer> listUse(Library& library, const UseOptions& options)
{
    const auto filter = filterOf(library, options);
    if (!filter) {
        return propagate(filter);
    }
    const auto uses = fairUse(library, *filter);
    if (!uses) {
        return propagate(uses);
    }
    QJsonArray array;
    for (const PersonUse& use : *uses) {
        array << QJsonObject{{QStringLiteral("person"), use.person.id.value},
                             {QStringLiteral("name"), use.person.fullName()},
                             {QStringLiteral("groups"), QJsonArray::fromStringList(use.person.groups)},
                             {QStringLiteral("photos"), use.photos},
                             {QStringLiteral("published"), use.published},
                             {QStringLiteral("last"), timeToJson(use.lastAt)},
                             {QStringLiteral("may_be_shown"),
                              use.mayBeShown ? QJsonValue(*use.mayBeShown) : QJsonValue(QJsonValue::Null)}};
    }
    return listAnswer(array,
                      {QStringLiteral("person"), QStringLiteral("name"), QStringLiteral("groups"),
                       QStringLiteral("photos"), QStringLiteral("published"), QStringLiteral("last"),
                       QStringLiteral("may_be_shown")});
}

} // namespace

void addProofCommand(CommandGroup& entries)
{
    auto options = std::make_shared<ProofOptions>();
    CLI::App& proof = entries.add("proof", "On whose consent a photo was published, as the ledger stood then",
                                  LibraryWork([options](Library& library) { return showProof(library, *options); }));
    addId(proof, "ID", options->entry, "Id in the register");
    addText(proof, "--to", options->file, "Write it as a page to print, too")->type_name("FILE.pdf");
}

void addFairUseCommand(CommandGroup& people)
{
    auto options = std::make_shared<UseOptions>();
    CLI::App& use = people.add("fair-use", "Who is shown often and who never; those never shown first",
                               LibraryWork([options](Library& library) { return listUse(library, *options); }));
    addText(use, "--group", options->group, "The group; without it everybody");
    addText(use, "--purpose", options->purpose, "Publications for this purpose alone");
    addDay(use, "--since", options->since, "Publications from this day on")->type_name("DAY");
}

} // namespace cloakroom::cli
