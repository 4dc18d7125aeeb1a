#include "Arguments.h"
#include "Commands.h"
#include "Json.h"
#include "PhotoSelection.h"
#include "core/catalogue/Library.h"
#include "core/consent/People.h"
#include "core/consent/Recognition.h"
#include "core/faces/CompareTask.h"
#include "core/faces/NameSearch.h"
#include "core/faces/NameSuggestions.h"
#include "core/faces/QuietFaces.h"
#include "core/faces/WorkerTemplates.h"

namespace cloakroom::cli {

namespace {

struct StatementOptions {
    QString group;
    QDate on;
    QString by;
};

struct SwitchOptions {
    QString group;
    bool isOff = false;
};

struct RefusalOptions {
    FaceId face;
    QString person;
    bool isExternal = false;
};

Answer saying(const QString& sentence)
{
    return {QJsonObject{{QStringLiteral("done"), true}}, ExitStatus::Done, sentence};
}

QJsonObject groupToJson(const RecognitionGroup& group)
{
    return {{QStringLiteral("group"), group.group.name},
            {QStringLiteral("on"), group.set.isOn},
            {QStringLiteral("members"), group.answers.members},
            {QStringLiteral("agreed"), group.answers.agreed},
            {QStringLiteral("refused"), group.answers.refused},
            {QStringLiteral("comparison_allowed"), group.set.isComparisonAllowed},
            {QStringLiteral("comparison_allowed_by"), textToJson(group.set.allowedBy)},
            {QStringLiteral("comparison_allowed_on"), dayToJson(group.set.allowedOn)}};
}

Result<Answer> showStatus(Library& library)
{
    const auto status = Recognition(library).status();
    if (!status) {
        return propagate(status);
    }
    const RecogniserChoice recogniser = chooseRecogniser();
    QJsonArray groups;
    QString text =
        status->isInForce ? Cli::tr("Face recognition is switched on.") : Cli::tr("Face recognition is switched off.");
    text += QLatin1Char('\n') + Cli::tr("Templates: %1, of %2 people.").arg(status->templates).arg(status->people)
        + QLatin1Char('\n') + recogniser.description;
    for (const RecognitionGroup& group : status->groups) {
        groups << groupToJson(group);
        text += QLatin1Char('\n')
            + (group.set.isOn ? Cli::tr("  %1: on; %2 of %3 agreed, %4 refused.")
                              : Cli::tr("  %1: off; %2 of %3 agreed, %4 refused."))
                  .arg(group.group.name)
                  .arg(group.answers.agreed)
                  .arg(group.answers.members)
                  .arg(group.answers.refused);
    }
    const RecognitionSetup& setup = status->setup;
    return Answer{QJsonObject{{QStringLiteral("on"), status->isInForce},
                              {QStringLiteral("assessed_on"), dayToJson(setup.assessedOn)},
                              {QStringLiteral("assessed_by"), textToJson(setup.assessedBy)},
                              {QStringLiteral("notices_sent_on"), dayToJson(setup.noticesSentOn)},
                              {QStringLiteral("notices_by"), textToJson(setup.noticesBy)},
                              {QStringLiteral("groups"), groups},
                              {QStringLiteral("templates"), status->templates},
                              {QStringLiteral("people"), status->people},
                              {QStringLiteral("recogniser"), textToJson(recogniser.model.name)},
                              {QStringLiteral("recogniser_text"), recogniser.description}},
                  ExitStatus::Done, text};
}

Result<Answer> showHistory(Library& library)
{
    const auto entries = Recognition(library).history();
    if (!entries) {
        return propagate(entries);
    }
    QJsonArray array;
    for (const RecognitionEntry& entry : *entries) {
        const RecognitionStep& step = entry.step;
        array << QJsonObject{
            {QStringLiteral("at"), timeToJson(step.at)},
            {QStringLiteral("user"), entry.userName},
            {QStringLiteral("action"), step.action ? recognitionActionKey(*step.action) : QStringLiteral("unknown")},
            {QStringLiteral("group"), textToJson(entry.groupName)},
            {QStringLiteral("on"), dayToJson(step.on)},
            {QStringLiteral("by"), textToJson(step.who)}};
    }
    return listAnswer(array,
                      {QStringLiteral("at"), QStringLiteral("user"), QStringLiteral("action"), QStringLiteral("group"),
                       QStringLiteral("on"), QStringLiteral("by")});
}

Result<Answer> showReceipts(Library& library)
{
    const auto erasures = templateErasures(library);
    if (!erasures) {
        return propagate(erasures);
    }
    QJsonArray array;
    for (const TemplateErasure& erasure : *erasures) {
        array << QJsonObject{{QStringLiteral("id"), erasure.receipt.id.value},
                             {QStringLiteral("person"), erasure.receipt.person.value},
                             {QStringLiteral("at"), timeToJson(erasure.receipt.at)},
                             {QStringLiteral("by"), erasure.userName},
                             {QStringLiteral("templates"), erasure.receipt.templates},
                             {QStringLiteral("reason"), erasure.reason},
                             {QStringLiteral("gone"), erasure.isGone()},
                             {QStringLiteral("rows_gone"), erasure.areRowsGone},
                             {QStringLiteral("pages_searched"), erasure.areMarksGone},
                             {QStringLiteral("log_emptied"), erasure.isLogEmpty},
                             {QStringLiteral("key_changed_since"), erasure.isKeyNew},
                             {QStringLiteral("in_backups_until"), dayToJson(erasure.inBackupsUntil)}};
    }
    return listAnswer(array,
                      {QStringLiteral("id"), QStringLiteral("person"), QStringLiteral("at"), QStringLiteral("by"),
                       QStringLiteral("templates"), QStringLiteral("reason"), QStringLiteral("gone"),
                       QStringLiteral("in_backups_until")});
}

Answer namesAnswer(const NameSearchReport& report)
{
    QJsonArray array;
    for (const NameByLikeness& name : report.names) {
        QString words = surenessText(name.suggestion.sureness);
        for (const QString& warning : name.suggestion.warnings) {
            words += QStringLiteral(". ") + warning;
        }
        array << QJsonObject{{QStringLiteral("face"), name.suggestion.face.value},
                             {QStringLiteral("photo"), name.photo.value},
                             {QStringLiteral("person"), name.likeness.person.value},
                             {QStringLiteral("similarity"), name.likeness.similarity},
                             {QStringLiteral("name"), name.suggestion.name},
                             {QStringLiteral("words"), words},
                             {QStringLiteral("mistakable"), idsToJson(name.likeness.mistakable)}};
    }
    Answer answer = listAnswer(array,
                               {QStringLiteral("photo"), QStringLiteral("face"), QStringLiteral("person"),
                                QStringLiteral("name"), QStringLiteral("similarity"), QStringLiteral("words")});
    answer.status = statusWith(report.wasCancelled);
    return answer;
}

Result<Answer> suggest(CommandContext& context, const PhotoSelection& selection)
{
    const auto library = context.library();
    if (!library) {
        return propagate(library);
    }
    const auto photos = (*library)->run([&](Library& open) -> Result<QList<PhotoId>> {
        // Off: nothing is looked for, not even a model file.
        if (const auto isOn = requireRecognition(open); !isOn) {
            return propagate(isOn);
        }
        return selection.resolve(open);
    });
    if (!photos) {
        return propagate(photos);
    }
    const auto source = WorkerTemplates::installed();
    if (!source) {
        return propagate(source);
    }
    ProgressBar progress = context.progress();
    const auto report = searchNames(**library, **source, *photos, progress);
    return report ? Result<Answer>(namesAnswer(*report)) : propagate(report);
}

Result<Answer> refuseName(Library& library, const RefusalOptions& options)
{
    const auto person = findPerson(library, options.person, options.isExternal);
    if (!person) {
        return propagate(person);
    }
    const auto done = NameSuggestions(library).decline({options.face, person->id, {}});
    return done ? Result<Answer>(saying(Cli::tr("That name does not come back for this face."))) : propagate(done);
}

Result<Answer> switchGroup(Library& library, const SwitchOptions& options)
{
    const auto group = People(library).findGroup(options.group);
    if (!group) {
        return propagate(group);
    }
    const auto done = Recognition(library).setGroup(group->id, !options.isOff);
    return done ? Result<Answer>(saying(options.isOff ? Cli::tr("Face recognition is off for %1.").arg(group->name)
                                                      : Cli::tr("Face recognition is on for %1.").arg(group->name)))
                : propagate(done);
}

Result<Answer> allowComparison(Library& library, const StatementOptions& options)
{
    const auto group = People(library).findGroup(options.group);
    if (!group) {
        return propagate(group);
    }
    const auto done = Recognition(library).allowComparison(group->id, options.on, options.by);
    return done ? Result<Answer>(saying(Cli::tr("That is recorded."))) : propagate(done);
}

Result<Answer> forbidComparison(Library& library, const QString& name)
{
    const auto group = People(library).findGroup(name);
    if (!group) {
        return propagate(group);
    }
    const auto done = Recognition(library).forbidComparison(group->id);
    return done ? Result<Answer>(saying(Cli::tr("That is recorded."))) : propagate(done);
}

void addStatement(CommandGroup& group, const char* name, const char* description,
                  Result<void> (Recognition::*state)(QDate, const QString&))
{
    auto options = std::make_shared<StatementOptions>();
    CLI::App& command =
        group.add(name, description, LibraryWork([options, state](Library& library) {
                      Recognition recognition(library);
                      const auto done = (recognition.*state)(options->on, options->by);
                      return done ? Result<Answer>(saying(Cli::tr("That is recorded."))) : propagate(done);
                  }));
    addDay(command, "--on", options->on, "The day on which that was done")->required();
    addText(command, "--by", options->by, "Who answers for it")->required();
}

void addSwitch(CommandGroup& group, const char* name, const char* description, Result<void> (Recognition::*change)())
{
    group.add(name, description, LibraryWork([change](Library& library) {
                  Recognition recognition(library);
                  const auto done = (recognition.*change)();
                  return done ? showStatus(library) : Result<Answer>(propagate(done));
              }));
}

void addGroupSwitches(CommandGroup& recognition)
{
    auto switching = std::make_shared<SwitchOptions>();
    CLI::App& group =
        recognition.add("group", "Switch it on for a group, or off",
                        LibraryWork([switching](Library& library) { return switchGroup(library, *switching); }));
    addText(group, "GROUP", switching->group, "Name of the group")->required();
    group.add_flag("--off", switching->isOff, "Off: templates go at once");

    auto allowing = std::make_shared<StatementOptions>();
    CLI::App& allow =
        recognition.add("allow-comparison",
                        "Record that the data protection officer allows comparing unknown faces although "
                        "somebody in the group refused",
                        LibraryWork([allowing](Library& library) { return allowComparison(library, *allowing); }));
    addText(allow, "GROUP", allowing->group, "Name of the group")->required();
    addDay(allow, "--on", allowing->on, "The day of that decision")->required();
    addText(allow, "--by", allowing->by, "Name of the officer")->required();

    auto forbidding = std::make_shared<QString>();
    CLI::App& forbid =
        recognition.add("forbid-comparison", "Take that leave back",
                        LibraryWork([forbidding](Library& library) { return forbidComparison(library, *forbidding); }));
    addText(forbid, "GROUP", *forbidding, "Name of the group")->required();
}

} // namespace

void addSuggestionCommands(CommandGroup& faces)
{
    auto selection = std::make_shared<PhotoSelection>();
    CLI::App& suggesting =
        faces.add("suggest", "Say whom faces without a decision look like, where recognition is switched on",
                  Handler([selection](CommandContext& context) { return suggest(context, *selection); }));
    selection->addTo(suggesting);

    auto refusing = std::make_shared<RefusalOptions>();
    CLI::App& refuse = faces.add("not-them", "Say that a face is not this person: the name does not come back",
                                 LibraryWork([refusing](Library& library) { return refuseName(library, *refusing); }));
    addId(refuse, "FACE", refusing->face, "Id of the face");
    addText(refuse, "PERSON", refusing->person, "Id, external id or full name")->required();
    refuse.add_flag("--external", refusing->isExternal, "PERSON is an external id");

    auto never = std::make_shared<FaceId>();
    CLI::App& stop = faces.add(
        "never-suggest", "Suggest nobody for a face any more", LibraryWork([never](Library& library) -> Result<Answer> {
            const auto done = QuietFaces(library).add(*never);
            return done ? Result<Answer>(saying(Cli::tr("Nobody is suggested for it any more."))) : propagate(done);
        }));
    addId(stop, "FACE", *never, "Id of the face");

    auto again = std::make_shared<FaceId>();
    CLI::App& resume = faces.add(
        "suggest-again", "Take that back", LibraryWork([again](Library& library) -> Result<Answer> {
            const auto done = QuietFaces(library).remove(*again);
            return done ? Result<Answer>(saying(Cli::tr("Names may be suggested for it again."))) : propagate(done);
        }));
    addId(resume, "FACE", *again, "Id of the face");
}

void addRecognitionCommands(CommandGroup& root)
{
    CommandGroup recognition = root.group("recognition", "Face recognition: off until the school states and switches");
    recognition.add("status", "What is stated, switched on and kept", LibraryWork(showStatus));
    recognition.add("history", "Every statement and switch so far", LibraryWork(showHistory));
    recognition.add("receipts", "Whose templates were deleted, why, and what was looked for",
                    LibraryWork(showReceipts));
    addStatement(recognition, "assessed", "State that the data protection impact assessment is done",
                 &Recognition::stateAssessment);
    addStatement(recognition, "notices-sent", "State that every parent was told in writing and could object",
                 &Recognition::stateNotices);
    addSwitch(recognition, "on", "Switch it on", &Recognition::switchOn);
    addSwitch(recognition, "off", "Switch it off: templates go at once", &Recognition::switchOff);
    addGroupSwitches(recognition);
}

} // namespace cloakroom::cli
