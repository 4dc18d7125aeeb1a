#include "ui/admin/RecognitionTab.h"

#include "core/consent/People.h"
#include "support/DrawnPhotos.h"
#include "support/FilledSession.h"
#include "ui/common/Message.h"
#include "ui/review/LikenessSearch.h"
#include "ui/review/ReviewPhoto.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>

using namespace cloakroom;
using namespace cloakroom::ui;
using namespace cloakroom::test;

namespace {

void addGroup(TestLibrary& library)
{
    need(library.run([](Library& open) { return People(open).addGroup(QStringLiteral("3A")); }));
}

bool says(const QWidget& root, const QString& text)
{
    for (const auto* label : root.findChildren<QLabel*>()) {
        if (label->isVisible() && label->text().contains(text)) {
            return true;
        }
    }
    return false;
}

struct ShownTab {
    ShownTab()
        : filled(addGroup)
        , tab(filled.session(), message)
    {
        tab.resize(1000, 900);
        tab.show();
        REQUIRE(QTest::qWaitForWindowExposed(&tab));
        tab.refresh();
        waitUntil("the groups are read", [this] { return table().rowCount() == 1; });
    }
    QTableWidget& table() { return *tab.findChild<QTableWidget*>(); }
    RecognitionStatus status()
    {
        return need(filled.run([](Library& open) { return Recognition(open).status(); }));
    }

    /// Presses what opens the form, fills in who answers for it and sends it off.
    void state(const QString& button)
    {
        buttonSaying(tab, button)->click();
        waitUntil("the form is there", [this] { return buttonSaying(tab, QStringLiteral("State it")) != nullptr; });
        CHECK_FALSE(buttonSaying(tab, QStringLiteral("State it"))->isEnabled()); // somebody has to answer for it
        for (auto* field : tab.findChildren<QLineEdit*>()) {
            if (field->isVisible() && !field->placeholderText().isEmpty()) {
                field->setText(QStringLiteral("Hetty Head"));
            }
        }
        buttonSaying(tab, QStringLiteral("State it"))->click();
        waitUntil("the form is gone", [this] { return buttonSaying(tab, QStringLiteral("State it")) == nullptr; });
    }

    FilledSession filled;
    Message message;
    RecognitionTab tab;
};

} // namespace

TEST_CASE("face recognition is switched on in the window once everything is stated", "[ui][recognition]")
{
    ShownTab shown;
    CHECK(says(shown.tab, QStringLiteral("Face recognition is off")));
    auto* onOff = buttonSaying(shown.tab, QStringLiteral("Switch on"));
    REQUIRE(onOff != nullptr);
    CHECK_FALSE(onOff->isEnabled());
    shown.state(QStringLiteral("State the assessment"));
    waitUntil("it says who", [&] { return says(shown.tab, QStringLiteral("Hetty Head")); });
    CHECK_FALSE(onOff->isEnabled());
    shown.state(QStringLiteral("State the notices"));
    waitUntil("it may be switched on", [&] { return onOff->isEnabled(); });
    CHECK_FALSE(shown.status().isInForce);
    onOff->click();
    waitUntil("it is on", [&] { return says(shown.tab, QStringLiteral("Face recognition is on")); });
    CHECK(shown.status().isInForce);

    shown.table().selectRow(0);
    auto* group = buttonSaying(shown.tab, QStringLiteral("Switch on for this group"));
    REQUIRE(group != nullptr);
    waitUntil("the group may be switched on", [&] { return group->isEnabled(); });
    group->click();
    waitUntil("the group is on", [&] { return shown.table().item(0, 1)->text() == QStringLiteral("On"); });
    CHECK(shown.status().groups.first().set.isOn);
    onOff->click();
    waitUntil("it is off", [&] { return says(shown.tab, QStringLiteral("Face recognition is off")); });
    CHECK_FALSE(shown.status().isInForce);
}

TEST_CASE("while recognition is off the review looks for nobody", "[ui][recognition]")
{
    PhotoId photo;
    FilledSession filled([&photo](TestLibrary& library) { photo = importDrawn(library, 1).first(); });
    LikenessSearch search(filled.session());
    int jobs = 0;
    QObject::connect(&filled.session(), &Session::jobStarted, &search, [&jobs] { ++jobs; });
    search.lookAt(photo);
    bool isAnswered = false;
    // What is asked later is answered later.
    filled.session().ask(
        &search, [](Library&) { return 0; }, [&isAnswered](int) { isAnswered = true; });
    waitUntil("the library has answered", [&] { return isAnswered; });
    CHECK(jobs == 0);
    const NameSuggestion known{FaceId{1}, {}, QStringLiteral("Ann"), SuggestionSource::File, Sureness::Likely, {}};
    ReviewPhoto shown;
    shown.details.summary.id = photo;
    shown.faces.append(Face{});
    shown.faces.first().id = known.face;
    shown.suggestions = {known};
    CHECK(search.merged(shown) == QList<NameSuggestion>{known});
}
