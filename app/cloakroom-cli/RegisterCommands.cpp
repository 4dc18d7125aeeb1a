#include "Arguments.h"
#include "Commands.h"
#include "ExportAnswer.h"
#include "Json.h"
#include "PhotoSelection.h"
#include "core/catalogue/Library.h"
#include "core/consent/Purposes.h"
#include "core/photos/Photos.h"
#include "core/publish/Register.h"
#include "core/worker/WorkerPool.h"

#include <QSet>

namespace cloakroom::cli {

namespace {

struct ListOptions {
    FilterOptions filter;
    QString purpose;
};

const QStringList& columns()
{
    static const QStringList keys{QStringLiteral("id"),          QStringLiteral("photo"),  QStringLiteral("purpose"),
                                  QStringLiteral("exported_at"), QStringLiteral("by"),     QStringLiteral("file"),
                                  QStringLiteral("place"),       QStringLiteral("status"), QStringLiteral("reason")};
    return keys;
}

/// Publications in which every one of them was shown or covered: what counts is the picture that left, not the photo as
/// it is today.
Result<void> keepThoseOf(Library& library, const QList<PersonId>& persons, QList<RegisterEntry>& entries)
{
    for (const PersonId person : persons) {
        RegisterFilter ofPerson;
        ofPerson.person = person;
        const auto theirs = Register(library).list(ofPerson);
        if (!theirs) {
            return propagate(theirs);
        }
        QSet<RegisterId> ids;
        for (const RegisterEntry& entry : *theirs) {
            ids.insert(entry.id);
        }
        entries.removeIf([&ids](const RegisterEntry& entry) { return !ids.contains(entry.id); });
    }
    return {};
}

/// The other conditions are about the photo itself.
Result<void> keepPhotos(Library& library, PhotoFilter filter, QList<RegisterEntry>& entries)
{
    filter.persons.clear();
    filter.limit = 0;
    QSet<PhotoId> wanted;
    for (const bool inBin : {false, true}) {
        filter.inBin = inBin;
        const auto found = Photos(library).find(filter);
        if (!found) {
            return propagate(found);
        }
        wanted.unite(QSet<PhotoId>(found->begin(), found->end()));
    }
    entries.removeIf([&wanted](const RegisterEntry& entry) { return !wanted.contains(entry.photo); });
    return {};
}

Result<QList<RegisterEntry>> entriesFor(Library& library, const ListOptions& options)
{
    RegisterFilter wanted;
    if (!options.purpose.isEmpty()) {
        const auto purpose = Purposes(library).byKey(options.purpose);
        if (!purpose) {
            return propagate(purpose);
        }
        wanted.purpose = purpose->id;
    }
    const auto filter = options.filter.resolve(library);
    if (!filter) {
        return propagate(filter);
    }
    auto entries = Register(library).list(wanted);
    if (!entries) {
        return entries;
    }
    if (const auto kept = keepThoseOf(library, filter->persons, *entries); !kept) {
        return propagate(kept);
    }
    if (options.filter.hasConditionBesidesPersons()) {
        if (const auto kept = keepPhotos(library, *filter, *entries); !kept) {
            return propagate(kept);
        }
    }
    if (filter->limit > 0 && entries->size() > filter->limit) {
        entries->resize(filter->limit);
    }
    return entries;
}

Result<Answer> entriesAnswer(const Result<QList<RegisterEntry>>& entries)
{
    return entries ? Result<Answer>(listAnswer(toJsonArray(*entries), columns())) : propagate(entries);
}

Result<Answer> listTakedowns(Library& library)
{
    RegisterFilter filter;
    filter.takedownsOnly = true;
    return entriesAnswer(Register(library).list(filter));
}

struct EntryOptions {
    RegisterId entry;
    QString place;
    QString folder;
    QString caption;
    bool dropsCaption = false;
};

/// The entry as it is after a change.
Result<Answer> entryAnswer(Library& library, RegisterId id, const Result<void>& done)
{
    if (!done) {
        return propagate(done);
    }
    const auto entry = Register(library).get(id);
    return entry ? Result<Answer>(Answer{toJson(*entry), ExitStatus::Done, {}, columns()}) : propagate(entry);
}

Result<Answer> reissue(CommandContext& context, const EntryOptions& options)
{
    const auto library = context.library();
    if (!library) {
        return propagate(library);
    }
    ProgressBar progress = context.progress();
    ReissueRequest wanted{options.entry, options.folder};
    if (options.dropsCaption || !options.caption.isEmpty()) {
        wanted.caption = options.dropsCaption ? QString() : options.caption;
    }
    const auto report = reissuePhoto(**library, context.workers(), wanted, progress);
    return report ? Result<Answer>(exportAnswer(*report, false)) : propagate(report);
}

void addReissue(CommandGroup& entries)
{
    auto options = std::make_shared<EntryOptions>();
    CLI::App& command =
        entries.add("reissue", "Export a photo again under today's consents; the entry counts as replaced",
                    Handler([options](CommandContext& context) { return reissue(context, *options); }));
    addId(command, "ID", options->entry, "Id in the register");
    addText(command, "--to", options->folder, "Folder to write to, made when absent")->required()->type_name("DIR");
    CLI::Option* caption = addText(command, "--caption", options->caption, "Other words beside it, checked for names");
    command.add_flag("--no-caption", options->dropsCaption, "No words beside it")->excludes(caption);
}

} // namespace

void addRegisterCommands(CommandGroup& root)
{
    CommandGroup entries = root.group("register", "Every photo that ever left, and what has to be taken down");
    auto listing = std::make_shared<ListOptions>();
    CLI::App& list =
        entries.add("list", "List what left, newest first",
                    LibraryWork([listing](Library& library) { return entriesAnswer(entriesFor(library, *listing)); }));
    addText(list, "--purpose", listing->purpose, "For this purpose");
    listing->filter.addTo(list);
    entries.add("takedowns", "What is no longer consented to and still out there", LibraryWork(listTakedowns));

    auto marking = std::make_shared<EntryOptions>();
    CLI::App& mark =
        entries.add("taken-down", "Record that a publication was taken down", LibraryWork([marking](Library& library) {
                        const auto done = Register(library).markTakenDown(marking->entry);
                        return entryAnswer(library, marking->entry, done);
                    }));
    addId(mark, "ID", marking->entry, "Id in the register");

    addReissue(entries);
    addProofCommand(entries);
    addPublicationCommands(entries);

    auto placing = std::make_shared<EntryOptions>();
    CLI::App& place =
        entries.add("set-place", "Record where a photo was used", LibraryWork([placing](Library& library) {
                        const auto done = Register(library).setPlace(placing->entry, placing->place);
                        return entryAnswer(library, placing->entry, done);
                    }));
    addId(place, "ID", placing->entry, "Id in the register");
    addText(place, "TEXT", placing->place, "The place")->required();
}

} // namespace cloakroom::cli
