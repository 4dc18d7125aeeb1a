#include "Arguments.h"
#include "Commands.h"
#include "Json.h"
#include "PhotoSelection.h"
#include "core/catalogue/Library.h"
#include "core/consent/People.h"

namespace cloakroom::cli {

namespace {

/// What is given replaces what is there; an empty text takes it away.
struct PersonFields {
    QString person;
    bool isExternal = false;
    std::optional<QString> externalId;
    std::optional<QString> givenName;
    std::optional<QString> familyName;
    std::optional<QString> preferredName;
    std::optional<QString> yearGroup;
    std::optional<PersonKind> kind;
    std::optional<QDate> dateOfBirth;
    std::optional<QDate> leftOn;
    std::optional<RequiredParties> parties;
    QStringList groups;
    bool hasNoGroups = false;

    void addTo(CLI::App& command);
    void applyTo(Person& target) const;
};

void PersonFields::addTo(CLI::App& command)
{
    addText(command, "--given-name,--given", givenName, "Given name");
    addText(command, "--family-name,--family", familyName, "Family name");
    addText(command, "--preferred-name", preferredName, "What they are called");
    addKey(command, "--kind", kind, personKindFromKey, "pupil, staff, governor, visitor");
    addTexts(command, "--group", groups, "Member of this group, made when absent (repeatable)");
    addText(command, "--year-group", yearGroup, "Year group");
    addDay(command, "--date-of-birth", dateOfBirth, "Date of birth");
    addDay(command, "--left-on", leftOn, "First day on which they no longer attend");
    addKey(command, "--required-parties", parties, requiredPartiesFromKey,
           "by-age, one-parent, both-parents, parent-and-child, child");
}

template <typename Target, typename Given>
void replace(Target& target, const std::optional<Given>& given)
{
    if (given) {
        target = *given;
    }
}

void PersonFields::applyTo(Person& target) const
{
    replace(target.externalId, externalId);
    replace(target.givenName, givenName);
    replace(target.familyName, familyName);
    replace(target.preferredName, preferredName);
    replace(target.yearGroup, yearGroup);
    replace(target.kind, kind);
    replace(target.dateOfBirth, dateOfBirth);
    replace(target.leftOn, leftOn);
    replace(target.partiesOverride, parties);
    if (!groups.isEmpty() || hasNoGroups) {
        target.groups = groups;
    }
}

Answer personAnswer(const Person& person, const QString& sentence)
{
    return {toJson(person), ExitStatus::Done, sentence};
}

Result<Answer> addPerson(Library& library, const PersonFields& fields)
{
    Person draft;
    fields.applyTo(draft);
    const auto added = People(library).add(draft);
    if (!added) {
        return propagate(added);
    }
    const auto person = People(library).get(*added);
    return person ? Result<Answer>(
               personAnswer(*person, Cli::tr("Added %1 as person %2.").arg(person->fullName()).arg(person->id.value)))
                  : propagate(person);
}

Result<Answer> editPerson(Library& library, const PersonFields& fields)
{
    auto person = findPerson(library, fields.person, fields.isExternal);
    if (!person) {
        return propagate(person);
    }
    fields.applyTo(*person);
    if (const auto done = People(library).edit(*person); !done) {
        return propagate(done);
    }
    const auto edited = People(library).get(person->id);
    return edited ? Result<Answer>(personAnswer(*edited, Cli::tr("Changed %1.").arg(edited->fullName())))
                  : propagate(edited);
}

struct ListOptions {
    QString text;
    QString group;
    bool withoutLeavers = false;
};

Result<Answer> listPeople(Library& library, const ListOptions& options)
{
    PersonFilter filter;
    filter.text = options.text;
    filter.withLeavers = !options.withoutLeavers;
    if (!options.group.isEmpty()) {
        const auto group = People(library).findGroup(options.group);
        if (!group) {
            return propagate(group);
        }
        filter.group = group->id;
    }
    const auto people = People(library).list(filter);
    if (!people) {
        return propagate(people);
    }
    return listAnswer(toJsonArray(*people),
                      {QStringLiteral("id"), QStringLiteral("external_id"), QStringLiteral("name"),
                       QStringLiteral("kind"), QStringLiteral("groups"), QStringLiteral("protected")});
}

struct PersonOptions {
    QString person;
    bool isExternal = false;
    QString reason;
    bool allowCovered = false;

    void addTo(CLI::App& command)
    {
        addText(command, "PERSON", person, "Id, external id or full name")->required();
        command.add_flag("--external", isExternal, "PERSON is an external id");
    }
};

/// Only the safeguarding lead sees why somebody is protected, and on what terms.
void insertProtection(QJsonObject& json, const Person& person, Role role)
{
    if (!person.protection.isProtected || !allows(role, Right::Safeguard)) {
        return;
    }
    json.insert(QStringLiteral("protection_reason"), person.protection.reason);
    json.insert(QStringLiteral("allow_covered"), person.protection.allowCovered);
}

Result<Answer> showPerson(Library& library, const PersonOptions& options)
{
    const auto person = findPerson(library, options.person, options.isExternal);
    if (!person) {
        return propagate(person);
    }
    QJsonObject json = toJson(*person);
    insertProtection(json, *person, library.role());
    QStringList columns{QStringLiteral("id"),
                        QStringLiteral("external_id"),
                        QStringLiteral("name"),
                        QStringLiteral("kind"),
                        QStringLiteral("groups"),
                        QStringLiteral("year_group"),
                        QStringLiteral("date_of_birth"),
                        QStringLiteral("left_on"),
                        QStringLiteral("required_parties"),
                        QStringLiteral("protected")};
    if (json.contains(QStringLiteral("protection_reason"))) {
        columns << QStringLiteral("protection_reason") << QStringLiteral("allow_covered");
    }
    return Answer{json, ExitStatus::Done, {}, columns};
}

Result<Answer> protectPerson(Library& library, const PersonOptions& options, bool isProtected)
{
    const auto person = findPerson(library, options.person, options.isExternal);
    if (!person) {
        return propagate(person);
    }
    People people(library);
    const auto done =
        isProtected ? people.protect(person->id, options.reason, options.allowCovered) : people.unprotect(person->id);
    if (!done) {
        return propagate(done);
    }
    return Answer{QJsonObject{{QStringLiteral("id"), person->id.value}, {QStringLiteral("protected"), isProtected}},
                  ExitStatus::Done,
                  isProtected ? Cli::tr("From now on no photo of them leaves the school unless you allowed it covered.")
                              : Cli::tr("They are no longer protected: their consents decide again.")};
}

void addEditing(CommandGroup& people)
{
    auto adding = std::make_shared<PersonFields>();
    CLI::App& add = people.add("add", "Add a person",
                               LibraryWork([adding](Library& library) { return addPerson(library, *adding); }));
    addText(add, "--external-id,--external", adding->externalId, "Number in the school's information system");
    adding->addTo(add);

    auto editing = std::make_shared<PersonFields>();
    CLI::App& edit = people.add("edit", "Change what is known of a person",
                                LibraryWork([editing](Library& library) { return editPerson(library, *editing); }));
    addText(edit, "PERSON", editing->person, "Id, external id or full name")->required();
    edit.add_flag("--external", editing->isExternal, "PERSON is an external id");
    addText(edit, "--external-id", editing->externalId, "Number in the school's information system");
    edit.add_flag("--no-groups", editing->hasNoGroups, "Member of no group");
    editing->addTo(edit);
}

void addViews(CommandGroup& people)
{
    auto listing = std::make_shared<ListOptions>();
    CLI::App& list = people.add("list", "List people",
                                LibraryWork([listing](Library& library) { return listPeople(library, *listing); }));
    addText(list, "--text", listing->text, "Part of the name or external id");
    addText(list, "--group", listing->group, "Members of this group");
    list.add_flag("--no-leavers", listing->withoutLeavers, "Without those who have left");

    auto showing = std::make_shared<PersonOptions>();
    CLI::App& show = people.add("show", "Show a person",
                                LibraryWork([showing](Library& library) { return showPerson(library, *showing); }));
    showing->addTo(show);
}

void addProtection(CommandGroup& people)
{
    auto protecting = std::make_shared<PersonOptions>();
    CLI::App& protect =
        people.add("protect", "No photo of this person leaves the school any more (safeguarding)",
                   LibraryWork([protecting](Library& library) { return protectPerson(library, *protecting, true); }));
    protecting->addTo(protect);
    addText(protect, "--reason", protecting->reason, "Why; only safeguarding leads see it")->required();
    protect.add_flag("--allow-covered", protecting->allowCovered, "Photos may leave with this person covered");

    auto releasing = std::make_shared<PersonOptions>();
    CLI::App& unprotect =
        people.add("unprotect", "End the protection (safeguarding)",
                   LibraryWork([releasing](Library& library) { return protectPerson(library, *releasing, false); }));
    releasing->addTo(unprotect);
}

} // namespace

void addPeopleCommands(CommandGroup& root)
{
    CommandGroup people = root.group("people", "Pupils, staff, governors and visitors");
    addRosterCommand(people);
    addEditing(people);
    addViews(people);
    addProtection(people);
    addFairUseCommand(people);
}

} // namespace cloakroom::cli
