#include "ui/review/PhotoCanvas.h"

#include <QSignalSpy>
#include <QTest>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace cloakroom;
using namespace cloakroom::ui;

namespace {

constexpr QSize kOriginal(4000, 3000);

CanvasItem aFace(qint64 id, QRect rect)
{
    CanvasItem item;
    item.id = id;
    item.rect = rect;
    item.number = int(id);
    return item;
}

/// An 800x600 canvas with a preview that is smaller than the original.
struct Scene {
    PhotoCanvas canvas;

    Scene()
    {
        canvas.resize(800 + 2 * CanvasGeometry::kMargin, 600 + 2 * CanvasGeometry::kMargin);
        QImage preview(1024, 768, QImage::Format_RGB888);
        preview.fill(Qt::gray);
        canvas.show();
        REQUIRE(QTest::qWaitForWindowExposed(&canvas, 60'000));
        canvas.setPhoto(preview, kOriginal);
        canvas.setItems({aFace(1, {500, 500, 400, 500}), aFace(2, {2000, 1000, 500, 600})});
        canvas.setFocus();
    }

    [[nodiscard]] QPoint at(QPointF photo) const { return canvas.geometryOfPhoto().toView(photo).toPoint(); }

    void drag(QPoint from, QPoint to)
    {
        QTest::mousePress(&canvas, Qt::LeftButton, {}, from);
        QTest::mouseMove(&canvas, (from + to) / 2);
        QTest::mouseMove(&canvas, to);
        QTest::mouseRelease(&canvas, Qt::LeftButton, {}, to);
    }

    [[nodiscard]] static QRect rectOf(const QSignalSpy& spy, int argument = 0)
    {
        return spy.isEmpty() ? QRect() : spy.last().at(argument).toRect();
    }
};

} // namespace

TEST_CASE("a face drawn on a small preview is given in pixels of the original", "[ui][canvas]")
{
    Scene scene;
    QSignalSpy drawn(&scene.canvas, &PhotoCanvas::faceDrawn);
    scene.canvas.setTool(PhotoCanvas::Tool::DrawFace);

    scene.drag(scene.at({1000, 2000}), scene.at({1500, 2600}));

    REQUIRE(drawn.count() == 1);
    CHECK(Scene::rectOf(drawn) == QRect(1000, 2000, 500, 600));
    CHECK(scene.canvas.tool() == PhotoCanvas::Tool::Select);
}

TEST_CASE("a box drawn backwards and beyond the edge is clipped to the photo", "[ui][canvas]")
{
    Scene scene;
    QSignalSpy drawn(&scene.canvas, &PhotoCanvas::regionDrawn);
    scene.canvas.setTool(PhotoCanvas::Tool::DrawRegion);

    scene.drag(scene.at({4080, 3050}), scene.at({3500, 2500}));

    REQUIRE(drawn.count() == 1);
    CHECK(Scene::rectOf(drawn) == QRect(3500, 2500, 500, 500));
}

TEST_CASE("a click with the drawing tool draws nothing", "[ui][canvas]")
{
    Scene scene;
    QSignalSpy drawn(&scene.canvas, &PhotoCanvas::faceDrawn);
    scene.canvas.setTool(PhotoCanvas::Tool::DrawFace);
    QTest::mouseClick(&scene.canvas, Qt::LeftButton, {}, scene.at({1000, 2000}));
    CHECK(drawn.isEmpty());
    CHECK(scene.canvas.tool() == PhotoCanvas::Tool::DrawFace);
}

TEST_CASE("coordinates stay exact when the photo is zoomed and panned", "[ui][canvas]")
{
    Scene scene;
    QSignalSpy drawn(&scene.canvas, &PhotoCanvas::faceDrawn);
    scene.canvas.zoomBy(5);
    REQUIRE(scene.canvas.geometryOfPhoto().scale() == Approx(1.0));
    scene.drag(scene.at({2100, 2100}), scene.at({2000, 2000})); // pan by dragging where no face is
    scene.canvas.setTool(PhotoCanvas::Tool::DrawFace);
    scene.drag(scene.at({1901, 1703}), scene.at({2034, 1888}));
    REQUIRE(drawn.count() == 1);
    CHECK(Scene::rectOf(drawn) == QRect(1901, 1703, 133, 185));
}

TEST_CASE("dragging a face moves it and tells once at the end", "[ui][canvas]")
{
    Scene scene;
    QSignalSpy changed(&scene.canvas, &PhotoCanvas::itemChanged);
    scene.drag(scene.at({700, 700}), scene.at({1200, 900}));
    REQUIRE(changed.count() == 1);
    CHECK(Scene::rectOf(changed, 1) == QRect(1000, 700, 400, 500));
    CHECK(scene.canvas.selected() == 0);
}

TEST_CASE("dragging a handle resizes and never turns the box inside out", "[ui][canvas]")
{
    Scene scene;
    scene.canvas.setSelected(1);
    QSignalSpy changed(&scene.canvas, &PhotoCanvas::itemChanged);

    scene.drag(scene.at({2500, 1600}), scene.at({2700, 1900}));
    REQUIRE(changed.count() == 1);
    CHECK(Scene::rectOf(changed, 1) == QRect(2000, 1000, 700, 900));

    scene.drag(scene.at({2700, 1900}), scene.at({100, 100}));
    REQUIRE(changed.count() == 2);
    CHECK(Scene::rectOf(changed, 1) == QRect(2000, 1000, CanvasGeometry::kSmallestBox, CanvasGeometry::kSmallestBox));
}

TEST_CASE("the keyboard chooses moves resizes and removes a face", "[ui][canvas][keyboard]")
{
    Scene scene;
    QSignalSpy changed(&scene.canvas, &PhotoCanvas::itemChanged);
    QSignalSpy removed(&scene.canvas, &PhotoCanvas::removeRequested);

    QTest::keyClick(&scene.canvas, Qt::Key_Tab);
    CHECK(scene.canvas.selected() == 0);
    QTest::keyClick(&scene.canvas, Qt::Key_Tab);
    CHECK(scene.canvas.selected() == 1);

    QTest::keyClick(&scene.canvas, Qt::Key_Right, Qt::ControlModifier);
    QTest::keyClick(&scene.canvas, Qt::Key_Up, Qt::ControlModifier);
    QTest::keyClick(&scene.canvas, Qt::Key_Down, Qt::ControlModifier | Qt::ShiftModifier);
    CHECK(changed.isEmpty()); // one change for one burst of keys
    QTest::keyClick(&scene.canvas, Qt::Key_Escape);
    REQUIRE(changed.count() == 1);
    CHECK(Scene::rectOf(changed, 1) == QRect(2001, 999, 500, 601));

    QTest::keyClick(&scene.canvas, Qt::Key_Tab);
    QTest::keyClick(&scene.canvas, Qt::Key_Delete);
    CHECK(removed.count() == 1);
}

TEST_CASE("a face can be drawn without a mouse", "[ui][canvas][keyboard]")
{
    Scene scene;
    QSignalSpy drawn(&scene.canvas, &PhotoCanvas::faceDrawn);
    scene.canvas.setTool(PhotoCanvas::Tool::DrawFace);
    QTest::keyClick(&scene.canvas, Qt::Key_Return);
    REQUIRE(drawn.count() == 1);
    const QRect box = Scene::rectOf(drawn);
    CHECK(QRect(QPoint(), kOriginal).contains(box));
    CHECK((box.center() - QPoint(2000, 1500)).manhattanLength() < 4);
}

TEST_CASE("a photo that may only be looked at cannot be changed", "[ui][canvas]")
{
    Scene scene;
    scene.canvas.setEditable(false);
    QSignalSpy changed(&scene.canvas, &PhotoCanvas::itemChanged);
    QSignalSpy removed(&scene.canvas, &PhotoCanvas::removeRequested);
    scene.drag(scene.at({700, 700}), scene.at({1200, 900}));
    scene.canvas.setSelected(1);
    QTest::keyClick(&scene.canvas, Qt::Key_Left);
    QTest::keyClick(&scene.canvas, Qt::Key_Delete);
    scene.canvas.setTool(PhotoCanvas::Tool::DrawFace);
    scene.canvas.flush();
    CHECK(changed.isEmpty());
    CHECK(removed.isEmpty());
    CHECK(scene.canvas.tool() == PhotoCanvas::Tool::Select);
}

TEST_CASE("the selection stays with its face when the list changes", "[ui][canvas]")
{
    Scene scene;
    scene.canvas.setSelected(1);
    scene.canvas.setItems({aFace(2, {2000, 1000, 500, 600}), aFace(1, {500, 500, 400, 500})});
    CHECK(scene.canvas.selected() == 0);
    scene.canvas.setItems({aFace(1, {500, 500, 400, 500})});
    CHECK(scene.canvas.selected() == -1);
}

TEST_CASE("photo and view coordinates are each other's inverse at any zoom", "[ui][canvas][property]")
{
    const bool holds = rc::check("a point goes to the view and comes back", [] {
        CanvasGeometry geometry;
        const auto size = [] { return QSize(*rc::gen::inRange(16, 9000), *rc::gen::inRange(16, 9000)); };
        geometry.setViewSize(QSize(*rc::gen::inRange(200, 3000), *rc::gen::inRange(200, 2000)));
        geometry.setPhotoSize(size());
        const QPointF anchor(*rc::gen::inRange(0, 800), *rc::gen::inRange(0, 600));
        geometry.zoomTo(*rc::gen::inRange(1, 800) / 100.0, anchor);
        const QPointF photo(*rc::gen::inRange(0, 9000), *rc::gen::inRange(0, 9000));
        const QPointF back = geometry.toPhoto(geometry.toView(photo));
        RC_ASSERT(std::abs(back.x() - photo.x()) < 1e-6 && std::abs(back.y() - photo.y()) < 1e-6);
    });
    CHECK(holds);
}

TEST_CASE("no drag leads out of the photo", "[ui][canvas][property]")
{
    const bool holds = rc::check("moved and resized boxes lie inside", [] {
        CanvasGeometry geometry;
        geometry.setViewSize({800, 600});
        const QSize photo(*rc::gen::inRange(64, 9000), *rc::gen::inRange(64, 9000));
        geometry.setPhotoSize(photo);
        const QRect whole(QPoint(), photo);
        const QRect box(*rc::gen::inRange(0, photo.width() - 16), *rc::gen::inRange(0, photo.height() - 16), 16, 16);
        const QPoint by(*rc::gen::inRange(-9999, 9999), *rc::gen::inRange(-9999, 9999));
        const Handle handle = *rc::gen::elementOf(std::vector<Handle>(kHandles.begin(), kHandles.end()));
        RC_ASSERT(whole.contains(geometry.moved(box, by)));
        RC_ASSERT(geometry.moved(box, by).size() == box.size());
        const QRect resized = geometry.resized(box, handle, by);
        RC_ASSERT(whole.contains(resized));
        RC_ASSERT(resized.width() >= CanvasGeometry::kSmallestBox && resized.height() >= CanvasGeometry::kSmallestBox);
    });
    CHECK(holds);
}
