#include "core/worker/PhotoWorker.h"

#include "core/faces/CascadeDetector.h"
#include "core/faces/ModelFiles.h"
#include "core/faces/RecogniserFiles.h"
#include "core/faces/YuNetDetector.h"
#include "core/imaging/CleanJpeg.h"
#include "core/imaging/PhotoReader.h"
#include "core/imaging/Scale.h"
#include "core/tables/TableFile.h"
#include "core/tables/TablePack.h"
#include "core/worker/FaceTemplateMaker.h"
#include "core/worker/Sandbox.h"

#include <QFile>

#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>

#include <span>
#include <string_view>

namespace cloakroom {

namespace {

constexpr int kCannotStart = 2;

WorkerAnswer refused(const PhotoRefusal& refusal)
{
    WorkerAnswer answer;
    answer.reply.refusal = refusal;
    return answer;
}

/// The body's own pixels, not a copy of them; null if they are not as many as was said.
QImage imageOf(const WorkerRequest& request, const QByteArray& body)
{
    if (request.pixels.isEmpty() || bodyBytesOf(request.pixels) != static_cast<quint64>(body.size()))
        return {};
    return {reinterpret_cast<const uchar*>(body.constData()), request.pixels.width(), request.pixels.height(),
            qsizetype{3} * request.pixels.width(), QImage::Format_RGB888};
}

WorkerAnswer noPixels()
{
    return refused({PhotoProblem::Damaged, {}, QStringLiteral("pixels do not fill the picture")});
}

/// 0 = all of it.
int enoughEdge(const WorkerRequest& request)
{
    return request.wantFaces && request.maxEdge > 0 ? qMax(request.maxEdge, ReducedPhoto::kEnoughEdge)
                                                    : request.maxEdge;
}

/// Read once more, and whole, only if the search asks for it.
ReducedPhoto reducedPhoto(const ReadPhoto& photo, const QByteArray& body)
{
    return {photo.picture, photo.facts.size, [picture = photo.picture, size = photo.facts.size, body] {
                if (picture.size() == size)
                    return picture;
                const auto whole = photoreader::read(body);
                return whole ? whole->picture : QImage();
            }};
}

struct Arguments {
    QString yuNet;
    QString cascades;
    QString recogniser;
    qint64 memoryBytes = qint64{1} << 30;
};

Arguments parse(std::span<char*> words)
{
    Arguments arguments;
    for (size_t i = 0; i + 1 < words.size(); i += 2) {
        const std::string_view name(words[i]);
        if (name == "--yunet")
            arguments.yuNet = QFile::decodeName(words[i + 1]);
        else if (name == "--cascades")
            arguments.cascades = QFile::decodeName(words[i + 1]);
        else if (name == "--recogniser")
            arguments.recogniser = QFile::decodeName(words[i + 1]);
        else if (name == "--memory")
            arguments.memoryBytes = QByteArray(words[i + 1]).toLongLong();
    }
    return arguments;
}

/// Null if none was asked for; an error if the one asked for cannot be loaded.
Result<std::unique_ptr<FaceDetector>> loadDetector(const Arguments& arguments)
{
    if (!arguments.cascades.isEmpty())
        return CascadeDetector::create(arguments.cascades);
    if (arguments.yuNet.isEmpty())
        return nullptr;
    const auto model = readYuNetModel(arguments.yuNet);
    if (!model)
        return propagate(model);
    return YuNetDetector::create(*model);
}

} // namespace

PhotoWorker::PhotoWorker(std::unique_ptr<FaceDetector> detector)
    : m_detector(std::move(detector))
{
}

void PhotoWorker::warmUp()
{
    // Workers run side by side, one for each core: threads within one would only queue.
    cv::setNumThreads(1);
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    photoreader::prepare();
    QImage drawn(320, 240, QImage::Format_RGB888);
    drawn.fill(Qt::gray);
    if (const auto jpeg = toJpeg(drawn, 90)) [[maybe_unused]]
        const auto photo = photoreader::read(*jpeg);
    if (m_detector) [[maybe_unused]]
        const auto faces = m_detector->detect(drawn, Thoroughness::Usual);
    const QList<QPointF> points{{38, 52}, {74, 52}, {56, 72}, {42, 92}, {71, 92}};
    if (m_recogniser) [[maybe_unused]]
        const auto numbers = m_recogniser->of(drawn, points);
}

WorkerAnswer PhotoWorker::answer(const WorkerRequest& request, const QByteArray& body)
{
    switch (request.kind) {
    case RequestKind::Inspect:
        return inspect(request, body);
    case RequestKind::Decode:
        return decode(request, body);
    case RequestKind::DetectInFile:
        return detectInFile(request, body);
    case RequestKind::ReadTables:
        return readTables(body);
    case RequestKind::MakeTemplates:
        return templatesIn(request, body);
    case RequestKind::DetectNear:
        return detectNear(request, body);
    case RequestKind::DetectInPixels:
        break;
    }
    return detectInPixels(request, body);
}

WorkerAnswer PhotoWorker::inspect(const WorkerRequest& request, const QByteArray& body)
{
    const auto photo = request.headOnly ? photoreader::readHead(body) : photoreader::read(body, enoughEdge(request));
    if (!photo)
        return refused(photo.error());
    WorkerAnswer answer;
    answer.reply.facts = photo->facts;
    if (photo->facts.kind == PhotoKind::Video && photo->picture.isNull())
        return answer;
    answer.picture = scaled(photo->picture, request.maxEdge);
    if (answer.picture.isNull())
        return refused({PhotoProblem::OutOfMemory, {}, {}});
    // The picture is wanted at once; the search may take ten times as long.
    if (request.wantFaces && photo->facts.kind == PhotoKind::Still) {
        answer.then = [this, reduced = reducedPhoto(*photo, body), thoroughness = request.thoroughness] {
            WorkerAnswer more;
            more.reply.facts.size = reduced.fullSize;
            searchFaces(reduced, thoroughness, more.reply);
            return more;
        };
    }
    return answer;
}

WorkerAnswer PhotoWorker::decode(const WorkerRequest& request, const QByteArray& body)
{
    auto photo = photoreader::read(body);
    if (!photo)
        return refused(photo.error());
    if (photo->facts.kind == PhotoKind::Video)
        return refused({PhotoProblem::VideoHasNoPicture, {}, {}});
    WorkerAnswer answer;
    answer.reply.facts = photo->facts;
    answer.picture = scaled(photo->picture, request.maxEdge);
    if (answer.picture.isNull())
        return refused({PhotoProblem::OutOfMemory, {}, {}});
    return answer;
}

WorkerAnswer PhotoWorker::detectInFile(const WorkerRequest& request, const QByteArray& body)
{
    const auto photo = photoreader::read(body, ReducedPhoto::kEnoughEdge);
    if (!photo)
        return refused(photo.error());
    if (photo->facts.kind == PhotoKind::Video)
        return refused({PhotoProblem::VideoHasNoPicture, {}, {}});
    WorkerAnswer answer;
    answer.reply.facts = photo->facts;
    searchFaces(reducedPhoto(*photo, body), request.thoroughness, answer.reply);
    return answer;
}

WorkerAnswer PhotoWorker::detectInPixels(const WorkerRequest& request, const QByteArray& body)
{
    QImage picture = imageOf(request, body);
    if (picture.isNull())
        return noPixels();
    WorkerAnswer answer;
    answer.reply.facts.size = picture.size();
    searchFaces({picture, picture.size(), [&picture] { return picture; }}, request.thoroughness, answer.reply);
    return answer;
}

WorkerAnswer PhotoWorker::detectNear(const WorkerRequest& request, const QByteArray& body)
{
    const QImage picture = imageOf(request, body);
    if (picture.isNull())
        return noPixels();
    WorkerAnswer answer;
    answer.reply.facts.size = picture.size();
    search([&](FaceDetector& detector) { return detector.detectNear(picture, request.places); }, answer.reply);
    return answer;
}

WorkerAnswer PhotoWorker::readTables(const QByteArray& body)
{
    WorkerAnswer answer;
    answer.reply.tables = packTables(readTableFile(body));
    return answer;
}

WorkerAnswer PhotoWorker::templatesIn(const WorkerRequest& request, const QByteArray& body)
{
    if (!m_recogniser || !m_detector)
        return refused({PhotoProblem::NoDetector, {}, {}});
    const auto photo = photoreader::read(body);
    if (!photo)
        return refused(photo.error());
    if (photo->facts.kind == PhotoKind::Video)
        return refused({PhotoProblem::VideoHasNoPicture, {}, {}});
    WorkerAnswer answer;
    answer.reply.facts = photo->facts;
    answer.reply.templates = makeTemplates(*m_detector, *m_recogniser, photo->picture, request.places);
    return answer;
}

void PhotoWorker::searchFaces(const ReducedPhoto& photo, Thoroughness thoroughness, WorkerReply& reply)
{
    search([&](FaceDetector& detector) { return detector.detectReduced(photo, thoroughness); }, reply);
}

void PhotoWorker::search(const Search& searching, WorkerReply& reply)
{
    if (!m_detector) {
        reply.refusal = PhotoRefusal{PhotoProblem::NoDetector, {}, {}};
        return;
    }
    const auto faces = searching(*m_detector);
    if (!faces) {
        reply.refusal =
            PhotoRefusal{PhotoProblem::DetectorFailed, {}, tidyDetail(faces.error().detail.toLatin1().constData())};
        return;
    }
    reply.faces = faces->first(qMin(faces->size(), kMostFaces));
    reply.facesSearched = true;
}

int runPhotoWorker(int argc, char** argv)
{
    const Arguments arguments = parse(std::span(argv, static_cast<size_t>(argc)).subspan(1));
    // GLib's event loop in Qt's helper threads would open files and end the process when it may not.
    qputenv("QT_NO_GLIB", "1");
    auto detector = loadDetector(arguments);
    if (!detector)
        return kCannotStart;
    WorkerHello hello;
    hello.detector = *detector ? (*detector)->name() : QString();
    PhotoWorker worker(std::move(*detector));
    if (!arguments.recogniser.isEmpty()) {
        auto recogniser = loadRecogniser(arguments.recogniser);
        if (!recogniser)
            return kCannotStart;
        worker.setRecogniser(std::move(*recogniser));
    }
    worker.warmUp();
    const auto filtered = dropRights(arguments.memoryBytes);
    if (!filtered)
        return kCannotStart;
    hello.isSandboxed = *filtered;
    return serveRequests(hello, [&worker](const WorkerRequest& request, const QByteArray& body) {
        return worker.answer(request, body);
    });
}

} // namespace cloakroom
