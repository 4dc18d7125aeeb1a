#include "core/tables/CsvReader.h"
#include "ui/people/ColumnTable.h"
#include "ui/people/RosterPreview.h"

#include <QComboBox>
#include <QSignalSpy>
#include <QTest>

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::ui;

TEST_CASE("what a column means can be corrected and a sensitive one cannot be taken", "[ui][people][roster]")
{
    const Table table = readCsv("Name1,Surname,Ethnicity\nAmy,Example,x\nBen,Other,y\n");
    ColumnTable columns;
    columns.show(table, {{QStringLiteral("Surname"), QStringLiteral("family_name")}});
    REQUIRE(columns.rowCount() == 3);
    CHECK(columns.columns() == QMap<QString, QString>{{QStringLiteral("Surname"), QStringLiteral("family_name")}});
    CHECK(columns.item(0, 1)->text().contains(QStringLiteral("Amy")));
    CHECK(columns.cellWidget(2, 2) == nullptr);
    CHECK_FALSE(columns.item(2, 1)->text().contains(QStringLiteral("x"))); // not even shown

    const QSignalSpy changed(&columns, &ColumnTable::changed);
    auto* choice = qobject_cast<QComboBox*>(columns.cellWidget(0, 2));
    REQUIRE(choice != nullptr);
    columns.show();
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_Down);
    QTest::keyClick(choice, Qt::Key_Down);
    CHECK(changed.count() == 2);
    CHECK(columns.columns().value(QStringLiteral("Name1")) == QStringLiteral("given_name"));
}

TEST_CASE("a preview names what has to be settled before what would change", "[ui][people][roster]")
{
    RosterChanges changes;
    Person amy;
    amy.givenName = QStringLiteral("Amy");
    amy.familyName = QStringLiteral("Example");
    Person left = amy;
    left.leftOn = QDate(2026, 6, 22);
    changes.changes = {{RosterChangeKind::Joins, 2, {}, amy}, {RosterChangeKind::Leaves, 0, amy, left}};
    changes.problems = {{7, QStringLiteral("The line has no id.")}};
    changes.unchanged = 3;
    RosterPreview preview;
    preview.show(changes);
    REQUIRE(preview.topLevelItemCount() == 4);
    CHECK(preview.topLevelItem(0)->child(0)->text(0).contains(QStringLiteral("The line has no id.")));
    CHECK(preview.topLevelItem(0)->isExpanded());
    CHECK(preview.topLevelItem(1)->child(0)->text(0).contains(QStringLiteral("Amy Example")));
    CHECK(preview.topLevelItem(3)->childCount() == 0);

    changes.problems.clear();
    preview.show(changes);
    CHECK(preview.topLevelItemCount() == 3);

    changes.keptNoes = {{4, QStringLiteral("A no is recorded here.")}};
    preview.show(changes);
    REQUIRE(preview.topLevelItemCount() == 4);
    CHECK(preview.topLevelItem(0)->isExpanded());
    CHECK(preview.topLevelItem(0)->child(0)->text(0).contains(QStringLiteral("A no is recorded here.")));
}
