#include "Arguments.h"
#include "Commands.h"
#include "Json.h"
#include "core/review/Flags.h"

namespace cloakroom::cli {

namespace {

struct FlagOptions {
    PhotoId photo;
    FlagId flag;
    QString reason;
    FlagOutcome outcome = FlagOutcome::Seal;
    QString note;
};

Result<Answer> addFlag(Library& library, const FlagOptions& options)
{
    const auto added = Flags(library).add(options.photo, options.reason);
    if (!added) {
        return propagate(added);
    }
    return Answer{QJsonObject{{QStringLiteral("id"), added->value}, {QStringLiteral("photo"), options.photo.value}},
                  ExitStatus::Done,
                  Cli::tr("Photo %1 is now before the safeguarding lead and blocked.").arg(options.photo.value)};
}

Result<Answer> listFlags(Library& library)
{
    const auto flags = Flags(library).list();
    if (!flags) {
        return propagate(flags);
    }
    return listAnswer(toJsonArray(*flags),
                      {QStringLiteral("id"), QStringLiteral("photo"), QStringLiteral("reason"), QStringLiteral("by"),
                       QStringLiteral("at"), QStringLiteral("outcome"), QStringLiteral("note")});
}

Result<Answer> resolveFlag(Library& library, const FlagOptions& options)
{
    const auto done = Flags(library).resolve(options.flag, options.outcome, options.note);
    if (!done) {
        return propagate(done);
    }
    return Answer{QJsonObject{{QStringLiteral("id"), options.flag.value},
                              {QStringLiteral("outcome"), flagOutcomeKey(options.outcome)}},
                  ExitStatus::Done, Cli::tr("Flag %1 is resolved.").arg(options.flag.value)};
}

} // namespace

void addFlagCommands(CommandGroup& root)
{
    CommandGroup flags = root.group("flag", "Photos put before the safeguarding lead");
    auto adding = std::make_shared<FlagOptions>();
    CLI::App& add = flags.add("add", "Put a photo before the safeguarding lead; it is blocked from then on",
                              LibraryWork([adding](Library& library) { return addFlag(library, *adding); }));
    addId(add, "PHOTO", adding->photo, "Id of the photo");
    addText(add, "--reason", adding->reason, "Why")->required();

    flags.add("list", "List flags, open ones first (safeguarding)", LibraryWork(listFlags));

    auto resolving = std::make_shared<FlagOptions>();
    CLI::App& resolve =
        flags.add("resolve", "Decide about a flagged photo (safeguarding)",
                  LibraryWork([resolving](Library& library) { return resolveFlag(library, *resolving); }));
    addId(resolve, "ID", resolving->flag, "Id of the flag");
    addKey(resolve, "--outcome", resolving->outcome, flagOutcomeFromKey, "release, restrict, seal, erase")->required();
    addText(resolve, "--note", resolving->note, "Why")->required();
}

} // namespace cloakroom::cli
