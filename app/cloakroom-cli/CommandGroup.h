#pragma once

#include "Answer.h"
#include "CommandContext.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <memory>

namespace cloakroom::cli {

/// Does what a parsed command says.
using Handler = std::function<Result<Answer>(CommandContext&)>;
/// The same for a command that is a short piece of work on the library's thread.
using LibraryWork = std::function<Result<Answer>(Library&)>;

/// Unlocks the library if need be and runs `work` on its thread.
[[nodiscard]] Handler onLibrary(LibraryWork work);

/// A level of the command line (`photos`) that holds commands (`photos list`). A parsed command puts its handler in
/// `chosen`.
class CommandGroup {
public:
    CommandGroup(CLI::App& app, Handler& chosen)
        : m_app(app)
        , m_chosen(chosen)
    {
    }

    /// A group below this one.
    [[nodiscard]] CommandGroup group(const char* name, const char* description);
    /// A command of this group; the caller adds its options to what is returned.
    CLI::App& add(const char* name, const char* description, Handler handler);
    CLI::App& add(const char* name, const char* description, LibraryWork work)
    {
        return add(name, description, onLibrary(std::move(work)));
    }

private:
    CLI::App& m_app;
    Handler& m_chosen;
};

} // namespace cloakroom::cli
