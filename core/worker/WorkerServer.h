#pragma once

#include "core/worker/Protocol.h"

#include <QByteArray>
#include <QImage>

#include <functional>

namespace cloakroom {

/// What a handler answers: a description and, optionally, a picture (RGB888), whose size the description gets.
struct WorkerAnswer {
    WorkerReply reply;
    QImage picture;
    std::function<WorkerAnswer()> then = {}; ///< makes a second answer, after this one has been sent
};

using WorkerHandler = std::function<WorkerAnswer(const WorkerRequest& request, const QByteArray& body)>;

/// The worker's side of the conversation, over standard input and output, until the pool closes it. Each request may
/// take two minutes at most, should nobody be left to end this process. Returns the exit status.
[[nodiscard]] int serveRequests(const WorkerHello& hello, const WorkerHandler& handler);

} // namespace cloakroom
