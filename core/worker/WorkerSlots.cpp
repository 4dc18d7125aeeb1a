#include "core/worker/WorkerSlots.h"

#include "core/worker/WorkerAnswers.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <utility>

namespace cloakroom {

namespace {

constexpr auto kWorkerName = "cloakroom-worker";

#ifdef Q_OS_WIN
constexpr auto kExecutableSuffix = ".exe";
#else
constexpr auto kExecutableSuffix = "";
#endif

QString findExecutable()
{
    const QString name = QLatin1String(kWorkerName) + QLatin1String(kExecutableSuffix);
    const QDir program(QCoreApplication::applicationDirPath());
    for (const QString& path :
         {program.filePath(name), QDir::cleanPath(program.filePath(QLatin1String("../libexec/cloakroom/") + name)),
          QDir(QStringLiteral(CLOAKROOM_LIBEXEC_DIR)).filePath(name)}) {
        if (QFileInfo(path).isExecutable())
            return path;
    }
    return {};
}

QStringList argumentsFor(const WorkerOptions& options)
{
    const DetectorChoice& detector = options.detector;
    const WorkerLimits& limits = options.limits;
    QStringList arguments{QStringLiteral("--memory"), QString::number(limits.memoryBytes)};
    if (detector.kind == DetectorKind::YuNet)
        arguments += {QStringLiteral("--yunet"), detector.path};
    if (detector.kind == DetectorKind::Cascade)
        arguments += {QStringLiteral("--cascades"), detector.path};
    if (options.recogniser.isThere())
        arguments += {QStringLiteral("--recogniser"), options.recogniser.path};
    return arguments;
}

/// A worker that ran out of memory keeps what it holds: a new one starts small.
bool isExhausted(const WorkerReply& reply)
{
    return reply.refusal && reply.refusal->problem == PhotoProblem::OutOfMemory;
}

} // namespace

WorkerSlots::WorkerSlots(int workers, WorkerOptions options)
    : m_options(std::move(options))
    , m_slots(static_cast<size_t>(qMax(1, workers)))
{
}

Result<WorkerProcess::Exchange> WorkerSlots::run(const WorkerRequest& request, quint64 bodyBytes,
                                                 const WorkerProcess::Body& body)
{
    const Lease lease(*this);
    return run(lease, request, bodyBytes, body);
}

Result<WorkerProcess::Exchange> WorkerSlots::run(const Lease& lease, const WorkerRequest& request, quint64 bodyBytes,
                                                 const WorkerProcess::Body& body)
{
    if (auto ready = makeReady(lease.slot()); !ready)
        return propagate(ready);
    return checked(lease.slot(), request, lease.slot().process->exchange(request, bodyBytes, body));
}

Result<WorkerProcess::Exchange> WorkerSlots::rest(const Lease& lease, const QSize& photo)
{
    WorkerRequest request;
    request.kind = RequestKind::DetectInFile;
    auto exchange = lease.slot().process->rest();
    if (exchange)
        exchange->reply.facts.size = photo; // what was said first is what counts
    return checked(lease.slot(), request, std::move(exchange));
}

/// What a worker is not believed ends it, as does what it cannot recover from.
Result<WorkerProcess::Exchange> WorkerSlots::checked(Slot& slot, const WorkerRequest& request,
                                                     Decoded<WorkerProcess::Exchange> exchange)
{
    if (exchange && !exchange->reply.refusal && !isPlausible(*exchange, request))
        exchange = refuse(PhotoProblem::Crashed, QStringLiteral("answer contradicts itself"));
    if (!exchange || isExhausted(exchange->reply))
        slot.process.reset();
    if (!exchange)
        return tl::unexpected(toError(exchange.error()));
    if (exchange->reply.refusal)
        return tl::unexpected(toError(*exchange->reply.refusal));
    return *std::move(exchange);
}

/// Running workers first, so that no more are started than are needed at once.
WorkerSlots::Slot& WorkerSlots::take()
{
    std::unique_lock lock(m_mutex);
    Slot* found = nullptr;
    m_freed.wait(lock, [this, &found] { return (found = freeSlot()) != nullptr; });
    found->isTaken = true;
    return *found;
}

WorkerSlots::Slot* WorkerSlots::freeSlot()
{
    Slot* found = nullptr;
    for (Slot& slot : m_slots) {
        if (!slot.isTaken && (!found || (slot.process && !found->process)))
            found = &slot;
    }
    return found;
}

void WorkerSlots::giveBack(Slot& slot)
{
    {
        const std::lock_guard lock(m_mutex);
        slot.isTaken = false;
    }
    m_freed.notify_one();
}

Result<void> WorkerSlots::makeReady(Slot& slot)
{
    const WorkerOptions options = currentOptions(slot);
    if (slot.process && slot.process->isAlive())
        return {};
    slot.process.reset();
    const QString executable = options.executable.isEmpty() ? findExecutable() : options.executable;
    if (executable.isEmpty())
        return fail(ErrorCode::Internal,
                    QCoreApplication::translate("WorkerPool",
                                                "The photo reader (cloakroom-worker) is missing, so no photo was "
                                                "read. Install Cloakroom again."));
    auto started = WorkerProcess::start(executable, argumentsFor(options), options.limits);
    if (!started)
        return propagate(started);
    slot.process = std::move(*started);
    return {};
}

/// Ends a worker that was started for another detector.
WorkerOptions WorkerSlots::currentOptions(Slot& slot)
{
    const std::lock_guard lock(m_mutex);
    if (slot.generation != m_generation)
        slot.process.reset();
    slot.generation = m_generation;
    return m_options;
}

DetectorChoice WorkerSlots::detector() const
{
    const std::lock_guard lock(m_mutex);
    return m_options.detector;
}

void WorkerSlots::setDetector(const DetectorChoice& choice)
{
    const std::lock_guard lock(m_mutex);
    m_options.detector = choice;
    ++m_generation;
}

} // namespace cloakroom
