// Following publications until they are gone, and asking whether a file is one.
#include "Arguments.h"
#include "Commands.h"
#include "Json.h"
#include "core/catalogue/Library.h"
#include "core/publish/FileOrigin.h"
#include "core/publish/Register.h"
#include "core/worker/WorkerPool.h"

namespace cloakroom::cli {

namespace {

struct PublicationOptions {
    RegisterId entry;
    QString link;
    std::optional<QDate> again;
    QString file;
};

QJsonObject withAge(const RegisterEntry& entry, QDate today)
{
    QJsonObject json = toJson(entry);
    json.insert(QStringLiteral("age_days"), entry.exportedAt.toLocalTime().date().daysTo(today));
    return json;
}

Result<Answer> showEntry(Library& library, RegisterId id)
{
    const auto details = Register(library).details(id);
    if (!details) {
        return propagate(details);
    }
    QJsonObject json = withAge(details->entry, library.today());
    json.insert(QStringLiteral("consents"), idsToJson(details->consents));
    json.insert(QStringLiteral("recipe"), details->recipe);
    return Answer{json, ExitStatus::Done, {}, json.keys()};
}

Result<Answer> listTasks(Library& library)
{
    const auto tasks = Register(library).tasks();
    if (!tasks) {
        return propagate(tasks);
    }
    QJsonArray array;
    for (const TaskOfPublication& task : *tasks) {
        QJsonObject json = withAge(task.entry, library.today());
        json.insert(QStringLiteral("task"), publicationTaskKey(task.task));
        array << json;
    }
    return listAnswer(array,
                      {QStringLiteral("task"), QStringLiteral("id"), QStringLiteral("photo"), QStringLiteral("purpose"),
                       QStringLiteral("file"), QStringLiteral("place"), QStringLiteral("link"),
                       QStringLiteral("age_days"), QStringLiteral("review_on")});
}

Result<Answer> listPublic(Library& library, const PublicationOptions& options)
{
    if (!options.file.isEmpty()) {
        if (const auto written = Register(library).writePublicNow(options.file); !written) {
            return propagate(written);
        }
    }
    const auto entries = Register(library).publicNow();
    if (!entries) {
        return propagate(entries);
    }
    QJsonArray array;
    for (const RegisterEntry& entry : *entries) {
        array << withAge(entry, library.today());
    }
    return listAnswer(array,
                      {QStringLiteral("id"), QStringLiteral("photo"), QStringLiteral("purpose"),
                       QStringLiteral("place"), QStringLiteral("link"), QStringLiteral("file"),
                       QStringLiteral("age_days"), QStringLiteral("review_on"), QStringLiteral("status")});
}

Result<Answer> changed(Library& library, RegisterId id, const Result<void>& done)
{
    return done ? showEntry(library, id) : propagate(done);
}

Result<Answer> findFile(CommandContext& context, const QString& path)
{
    const auto library = context.library();
    if (!library) {
        return propagate(library);
    }
    const auto found = findOrigin(**library, context.workers(), path);
    if (!found) {
        return propagate(found);
    }
    QJsonArray array;
    for (const FileOrigin& origin : *found) {
        QJsonObject json = toJson(origin.entry);
        json.insert(QStringLiteral("match"),
                    origin.isExact ? QStringLiteral("same-file") : QStringLiteral("looks-alike"));
        json.insert(QStringLiteral("distance"), origin.distance);
        array << json;
    }
    return listAnswer(array,
                      {QStringLiteral("match"), QStringLiteral("distance"), QStringLiteral("id"),
                       QStringLiteral("photo"), QStringLiteral("purpose"), QStringLiteral("exported_at"),
                       QStringLiteral("file"), QStringLiteral("place"), QStringLiteral("status")});
}

void addReading(CommandGroup& entries)
{
    auto showing = std::make_shared<PublicationOptions>();
    CLI::App& show =
        entries.add("show", "Everything about one: consents relied on, who approved it, how it was made",
                    LibraryWork([showing](Library& library) { return showEntry(library, showing->entry); }));
    addId(show, "ID", showing->entry, "Id in the register");
    entries.add("tasks", "What is to be done: take down, confirm that a replaced picture is gone, look again",
                LibraryWork(listTasks));
    auto listing = std::make_shared<PublicationOptions>();
    CLI::App& open = entries.add("public", "What people outside the school can see today, the oldest first",
                                 LibraryWork([listing](Library& library) { return listPublic(library, *listing); }));
    addText(open, "--to", listing->file, "Write it to this new file as a table, too")->type_name("FILE.csv");
    auto finding = std::make_shared<PublicationOptions>();
    CLI::App& find =
        entries.add("find", "Is this file ours? By its bytes, else by its looks",
                    Handler([finding](CommandContext& context) { return findFile(context, finding->file); }));
    addText(find, "FILE", finding->file, "A picture from anywhere")->required();
}

} // namespace

void addPublicationCommands(CommandGroup& entries)
{
    addReading(entries);
    auto linking = std::make_shared<PublicationOptions>();
    CLI::App& link = entries.add(
        "set-link", "Record the address at which a photo can be seen", LibraryWork([linking](Library& library) {
            return changed(library, linking->entry, Register(library).setLink(linking->entry, linking->link));
        }));
    addId(link, "ID", linking->entry, "Id in the register");
    addText(link, "LINK", linking->link, "The address")->required();
    auto looking = std::make_shared<PublicationOptions>();
    CLI::App& reviewed = entries.add(
        "reviewed", "Looked at it, and it may stay", LibraryWork([looking](Library& library) {
            return changed(library, looking->entry, Register(library).markReviewed(looking->entry, looking->again));
        }));
    addId(reviewed, "ID", looking->entry, "Id in the register");
    addDay(reviewed, "--again", looking->again, "Look again on this day; without it never");
}

} // namespace cloakroom::cli
