#include "core/worker/Protocol.h"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <limits>

using namespace cloakroom;

namespace {

WorkerReply fullReply()
{
    WorkerReply reply;
    reply.facts.format = QStringLiteral("jpeg");
    reply.facts.size = QSize(400, 300);
    reply.facts.orientation = 6;
    reply.facts.takenAt = QDateTime(QDate(2026, 6, 12), QTime(14, 3, 5, 400));
    reply.facts.offsetMinutes = -90;
    reply.facts.camera = QStringLiteral("Canon EOS 80D");
    reply.facts.regions = {{QRect(10, 20, 30, 40), QStringLiteral("Ann"), RegionStandard::Iptc, Placing::AsShown},
                           {QRect(0, 0, 400, 300), {}, RegionStandard::Mwg, Placing::Cut}};
    reply.pixels = QSize(40, 30);
    reply.facesSearched = true;
    reply.moreFollows = true;
    reply.faces += DetectedFace{QRectF(1, 2, 3, 4), 0.75, {{1, 2}, {3, 4}, {5, 6}, {7, 8}, {9, 10}}};
    return reply;
}

bool isAccepted(const WorkerReply& reply)
{
    return unpackReply(pack(reply)).has_value();
}

} // namespace

TEST_CASE("messages arrive as they were sent", "[worker][protocol]")
{
    const WorkerReply sent = fullReply();
    const auto got = unpackReply(pack(sent));
    REQUIRE(got);
    CHECK(got->facts == sent.facts);
    CHECK(got->faces == sent.faces);
    CHECK(got->pixels == sent.pixels);
    CHECK(got->facesSearched);
    CHECK(got->moreFollows);
    CHECK_FALSE(got->refusal);

    WorkerRequest request{RequestKind::DetectInPixels,
                          Thoroughness::Thorough,
                          true,
                          true,
                          2048,
                          QSize(7, 9),
                          {QRect(1, 2, 3, 4), QRect(0, 0, 65500, 1)}};
    const auto back = unpackRequest(pack(request));
    REQUIRE(back);
    CHECK(back->kind == request.kind);
    CHECK(back->thoroughness == request.thoroughness);
    CHECK(back->wantFaces);
    CHECK(back->headOnly);
    CHECK(back->maxEdge == 2048);
    CHECK(back->pixels == QSize(7, 9));
    CHECK(back->places == request.places);
    for (const QRect& odd : {QRect(-1, 0, 5, 5), QRect(0, 0, 0, 5), QRect(0, 0, 65501, 5)}) {
        request.places = {odd};
        CHECK_FALSE(unpackRequest(pack(request)));
    }
    request.places = QList<QRect>(kMostPlaces + 1, QRect(0, 0, 5, 5));
    CHECK_FALSE(unpackRequest(pack(request)));
}

TEST_CASE("a refusal keeps its reason", "[worker][protocol]")
{
    WorkerReply reply;
    reply.refusal = PhotoRefusal{PhotoProblem::KindNotTaken, QStringLiteral("GIF"), QStringLiteral("detail")};
    const auto got = unpackReply(pack(reply));
    REQUIRE(got);
    REQUIRE(got->refusal);
    CHECK(got->refusal->problem == PhotoProblem::KindNotTaken);
    CHECK(got->refusal->subject == QLatin1String("GIF"));
}

TEST_CASE("values out of range are not believed", "[worker][protocol]")
{
    const auto changed = [](auto change) {
        WorkerReply reply = fullReply();
        change(reply);
        return isAccepted(reply);
    };
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    CHECK(changed([](WorkerReply&) {}));
    CHECK_FALSE(changed([](WorkerReply& r) { r.facts.orientation = 9; }));
    CHECK_FALSE(changed([](WorkerReply& r) { r.facts.size = QSize(65'500, 65'500); }));
    CHECK_FALSE(changed([](WorkerReply& r) { r.facts.size = QSize(70'000, 1); }));
    CHECK_FALSE(changed([](WorkerReply& r) { r.facts.offsetMinutes = 100'000; }));
    CHECK_FALSE(changed([](WorkerReply& r) { r.facts.camera = QString(81, QLatin1Char('x')); }));
    CHECK_FALSE(changed([](WorkerReply& r) { r.facts.camera = QStringLiteral("a\x1b[2Jb"); }));
    CHECK_FALSE(changed([](WorkerReply& r) { r.facts.format = QStringLiteral("much too long"); }));
    CHECK_FALSE(changed([](WorkerReply& r) { r.faces[0].confidence = 1.5; }));
    CHECK_FALSE(changed([](WorkerReply& r) { r.faces[0].landmarks.removeLast(); }));
    CHECK_FALSE(changed([](WorkerReply& r) { r.faces[0].box = QRectF(kNan, 0, 1, 1); }));
    CHECK_FALSE(changed([](WorkerReply& r) { r.faces[0].box = QRectF(0, 0, -1, 1); }));
    CHECK_FALSE(changed([](WorkerReply& r) { r.faces.resize(kMostFaces + 1, DetectedFace(r.faces[0])); }));
    CHECK_FALSE(changed([](WorkerReply& r) { r.facts.regions[0].rect = QRect(380, 20, 30, 40); })); // beyond the edge
    CHECK_FALSE(changed([](WorkerReply& r) { r.facts.regions[0].rect = QRect(10, 20, 0, 40); }));
    CHECK_FALSE(changed([](WorkerReply& r) { r.facts.regions[0].name = QString(kLongestMarkedName + 1, u'x'); }));
    CHECK_FALSE(changed([](WorkerReply& r) { r.facts.regions[0].name = QStringLiteral("A\nB"); }));
    CHECK_FALSE(changed([](WorkerReply& r) { r.facts.regions[0].placing = Placing(9); }));
    CHECK_FALSE(changed(
        [](WorkerReply& r) { r.facts.regions.resize(kMostMarkedRegions + 1, MarkedRegion(r.facts.regions[0])); }));
}

TEST_CASE("a header of another version or beyond the limits is refused", "[worker][protocol]")
{
    const QByteArray good = packHeader({FrameKind::Reply, 10, 20});
    REQUIRE(good.size() == kFrameHeaderBytes);
    CHECK(unpackHeader(good));
    QByteArray version = good;
    version[5] = static_cast<char>(version[5] + 1);
    CHECK_FALSE(unpackHeader(version));
    CHECK_FALSE(unpackHeader(good.chopped(1)));
    CHECK_FALSE(unpackHeader(packHeader({FrameKind::Reply, kMostDescriptionBytes + 1, 0})));
    CHECK_FALSE(unpackHeader(packHeader({FrameKind::Reply, 0, kMostBodyBytes + 1})));
}

TEST_CASE("no bytes make the other side fail", "[worker][protocol]")
{
    const QByteArray good = pack(fullReply());
    CHECK(rc::check("changed or cut messages are refused or read, never more", [&good] {
        QByteArray bytes = good;
        const auto changes = *rc::gen::inRange(0, 6);
        for (int i = 0; i < changes; ++i)
            bytes[*rc::gen::inRange<qsizetype>(0, bytes.size())] = *rc::gen::arbitrary<char>();
        bytes.truncate(*rc::gen::inRange<qsizetype>(0, bytes.size() + 1));
        const auto reply = unpackReply(bytes);
        if (reply)
            RC_ASSERT(bodyBytesOf(reply->pixels) <= kMostBodyBytes);
        RC_ASSERT(!unpackReply(good.chopped(1)));
        RC_ASSERT(!unpackReply(good + 'x'));
    }));
    CHECK(rc::check("noise is refused or read, never more", [] {
        const auto noise = QByteArray::fromStdString(*rc::gen::arbitrary<std::string>());
        [[maybe_unused]] const auto request = unpackRequest(noise);
        [[maybe_unused]] const auto hello = unpackHello(noise);
        RC_ASSERT(!unpackHeader(noise) || noise.size() == kFrameHeaderBytes);
    }));
}
