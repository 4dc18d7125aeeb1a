#include "ui/admin/PurposeDialog.h"
#include "ui/people/PersonDialog.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::ui;

TEST_CASE("a new person needs a name and keeps their groups apart", "[ui][people]")
{
    auto* dialog = new PersonDialog({}, {}, nullptr);
    dialog->show();
    CHECK_FALSE(dialog->actionButton()->isEnabled());
    QTest::keyClicks(dialog->findChild<QLineEdit*>(QStringLiteral("givenName")), QStringLiteral(" Ada "));
    QTest::keyClicks(dialog->findChild<QLineEdit*>(QStringLiteral("groups")), QStringLiteral("3B; Choir;; 3B"));
    CHECK(dialog->actionButton()->isEnabled());
    CHECK(dialog->person().givenName == QStringLiteral("Ada"));
    CHECK(dialog->person().groups == QStringList{QStringLiteral("3B"), QStringLiteral("Choir")});
    delete dialog;
}

TEST_CASE("a purpose's key is made of plain letters", "[ui][admin]")
{
    CHECK(PurposeDialog::keyFrom(QStringLiteral(" Open morning 2026! ")) == QStringLiteral("open-morning-2026"));
    CHECK(PurposeDialog::keyFrom(QStringLiteral("Blàs na Gàidhlig")) == QStringLiteral("blas-na-gaidhlig"));
    CHECK(PurposeDialog::keyFrom(QStringLiteral("!!!")).isEmpty());
}
