#include "core/publish/ExportSource.h"
#include "support/TestLibrary.h"

using namespace cloakroom;
using namespace cloakroom::test;

TEST_CASE("the school's name is drawn into a corner and nowhere else", "[ui][publish][watermark]")
{
    QImage picture(1200, 800, QImage::Format_RGB888);
    picture.fill(QColor(90, 120, 150));
    ExportPlan plan;
    plan.size = picture.size();
    plan.frame = {picture.size(), {}};
    plan.longestEdge = 600;
    plan.watermark = QStringLiteral("Hillside Primary");
    const QImage marked = need(exportSource(picture, plan));
    REQUIRE(marked.size() == picture.size());
    QRect changed;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            if (picture.pixel(x, y) != marked.pixel(x, y)) {
                changed |= QRect(x, y, 1, 1);
            }
        }
    }
    REQUIRE_FALSE(changed.isEmpty());
    CHECK(changed.left() > picture.width() / 2);
    CHECK(changed.top() > picture.height() * 9 / 10);
    CHECK(changed.height() > 11); // readable once the picture is half as large
    plan.watermark.clear();
    CHECK(need(exportSource(picture, plan)) == picture);
}
