#include "Arguments.h"
#include "Commands.h"
#include "Json.h"
#include "core/consent/People.h"
#include "core/photos/Photos.h"

namespace cloakroom::cli {

namespace {

struct EventOptions {
    QString name;
    QString newName;
    std::optional<QDate> on;
};

template <typename IdType>
Answer addedAnswer(IdType id, const QString& name)
{
    return {QJsonObject{{QStringLiteral("id"), id.value}, {QStringLiteral("name"), name}}, ExitStatus::Done,
            Cli::tr("Added %1.").arg(name)};
}

Result<Answer> addEvent(Library& library, const EventOptions& options)
{
    const auto added = Photos(library).addEvent(options.name, options.on);
    return added ? Result<Answer>(addedAnswer(*added, options.name)) : propagate(added);
}

Result<Answer> listEvents(Library& library)
{
    const auto events = Photos(library).events();
    if (!events) {
        return propagate(events);
    }
    return listAnswer(toJsonArray(*events),
                      {QStringLiteral("id"), QStringLiteral("name"), QStringLiteral("on"), QStringLiteral("photos")});
}

Result<Answer> renameEvent(Library& library, const EventOptions& options)
{
    Photos photos(library);
    const auto event = photos.findEvent(options.name);
    if (!event) {
        return propagate(event);
    }
    const auto done = photos.renameEvent(event->id, options.newName);
    if (!done) {
        return propagate(done);
    }
    return Answer{QJsonObject{{QStringLiteral("id"), event->id.value}, {QStringLiteral("name"), options.newName}},
                  ExitStatus::Done, Cli::tr("%1 is now called %2.").arg(event->name, options.newName)};
}

Result<Answer> listGroups(Library& library)
{
    const auto groups = People(library).groups();
    if (!groups) {
        return propagate(groups);
    }
    return listAnswer(toJsonArray(*groups), {QStringLiteral("id"), QStringLiteral("name"), QStringLiteral("members")});
}

Result<Answer> addGroup(Library& library, const QString& name)
{
    const auto added = People(library).addGroup(name);
    return added ? Result<Answer>(addedAnswer(*added, name)) : propagate(added);
}

Result<Answer> listMembers(Library& library, const QString& name)
{
    const auto group = People(library).findGroup(name);
    if (!group) {
        return propagate(group);
    }
    const auto members = People(library).members(group->id);
    if (!members) {
        return propagate(members);
    }
    return listAnswer(toJsonArray(*members),
                      {QStringLiteral("id"), QStringLiteral("external_id"), QStringLiteral("name"),
                       QStringLiteral("kind"), QStringLiteral("protected")});
}

Result<Answer> listTags(Library& library)
{
    const auto tags = Photos(library).tags();
    if (!tags) {
        return propagate(tags);
    }
    const QString text = tags->isEmpty() ? Cli::tr("None.") : tags->join(QLatin1Char('\n'));
    return Answer{QJsonArray::fromStringList(*tags), ExitStatus::Done, text};
}

void addEvents(CommandGroup& root)
{
    CommandGroup events = root.group("event", "Occasions that photos belong to");
    auto adding = std::make_shared<EventOptions>();
    CLI::App& add = events.add("add", "Add an event",
                               LibraryWork([adding](Library& library) { return addEvent(library, *adding); }));
    addText(add, "NAME", adding->name, "Its name")->required();
    addDay(add, "--on", adding->on, "Its day");
    events.add("list", "List events", LibraryWork(listEvents));
    auto renaming = std::make_shared<EventOptions>();
    CLI::App& rename =
        events.add("rename", "Rename an event",
                   LibraryWork([renaming](Library& library) { return renameEvent(library, *renaming); }));
    addText(rename, "NAME", renaming->name, "Its name now")->required();
    addText(rename, "NEW-NAME", renaming->newName, "Its new name")->required();
}

void addGroups(CommandGroup& root)
{
    CommandGroup groups = root.group("group", "Classes, years, houses and clubs");
    auto added = std::make_shared<QString>();
    CLI::App& add =
        groups.add("add", "Add a group", LibraryWork([added](Library& library) { return addGroup(library, *added); }));
    addText(add, "NAME", *added, "Its name")->required();
    groups.add("list", "List groups", LibraryWork(listGroups));
    auto listed = std::make_shared<QString>();
    CLI::App& members = groups.add("members", "List the members of a group",
                                   LibraryWork([listed](Library& library) { return listMembers(library, *listed); }));
    addText(members, "NAME", *listed, "The group's name")->required();
}

} // namespace

void addEventCommands(CommandGroup& root)
{
    addEvents(root);
    addGroups(root);
    CommandGroup tags = root.group("tag", "Tags of photos");
    tags.add("list", "List tags in use", LibraryWork(listTags));
}

} // namespace cloakroom::cli
