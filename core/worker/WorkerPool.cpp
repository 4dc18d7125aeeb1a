#include "core/worker/WorkerPool.h"

#include "core/base/Wipe.h"
#include "core/imaging/CleanJpeg.h"
#include "core/imaging/Look.h"
#include "core/imaging/Scale.h"
#include "core/tables/TablePack.h"
#include "core/worker/WorkerProcess.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <cmath>
#include <condition_variable>
#include <cstring>
#include <iterator>
#include <mutex>
#include <numeric>
#include <utility>
#include <vector>

namespace cloakroom {

namespace {

constexpr int kThumbQuality = 80;
constexpr int kPreviewQuality = 88;
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

WorkerProcess::Body bytesBody(const QByteArray& bytes)
{
    return [&bytes](const auto& send) { return send(bytes.constData(), bytes.size()); };
}

WorkerProcess::Body rowsBody(const QImage& rgb)
{
    return [&rgb](const auto& send) {
        for (int y = 0; y < rgb.height(); ++y) {
            if (!send(reinterpret_cast<const char*>(rgb.constScanLine(y)), qsizetype{3} * rgb.width()))
                return false;
        }
        return true;
    };
}

/// What the worker says of a picture must fit together, or it is not believed.
bool isPlausible(const WorkerProcess::Exchange& exchange, const WorkerRequest& request)
{
    const WorkerReply& reply = exchange.reply;
    const QRectF whole = QRectF(QPointF(0, 0), QSizeF(reply.facts.size)).adjusted(-1, -1, 1, 1);
    const bool facesFit = std::all_of(reply.faces.cbegin(), reply.faces.cend(),
                                      [&whole](const DetectedFace& face) { return whole.contains(face.box); });
    const int edge = qMax(exchange.picture.width(), exchange.picture.height());
    const bool mayGoOn =
        request.kind == RequestKind::Inspect && request.wantFaces && reply.facts.kind == PhotoKind::Still;
    if (reply.moreFollows && !mayGoOn)
        return false;
    const bool wantsPicture = (request.kind == RequestKind::Inspect && reply.facts.kind == PhotoKind::Still)
        || request.kind == RequestKind::Decode;
    if (request.kind == RequestKind::Inspect && reply.facts.kind == PhotoKind::Video)
        return reply.faces.isEmpty() && edge <= request.maxEdge; // a poster, where there is one
    const int fullEdge = qMax(reply.facts.size.width(), reply.facts.size.height());
    const int wanted = request.maxEdge > 0 ? qMin(request.maxEdge, fullEdge) : fullEdge;
    return facesFit && (wantsPicture ? edge == wanted && edge > 0 : edge <= 0);
}

/// The refusals speak of photos. What is kept of them is what a technician needs.
tl::unexpected<Error> unreadableList(const Error& error)
{
    if (error.code == ErrorCode::Internal)
        return tl::unexpected(error);
    return fail(ErrorCode::Unreadable,
                QCoreApplication::translate("WorkerPool",
                                            "This file cannot be read: it is damaged, or larger than a school's list "
                                            "can be. Nothing was changed. Export it again from the other program."),
                error.detail);
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

/// Nothing for bytes that are not `count` templates of that many numbers, each of length 1.
std::optional<std::vector<std::optional<FaceTemplate>>> unpackTemplates(const QByteArray& bytes, qsizetype count,
                                                                        qsizetype length)
{
    constexpr double kTolerance = 1e-3;
    std::vector<std::optional<FaceTemplate>> all;
    std::vector<float> numbers(static_cast<size_t>(length));
    const qsizetype size = length * qsizetype{sizeof(float)};
    qsizetype at = 0;
    bool isGood = true;
    for (qsizetype i = 0; i < count && isGood; ++i) {
        const bool isThere = at < bytes.size() && bytes.at(at) == 1;
        isGood = at < bytes.size() && (isThere || bytes.at(at) == 0) && (!isThere || bytes.size() - at > size);
        ++at;
        all.emplace_back();
        if (isGood && isThere) {
            std::memcpy(numbers.data(), bytes.constData() + at, static_cast<size_t>(size));
            at += size;
            const double norm = std::inner_product(numbers.begin(), numbers.end(), numbers.begin(), 0.0);
            isGood = std::abs(norm - 1) <= kTolerance;
            all.back().emplace(numbers);
        }
    }
    wipe(numbers.data(), static_cast<size_t>(size));
    if (!isGood || at != bytes.size())
        return std::nullopt;
    return all;
}

} // namespace

class WorkerPool::Private {
public:
    Private(int workers, WorkerOptions options)
        : m_options(std::move(options))
        , m_slots(static_cast<size_t>(qMax(1, workers)))
    {
    }

    struct Slot {
        std::unique_ptr<WorkerProcess> process;
        int generation = 0;
        bool isTaken = false;
    };

    /// One slot for one thread, until the end of its request.
    class Lease {
    public:
        explicit Lease(Private& pool)
            : m_pool(pool)
            , m_slot(pool.take())
        {
        }
        ~Lease() { m_pool.giveBack(m_slot); }
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        Lease(Lease&&) = delete;
        Lease& operator=(Lease&&) = delete;
        [[nodiscard]] Slot& slot() const { return m_slot; }

    private:
        Private& m_pool;
        Slot& m_slot;
    };

    Result<WorkerProcess::Exchange> run(const WorkerRequest& request, quint64 bodyBytes,
                                        const WorkerProcess::Body& body)
    {
        const Lease lease(*this);
        return run(lease, request, bodyBytes, body);
    }

    Result<WorkerProcess::Exchange> run(const Lease& lease, const WorkerRequest& request, quint64 bodyBytes,
                                        const WorkerProcess::Body& body)
    {
        if (auto ready = makeReady(lease.slot()); !ready)
            return propagate(ready);
        return checked(lease.slot(), request, lease.slot().process->exchange(request, bodyBytes, body));
    }

    /// The faces that a worker was still looking for in a photo of that size.
    static Result<WorkerProcess::Exchange> rest(const Lease& lease, const QSize& photo)
    {
        WorkerRequest request;
        request.kind = RequestKind::DetectInFile;
        auto exchange = lease.slot().process->rest();
        if (exchange)
            exchange->reply.facts.size = photo; // what was said first is what counts
        return checked(lease.slot(), request, std::move(exchange));
    }

    int size() const { return static_cast<int>(m_slots.size()); }

    /// Never changes.
    const RecogniserChoice& recogniser() const { return m_options.recogniser; }

    DetectorChoice detector() const
    {
        const std::lock_guard lock(m_mutex);
        return m_options.detector;
    }

    void setDetector(const DetectorChoice& choice)
    {
        const std::lock_guard lock(m_mutex);
        m_options.detector = choice;
        ++m_generation;
    }

private:
    /// What a worker is not believed ends it, as does what it cannot recover from.
    static Result<WorkerProcess::Exchange> checked(Slot& slot, const WorkerRequest& request,
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
    Slot& take()
    {
        std::unique_lock lock(m_mutex);
        Slot* found = nullptr;
        m_freed.wait(lock, [this, &found] { return (found = freeSlot()) != nullptr; });
        found->isTaken = true;
        return *found;
    }

    Slot* freeSlot()
    {
        Slot* found = nullptr;
        for (Slot& slot : m_slots) {
            if (!slot.isTaken && (!found || (slot.process && !found->process)))
                found = &slot;
        }
        return found;
    }

    void giveBack(Slot& slot)
    {
        {
            const std::lock_guard lock(m_mutex);
            slot.isTaken = false;
        }
        m_freed.notify_one();
    }

    /// A worker that ran out of memory keeps what it holds: a new one starts small.
    static bool isExhausted(const WorkerReply& reply)
    {
        return reply.refusal && reply.refusal->problem == PhotoProblem::OutOfMemory;
    }

    Result<void> makeReady(Slot& slot)
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
    WorkerOptions currentOptions(Slot& slot)
    {
        const std::lock_guard lock(m_mutex);
        if (slot.generation != m_generation)
            slot.process.reset();
        slot.generation = m_generation;
        return m_options;
    }

    mutable std::mutex m_mutex;
    std::condition_variable m_freed;
    WorkerOptions m_options;
    int m_generation = 0;
    std::vector<Slot> m_slots;
};

WorkerPool::WorkerPool(int workers, WorkerOptions options)
    : m_private(std::make_unique<Private>(workers, std::move(options)))
{
}

WorkerPool::~WorkerPool() = default;

int WorkerPool::size() const
{
    return m_private->size();
}

/// A search and the worker that is busy with it.
class FaceSearch::UnderWay {
public:
    UnderWay(std::unique_ptr<WorkerPool::Private::Lease> lease, const QSize& photo)
        : m_lease(std::move(lease))
        , m_photo(photo)
    {
    }
    ~UnderWay()
    {
        if (!m_isDone)
            m_lease->slot().process.reset(); // its answer would be taken for the next one's
    }
    UnderWay(const UnderWay&) = delete;
    UnderWay& operator=(const UnderWay&) = delete;
    UnderWay(UnderWay&&) = delete;
    UnderWay& operator=(UnderWay&&) = delete;

    std::optional<QList<DetectedFace>> wait()
    {
        m_isDone = true;
        const auto exchange = WorkerPool::Private::rest(*m_lease, m_photo);
        if (!exchange || !exchange->reply.facesSearched)
            return std::nullopt;
        return exchange->reply.faces;
    }

private:
    std::unique_ptr<WorkerPool::Private::Lease> m_lease;
    QSize m_photo;
    bool m_isDone = false;
};

FaceSearch::FaceSearch() = default;
FaceSearch::~FaceSearch() = default;
FaceSearch::FaceSearch(FaceSearch&&) noexcept = default;
FaceSearch& FaceSearch::operator=(FaceSearch&&) noexcept = default;

std::optional<QList<DetectedFace>> FaceSearch::wait()
{
    const auto underWay = std::exchange(m_underWay, nullptr);
    return underWay ? underWay->wait() : std::nullopt;
}

Result<Inspection> WorkerPool::inspect(const QByteArray& bytes, const InspectOptions& options)
{
    FaceSearch search;
    auto inspection = inspect(bytes, options, search);
    if (auto faces = search.wait(); inspection && faces) {
        inspection->faces = *std::move(faces);
        inspection->facesSearched = true;
    }
    return inspection;
}

Result<Inspection> WorkerPool::inspect(const QByteArray& bytes, const InspectOptions& options, FaceSearch& search)
{
    if (bytes.size() > kWholeFileLimit)
        return tl::unexpected(toError({PhotoProblem::TooLong, {}, {}}));
    WorkerRequest request;
    request.kind = RequestKind::Inspect;
    request.wantFaces = options.wantFaces && detector().kind != DetectorKind::None;
    request.thoroughness = options.thoroughness;
    request.headOnly = options.headOnly;
    request.maxEdge = kPreviewEdge;
    auto lease = std::make_unique<Private::Lease>(*m_private);
    const auto exchange = m_private->run(*lease, request, static_cast<quint64>(bytes.size()), bytesBody(bytes));
    if (!exchange)
        return propagate(exchange);
    if (exchange->reply.moreFollows)
        search.m_underWay = std::make_unique<FaceSearch::UnderWay>(std::move(lease), exchange->reply.facts.size);
    lease.reset();
    return toInspection(exchange->reply.facts, exchange->picture);
}

Result<Inspection> WorkerPool::toInspection(const PhotoFacts& facts, const QImage& picture)
{
    Inspection inspection;
    inspection.facts = facts;
    if (picture.isNull())
        return inspection;
    const auto preview = toJpeg(picture, kPreviewQuality);
    const QImage small = scaled(picture, kThumbEdge);
    const auto thumb = toJpeg(small, kThumbQuality);
    if (!preview || !thumb)
        return propagate(!preview ? preview : thumb);
    inspection.previewJpeg = *preview;
    inspection.thumbJpeg = *thumb;
    if (facts.kind == PhotoKind::Still)
        inspection.look = lookOf(small);
    return inspection;
}

Result<QImage> WorkerPool::decode(const QByteArray& bytes, int maxEdge)
{
    if (bytes.size() > kWholeFileLimit)
        return tl::unexpected(toError({PhotoProblem::TooLong, {}, {}}));
    WorkerRequest request;
    request.kind = RequestKind::Decode;
    request.maxEdge = qMax(0, maxEdge);
    const auto exchange = m_private->run(request, static_cast<quint64>(bytes.size()), bytesBody(bytes));
    if (!exchange)
        return propagate(exchange);
    return exchange->picture;
}

Result<QList<DetectedFace>> WorkerPool::detectFaces(const QByteArray& bytes, Thoroughness thoroughness)
{
    if (bytes.size() > kWholeFileLimit)
        return tl::unexpected(toError({PhotoProblem::TooLong, {}, {}}));
    WorkerRequest request;
    request.kind = RequestKind::DetectInFile;
    request.thoroughness = thoroughness;
    const auto exchange = m_private->run(request, static_cast<quint64>(bytes.size()), bytesBody(bytes));
    if (!exchange)
        return propagate(exchange);
    return exchange->reply.faces;
}

Result<QList<DetectedFace>> WorkerPool::detectFaces(const QImage& upright, Thoroughness thoroughness)
{
    const QImage rgb = plainRgb(upright);
    if (rgb.isNull() || bodyBytesOf(rgb.size()) > kMostBodyBytes)
        return fail(ErrorCode::Invalid, QCoreApplication::translate("WorkerPool", "There is no picture to search."));
    WorkerRequest request;
    request.kind = RequestKind::DetectInPixels;
    request.thoroughness = thoroughness;
    request.pixels = rgb.size();
    const auto exchange = m_private->run(request, bodyBytesOf(rgb.size()), rowsBody(rgb));
    if (!exchange)
        return propagate(exchange);
    return exchange->reply.faces;
}

Result<std::vector<std::optional<FaceTemplate>>> WorkerPool::faceTemplates(const QByteArray& bytes,
                                                                           const QList<QRect>& faces)
{
    if (bytes.size() > kWholeFileLimit)
        return tl::unexpected(toError({PhotoProblem::TooLong, {}, {}}));
    if (!m_private->recogniser().isThere())
        return fail(ErrorCode::NotFound, m_private->recogniser().description);
    std::vector<std::optional<FaceTemplate>> all;
    WorkerRequest request;
    request.kind = RequestKind::MakeTemplates;
    for (qsizetype from = 0; from < faces.size(); from += kMostTemplates) {
        request.faces = faces.mid(from, kMostTemplates);
        auto exchange = m_private->run(request, static_cast<quint64>(bytes.size()), bytesBody(bytes));
        if (!exchange)
            return propagate(exchange);
        QByteArray& answer = exchange->reply.templates;
        auto some = unpackTemplates(answer, request.faces.size(), m_private->recogniser().model.length);
        wipe(answer.data(), static_cast<size_t>(answer.size()));
        if (!some)
            return tl::unexpected(toError({PhotoProblem::Crashed, {}, QStringLiteral("templates of another kind")}));
        std::move(some->begin(), some->end(), std::back_inserter(all));
    }
    return all;
}

Result<TableFile> WorkerPool::readTables(const QByteArray& bytes)
{
    constexpr qint64 kMostTableBytes = qint64{64} << 20;
    if (bytes.size() > kMostTableBytes)
        return TableFile{{}, TableFault{1, TableFaultKind::TooLarge}};
    WorkerRequest request;
    request.kind = RequestKind::ReadTables;
    const auto exchange = m_private->run(request, static_cast<quint64>(bytes.size()), bytesBody(bytes));
    if (!exchange)
        return unreadableList(exchange.error());
    auto tables = unpackTables(exchange->reply.tables);
    if (!tables)
        return unreadableList({ErrorCode::Unreadable, {}, QStringLiteral("the answer holds no tables")});
    return *std::move(tables);
}

DetectorChoice WorkerPool::detector() const
{
    return m_private->detector();
}

void WorkerPool::setDetector(const DetectorChoice& choice)
{
    m_private->setDetector(choice);
}

} // namespace cloakroom
