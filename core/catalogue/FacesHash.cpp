#include "core/catalogue/FaceRepository.h"
#include "core/crypto/KeyedHash.h"

#include <QtEndian>

#include <algorithm>

namespace cloakroom {

namespace {

// Part of the format: sign-offs of stored libraries hold hashes of exactly this encoding. Every number takes 8 bytes,
// big-endian; states and shapes are numbered here rather than by their enums, which may be reordered.
constexpr char kMagic[] = "cloakroom faces 1";

void append(QByteArray& out, qint64 number)
{
    const qint64 bigEndian = qToBigEndian(number);
    out.append(reinterpret_cast<const char*>(&bigEndian), sizeof bigEndian);
}

void append(QByteArray& out, QRect rect)
{
    append(out, rect.x());
    append(out, rect.y());
    append(out, rect.width());
    append(out, rect.height());
}

qint64 numberOf(FaceState state)
{
    switch (state) {
    case FaceState::Unreviewed:
        return 0;
    case FaceState::Confirmed:
        return 1;
    case FaceState::Rejected:
        return 2;
    }
    return -1;
}

qint64 numberOf(RegionShape shape)
{
    switch (shape) {
    case RegionShape::Rectangle:
        return 0;
    case RegionShape::Ellipse:
        return 1;
    }
    return -1;
}

template <typename Item>
QList<Item> byId(QList<Item> items)
{
    std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) { return a.id < b.id; });
    return items;
}

} // namespace

QByteArray facesHash(const QList<Face>& faces, const QList<CoverRegion>& regions)
{
    QByteArray encoded(kMagic, sizeof kMagic);
    append(encoded, faces.size());
    for (const Face& face : byId(faces)) {
        append(encoded, face.id.value);
        append(encoded, face.rect);
        append(encoded, numberOf(face.state));
        append(encoded, face.person.value);
    }
    append(encoded, regions.size());
    for (const CoverRegion& region : byId(regions)) {
        append(encoded, region.id.value);
        append(encoded, region.rect);
        append(encoded, numberOf(region.shape));
    }
    return keyedHash({}, {viewOf(encoded)});
}

} // namespace cloakroom
