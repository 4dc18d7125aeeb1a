#pragma once

#include "core/faces/FaceDetector.h"
#include "core/imaging/PhotoFacts.h"
#include "core/imaging/PhotoProblem.h"

#include <QByteArray>
#include <QList>
#include <QRect>
#include <QSize>

#include <optional>

namespace cloakroom {

// What the pool and a worker say to each other over one stream. A message is a frame header of kFrameHeaderBytes, a
// description (QDataStream), and a body: a photo's bytes, or pixels as RGB rows without padding. Both sides check
// every number before they use it; a message that breaks a rule ends the conversation.

inline constexpr quint16 kProtocolVersion = 4;
inline constexpr qsizetype kFrameHeaderBytes = 20;
inline constexpr quint32 kMostDescriptionBytes = 256U << 20; ///< tables of 128 MB of text
inline constexpr quint64 kMostBodyBytes = quint64{600} << 20; ///< 200 megapixels of RGB
inline constexpr qsizetype kMostFaces = 5000;
inline constexpr qsizetype kMostPlaces = 200; ///< asked about at once

enum class FrameKind : quint16 { Hello = 1, Request = 2, Reply = 3 };

struct FrameHeader {
    FrameKind kind = FrameKind::Hello;
    quint32 descriptionBytes = 0;
    quint64 bodyBytes = 0;
};

/// The worker's first message: it is ready and has dropped its rights.
struct WorkerHello {
    QString detector; ///< FaceDetector::name(), empty for none
    bool isSandboxed = false;
};

enum class RequestKind : quint8 {
    Inspect = 1,
    Decode = 2,
    DetectInFile = 3,
    DetectInPixels = 4,
    ReadTables = 5,
    MakeTemplates = 6,
    DetectNear = 7,
};

struct WorkerRequest {
    RequestKind kind = RequestKind::Inspect;
    Thoroughness thoroughness = Thoroughness::Usual;
    bool wantFaces = false;
    bool headOnly = false;
    qint32 maxEdge = 0; ///< of the picture to be answered, 0 = full resolution
    QSize pixels; ///< of the body, for DetectInPixels and DetectNear
    /// Pixels of the upright picture in the body: faces for MakeTemplates, what is looked at closely for DetectNear.
    QList<QRect> places;
};

struct WorkerReply {
    std::optional<PhotoRefusal> refusal;
    PhotoFacts facts;
    QSize pixels; ///< of the body; empty without one
    QList<DetectedFace> faces;
    bool facesSearched = false;
    bool moreFollows = false; ///< faces come in a second reply: the search is only beginning
    QByteArray tables; ///< packTables(), for ReadTables
    QByteArray templates; ///< makeTemplates(), for MakeTemplates; biometric data
};

[[nodiscard]] QByteArray packHeader(const FrameHeader& header);
/// Nothing for a wrong mark, another protocol version, an unknown kind or a length beyond the limits.
[[nodiscard]] std::optional<FrameHeader> unpackHeader(const QByteArray& bytes);

[[nodiscard]] QByteArray pack(const WorkerHello& hello);
[[nodiscard]] QByteArray pack(const WorkerRequest& request);
[[nodiscard]] QByteArray pack(const WorkerReply& reply);

/// Nothing for values that are out of range or bytes left over. Strings come back short and printable.
[[nodiscard]] std::optional<WorkerHello> unpackHello(const QByteArray& bytes);
[[nodiscard]] std::optional<WorkerRequest> unpackRequest(const QByteArray& bytes);
[[nodiscard]] std::optional<WorkerReply> unpackReply(const QByteArray& bytes);

/// Bytes of a body of so many pixels; 0 for an empty size.
[[nodiscard]] quint64 bodyBytesOf(const QSize& pixels);

} // namespace cloakroom
