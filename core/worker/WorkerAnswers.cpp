#include "core/worker/WorkerAnswers.h"

#include "core/base/Wipe.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>

namespace cloakroom {

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

} // namespace cloakroom
