#include "ui/publish/ExportDialog.h"

#include "support/FilledSession.h"
#include "support/PublishedSchool.h"

#include <QPushButton>
#include <QSignalSpy>

using namespace cloakroom;
using namespace cloakroom::test;
using namespace cloakroom::ui;

namespace {

struct Stays {
    PhotoId unmarked;
    PhotoId unchecked;
    PurposeId press;
};

Stays addStays(TestLibrary& library)
{
    return library.run([](Library& open) {
        Stays stays;
        stays.unmarked = addDrawnPhoto(open, 1);
        stays.unchecked = addDrawnPhoto(open, 2);
        stays.press = purposeId(open, "press");
        need(SignOffs(open).signOffFaces(stays.unchecked));
        return stays;
    });
}

} // namespace

TEST_CASE("what stays in is listed with the button that solves it", "[ui][publish][export]")
{
    Stays stays;
    FilledSession filled([&stays](TestLibrary& library) { stays = addStays(library); });
    auto* dialog = new ExportDialog(filled.session(), {stays.unmarked, stays.unchecked}, stays.press);
    QSignalSpy planned(dialog, &ExportDialog::planned);
    dialog->open();
    waitUntil("the plan is there", [&] { return !planned.isEmpty(); });
    auto* ask = dialog->findChild<QPushButton*>(QStringLiteral("askSecondLook"));
    auto* name = dialog->findChild<QPushButton*>(QStringLiteral("nameFaces"));
    REQUIRE(ask);
    REQUIRE(name);
    CHECK_FALSE(dialog->exportButton()->isEnabled());
    QTest::mouseClick(ask, Qt::LeftButton);
    waitUntil("a second user is asked",
              [&] { return filled.run([](Library& open) { return need(SecondLooks(open).queue()).size(); }) == 1; });
    CHECK(filled.run([](Library& open) { return need(SecondLooks(open).queue()).first().look.photo; })
          == stays.unchecked);
    QSignalSpy review(&filled.session(), &Session::reviewRequested);
    QPointer<ExportDialog> alive(dialog);
    QTest::mouseClick(name, Qt::LeftButton);
    REQUIRE(review.size() == 1);
    CHECK(review.first().first().value<QList<PhotoId>>() == QList<PhotoId>{stays.unmarked});
    CHECK(filled.session().purpose() == stays.press);
    waitUntil("the dialog makes way", [&] { return alive.isNull(); });
}
