#include "core/faces/EarlierSearch.h"

#include "core/base/Clock.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/PhotoRepository.h"

#include <QDataStream>
#include <QIODevice>

#include <array>
#include <cmath>

namespace cloakroom {

namespace {

constexpr quint32 kMostFaces = 100'000; // far more than a detector ever answers

void prepare(QDataStream& stream)
{
    stream.setVersion(QDataStream::Qt_6_0);
    stream.setFloatingPointPrecision(QDataStream::SinglePrecision);
}

} // namespace

QByteArray packFound(const QList<DetectedFace>& faces)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    prepare(out);
    out << static_cast<quint32>(faces.size());
    for (const DetectedFace& face : faces) {
        out << face.box.x() << face.box.y() << face.box.width() << face.box.height() << face.confidence;
    }
    return bytes;
}

std::optional<QList<DetectedFace>> unpackFound(const QByteArray& bytes)
{
    QDataStream in(bytes);
    prepare(in);
    quint32 count = 0;
    in >> count;
    if (in.status() != QDataStream::Ok || count > kMostFaces) {
        return std::nullopt;
    }
    QList<DetectedFace> faces;
    for (quint32 i = 0; i < count; ++i) {
        std::array<double, 5> numbers{};
        for (double& number : numbers) {
            in >> number;
            if (in.status() != QDataStream::Ok || !std::isfinite(number)) {
                return std::nullopt;
            }
        }
        faces += DetectedFace{{numbers[0], numbers[1], numbers[2], numbers[3]}, numbers[4]};
    }
    return in.atEnd() ? std::optional(faces) : std::nullopt;
}

Result<void> storeSearch(Library& library, PhotoId photo, const EarlierSearch& search)
{
    return PhotoRepository(library.db())
        .setSearched(photo, search.detector, library.clock().now(), packFound(search.faces));
}

Result<std::optional<EarlierSearch>> earlierSearch(Library& library, PhotoId photo)
{
    const auto record = PhotoRepository(library.db()).search(photo);
    if (!record) {
        return propagate(record);
    }
    const auto faces = record->found ? unpackFound(*record->found) : std::nullopt;
    if (record->detector.isEmpty() || !faces) {
        return std::nullopt;
    }
    return EarlierSearch{record->detector, *faces};
}

} // namespace cloakroom
