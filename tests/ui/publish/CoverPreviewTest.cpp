#include "ui/publish/CoverPreview.h"

#include "core/catalogue/PhotoRepository.h"
#include "core/consent/ConsentLedger.h"
#include "core/consent/People.h"
#include "core/consent/Purposes.h"
#include "core/faces/Faces.h"
#include "core/review/SignOffs.h"
#include "support/DrawnPhotos.h"
#include "support/FilledSession.h"
#include "ui/publish/CoverCompare.h"

#include <QSignalSpy>
#include <QToolButton>
#include <QWheelEvent>

using namespace cloakroom;
using namespace cloakroom::test;
using namespace cloakroom::ui;

namespace {

/// One photo with somebody who agreed on the left and a stranger on the right.
struct Pair {
    PhotoId photo;
    PurposeId purpose;
    FaceId agreed;
    FaceId stranger;
};

Pair fillWithPair(TestLibrary& library)
{
    Pair pair;
    pair.photo = importDrawn(library, 1).first();
    need(library.run([&](Library& open) -> Result<void> {
        const Purpose purpose = need(Purposes(open).byKey(QStringLiteral("newsletter")));
        pair.purpose = purpose.id;
        Person draft;
        draft.givenName = QStringLiteral("Ann");
        draft.familyName = QStringLiteral("Example");
        ConsentDraft consent;
        consent.person = need(People(open).add(draft));
        consent.purpose = purpose.id;
        consent.decision = Decision::Granted;
        consent.on = open.today();
        need(ConsentLedger(open).record(consent));
        pair.agreed = need(Faces(open).add(pair.photo, QRect(120, 180, 60, 80), consent.person));
        pair.stranger = need(Faces(open).add(pair.photo, QRect(420, 180, 60, 80), {}));
        need(Faces(open).markStranger(pair.stranger));
        need(PhotoRepository(open.db()).setSearched(pair.photo, QStringLiteral("yunet"), open.clock().now()));
        return SignOffs(open).signOffFaces(pair.photo);
    }));
    return pair;
}

class Previewed {
public:
    Previewed()
        : m_session([this](TestLibrary& library) { pair = fillWithPair(library); })
        , preview(m_session.session())
        , m_shown(&preview, &CoverPreview::shown)
    {
        ui::ExportPlan plan;
        plan.covered = {pair.photo};
        plan.coverCounts.insert(pair.photo, 1);
        preview.show();
        preview.setPlan(plan, {pair.purpose});
        waitForPicture();
    }

    void waitForPicture()
    {
        waitUntil("the preview", [this] { return !m_shown.isEmpty(); });
        m_shown.clear();
        REQUIRE(preview.heads().size() == 2);
    }
    [[nodiscard]] CoveredPreview::Head head(FaceId face) const
    {
        for (const CoveredPreview::Head& head : preview.heads()) {
            if (head.face == face) {
                return head;
            }
        }
        FAIL("no such head");
        return {};
    }
    void click(FaceId face) { QTest::mouseClick(&preview, Qt::LeftButton, {}, preview.placeOf(head(face)).center()); }
    void wheel(FaceId face, int notches)
    {
        const QPointF at = preview.placeOf(head(face)).center();
        QWheelEvent event(at, preview.mapToGlobal(at), {}, QPoint(0, 120 * notches), Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(&preview, &event);
    }

    Pair pair;

private:
    FilledSession m_session;

public:
    CoverPreview preview;

private:
    QSignalSpy m_shown;
};

} // namespace

TEST_CASE("a click covers a face that may be seen and another one shows it again", "[ui][publish][preview]")
{
    Previewed page;
    using Look = CoveredPreview::Look;
    CHECK(page.head(page.pair.agreed).look == Look::Shown);
    page.click(page.pair.agreed);
    page.waitForPicture();
    CHECK(page.head(page.pair.agreed).look == Look::ByWish);
    CHECK(page.preview.wishes().value(page.pair.agreed).cover);
    page.click(page.pair.agreed);
    page.waitForPicture();
    CHECK(page.head(page.pair.agreed).look == Look::Shown);
}

TEST_CASE("nothing in the preview shows a face that has to be covered", "[ui][publish][preview]")
{
    Previewed page;
    page.click(page.pair.stranger);
    CHECK(page.preview.wishes().isEmpty());
    page.wheel(page.pair.stranger, -1);
    page.waitForPicture();
    CHECK(page.head(page.pair.stranger).look == CoveredPreview::Look::ByRule);
    CHECK(page.preview.wishes().value(page.pair.stranger).larger == 1);
    CHECK_FALSE(page.preview.wishes().value(page.pair.stranger).cover);
}

TEST_CASE("the wheel makes a cover larger and never smaller than it was", "[ui][publish][preview]")
{
    Previewed page;
    const QRectF before = page.head(page.pair.stranger).rect;
    page.wheel(page.pair.stranger, 1);
    page.waitForPicture();
    CHECK(page.head(page.pair.stranger).rect.width() > before.width());
    page.wheel(page.pair.stranger, -1);
    page.waitForPicture();
    page.wheel(page.pair.stranger, -1);
    page.waitForPicture();
    CHECK(page.head(page.pair.stranger).rect == before);
}

TEST_CASE("keys do what the pointer does", "[ui][publish][preview]")
{
    Previewed page;
    QTest::keyClick(&page.preview, Qt::Key_Right);
    QTest::keyClick(&page.preview, Qt::Key_Space);
    page.waitForPicture();
    CHECK(page.preview.wishes().value(page.pair.agreed).cover);
    QTest::keyClick(&page.preview, Qt::Key_Left);
    QTest::keyClick(&page.preview, Qt::Key_Plus);
    page.waitForPicture();
    CHECK(page.preview.wishes().value(page.pair.stranger).larger > 1);
}

TEST_CASE("the preview takes the shape in which the photo leaves", "[ui][publish][preview]")
{
    Previewed page;
    ExportTerms square{page.pair.purpose};
    square.framing = Framing::Square;
    page.preview.setLook(square, CoverStyle::Solid);
    page.waitForPicture();
    const auto inside = [](const QRectF& rect) { return QRectF(-0.01, -0.01, 1.02, 1.02).contains(rect); };
    CHECK(inside(page.head(page.pair.agreed).rect));
    const QRect place = page.preview.placeOf({{}, {0, 0, 1, 1}, {}});
    CHECK(std::abs(place.width() - place.height()) <= 1);
    page.preview.setComparing(true);
    CHECK(page.preview.grab().size().isValid());
}

TEST_CASE("comparing reads the photo itself and shows it pixel for pixel", "[ui][publish][preview]")
{
    Previewed page;
    page.preview.findChild<QToolButton*>(QStringLiteral("compareButton"))->click();
    CoverCompare* dialog = nullptr;
    waitUntil("the comparison", [&] { return (dialog = page.preview.findChild<CoverCompare*>()) != nullptr; });
    const auto* pane = dialog->findChild<QWidget*>(QStringLiteral("comparePane"));
    REQUIRE(pane != nullptr);
    CHECK(pane->size() == QSize(640, 480));
    dialog->close();
}

TEST_CASE("a photo is compared at full size on two sides of a line", "[ui][publish][preview]")
{
    QImage covered(1200, 800, QImage::Format_RGB888);
    covered.fill(Qt::blue);
    QImage plain(600, 400, QImage::Format_RGB888);
    plain.fill(Qt::red);
    CoverCompare dialog(covered, plain);
    dialog.show();
    const auto pane = [&] { return dialog.findChild<QWidget*>(QStringLiteral("comparePane"))->grab().toImage(); };
    CHECK(pane().size() == covered.size());
    CHECK(pane().pixelColor(100, 400) == QColor(Qt::red));
    CHECK(pane().pixelColor(1100, 400) == QColor(Qt::blue));
    dialog.setSplit(0);
    CHECK(pane().pixelColor(100, 400) == QColor(Qt::blue));
    dialog.setSplit(7);
    CHECK(dialog.split() == 1);
}
