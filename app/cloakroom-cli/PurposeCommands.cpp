#include "Arguments.h"
#include "Commands.h"
#include "Json.h"
#include "core/consent/Purposes.h"

namespace cloakroom::cli {

namespace {

/// What is given replaces what is there.
struct PurposeFields {
    QString key;
    std::optional<QString> name;
    std::optional<QString> wording;
    std::optional<Audience> audience;
    std::optional<Basis> basis;
    std::optional<RequiredParties> parties;
    std::optional<int> validDays;
    std::optional<bool> endsWithSchoolYear;
    std::optional<bool> endsOnLeaving;
    std::optional<bool> secondCheck;
    std::optional<bool> neverCover;
    std::optional<bool> active;
    std::optional<PublicationProfile::Cover> cover;
    std::optional<int> largerThanPixels;
    std::optional<int> longestEdge;
    std::optional<bool> noNames;
    std::optional<int> reviewAfterDays;
    std::optional<int> largestKilobytes;
    std::optional<bool> watermark;

    void addTo(CLI::App& command);
    void applyTo(Purpose& purpose) const;

private:
    void addRules(CLI::App& command);
    void addProfile(CLI::App& command);
};

std::optional<bool> yesFromKey(const QString& key)
{
    if (key == QLatin1String("yes")) {
        return true;
    }
    return key == QLatin1String("no") ? std::optional(false) : std::nullopt;
}

void addYes(CLI::App& command, const char* name, std::optional<bool>& target, const std::string& help)
{
    addKey(command, name, target, yesFromKey, "yes, no")->description(help)->type_name("yes|no");
}

void addNumber(CLI::App& command, const char* name, std::optional<int>& target, const std::string& help)
{
    command
        .add_option_function<int>(
            name, [&target](int value) { target = value; }, help)
        ->check(CLI::NonNegativeNumber);
}

void PurposeFields::addTo(CLI::App& command)
{
    addText(command, "KEY", key, "Its key, as on this command line")->required();
    addText(command, "--name", name, "What people call it");
    addKey(command, "--audience", audience, audienceFromKey, "inside, outside");
    addText(command, "--wording", wording, "What people are asked to agree to");
    addRules(command);
    addProfile(command);
}

void PurposeFields::addRules(CLI::App& command)
{
    addKey(command, "--basis", basis, basisFromKey, "consent, notice");
    addKey(command, "--required-parties", parties, requiredPartiesFromKey,
           "by-age, one-parent, both-parents, parent-and-child, child");
    addNumber(command, "--valid-days", validDays, "Days for which a grant without its own end holds; 0 = no end");
    addYes(command, "--ends-with-school-year", endsWithSchoolYear, "Grants end with the school year");
    addYes(command, "--ends-on-leaving", endsOnLeaving, "Grants end when the person leaves");
    addYes(command, "--second-check", secondCheck, "Asks for 'fit to publish' by a second user");
    addYes(command, "--never-cover", neverCover, "Only photos that are clear without covering");
    addYes(command, "--active", active, "In use");
}

void PurposeFields::addProfile(CLI::App& command)
{
    addKey(command, "--profile-cover", cover, profileCoverFromKey, "none, pupils, large-faces");
    addNumber(command, "--profile-larger-than", largerThanPixels, "large-faces: wider than this, in exported pixels");
    addNumber(command, "--profile-longest-edge", longestEdge, "Longest edge in pixels; 0 = no limit");
    addYes(command, "--profile-no-names", noNames, "No names in captions");
    addNumber(command, "--profile-kilobytes", largestKilobytes, "Largest size of a file in kilobytes; 0 = no limit");
    addYes(command, "--profile-watermark", watermark, "The school's name in a corner");
    addNumber(command, "--profile-review-after", reviewAfterDays, "Review after this many days; 0 = never");
}

template <typename Value>
void replace(Value& target, const std::optional<Value>& given)
{
    target = given.value_or(target);
}

void PurposeFields::applyTo(Purpose& purpose) const
{
    replace(purpose.name, name);
    replace(purpose.wording, wording);
    replace(purpose.audience, audience);
    replace(purpose.basis, basis);
    replace(purpose.parties, parties);
    if (validDays) {
        purpose.validDays = *validDays > 0 ? validDays : std::nullopt;
    }
    replace(purpose.endsWithSchoolYear, endsWithSchoolYear);
    replace(purpose.endsOnLeaving, endsOnLeaving);
    replace(purpose.secondCheck, secondCheck);
    replace(purpose.neverCover, neverCover);
    replace(purpose.active, active);
    replace(purpose.profile.cover, cover);
    replace(purpose.profile.largerThanPixels, largerThanPixels);
    replace(purpose.profile.longestEdge, longestEdge);
    replace(purpose.profile.noNames, noNames);
    replace(purpose.profile.reviewAfterDays, reviewAfterDays);
    replace(purpose.profile.largestKilobytes, largestKilobytes);
    replace(purpose.profile.watermark, watermark);
}

Result<Answer> addPurpose(Library& library, const PurposeFields& fields)
{
    Purpose purpose;
    purpose.key = fields.key;
    purpose.name = fields.key;
    fields.applyTo(purpose);
    const auto added = Purposes(library).add(purpose);
    return added ? Result<Answer>(Answer{toJson(*added), ExitStatus::Done, Cli::tr("Added %1.").arg(added->name)})
                 : propagate(added);
}

Result<Answer> editPurpose(Library& library, const PurposeFields& fields)
{
    auto purpose = Purposes(library).byKey(fields.key);
    if (!purpose) {
        return propagate(purpose);
    }
    fields.applyTo(*purpose);
    const auto done = Purposes(library).edit(*purpose);
    return done ? Result<Answer>(Answer{toJson(*purpose), ExitStatus::Done, Cli::tr("Changed %1.").arg(purpose->name)})
                : propagate(done);
}

Result<Answer> listPurposes(Library& library)
{
    const auto purposes = Purposes(library).list();
    if (!purposes) {
        return propagate(purposes);
    }
    return listAnswer(toJsonArray(*purposes),
                      {QStringLiteral("key"), QStringLiteral("name"), QStringLiteral("audience"),
                       QStringLiteral("basis"), QStringLiteral("required_parties"), QStringLiteral("second_check"),
                       QStringLiteral("never_cover"), QStringLiteral("active")});
}

} // namespace

void addPurposeCommands(CommandGroup& root)
{
    CommandGroup purposes = root.group("purpose", "What photos are used for");
    auto adding = std::make_shared<PurposeFields>();
    CLI::App& add = purposes.add("add", "Add a purpose (admin)",
                                 LibraryWork([adding](Library& library) { return addPurpose(library, *adding); }));
    adding->addTo(add);
    purposes.add("list", "List purposes", LibraryWork(listPurposes));
    auto editing = std::make_shared<PurposeFields>();
    CLI::App& edit = purposes.add("edit", "Change a purpose (admin)",
                                  LibraryWork([editing](Library& library) { return editPurpose(library, *editing); }));
    editing->addTo(edit);
}

} // namespace cloakroom::cli
