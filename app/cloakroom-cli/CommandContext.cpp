#include "CommandContext.h"

#include "Answer.h"
#include "Passwords.h"
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
    const auto path = libraryPath();
    if (!path) {
        return propagate(path);
    }
    const auto user = userName(m_options);
    if (!user) {
        return propagate(user);
    }
    const auto password = currentPassword(m_options);
    if (!password) {
        return propagate(password);
    }
    return openWith([&] { return Library::open(*path, *user, *password); });
}

Result<LibraryThread*> CommandContext::openWith(const LibraryThread::Opener& opener)
{
    if (const auto opened = m_library.open(opener); !opened) {
        return propagate(opened);
    }
    m_isOpen = true;
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
