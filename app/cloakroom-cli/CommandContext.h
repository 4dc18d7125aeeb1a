#pragma once

#include "Output.h"
#include "Terminal.h"
#include "core/base/Result.h"
#include "core/catalogue/LibraryThread.h"

#include <QString>

#include <memory>

namespace cloakroom {
class WorkerPool;
}

namespace cloakroom::cli {

/// What stands before the command on the command line.
struct GlobalOptions {
    QString library;
    QString user;
    QString passwordFile; ///< "-" = a line of standard input; empty = ask on the terminal
    QString keyFile; ///< the second factor; empty = none
    bool isJson = false;
    bool isQuiet = false;
};

/// What commands work with: the library, unlocked when the first of them needs it, and the workers. One for each
/// process; lives on the main thread.
class CommandContext {
public:
    explicit CommandContext(GlobalOptions options);
    ~CommandContext();
    CommandContext(const CommandContext&) = delete;
    CommandContext& operator=(const CommandContext&) = delete;

    [[nodiscard]] const GlobalOptions& options() const { return m_options; }
    [[nodiscard]] GlobalOptions& options() { return m_options; }
    [[nodiscard]] Output output() const { return Output(m_options.isJson ? Output::Form::Json : Output::Form::Text); }

    /// Unlocks it the first time. Errors: Invalid (which library or user is not said), and those of Library::open.
    [[nodiscard]] Result<LibraryThread*> library();
    /// Takes over one that was opened otherwise.
    [[nodiscard]] Result<LibraryThread*> openWith(const LibraryThread::Opener& opener);
    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    /// For a command that needs the library to itself: opens it on the calling thread and hands it over. Invalid when
    /// it is open already, which it is in the shell.
    [[nodiscard]] Result<std::unique_ptr<Library>> ownLibrary();
    /// The folder named by --library.
    [[nodiscard]] Result<QString> libraryPath() const;

    /// Starts the processes when they are first needed.
    [[nodiscard]] WorkerPool& workers();
    /// A bar for a long job, or silence.
    [[nodiscard]] ProgressBar progress() const { return ProgressBar(m_options.isQuiet); }

private:
    struct SignIn {
        QString path;
        QString user;
        Password password;
    };
    [[nodiscard]] Result<SignIn> askSignIn() const;

    GlobalOptions m_options;
    std::unique_ptr<WorkerPool> m_workers;
    LibraryThread m_library;
    bool m_isOpen = false;
};

} // namespace cloakroom::cli
