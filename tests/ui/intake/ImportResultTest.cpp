#include "ui/intake/ImportResult.h"

#include "ui/common/Chip.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::ui;

namespace {

QPushButton* buttonWith(const QWidget& widget, const QString& text)
{
    for (auto* button : widget.findChildren<QPushButton*>()) {
        if (button->text().contains(text)) {
            return button;
        }
    }
    return nullptr;
}

ImportReport someReport()
{
    ImportReport report;
    report.found = 12;
    report.imported = 8;
    report.duplicates = 2;
    report.failed = {{QStringLiteral("/card/DCIM/a.jpg"), QStringLiteral("The file is cut off.")},
                     {QStringLiteral("/card/DCIM/b.txt"), QStringLiteral("Not a photo.")}};
    report.photos = {PhotoId{1}, PhotoId{2}};
    return report;
}

} // namespace

TEST_CASE("an import lists every file that stayed out and why", "[ui][import]")
{
    ImportResult result;
    result.show();
    result.showReport(someReport(), true, true);
    REQUIRE(result.failures().rowCount() == 2);
    CHECK(result.failures().item(0, 0)->text() == QLatin1String("a.jpg"));
    CHECK(result.failures().item(1, 2)->text() == QLatin1String("Not a photo."));
    QTest::mouseClick(buttonWith(result, QStringLiteral("Copy")), Qt::LeftButton);
    CHECK(QGuiApplication::clipboard()->text().contains(
        QLatin1String("/card/DCIM/a.jpg\tNot in the library\tThe file is cut off.")));
    result.forget();
    CHECK(result.failures().rowCount() == 0);
}

TEST_CASE("clearing the card is offered only for what is safe and only once", "[ui][import]")
{
    ImportResult result;
    result.show();
    ImportReport report = someReport();
    result.showReport(report, true, true);
    QPushButton* clear = buttonWith(result, QStringLiteral("Clear"));
    REQUIRE(clear != nullptr);
    CHECK(clear->isVisible());
    CHECK(clear->text().contains(QLatin1String("10")));
    report.cleared = 10;
    result.showReport(report, true, true);
    CHECK_FALSE(clear->isVisible());
    report.cleared = 0;
    report.wasCancelled = true;
    result.showReport(report, true, true);
    CHECK_FALSE(clear->isVisible());
    result.showReport(someReport(), false, true);
    CHECK_FALSE(clear->isVisible());
}

TEST_CASE("what was passed over or left on the card is named with its reason", "[ui][import]")
{
    ImportResult result;
    result.show();
    ImportReport report;
    report.imported = 3;
    report.skipped = {{QStringLiteral("/card/.Trashes"), QStringLiteral("A computer's own folder.")}};
    result.showReport(report, true, true);
    REQUIRE(result.failures().rowCount() == 1);
    CHECK(result.failures().isVisible());
    CHECK(result.failures().item(0, 1)->text() == QLatin1String("Passed over"));
    report.notCleared = {{QStringLiteral("/card/DCIM/a.jpg"), QStringLiteral("The file is protected.")}};
    result.showReport(report, true, true);
    REQUIRE(result.failures().rowCount() == 2);
    CHECK(result.failures().item(0, 1)->text() == QLatin1String("Left on the card"));
    CHECK(result.failures().item(0, 2)->text() == QLatin1String("The file is protected."));
    result.showReport(ImportReport(), true, true);
    CHECK_FALSE(result.failures().isVisible());
}

TEST_CASE("bursts and wrong clocks are offered when there are new photos", "[ui][import]")
{
    ImportResult result;
    result.show();
    QSignalSpy stacks(&result, &ImportResult::stacksRequested);
    QSignalSpy times(&result, &ImportResult::timesRequested);
    result.showReport(someReport(), true, true);
    result.offerStacks(4);
    QPushButton* bursts = buttonWith(result, QStringLiteral("4 "));
    REQUIRE(bursts != nullptr);
    QTest::mouseClick(bursts, Qt::LeftButton);
    CHECK(stacks.count() == 1);
    QTest::mouseClick(buttonWith(result, QStringLiteral("clock")), Qt::LeftButton);
    CHECK(times.count() == 1);
    result.showReport(ImportReport(), true, true);
    CHECK_FALSE(bursts->isVisible());
    CHECK_FALSE(buttonWith(result, QStringLiteral("clock"))->isVisible());
}
