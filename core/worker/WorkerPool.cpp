#include "core/worker/WorkerPool.h"

#include "core/base/Wipe.h"
#include "core/imaging/CleanJpeg.h"
#include "core/imaging/Look.h"
#include "core/imaging/Scale.h"
#include "core/tables/TablePack.h"
#include "core/worker/WorkerAnswers.h"
#include "core/worker/WorkerSlots.h"

#include <QCoreApplication>

#include <iterator>
#include <utility>

namespace cloakroom {

namespace {

constexpr int kThumbQuality = 80;
constexpr int kPreviewQuality = 88;
WorkerProcess::Body bytesBody(const QByteArray& bytes)
{
    return [&bytes](const auto& send) { return send(bytes.constData(), bytes.size()); };
}

WorkerProcess::Body rowsBody(const QImage& rgb)
{
    return [&rgb](const auto& send) {
        // Rows without padding between them go in one piece: a call for each would cost more than copying does.
        if (rgb.bytesPerLine() == qsizetype{3} * rgb.width())
            return send(reinterpret_cast<const char*>(rgb.constBits()), rgb.sizeInBytes());
        for (int y = 0; y < rgb.height(); ++y) {
            if (!send(reinterpret_cast<const char*>(rgb.constScanLine(y)), qsizetype{3} * rgb.width()))
                return false;
        }
        return true;
    };
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

} // namespace

class WorkerPool::Private final : public WorkerSlots {
public:
    using WorkerSlots::WorkerSlots;
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
    UnderWay(std::unique_ptr<WorkerSlots::Lease> lease, const QSize& photo)
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
        const auto exchange = WorkerSlots::rest(*m_lease, m_photo);
        if (!exchange || !exchange->reply.facesSearched)
            return std::nullopt;
        return exchange->reply.faces;
    }

private:
    std::unique_ptr<WorkerSlots::Lease> m_lease;
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
    auto lease = std::make_unique<WorkerSlots::Lease>(*m_private);
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
    WorkerRequest request;
    request.kind = RequestKind::DetectInPixels;
    request.thoroughness = thoroughness;
    return detectInPixels(std::move(request), upright);
}

Result<QList<DetectedFace>> WorkerPool::detectFacesNear(const QImage& upright, const QList<QRect>& places)
{
    const QRect picture = upright.rect();
    WorkerRequest request;
    request.kind = RequestKind::DetectNear;
    for (const QRect& place : places) {
        if (const QRect inside = place & picture; !inside.isEmpty())
            request.places += inside;
    }
    if (request.places.size() > kMostPlaces) {
        request.kind = RequestKind::DetectInPixels;
        request.places.clear();
    }
    return detectInPixels(std::move(request), upright);
}

Result<QList<DetectedFace>> WorkerPool::detectInPixels(WorkerRequest request, const QImage& upright)
{
    const QImage rgb = plainRgb(upright);
    if (rgb.isNull() || bodyBytesOf(rgb.size()) > kMostBodyBytes)
        return fail(ErrorCode::Invalid, QCoreApplication::translate("WorkerPool", "There is no picture to search."));
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
    for (qsizetype from = 0; from < faces.size(); from += kMostPlaces) {
        request.places = faces.mid(from, kMostPlaces);
        auto exchange = m_private->run(request, static_cast<quint64>(bytes.size()), bytesBody(bytes));
        if (!exchange)
            return propagate(exchange);
        QByteArray& answer = exchange->reply.templates;
        auto some = unpackTemplates(answer, request.places.size(), m_private->recogniser().model.length);
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
