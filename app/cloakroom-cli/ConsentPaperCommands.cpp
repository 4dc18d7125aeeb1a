// What consent looks like on paper, what a decision would change, and whom to ask.
#include "Arguments.h"
#include "Commands.h"
#include "Json.h"
#include "PhotoSelection.h"
#include "core/catalogue/Library.h"
#include "core/consent/ConsentForms.h"
#include "core/consent/ConsentLedger.h"
#include "core/consent/ConsentLetters.h"
#include "core/consent/People.h"
#include "core/consent/Purposes.h"

#include <QFile>
#include <QSaveFile>

namespace cloakroom::cli {

namespace {

Result<std::optional<GroupId>> groupOf(Library& library, const QString& name)
{
    if (name.isEmpty()) {
        return std::optional<GroupId>();
    }
    const auto group = People(library).findGroup(name);
    if (!group) {
        return propagate(group);
    }
    return std::optional(group->id);
}

/// For its owner alone to read: these files name people.
Result<void> writeFile(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return fail(ErrorCode::Unreadable, Cli::tr("The file %1 cannot be written. Nothing was changed.").arg(path));
    }
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (file.write(bytes) != bytes.size() || !file.commit()) {
        return fail(ErrorCode::NoSpace, Cli::tr("The file %1 could not be written whole.").arg(path));
    }
    return {};
}

Answer writtenAnswer(const QString& path, qsizetype count)
{
    return {QJsonObject{{QStringLiteral("file"), path}, {QStringLiteral("people"), count}}, ExitStatus::Done,
            Cli::tr("Written for %1 people: %2").arg(count).arg(path)};
}

struct PaperOptions {
    QString group;
    QStringList purposes;
    QString file;
    int days = 30;
};

Result<Answer> printForms(Library& library, const PaperOptions& options)
{
    const auto group = groupOf(library, options.group);
    if (!group) {
        return propagate(group);
    }
    QList<Purpose> purposes;
    for (const QString& key : options.purposes) {
        const auto purpose = Purposes(library).byKey(key);
        if (!purpose) {
            return propagate(purpose);
        }
        purposes << *purpose;
    }
    const auto paper = ConsentForms(library).print(*group, purposes);
    if (!paper) {
        return propagate(paper);
    }
    const auto done = writePdf(*paper, options.file);
    return done ? Result<Answer>(writtenAnswer(options.file, paper->pictures.size())) : propagate(done);
}

Result<QList<ConsentReminder>> remindersFor(Library& library, const PaperOptions& options)
{
    const auto purposes = Purposes(library).list();
    if (!purposes) {
        return propagate(purposes);
    }
    auto due = ConsentLedger(library).due(options.days);
    if (!due) {
        return propagate(due);
    }
    if (!options.group.isEmpty()) {
        const auto group = People(library).findGroup(options.group);
        if (!group) {
            return propagate(group);
        }
        due->removeIf([&group](const DueConsent& one) { return !one.person.groups.contains(group->name); });
    }
    return remindersFrom(*due, *purposes);
}

Result<Answer> writeLetters(Library& library, const PaperOptions& options)
{
    const auto reminders = remindersFor(library, options);
    if (!reminders) {
        return propagate(reminders);
    }
    if (reminders->isEmpty()) {
        return Answer{QJsonObject{{QStringLiteral("file"), QJsonValue::Null}, {QStringLiteral("people"), 0}},
                      ExitStatus::Done, Cli::tr("Nothing is missing and nothing ends: no file was written.")};
    }
    const bool isTable = options.file.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive);
    const auto done = isTable
        ? writeFile(options.file, remindersCsv(*reminders))
        : writePdf(reminderLetters(*reminders, library.schoolName(), library.today()), options.file);
    return done ? Result<Answer>(writtenAnswer(options.file, reminders->size())) : propagate(done);
}

struct EffectOptions {
    QString person;
    bool isExternal = false;
    QString purpose;
    Decision decision = Decision::Refused;
    Party party = Party::Parent1;
    std::optional<QDate> on;
};

Result<Answer> showEffect(Library& library, const EffectOptions& options)
{
    const auto person = findPerson(library, options.person, options.isExternal);
    if (!person) {
        return propagate(person);
    }
    const auto purpose = Purposes(library).byKey(options.purpose);
    if (!purpose) {
        return propagate(purpose);
    }
    ConsentDraft draft;
    draft.person = person->id;
    draft.purpose = purpose->id;
    draft.decision = options.decision;
    draft.party = options.party;
    draft.on = options.on.value_or(library.today());
    const auto effect = ConsentLedger(library).effectOf({draft});
    if (!effect) {
        return propagate(effect);
    }
    return Answer{QJsonObject{{QStringLiteral("no_longer_usable"), idsToJson(effect->noLongerUsable)},
                              {QStringLiteral("covered_now"), idsToJson(effect->coveredNow)},
                              {QStringLiteral("freer"), idsToJson(effect->freer)},
                              {QStringLiteral("takedowns"), idsToJson(effect->takedowns)}},
                  ExitStatus::Done,
                  Cli::tr("Nothing was recorded. It would change:"),
                  {QStringLiteral("no_longer_usable"), QStringLiteral("covered_now"), QStringLiteral("freer"),
                   QStringLiteral("takedowns")}};
}

struct AskOptions {
    PhotoSelection selection;
    QString purpose;
};

Result<Answer> listToAsk(Library& library, const AskOptions& options)
{
    const auto purpose = Purposes(library).byKey(options.purpose);
    if (!purpose) {
        return propagate(purpose);
    }
    const auto photos = options.selection.resolve(library, PhotoSelection::Unsaid::Refused);
    if (!photos) {
        return propagate(photos);
    }
    const auto asked = ConsentLedger(library).toAsk(*photos, *purpose);
    if (!asked) {
        return propagate(asked);
    }
    QJsonArray array;
    for (const DueConsent& one : *asked) {
        array << QJsonObject{{QStringLiteral("person"), one.person.id.value},
                             {QStringLiteral("external_id"), textToJson(one.person.externalId)},
                             {QStringLiteral("name"), one.person.fullName()},
                             {QStringLiteral("groups"), QJsonArray::fromStringList(one.person.groups)},
                             {QStringLiteral("rule"), ruleKey(one.standing.rule)}};
    }
    return listAnswer(
        array, {QStringLiteral("person"), QStringLiteral("name"), QStringLiteral("groups"), QStringLiteral("rule")});
}

struct EvidenceOptions {
    ConsentId consent;
    QString file;
};

Result<Answer> writeEvidence(Library& library, const EvidenceOptions& options)
{
    const auto evidence = ConsentLedger(library).evidence(options.consent);
    if (!evidence) {
        return propagate(evidence);
    }
    const auto done = writeFile(options.file, evidence->bytes);
    return done ? Result<Answer>(Answer{QJsonObject{{QStringLiteral("file"), options.file},
                                                    {QStringLiteral("name"), evidence->name},
                                                    {QStringLiteral("bytes"), evidence->bytes.size()}},
                                        ExitStatus::Done, Cli::tr("Written, not encrypted: %1").arg(options.file)})
                : propagate(done);
}

void addPapers(CommandGroup& consents)
{
    auto forms = std::make_shared<PaperOptions>();
    CLI::App& form = consents.add("forms", "Print consent forms, a page for each person with a code of their own",
                                  LibraryWork([forms](Library& library) { return printForms(library, *forms); }));
    addText(form, "--group", forms->group, "The group; without it everybody");
    addTexts(form, "--purpose", forms->purposes, "Ask for this purpose (repeatable; else every one in use)");
    addText(form, "--to", forms->file, "The PDF to write")->required()->type_name("FILE");

    auto letters = std::make_shared<PaperOptions>();
    CLI::App& letter =
        consents.add("letters", "Reminders of what is missing or ends soon, one a family",
                     LibraryWork([letters](Library& library) { return writeLetters(library, *letters); }));
    letter.add_option("--within", letters->days, "Ending within this many days (30)")
        ->check(CLI::NonNegativeNumber)
        ->type_name("DAYS");
    addText(letter, "--group", letters->group, "The group; without it everybody");
    addText(letter, "--to", letters->file, "Letters as FILE.pdf, or a table for mail merge as FILE.csv")
        ->required()
        ->type_name("FILE");

    auto keeping = std::make_shared<EvidenceOptions>();
    CLI::App& evidence =
        consents.add("evidence", "Write out the scan or photo kept with a decision; it is not encrypted there",
                     LibraryWork([keeping](Library& library) { return writeEvidence(library, *keeping); }));
    addId(evidence, "ID", keeping->consent, "The decision");
    addText(evidence, "--to", keeping->file, "The file to write")->required()->type_name("FILE");
}

} // namespace

void addConsentPaperCommands(CommandGroup& consents)
{
    addPapers(consents);
    auto trying = std::make_shared<EffectOptions>();
    CLI::App& effect = consents.add("effect", "What a decision would change; nothing is recorded",
                                    LibraryWork([trying](Library& library) { return showEffect(library, *trying); }));
    addText(effect, "PERSON", trying->person, "Id, external id or full name")->required();
    effect.add_flag("--external", trying->isExternal, "PERSON is an external id");
    addText(effect, "PURPOSE", trying->purpose, "Key of the purpose")->required();
    addKey(effect, "DECISION", trying->decision, decisionFromKey, "granted, refused, withdrawn")->required();
    addKey(effect, "--by", trying->party, partyFromKey, "parent1, parent2, carer, authority, child, self");
    addDay(effect, "--on", trying->on, "In force from this day (today)")->type_name("DAY");

    auto asking = std::make_shared<AskOptions>();
    CLI::App& ask = consents.add("ask", "Whom to ask before photos can be used: neither yes nor no so far",
                                 LibraryWork([asking](Library& library) { return listToAsk(library, *asking); }));
    addText(ask, "--purpose", asking->purpose, "Key of the purpose")->required();
    asking->selection.addTo(ask);
}

} // namespace cloakroom::cli
