#include "ui/admin/PurposeDialog.h"
#include "ui/people/CsvColumns.h"
#include "ui/people/PersonDialog.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::ui;

TEST_CASE("the usual headers of school systems are understood", "[ui][people]")
{
    const auto columns = guessColumns("\xEF\xBB\xBF\"Forename\";Surname;UPN;Reg;Year group;external_id\nA;B;C;D;E;F\n");
    CHECK(columns.value(QStringLiteral("Forename")) == QStringLiteral("given_name"));
    CHECK(columns.value(QStringLiteral("Surname")) == QStringLiteral("family_name"));
    CHECK(columns.value(QStringLiteral("UPN")) == QStringLiteral("external_id"));
    CHECK(columns.value(QStringLiteral("Reg")) == QStringLiteral("group"));
    CHECK(columns.value(QStringLiteral("Year group")) == QStringLiteral("year_group"));
    CHECK_FALSE(columns.contains(QStringLiteral("external_id")));
}

TEST_CASE("two columns never fill the same field", "[ui][people]")
{
    const auto columns = guessColumns("Forename,First name\n");
    CHECK(columns.size() == 1);
}

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
