#include "core/worker/Protocol.h"

#include <QDataStream>
#include <QIODevice>

#include <cmath>

namespace cloakroom {

namespace {

constexpr quint32 kMark = 0x43574B52; // "CWKR"
constexpr qint32 kLongestEdge = 65'500;
constexpr qsizetype kLandmarks = 5;

QDataStream::Version streamVersion()
{
    return QDataStream::Qt_6_4;
}

template <typename Write>
QByteArray packed(Write write)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(streamVersion());
    write(out);
    return bytes;
}

/// Reads checked values; the first bad one makes all of the message bad.
class Reader {
public:
    explicit Reader(const QByteArray& bytes)
        : m_in(bytes)
    {
        m_in.setVersion(streamVersion());
    }

    template <typename Number>
    Number number(Number least, Number most)
    {
        Number value{};
        m_in >> value;
        m_good = m_good && value >= least && value <= most;
        return m_good ? value : least;
    }
    bool flag() { return number<quint8>(0, 1) == 1; }
    double coordinate()
    {
        double value = 0;
        m_in >> value;
        m_good = m_good && std::isfinite(value) && std::abs(value) <= 4.0 * kLongestEdge;
        return m_good ? value : 0;
    }
    QString text(qsizetype longest)
    {
        QString value;
        m_in >> value;
        m_good = m_good && value.size() <= longest
            && std::all_of(value.cbegin(), value.cend(), [](QChar c) { return c.isPrint(); });
        return m_good ? value : QString();
    }
    QByteArray bytes()
    {
        QByteArray value;
        m_in >> value;
        return isGood() ? value : QByteArray();
    }
    QSize size()
    {
        const auto width = number<qint32>(0, kLongestEdge);
        const auto height = number<qint32>(0, kLongestEdge);
        const QSize size(width, height);
        m_good = m_good && bodyBytesOf(size) <= kMostBodyBytes;
        return size;
    }
    QRect rect()
    {
        const auto x = number<qint32>(0, kLongestEdge);
        const auto y = number<qint32>(0, kLongestEdge);
        const auto width = number<qint32>(1, kLongestEdge);
        return {x, y, width, number<qint32>(1, kLongestEdge)};
    }
    void require(bool condition) { m_good = m_good && condition; }
    [[nodiscard]] bool isGood() const { return m_good && m_in.status() == QDataStream::Ok; }
    [[nodiscard]] bool isFinished() { return isGood() && m_in.atEnd(); }

private:
    QDataStream m_in;
    bool m_good = true;
};

void write(QDataStream& out, const QSize& size)
{
    out << static_cast<qint32>(size.width()) << static_cast<qint32>(size.height());
}

QSize nonEmpty(const QSize& size)
{
    return size.isEmpty() ? QSize(0, 0) : size;
}

void write(QDataStream& out, const MarkedRegion& region)
{
    out << static_cast<qint32>(region.rect.x()) << static_cast<qint32>(region.rect.y())
        << static_cast<qint32>(region.rect.width()) << static_cast<qint32>(region.rect.height()) << region.name
        << static_cast<quint8>(region.standard) << static_cast<quint8>(region.placing);
}

MarkedRegion readRegion(Reader& in, const QSize& picture)
{
    MarkedRegion region;
    const auto x = in.number<qint32>(0, kLongestEdge);
    const auto y = in.number<qint32>(0, kLongestEdge);
    const auto width = in.number<qint32>(1, kLongestEdge);
    const auto height = in.number<qint32>(1, kLongestEdge);
    region.rect = QRect(x, y, width, height);
    in.require(QRect({0, 0}, picture).contains(region.rect));
    region.name = in.text(kLongestMarkedName);
    region.standard = static_cast<RegionStandard>(in.number<quint8>(0, static_cast<quint8>(RegionStandard::Iptc)));
    region.placing = static_cast<Placing>(in.number<quint8>(0, static_cast<quint8>(Placing::Cut)));
    return region;
}

QList<MarkedRegion> readRegions(Reader& in, const QSize& picture)
{
    QList<MarkedRegion> regions;
    const auto count = in.number<quint32>(0, kMostMarkedRegions);
    for (quint32 i = 0; i < count && in.isGood(); ++i)
        regions += readRegion(in, picture);
    return regions;
}

void write(QDataStream& out, const PhotoFacts& facts)
{
    const QDateTime taken = facts.takenAt.value_or(QDateTime());
    out << facts.format << static_cast<quint8>(facts.kind);
    write(out, nonEmpty(facts.size));
    out << static_cast<qint32>(facts.orientation) << static_cast<quint8>(facts.takenAt.has_value())
        << static_cast<qint64>(facts.takenAt ? taken.date().toJulianDay() : 0)
        << static_cast<qint32>(facts.takenAt ? taken.time().msecsSinceStartOfDay() : 0)
        << static_cast<quint8>(facts.offsetMinutes.has_value()) << static_cast<qint32>(facts.offsetMinutes.value_or(0))
        << facts.camera << static_cast<quint32>(facts.regions.size());
    for (const MarkedRegion& region : facts.regions)
        write(out, region);
}

PhotoFacts readFacts(Reader& in)
{
    constexpr qint64 kYear1800 = 2'378'497;
    constexpr qint64 kYear10000 = 5'373'485;
    constexpr qint32 kDayMilliseconds = 86'400'000;
    constexpr qint32 kMostOffset = 14 * 60;
    PhotoFacts facts;
    facts.format = in.text(8);
    facts.kind = in.number<quint8>(0, 1) == 0 ? PhotoKind::Still : PhotoKind::Video;
    facts.size = in.size();
    facts.orientation = in.number<qint32>(1, 8);
    const bool hasTime = in.flag();
    const auto day = in.number<qint64>(hasTime ? kYear1800 : 0, kYear10000);
    const auto milliseconds = in.number<qint32>(0, kDayMilliseconds - 1);
    const bool hasOffset = in.flag();
    const auto offset = in.number<qint32>(-kMostOffset, kMostOffset);
    facts.camera = in.text(80);
    facts.regions = readRegions(in, facts.size);
    if (hasTime)
        facts.takenAt = QDateTime(QDate::fromJulianDay(day), QTime::fromMSecsSinceStartOfDay(milliseconds));
    if (hasOffset)
        facts.offsetMinutes = offset;
    return facts;
}

void write(QDataStream& out, const DetectedFace& face)
{
    out << face.box.x() << face.box.y() << face.box.width() << face.box.height() << face.confidence
        << static_cast<quint8>(face.landmarks.size());
    for (const QPointF& point : face.landmarks)
        out << point.x() << point.y();
}

DetectedFace readFace(Reader& in)
{
    DetectedFace face;
    const double x = in.coordinate();
    const double y = in.coordinate();
    const double width = in.coordinate();
    const double height = in.coordinate();
    face.box = QRectF(x, y, width, height);
    face.confidence = in.coordinate();
    const auto points = in.number<quint8>(0, kLandmarks);
    in.require(width > 0 && height > 0 && face.confidence >= 0 && face.confidence <= 1);
    in.require(points == 0 || points == kLandmarks);
    for (int i = 0; i < points && in.isGood(); ++i) {
        const double across = in.coordinate();
        face.landmarks += QPointF(across, in.coordinate());
    }
    return face;
}

QList<DetectedFace> readFaces(Reader& in)
{
    QList<DetectedFace> faces;
    const auto count = in.number<quint32>(0, kMostFaces);
    for (quint32 i = 0; i < count && in.isGood(); ++i)
        faces += readFace(in);
    return faces;
}

void write(QDataStream& out, const PhotoRefusal& refusal)
{
    out << static_cast<quint8>(refusal.problem) << refusal.subject << refusal.detail;
}

PhotoRefusal readRefusal(Reader& in)
{
    PhotoRefusal refusal;
    refusal.problem = static_cast<PhotoProblem>(in.number<quint8>(0, static_cast<quint8>(kLastPhotoProblem)));
    refusal.subject = in.text(40);
    refusal.detail = in.text(200);
    return refusal;
}

} // namespace

quint64 bodyBytesOf(const QSize& pixels)
{
    return pixels.isEmpty() ? 0
                            : quint64{3} * static_cast<quint64>(pixels.width()) * static_cast<quint64>(pixels.height());
}

QByteArray packHeader(const FrameHeader& header)
{
    return packed([&header](QDataStream& out) {
        out << kMark << kProtocolVersion << static_cast<quint16>(header.kind) << header.descriptionBytes
            << header.bodyBytes;
    });
}

std::optional<FrameHeader> unpackHeader(const QByteArray& bytes)
{
    if (bytes.size() != kFrameHeaderBytes)
        return std::nullopt;
    Reader in(bytes);
    in.number<quint32>(kMark, kMark);
    in.number<quint16>(kProtocolVersion, kProtocolVersion);
    FrameHeader header;
    header.kind = static_cast<FrameKind>(
        in.number<quint16>(static_cast<quint16>(FrameKind::Hello), static_cast<quint16>(FrameKind::Reply)));
    header.descriptionBytes = in.number<quint32>(0, kMostDescriptionBytes);
    header.bodyBytes = in.number<quint64>(0, kMostBodyBytes);
    return in.isFinished() ? std::optional(header) : std::nullopt;
}

QByteArray pack(const WorkerHello& hello)
{
    return packed([&hello](QDataStream& out) { out << hello.detector << static_cast<quint8>(hello.isSandboxed); });
}

std::optional<WorkerHello> unpackHello(const QByteArray& bytes)
{
    Reader in(bytes);
    WorkerHello hello;
    hello.detector = in.text(20);
    hello.isSandboxed = in.flag();
    return in.isFinished() ? std::optional(hello) : std::nullopt;
}

QByteArray pack(const WorkerRequest& request)
{
    return packed([&request](QDataStream& out) {
        out << static_cast<quint8>(request.kind) << static_cast<quint8>(request.thoroughness)
            << static_cast<quint8>(request.wantFaces) << static_cast<quint8>(request.headOnly) << request.maxEdge;
        write(out, nonEmpty(request.pixels));
        out << static_cast<quint32>(request.places.size());
        for (const QRect& place : request.places)
            out << qint32{place.x()} << qint32{place.y()} << qint32{place.width()} << qint32{place.height()};
    });
}

std::optional<WorkerRequest> unpackRequest(const QByteArray& bytes)
{
    Reader in(bytes);
    WorkerRequest request;
    request.kind = static_cast<RequestKind>(
        in.number<quint8>(static_cast<quint8>(RequestKind::Inspect), static_cast<quint8>(RequestKind::DetectNear)));
    request.thoroughness = in.number<quint8>(0, 1) == 1 ? Thoroughness::Thorough : Thoroughness::Usual;
    request.wantFaces = in.flag();
    request.headOnly = in.flag();
    request.maxEdge = in.number<qint32>(0, kLongestEdge);
    request.pixels = in.size();
    const auto count = in.number<quint32>(0, kMostPlaces);
    for (quint32 i = 0; i < count && in.isGood(); ++i)
        request.places += in.rect();
    return in.isFinished() ? std::optional(request) : std::nullopt;
}

QByteArray pack(const WorkerReply& reply)
{
    return packed([&reply](QDataStream& out) {
        out << static_cast<quint8>(reply.refusal.has_value());
        write(out, reply.refusal.value_or(PhotoRefusal{}));
        write(out, reply.facts);
        write(out, nonEmpty(reply.pixels));
        out << static_cast<quint8>(reply.facesSearched) << static_cast<quint32>(reply.faces.size());
        for (const DetectedFace& face : reply.faces)
            write(out, face);
        out << static_cast<quint8>(reply.moreFollows) << reply.tables << reply.templates;
    });
}

std::optional<WorkerReply> unpackReply(const QByteArray& bytes)
{
    Reader in(bytes);
    WorkerReply reply;
    const bool isRefused = in.flag();
    const PhotoRefusal refusal = readRefusal(in);
    reply.facts = readFacts(in);
    reply.pixels = in.size();
    reply.facesSearched = in.flag();
    reply.faces = readFaces(in);
    reply.moreFollows = in.flag();
    reply.tables = in.bytes();
    reply.templates = in.bytes();
    if (isRefused)
        reply.refusal = refusal;
    return in.isFinished() ? std::optional(reply) : std::nullopt;
}

} // namespace cloakroom
