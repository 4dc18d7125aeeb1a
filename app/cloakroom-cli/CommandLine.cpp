#include "CommandLine.h"

#include "Commands.h"
#include "Shell.h"

#include <QCoreApplication>

#include <algorithm>
#include <sstream>

namespace cloakroom::cli {

namespace {

constexpr const char* kDescription =
    "Keeps a school's photos encrypted and lets one out only in a form that everyone in it has consented to.";

void addGlobalOptions(CLI::App& app, GlobalOptions& options)
{
    const auto text = [&app](const char* name, QString& target, const char* help) {
        return app.add_option_function<std::string>(
            name, [&target](const std::string& value) { target = QString::fromStdString(value); }, help);
    };
    text("--library", options.library, "The library's folder")->type_name("DIR");
    text("--user", options.user, "Who is signing in")->type_name("NAME");
    text("--password-file", options.passwordFile, "File with the password in its first line, - = standard input")
        ->type_name("FILE|-");
    text("--key-file", options.keyFile, "The account's key file, where it has one")->type_name("FILE");
    app.add_flag("--json", options.isJson, "Write exactly one JSON document to standard output");
    app.add_flag("--quiet", options.isQuiet, "No progress bar");
}

void addCommands(CommandGroup& root, Place place)
{
    addLibraryCommands(root);
    addUserCommands(root);
    addImportCommand(root);
    addImportsCommands(root);
    addPhotoCommands(root);
    addEventCommands(root);
    addPeopleCommands(root);
    addPurposeCommands(root);
    addConsentCommands(root);
    addFaceCommands(root);
    addRecognitionCommands(root);
    addRegionCommands(root);
    addSignOffCommands(root);
    addSecondLookCommands(root);
    addClearanceCommand(root);
    addExportCommand(root);
    addHandoverCommands(root);
    addRegisterCommands(root);
    addCollectionCommands(root);
    addFlagCommands(root);
    addAuditCommands(root);
    addRetentionCommands(root);
    addSubjectCommands(root);
    addSystemCommands(root);
    if (place == Place::Program) {
        root.add("shell", "Read commands, one a line, from standard input under one unlocking", Handler(runShell));
    }
}

Error usageError(const std::string& text)
{
    return {ErrorCode::Invalid, QString::fromStdString(text)};
}

ExitStatus runParsed(const Result<Parsed>& parsed, CommandContext& context)
{
    const Output output = context.output();
    if (!parsed) {
        const ExitStatus status = output.write(propagate(parsed));
        printError(Cli::tr("Run with --help for more information.\n"));
        return status;
    }
    if (!parsed->help.isEmpty()) {
        print(parsed->help);
        return ExitStatus::Done;
    }
    const Result<Answer> answer = parsed->handler(context);
    // The shell has answered line by line.
    return answer && answer->json.isUndefined() ? answer->status : output.write(answer);
}

/// A wrong command line is answered in JSON as well when that was asked for.
bool asksForJson(const std::vector<std::string>& words)
{
    return std::find(words.begin(), words.end(), "--json") != words.end();
}

} // namespace

Result<Parsed> parseCommand(const std::vector<std::string>& words, Place place, GlobalOptions& options)
{
    CLI::App app(kDescription, "cloakroom-cli");
    app.fallthrough();
    app.require_subcommand(1);
    app.get_formatter()->column_width(36);
    if (place == Place::Program) {
        app.set_version_flag("--version", CLOAKROOM_VERSION);
        addGlobalOptions(app, options);
    }
    Parsed parsed;
    CommandGroup root(app, parsed.handler);
    addCommands(root, place);
    try {
        std::vector<std::string> reversed(words.rbegin(), words.rend());
        app.parse(reversed);
    } catch (const CLI::Success& asked) {
        std::ostringstream help;
        std::ostringstream unused;
        app.exit(asked, help, unused);
        parsed.help = QString::fromStdString(help.str());
    } catch (const CLI::ParseError& wrong) {
        return tl::unexpected<Error>(usageError(wrong.what()));
    }
    return parsed;
}

int runProgram(int argc, char** argv)
{
    const std::vector<std::string> words(argv + 1, argv + argc);
    GlobalOptions options;
    const auto parsed = parseCommand(words, Place::Program, options);
    options.isJson = options.isJson || asksForJson(words);
    watchForInterrupt();
    CommandContext context(options);
    return static_cast<int>(runParsed(parsed, context));
}

} // namespace cloakroom::cli
