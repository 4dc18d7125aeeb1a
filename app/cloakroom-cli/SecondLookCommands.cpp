#include "Arguments.h"
#include "Commands.h"
#include "Json.h"
#include "PhotoSelection.h"
#include "core/catalogue/Library.h"
#include "core/consent/Purposes.h"
#include "core/publish/Covering.h"
#include "core/review/SecondLooks.h"

namespace cloakroom::cli {

namespace {

struct LookOptions {
    PhotoSelection selection;
    QString purpose;
    CoverStyle style = CoverStyle::Mosaic;
    QString note;
    SecondLookId look;
};

QJsonObject lookToJson(const SecondLook& look)
{
    return {{QStringLiteral("id"), look.id.value},
            {QStringLiteral("photo"), look.photo.value},
            {QStringLiteral("purpose"), look.purposeKey},
            {QStringLiteral("style"), look.style},
            {QStringLiteral("asked_by"), look.askedByName},
            {QStringLiteral("asked_at"), timeToJson(look.askedAt)},
            {QStringLiteral("note"), textToJson(look.note)},
            {QStringLiteral("outcome"),
             look.outcome ? QJsonValue(secondLookOutcomeKey(*look.outcome)) : QJsonValue(QJsonValue::Null)},
            {QStringLiteral("decided_by"), textToJson(look.decidedByName)},
            {QStringLiteral("answer"), textToJson(look.answer)},
            {QStringLiteral("current"), look.isCurrent}};
}

Result<Answer> ask(Library& library, const LookOptions& options)
{
    const auto purpose = Purposes(library).byKey(options.purpose);
    if (!purpose) {
        return propagate(purpose);
    }
    const auto photos = options.selection.resolve(library, PhotoSelection::Unsaid::Refused);
    if (!photos) {
        return propagate(photos);
    }
    const auto asked = SecondLooks(library).ask(*photos, purpose->id, coverStyleKey(options.style), options.note);
    if (!asked) {
        return propagate(asked);
    }
    QJsonArray refused;
    QString text = Cli::tr("Asked for: %1.").arg(asked->asked.size());
    for (const NotAsked& one : asked->refused) {
        refused << QJsonObject{{QStringLiteral("photo"), one.photo.value}, {QStringLiteral("reason"), one.why.text}};
        text += Cli::tr("\nPhoto %1: %2").arg(one.photo.value).arg(one.why.text);
    }
    return Answer{QJsonObject{{QStringLiteral("asked"), idsToJson(asked->asked)}, {QStringLiteral("refused"), refused}},
                  statusWith(!asked->refused.isEmpty()), text};
}

const QStringList& columns()
{
    static const QStringList keys{QStringLiteral("id"),       QStringLiteral("photo"), QStringLiteral("purpose"),
                                  QStringLiteral("asked_by"), QStringLiteral("note"),  QStringLiteral("outcome"),
                                  QStringLiteral("answer")};
    return keys;
}

Result<Answer> listQueue(Library& library)
{
    const auto queue = SecondLooks(library).queue();
    if (!queue) {
        return propagate(queue);
    }
    QJsonArray array;
    for (const SecondLookTask& task : *queue) {
        QJsonObject json = lookToJson(task.look);
        json.insert(QStringLiteral("may_decide"), task.mayDecide);
        array << json;
    }
    return listAnswer(array, columns());
}

Result<Answer> listMine(Library& library)
{
    const auto mine = SecondLooks(library).mine();
    if (!mine) {
        return propagate(mine);
    }
    QJsonArray array;
    for (const SecondLook& look : *mine) {
        array << lookToJson(look);
    }
    return listAnswer(array, columns());
}

Result<Answer> decided(SecondLookId id, const Result<void>& done)
{
    return done ? Result<Answer>(Answer{QJsonObject{{QStringLiteral("id"), id.value}}, ExitStatus::Done,
                                        Cli::tr("Request %1 is answered.").arg(id.value)})
                : propagate(done);
}

using Decide = Result<void> (*)(Library&, const LookOptions&);

CLI::App& addDecision(CommandGroup& group, const char* name, const char* help, Decide decide,
                      const std::shared_ptr<LookOptions>& options)
{
    CLI::App& command = group.add(name, help, LibraryWork([options, decide](Library& library) {
                                      return decided(options->look, decide(library, *options));
                                  }));
    addId(command, "ID", options->look, "The request");
    return command;
}

} // namespace

void addSecondLookCommands(CommandGroup& root)
{
    CommandGroup group = root.group("second-look", "Two pairs of eyes: ask, look, approve or send back");
    auto asking = std::make_shared<LookOptions>();
    CLI::App& command = group.add("ask", "Ask a second user to look at photos before they leave",
                                  LibraryWork([asking](Library& library) { return ask(library, *asking); }));
    addText(command, "--purpose", asking->purpose, "For this purpose")->required();
    addKey(command, "--style", asking->style, coverStyleFromKey, "solid, mosaic, soft, icon");
    addText(command, "--note", asking->note, "Something for whoever looks");
    asking->selection.addTo(command);
    group.add("list", "What waits, the oldest first", LibraryWork(listQueue));
    group.add("mine", "What you asked for, and what became of it", LibraryWork(listMine));
    addDecision(
        group, "approve", "Fit to publish",
        [](Library& library, const LookOptions& options) { return SecondLooks(library).approve(options.look); },
        std::make_shared<LookOptions>());
    auto sending = std::make_shared<LookOptions>();
    CLI::App& back = addDecision(
        group, "send-back", "Not like this",
        [](Library& library, const LookOptions& options) {
            return SecondLooks(library).sendBack(options.look, options.note);
        },
        sending);
    addText(back, "--note", sending->note, "What should be different")->required();
    addDecision(
        group, "withdraw", "Take your own request back",
        [](Library& library, const LookOptions& options) { return SecondLooks(library).withdraw(options.look); },
        std::make_shared<LookOptions>());
}

} // namespace cloakroom::cli
