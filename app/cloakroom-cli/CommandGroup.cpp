#include "CommandGroup.h"

namespace cloakroom::cli {

Handler onLibrary(LibraryWork work)
{
    return [work = std::move(work)](CommandContext& context) -> Result<Answer> {
        const auto library = context.library();
        if (!library) {
            return propagate(library);
        }
        return (*library)->run(work);
    };
}

CommandGroup CommandGroup::group(const char* name, const char* description)
{
    CLI::App* app = m_app.add_subcommand(name, description);
    app->require_subcommand(1);
    return CommandGroup(*app, m_chosen);
}

CLI::App& CommandGroup::add(const char* name, const char* description, Handler handler)
{
    CLI::App* app = m_app.add_subcommand(name, description);
    app->callback([&chosen = m_chosen, handler = std::move(handler)] { chosen = handler; });
    return *app;
}

} // namespace cloakroom::cli
