#include "CommandContext.h"

#include "Answer.h"
#include "Passwords.h"
#include "core/consent/BiometricTemplates.h"
#include "core/worker/WorkerPool.h"

#include <QThread>

#include <algorithm>

namespace cloakroom::cli {

CommandContext::CommandContext(GlobalOptions options)
    : m_options(std::move(options))
{
}

CommandContext::~CommandContext() = default;

Result<QString> CommandContext::libraryPath() const
{
    if (m_options.library.isEmpty()) {
        return fail(ErrorCode::Invalid, Cli::tr("Say which library to open: --library DIR."));
    }
    return m_options.library;
}

Result<LibraryThread*> CommandContext::library()
{
    if (m_isOpen) {
        return &m_library;
    }
    const auto signIn = askSignIn();
    if (!signIn) {
        return propagate(signIn);
    }
    return openWith([&] { return Library::open(signIn->path, signIn->user, signIn->password); });
}

Result<CommandContext::SignIn> CommandContext::askSignIn() const
{
    const auto path = libraryPath();
    if (!path) {
        return propagate(path);
    }
    const auto user = userName(m_options);
    if (!user) {
        return propagate(user);
    }
    auto password = currentPassword(m_options);
    if (!password) {
        return propagate(password);
    }
    return SignIn{*path, *user, std::move(*password)};
}

Result<std::unique_ptr<Library>> CommandContext::ownLibrary()
{
    if (m_isOpen) {
        return fail(ErrorCode::Invalid, Cli::tr("This command needs the library to itself: run it outside the shell."));
    }
    const auto signIn = askSignIn();
    if (!signIn) {
        return propagate(signIn);
    }
    return Library::open(signIn->path, signIn->user, signIn->password);
}

Result<LibraryThread*> CommandContext::openWith(const LibraryThread::Opener& opener)
{
    if (const auto opened = m_library.open(opener); !opened) {
        return propagate(opened);
    }
    m_isOpen = true;
    // A biometric consent may have run out since it was open last: its templates go before anything else is done.
    if (const auto settled = m_library.run(settleTemplatesNow); !settled) {
        return propagate(settled);
    }
    return &m_library;
}

WorkerPool& CommandContext::workers()
{
    if (!m_workers) {
        m_workers = std::make_unique<WorkerPool>(std::max(1, QThread::idealThreadCount()));
    }
    return *m_workers;
}

} // namespace cloakroom::cli
