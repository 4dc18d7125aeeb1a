#include "core/publish/ExportCheck.h"

#include "core/imaging/CleanJpeg.h"
#include "core/imaging/Scale.h"
#include "core/publish/ExportSource.h"
#include "core/worker/WorkerPool.h"

#include <QDir>
#include <QFile>

#include <catch2/catch.hpp>

using namespace cloakroom;

namespace {

const QString kYuNet = QStringLiteral("yunet");

/// A photo of 1000x800 with three faces: one to cover, one that may be seen, one that is none.
ExportPlan plan()
{
    ExportPlan plan;
    plan.photo = PhotoId{1};
    plan.size = QSize(1000, 800);
    plan.longestEdge = 1000;
    plan.faces = {Face{FaceId{1}, plan.photo, QRect(100, 100, 100, 120), FaceState::Confirmed, {}, 1, kYuNet},
                  Face{FaceId{2}, plan.photo, QRect(400, 100, 100, 120), FaceState::Confirmed, PersonId{7}, 1, kYuNet},
                  Face{FaceId{3}, plan.photo, QRect(700, 100, 100, 120), FaceState::Rejected, {}, 1, kYuNet}};
    plan.coveredFaces = {FaceId{1}};
    plan.covers = {coverOf(QRect(100, 100, 100, 120)),
                   coverOf(CoverRegion{RegionId{1}, plan.photo, QRect(100, 500, 300, 200), RegionShape::Rectangle})};
    return plan;
}

CheckFindings judged(const QRectF& box, double confidence, QSize size = QSize(1000, 800))
{
    return judgeFaces({DetectedFace{box, confidence}}, kYuNet, plan(), size);
}

} // namespace

TEST_CASE("a face that may be seen and one that is none are right where they are", "[publish][check]")
{
    CHECK(judgeFaces({}, kYuNet, plan(), QSize(1000, 800)).isClean());
    CHECK(judged({405, 95, 100, 125}, 0.99).isClean());
    CHECK(judged({705, 95, 90, 125}, 0.99).isClean());
    CHECK(judged({200, 50, 52, 60}, 0.99, QSize(500, 400)).isClean());
}

TEST_CASE("a face under a cover is a leak however unsure the detector is", "[publish][check]")
{
    CHECK(judged({98, 102, 100, 120}, 0.5).leakingCovers == QSet<int>{0});
    CHECK(judged({49, 51, 50, 60}, 0.5, QSize(500, 400)).leakingCovers == QSet<int>{0});
    // Much smaller than the face, but under its cover.
    CHECK(judged({130, 130, 30, 30}, 0.5).leakingCovers == QSet<int>{0});
    CHECK(judged({200, 550, 60, 70}, 0.5).leakingCovers == QSet<int>{1});
}

TEST_CASE("under a flat cover only what the detector insists on is a leak", "[publish][check]")
{
    ExportPlan flat = plan();
    flat.covers[0].isPlain = true;
    CHECK(judgeFaces({DetectedFace{{98, 102, 100, 120}, 0.5}}, kYuNet, flat, flat.size).isClean());
    CHECK(judgeFaces({DetectedFace{{98, 102, 100, 120}, 0.9}}, kYuNet, flat, flat.size).leakingCovers == QSet<int>{0});
}

TEST_CASE("a confident find that nobody marked is unknown", "[publish][check]")
{
    const CheckFindings findings = judged({300, 200, 50, 60}, 0.9, QSize(500, 400));
    REQUIRE(findings.unknownFaces.size() == 1);
    CHECK(findings.unknownFaces.first().box == QRectF(600, 400, 100, 120));
    CHECK(judged({600, 400, 100, 120}, 0.55).isClean());
    // Beside a known face, touching it.
    CHECK(judged({480, 100, 100, 120}, 0.9).unknownFaces.size() == 1);
    // A large face around a small known one is another one.
    CHECK(judged({300, 20, 300, 330}, 0.9).unknownFaces.size() == 1);
}

TEST_CASE("the covered face wins over a seen one only where it is more alike", "[publish][check]")
{
    ExportPlan close = plan();
    close.faces[1].rect = QRect(160, 100, 100, 120);
    CHECK(judgeFaces({DetectedFace{{162, 100, 100, 120}, 0.9}}, kYuNet, close, close.size).isClean());
    CHECK_FALSE(judgeFaces({DetectedFace{{102, 100, 100, 120}, 0.9}}, kYuNet, close, close.size).isClean());
}

TEST_CASE("only a picture that the same detector searched whole is not searched all over again", "[publish][check]")
{
    ExportPlan known = plan();
    CHECK(needsWholeSearch(known, kYuNet)); // nobody knows what was found
    known.search = EarlierSearch{kYuNet, {}};
    CHECK_FALSE(needsWholeSearch(known, kYuNet));
    CHECK(needsWholeSearch(known, QStringLiteral("cascade")));
}

TEST_CASE("a cut and a picture with bars are searched all over, whatever was found in the whole one",
          "[publish][check]")
{
    QImage upright(QSize(1000, 800), QImage::Format_RGB888);
    upright.fill(Qt::gray);
    const auto isSearchedAllOver = [&](const Frame& frame) {
        ExportPlan leaving = plan();
        leaving.search = EarlierSearch{kYuNet, {}};
        leaving.frame = frame;
        const auto picture = exportSource(upright, leaving);
        REQUIRE(picture);
        REQUIRE(picture->size() == frame.canvas);
        return needsWholeSearch(leaving, kYuNet);
    };
    CHECK_FALSE(isSearchedAllOver({{1000, 800}, {0, 0}}));
    CHECK(isSearchedAllOver({{800, 800}, {0, 0}}));
    CHECK(isSearchedAllOver({{800, 800}, {-200, 0}}));
    CHECK(isSearchedAllOver({{1000, 1000}, {0, 100}}));
}

TEST_CASE("what was found in the original and is neither marked nor covered is unknown", "[publish][check]")
{
    ExportPlan known = plan();
    const auto unmarked = [&](const QRectF& box, double confidence) {
        known.search = EarlierSearch{kYuNet, {DetectedFace{box, confidence}}};
        return unmarkedFaces(known).size();
    };
    CHECK(unmarkedFaces(known).isEmpty());
    CHECK(unmarked({600, 400, 100, 120}, 0.9) == 1);
    CHECK(unmarked({600, 400, 100, 120}, 0.55) == 0);
    CHECK(unmarked({105, 95, 100, 125}, 0.9) == 0); // covered
    CHECK(unmarked({405, 95, 100, 125}, 0.9) == 0); // may be seen
    CHECK(unmarked({705, 95, 100, 125}, 0.9) == 0); // no face, as somebody said
    CHECK(unmarked({200, 550, 60, 70}, 0.9) == 0); // under a region
    CHECK(unmarked({480, 100, 100, 120}, 0.9) == 1); // beside a marked one
    // A box that was dragged away leaves its face behind.
    known.faces[1].rect.translate(0, 300);
    CHECK(unmarked({405, 95, 100, 125}, 0.9) == 1);
}

TEST_CASE("a finished file that is not what was meant is damaged", "[publish][check][worker]")
{
    WorkerPool workers(1);
    const ExportPlan flat = plan();
    QImage picture(QSize(1000, 800), QImage::Format_RGB888);
    picture.fill(QColor(90, 140, 60));
    const QImage meant = covered(picture, flat.covers, CoverStyle::Solid);
    const auto right = toJpeg(meant, 90, ChromaSampling::Full);
    const auto wrong = toJpeg(picture, 90, ChromaSampling::Full);
    const auto smaller = toJpeg(scaled(meant, 900), 90, ChromaSampling::Full);
    REQUIRE(right);
    REQUIRE(wrong);
    REQUIRE(smaller);
    const auto same = checkFinished(workers, *right, picture, flat, CoverStyle::Solid);
    if (workers.detector().kind == DetectorKind::None) {
        CHECK_FALSE(same); // nothing can be proved without a detector
    } else {
        REQUIRE(same);
        CHECK(same->isClean());
    }
    for (const QByteArray& bytes : {*wrong, *smaller, *right + "more", QByteArray("nonsense")}) {
        const auto checked = checkFinished(workers, bytes, picture, flat, CoverStyle::Solid);
        REQUIRE_FALSE(checked);
        CHECK(checked.error().code == ErrorCode::Damaged);
    }
}
