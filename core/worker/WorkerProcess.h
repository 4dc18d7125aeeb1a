#pragma once

#include "core/base/Result.h"
#include "core/worker/Protocol.h"
#include "core/worker/WorkerPool.h"

#include <QByteArray>
#include <QImage>
#include <QStringList>

#include <functional>
#include <memory>

namespace cloakroom {

/// One running `cloakroom-worker`, seen from the pool. Used by one thread at a time. Ending it is always safe.
/// What is written here is free of the system; WorkerProcessPosix.cpp is one way to run a process and talk to it.
class WorkerProcess {
public:
    struct Exchange {
        WorkerReply reply;
        QImage picture;
    };
    /// Bytes to be sent as a message's body, in pieces, so that a picture's rows need no copy.
    using Body = std::function<bool(const std::function<bool(const char*, qsizetype)>& send)>;

    virtual ~WorkerProcess() = default;

    /// Starts it with an empty environment but for what libraries need, and waits for its first message.
    [[nodiscard]] static Result<std::unique_ptr<WorkerProcess>>
    start(const QString& executable, const QStringList& arguments, const WorkerLimits& limits);

    /// False once it has ended, for whatever reason.
    [[nodiscard]] virtual bool isAlive() = 0;
    [[nodiscard]] virtual const WorkerHello& hello() const = 0;
    /// Sends a request and waits for the answer. A refusal Crashed or Hung means: end this worker. An answer that
    /// breaks the protocol counts as Crashed.
    [[nodiscard]] virtual Decoded<Exchange> exchange(const WorkerRequest& request, quint64 bodyBytes,
                                                     const Body& body) = 0;
    /// Waits for the second part of an answer whose `moreFollows` said that there is one.
    [[nodiscard]] virtual Decoded<Exchange> rest() = 0;
};

} // namespace cloakroom
