#include "ui/common/Theme.h"

#include "ui/common/Chip.h"
#include "ui/common/Icons.h"
#include "ui/common/Widgets.h"

#include <QRegularExpression>
#include <QSignalSpy>

#include <catch2/catch.hpp>

using namespace cloakroom::ui;

TEST_CASE("text can be read on everything it is painted on", "[ui][theme]")
{
    constexpr double kReadable = 4.5; // WCAG 2.2, 1.4.3
    const Colours colours = GENERATE(lightColours(), darkColours());
    for (const QColor& ground : {colours.background, colours.panel, colours.side, colours.selected, colours.line}) {
        CAPTURE(ground.name().toStdString());
        CHECK(contrastRatio(colours.text, ground) >= kReadable);
    }
    for (const QColor& ground : {colours.background, colours.panel, colours.side, colours.selected}) {
        CAPTURE(ground.name().toStdString());
        CHECK(contrastRatio(colours.mute, ground) >= kReadable);
        CHECK(contrastRatio(colours.accent, ground) >= kReadable);
    }
    CHECK(contrastRatio(colours.accentText, colours.accent) >= kReadable);
    CHECK(contrastRatio(colours.ok, colours.okTint) >= kReadable);
    CHECK(contrastRatio(colours.cover, colours.coverTint) >= kReadable);
    CHECK(contrastRatio(colours.ask, colours.askTint) >= kReadable);
    CHECK(contrastRatio(colours.stop, colours.stopTint) >= kReadable);
    CHECK(contrastRatio(colours.stop, colours.panel) >= kReadable);
    CHECK(contrastRatio(colours.darkroomText, colours.darkroom) >= kReadable);
    CHECK(contrastRatio(colours.darkroomMute, colours.darkroom) >= kReadable);
}

TEST_CASE("black on white has the largest contrast there is", "[ui][theme]")
{
    CHECK(contrastRatio(Qt::black, Qt::white) == Approx(21.0));
    CHECK(contrastRatio(Qt::white, Qt::white) == Approx(1.0));
}

TEST_CASE("the style sheet has a colour for each of its tokens", "[ui][theme]")
{
    Theme::current();
    for (const bool isDark : {false, true}) {
        const QString sheet = Theme::styleSheet(isDark ? darkColours() : lightColours(), isDark);
        CHECK(sheet.size() > 1000);
        CHECK_FALSE(QRegularExpression(QStringLiteral("\\{[A-Za-z]+\\}")).match(sheet).hasMatch());
    }
}

TEST_CASE("switching the appearance changes colours and tells so", "[ui][theme]")
{
    Theme& theme = Theme::current();
    theme.setMode(Theme::Mode::Light);
    QSignalSpy changed(&theme, &Theme::changed);
    theme.setMode(Theme::Mode::Dark);
    CHECK(changed.count() == 1);
    CHECK(theme.colours().background == darkColours().background);
    theme.setMode(Theme::Mode::Dark);
    CHECK(changed.count() == 1);
    theme.setMode(Theme::Mode::Light);
    CHECK(theme.colours().background == lightColours().background);
}

TEST_CASE("every icon paints something in the colour that was asked for", "[ui][theme]")
{
    Theme::current();
    const QStringList names = iconNames();
    REQUIRE(names.size() > 40);
    for (const QString& name : names) {
        CAPTURE(name.toStdString());
        const QImage image = iconPixmap(name, 24, Qt::red, 2.0).toImage();
        CHECK(image.size() == QSize(48, 48));
        int inked = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                inked += image.pixelColor(x, y).alpha() > 128;
            }
        }
        CHECK(inked > 8);
    }
}

TEST_CASE("marks differ in icon and word and not in colour alone", "[ui][theme]")
{
    Theme::current();
    const std::array marks{Mark::Ok, Mark::Cover, Mark::Ask, Mark::Stop};
    for (size_t i = 0; i < marks.size(); ++i) {
        for (size_t j = i + 1; j < marks.size(); ++j) {
            CHECK(lookOf(marks.at(i)).icon != lookOf(marks.at(j)).icon);
            CHECK(wordOf(marks.at(i), 2) != wordOf(marks.at(j), 2));
        }
    }
    const Chip chip(Mark::Stop);
    CHECK(chip.accessibleName() == chip.text());
}
