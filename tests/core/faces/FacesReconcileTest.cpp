#include "core/faces/FacesReconcile.h"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <limits>

using namespace cloakroom;

namespace {

const QSize kPicture(1000, 800);
const QString kDetector = QStringLiteral("yunet");

FaceRecord stored(qint64 id, QRect rect, FaceState state = FaceState::Unreviewed, const QString& detector = kDetector)
{
    FaceRecord record;
    record.face.id = {id};
    record.face.rect = rect;
    record.face.state = state;
    record.face.detector = detector;
    record.face.confidence = 0.5;
    return record;
}

DetectedFace found(QRectF box, double confidence = 0.8)
{
    return {box, confidence, {}};
}

FaceChanges changesOf(const QList<FaceRecord>& records, const QList<DetectedFace>& faces)
{
    return reconciled(records, faces, kDetector, kPicture);
}

QRect anyBox()
{
    const int width = *rc::gen::inRange(10, 200);
    const int height = *rc::gen::inRange(10, 200);
    return {*rc::gen::inRange(0, kPicture.width() - width), *rc::gen::inRange(0, kPicture.height() - height), width,
            height};
}

QList<FaceRecord> anyStored()
{
    QList<FaceRecord> records;
    const int count = *rc::gen::inRange(0, 8);
    for (int i = 0; i < count; ++i) {
        FaceRecord record =
            stored(i + 1, anyBox(), *rc::gen::element(FaceState::Unreviewed, FaceState::Confirmed, FaceState::Rejected),
                   *rc::gen::element(kDetector, QStringLiteral("user"), QStringLiteral("cascade")));
        record.isMoved = *rc::gen::arbitrary<bool>();
        records.append(record);
    }
    return records;
}

QList<DetectedFace> anyFound()
{
    QList<DetectedFace> faces;
    const int count = *rc::gen::inRange(0, 8);
    for (int i = 0; i < count; ++i) {
        faces.append(found(QRectF(anyBox()), *rc::gen::inRange(0, 100) / 100.0));
    }
    return faces;
}

// The faces after the changes; new ones get numbers from 100.
QList<FaceRecord> after(QList<FaceRecord> records, const FaceChanges& changes)
{
    records.removeIf([&changes](const FaceRecord& record) { return changes.removed.contains(record.face.id); });
    for (const Face& moved : changes.moved) {
        for (FaceRecord& record : records) {
            if (record.face.id == moved.id) {
                record.face.rect = moved.rect;
                record.face.confidence = moved.confidence;
                record.face.detector = moved.detector;
            }
        }
    }
    qint64 next = 100;
    for (const Face& face : changes.added) {
        FaceRecord record;
        record.face = face;
        record.face.id = {next++};
        records.append(record);
    }
    return records;
}

} // namespace

TEST_CASE("what a user decided survives every rescan", "[faces][reconcile]")
{
    CHECK(rc::check("settled faces are neither moved nor removed", [] {
        const QList<FaceRecord> records = anyStored();
        const FaceChanges changes = changesOf(records, anyFound());
        for (const FaceRecord& record : records) {
            if (record.isSettled()) {
                RC_ASSERT(!changes.removed.contains(record.face.id));
                for (const Face& moved : changes.moved) {
                    RC_ASSERT(moved.id != record.face.id);
                }
            }
        }
    }));
}

TEST_CASE("no found face is lost", "[faces][reconcile]")
{
    CHECK(rc::check("each overlaps a face of its own afterwards", [] {
        const QList<FaceRecord> records = anyStored();
        const QList<DetectedFace> faces = anyFound();
        const QList<FaceRecord> result = after(records, changesOf(records, faces));
        RC_ASSERT(result.size() >= faces.size());
        for (const DetectedFace& face : faces) {
            const QRect box = pixelBox(face.box, kPicture);
            const bool isThere = std::any_of(result.begin(), result.end(), [box](const FaceRecord& record) {
                return overlapOf(record.face.rect, box) >= 0.3;
            });
            RC_ASSERT(isThere);
        }
    }));
}

TEST_CASE("searching again with the same result changes nothing", "[faces][reconcile]")
{
    CHECK(rc::check("reconciling is idempotent", [] {
        const QList<FaceRecord> records = anyStored();
        const QList<DetectedFace> faces = anyFound();
        const QList<FaceRecord> once = after(records, changesOf(records, faces));
        const FaceChanges again = changesOf(once, faces);
        RC_ASSERT(again.added.isEmpty());
        RC_ASSERT(again.removed.isEmpty());
    }));
}

TEST_CASE("a rejected face does not come back when it is found again a little shifted", "[faces][reconcile]")
{
    CHECK(rc::check("jitter of a tenth", [] {
        const QRect box = anyBox();
        const double width = box.width();
        const double height = box.height();
        const QRectF jittered = QRectF(box).translated(*rc::gen::inRange(-10, 11) / 100.0 * width,
                                                       *rc::gen::inRange(-10, 11) / 100.0 * height)
            & QRectF({0, 0}, QSizeF(kPicture));
        RC_PRE(overlapOf(box, pixelBox(jittered, kPicture)) >= 0.5);
        RC_ASSERT(changesOf({stored(1, box, FaceState::Rejected)}, {found(jittered)}).isEmpty());
    }));
}

TEST_CASE("a real face beside a box marked as no face is not swallowed by it", "[faces][reconcile]")
{
    const FaceChanges changes =
        changesOf({stored(1, {100, 100, 300, 300}, FaceState::Rejected)}, {found({150, 150, 120, 120})});
    REQUIRE(changes.added.size() == 1);
    CHECK(changes.added[0].rect == QRect(150, 150, 120, 120));
}

TEST_CASE("of two faces found over one named face the second is new", "[faces][reconcile]")
{
    const FaceChanges changes = changesOf({stored(1, {100, 100, 100, 100}, FaceState::Confirmed)},
                                          {found({102, 100, 100, 100}), found({140, 100, 100, 100})});
    REQUIRE(changes.added.size() == 1);
    CHECK(changes.added[0].rect == QRect(140, 100, 100, 100));
}

TEST_CASE("an undecided face moves to where it was found and goes when it was not", "[faces][reconcile]")
{
    const FaceChanges changes =
        changesOf({stored(1, {100, 100, 100, 100}), stored(2, {500, 500, 50, 50})}, {found({110, 100, 100, 100}, 0.9)});
    REQUIRE(changes.moved.size() == 1);
    CHECK(changes.moved[0].id == FaceId{1});
    CHECK(changes.moved[0].rect == QRect(110, 100, 100, 100));
    CHECK(changes.moved[0].confidence == 0.9);
    CHECK(changes.removed == QList<FaceId>{{2}});
    CHECK(changes.added.isEmpty());
}

TEST_CASE("a face that a user drew or moved stays though it is not found", "[faces][reconcile]")
{
    FaceRecord moved = stored(2, {500, 500, 50, 50});
    moved.isMoved = true;
    CHECK(changesOf({stored(1, {10, 10, 50, 50}, FaceState::Unreviewed, QStringLiteral("user")), moved}, {}).isEmpty());
}

TEST_CASE("found boxes are clipped to whole pixels and nonsense is dropped", "[faces][reconcile]")
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(pixelBox({-5.5, 10.2, 20, 20.5}, kPicture) == QRect(0, 10, 15, 21));
    CHECK(pixelBox({990, 790, 50, 50}, kPicture) == QRect(990, 790, 10, 10));
    CHECK(pixelBox({nan, 0, 10, 10}, kPicture).isEmpty());
    CHECK(pixelBox({2000, 0, 10, 10}, kPicture).isEmpty());
    CHECK(changesOf({}, {found({0, 0, nan, 10}), found({10, 10, 40, 40}, nan)}).added.size() == 1);
}
