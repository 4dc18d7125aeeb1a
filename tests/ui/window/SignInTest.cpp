#include "ui/common/Page.h"
#include "ui/window/CreateLibraryForm.h"
#include "ui/window/MainWindow.h"
#include "ui/window/Pages.h"
#include "ui/window/Session.h"
#include "ui/window/SignInPage.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLineEdit>
#include <QTabBar>
#include <QTest>

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::ui;

TEST_CASE("the recovery key is proven by its last three groups however they are typed", "[ui][signin]")
{
    const QString key = QStringLiteral("AB12-CD34-EF56-GH78-JK90-MN1P-QR0T");
    CHECK(provesRecoveryKey(QStringLiteral("JK90 MN1P QR0T"), key));
    CHECK(provesRecoveryKey(QStringLiteral("jk90-mnlp-qrOt"), key));
    CHECK_FALSE(provesRecoveryKey(QStringLiteral("JK90 MN1P QR1T"), key));
    CHECK_FALSE(provesRecoveryKey(QStringLiteral("MN1P QR0T"), key));
    CHECK_FALSE(provesRecoveryKey(QString(), key));
    CHECK_FALSE(provesRecoveryKey(QString(), QString()));
}

TEST_CASE("the locked window shows no page and none can be reached", "[ui][signin]")
{
    Session session;
    MainWindow window(session);
    addPages(window, session);
    window.show();
    CHECK(window.signIn().isVisible());
    for (const QString& key : {QStringLiteral("home"), QStringLiteral("photos"), QStringLiteral("import")}) {
        REQUIRE(window.page(key) != nullptr);
        window.showPage(key);
        CHECK_FALSE(window.page(key)->isVisible());
    }
    QTest::keyClick(&window, Qt::Key_2, Qt::ControlModifier);
    CHECK_FALSE(window.page(QStringLiteral("photos"))->isVisible());
}

TEST_CASE("every button and field of the window has a name for screen readers", "[ui][accessibility]")
{
    Session session;
    MainWindow window(session);
    addPages(window, session);
    const auto isInner = [](const QWidget* widget) {
        return widget->objectName().startsWith(QLatin1String("qt_")) || widget->inherits("QTableCornerButton")
            || qobject_cast<QComboBox*>(widget->parentWidget()) != nullptr
            || qobject_cast<QTabBar*>(widget->parentWidget()) != nullptr
            || QByteArray(widget->metaObject()->className()) == "QLineEditIconButton";
    };
    for (const auto* button : window.findChildren<QAbstractButton*>()) {
        // Push buttons without a word are not in use before they get one.
        if (!isInner(button) && button->text().isEmpty() && button->inherits("QToolButton")) {
            CAPTURE(button->metaObject()->className(), button->parentWidget()->metaObject()->className());
            CHECK_FALSE(button->accessibleName().isEmpty());
            CHECK_FALSE(button->toolTip().isEmpty());
        }
    }
    for (const auto* field : window.findChildren<QLineEdit*>()) {
        if (!isInner(field)) {
            CAPTURE(field->parentWidget()->metaObject()->className(), field->placeholderText().toStdString());
            CHECK_FALSE(field->accessibleName().isEmpty());
        }
    }
}
