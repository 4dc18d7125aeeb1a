#include "PhotoSelection.h"

#include "Answer.h"
#include "Arguments.h"
#include "core/catalogue/Library.h"
#include "core/consent/People.h"
#include "core/consent/Purposes.h"
#include "core/photos/Collections.h"
#include "core/photos/Photos.h"

#include <QSet>

namespace cloakroom::cli {

namespace {

void addPeopleOptions(CLI::App& command, FilterOptions& filter)
{
    addTexts(command, "--person", filter.persons, "Shows this person (repeatable: all of them in one photo)");
    addTexts(command, "--without-person", filter.withoutPersons, "Does not show this person (repeatable)");
    command.add_flag("--only-these", filter.plain.onlyThese, "Nobody else is in it");
    command.add_flag("--any-person", filter.plain.anyPerson, "Shows at least one named person");
    command.add_flag("--external", filter.personsAreExternal, "Persons are given by their external id");
    addText(command, "--group", filter.group, "Shows a member of this group");
    command.add_flag("--unidentified", filter.plain.unidentified, "Has a face that nobody has named");
}

void addDayOptions(CLI::App& command, PhotoFilter& filter, FilterOptions::LastDay lastDay)
{
    const bool isShort = lastDay == FilterOptions::LastDay::ToOrTakenTo;
    addDay(command, "--from,--taken-from", filter.from, "Taken on this day or later");
    addDay(command, isShort ? "--to,--taken-to" : "--taken-to", filter.to, "Taken on this day or earlier");
}

void addStateOptions(CLI::App& command, FilterOptions& filter)
{
    addText(command, "--cleared-for", filter.clearedFor, "May be used for this purpose as it is");
    addText(command, "--usable-for", filter.usableFor, "May be used for this purpose, faces covered where needed");
    addKey(command, "--review", filter.plain.review, reviewStateFromKey, "unreviewed, faces-complete, approved");
    command.add_flag("--flagged", filter.plain.flaggedOnly, "Flagged photos (safeguarding)");
    addKey(command, "--kind", filter.plain.kind, photoKindFromKey, "still, video");
    command.add_option("--min-rating", filter.plain.minRating, "At least this many stars")->check(CLI::Range(0, 5));
    command.add_option("--limit", filter.plain.limit, "At most this many photos")->check(CLI::NonNegativeNumber);
    command.add_flag("--all", filter.all, "Every photo");
}

Result<QList<PersonId>> findPersons(Library& library, const QStringList& typed, bool areExternal)
{
    QList<PersonId> found;
    for (const QString& one : typed) {
        const auto person = findPerson(library, one, areExternal);
        if (!person) {
            return propagate(person);
        }
        found << person->id;
    }
    return found;
}

Result<std::optional<PurposeId>> findPurpose(Library& library, const QString& key)
{
    if (key.isEmpty()) {
        return std::optional<PurposeId>();
    }
    const auto purpose = Purposes(library).byKey(key);
    if (!purpose) {
        return propagate(purpose);
    }
    return std::optional(purpose->id);
}

Result<void> resolvePlaces(Library& library, const FilterOptions& options, PhotoFilter& filter)
{
    if (!options.group.isEmpty()) {
        const auto group = People(library).findGroup(options.group);
        if (!group) {
            return propagate(group);
        }
        filter.group = group->id;
    }
    if (!options.event.isEmpty()) {
        const auto event = Photos(library).findEvent(options.event);
        if (!event) {
            return propagate(event);
        }
        filter.event = event->id;
    }
    if (!options.collection.isEmpty()) {
        const auto collection = Collections(library).find(options.collection);
        if (!collection) {
            return propagate(collection);
        }
        filter.collection = collection->collection.id;
    }
    return {};
}

} // namespace

Result<Person> findPerson(Library& library, const QString& typed, bool isExternal)
{
    return isExternal ? People(library).findExternal(typed) : People(library).find(typed);
}

void FilterOptions::addTo(CLI::App& command, LastDay lastDay)
{
    addPeopleOptions(command, *this);
    addText(command, "--event", event, "Belongs to this event");
    addText(command, "--tag", plain.tag, "Has this tag");
    addText(command, "--collection", collection, "Was picked for this collection");
    addText(command, "--text", plain.text, "Each of these words in name, event, tag, note, camera or a person's name");
    addDayOptions(command, plain, lastDay);
    addStateOptions(command, *this);
}

Result<PhotoFilter> FilterOptions::resolve(Library& library) const
{
    PhotoFilter filter = plain;
    const auto wanted = findPersons(library, persons, personsAreExternal);
    if (!wanted) {
        return propagate(wanted);
    }
    const auto unwanted = findPersons(library, withoutPersons, personsAreExternal);
    if (!unwanted) {
        return propagate(unwanted);
    }
    const auto cleared = findPurpose(library, clearedFor);
    if (!cleared) {
        return propagate(cleared);
    }
    const auto usable = findPurpose(library, usableFor);
    if (!usable) {
        return propagate(usable);
    }
    filter.persons = *wanted;
    filter.withoutPersons = *unwanted;
    filter.clearedFor = *cleared;
    filter.usableFor = *usable;
    if (const auto placed = resolvePlaces(library, *this, filter); !placed) {
        return propagate(placed);
    }
    return filter;
}

bool FilterOptions::hasConditionBesidesPersons() const
{
    const bool aboutPeople =
        !withoutPersons.isEmpty() || plain.onlyThese || plain.anyPerson || plain.unidentified || !group.isEmpty();
    const bool aboutPlace = !event.isEmpty() || !collection.isEmpty() || !plain.tag.isEmpty() || !plain.text.isEmpty()
        || plain.from || plain.to;
    const bool aboutState = !clearedFor.isEmpty() || !usableFor.isEmpty() || plain.review || plain.flaggedOnly
        || plain.kind || plain.minRating > 0;
    return aboutPeople || aboutPlace || aboutState;
}

void PhotoSelection::addTo(CLI::App& command, FilterOptions::LastDay lastDay)
{
    addIds(command, "PHOTO", photos, "Ids of photos (instead of a filter)");
    filter.addTo(command, lastDay);
}

Result<QList<PhotoId>> PhotoSelection::resolve(Library& library, Unsaid unsaid) const
{
    const bool isFiltered = filter.hasCondition() || filter.all || filter.plain.limit > 0;
    if (!photos.isEmpty() && isFiltered) {
        return fail(ErrorCode::Invalid, Cli::tr("Give either ids of photos or a filter, not both."));
    }
    if (!photos.isEmpty()) {
        const auto seen = requirePhotos(library, photos);
        if (!seen) {
            return propagate(seen);
        }
        QList<PhotoId> each;
        for (const PhotoId photo : photos) {
            if (!each.contains(photo)) {
                each << photo;
            }
        }
        return each;
    }
    if (unsaid == Unsaid::Refused && !isFiltered) {
        return fail(ErrorCode::Invalid, Cli::tr("Say which photos: their ids, a filter, or --all."));
    }
    const auto resolved = filter.resolve(library);
    return resolved ? Photos(library).find(*resolved) : propagate(resolved);
}

Result<void> requirePhotos(Library& library, const QList<PhotoId>& photos)
{
    const auto summaries = Photos(library).summaries(photos);
    if (!summaries) {
        return propagate(summaries);
    }
    QSet<PhotoId> seen;
    for (const PhotoSummary& summary : *summaries) {
        seen.insert(summary.id);
    }
    for (const PhotoId photo : photos) {
        if (!seen.contains(photo)) {
            return fail(ErrorCode::NotFound, Cli::tr("There is no photo %1.").arg(photo.value));
        }
    }
    return {};
}

} // namespace cloakroom::cli
