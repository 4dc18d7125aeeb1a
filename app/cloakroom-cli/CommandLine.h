#pragma once

#include "CommandContext.h"
#include "CommandGroup.h"

#include <QString>
#include <QStringList>

#include <string>
#include <vector>

namespace cloakroom::cli {

/// The whole program: parses the arguments of main(), does what they say, writes the answer. Returns the exit status.
int runProgram(int argc, char** argv);

/// One parsed command, or what to say instead of running one.
struct Parsed {
    Handler handler;
    /// For --help: what to print; empty otherwise.
    QString help;
};

/// Where a command was typed: inside the shell there is a library open already.
enum class Place { Program, Shell };

/// Builds the tree of commands and parses `words` with it. `options` are filled in by what stands before the command
/// (nowhere in the shell). Invalid with a sentence when the words make no sense.
[[nodiscard]] Result<Parsed> parseCommand(const std::vector<std::string>& words, Place place, GlobalOptions& options);

} // namespace cloakroom::cli
