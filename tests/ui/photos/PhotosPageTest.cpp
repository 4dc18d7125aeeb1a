#include "ui/photos/PhotosPage.h"

#include "support/FilledSession.h"
#include "ui/photos/FilterBar.h"

#include <QSignalSpy>

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;
using namespace cloakroom::ui;

TEST_CASE("the details can be hidden and stay so", "[ui][photos]")
{
    FilledSession open;
    {
        PhotosPage page(open.session());
        page.resize(1100, 700);
        page.show();
        const auto* pane = page.findChild<QWidget*>(QStringLiteral("detailsPane"));
        REQUIRE(pane != nullptr);
        CHECK(pane->isVisible());
        QTest::keyClick(&page, Qt::Key_D, Qt::ControlModifier);
        CHECK_FALSE(pane->isVisible());
    }
    PhotosPage again(open.session());
    again.show();
    CHECK_FALSE(again.findChild<QWidget*>(QStringLiteral("detailsPane"))->isVisible());
    QTest::keyClick(&again, Qt::Key_D, Qt::ControlModifier);
    CHECK(again.findChild<QWidget*>(QStringLiteral("detailsPane"))->isVisible());
}

TEST_CASE("a page tells what its conditions search for", "[ui][photos]")
{
    FilledSession open;
    PhotosPage page(open.session());
    page.show();
    const QSignalSpy changed(&page, &PhotosPage::searchChanged);
    page.search(QStringLiteral("sports day"));
    REQUIRE(changed.count() == 1);
    CHECK(changed.last().first().toString() == QStringLiteral("sports day"));
    page.filters().setFilter({});
    REQUIRE(changed.count() == 2);
    CHECK(changed.last().first().toString().isEmpty());
}
