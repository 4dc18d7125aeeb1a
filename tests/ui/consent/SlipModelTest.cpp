#include "ui/consent/SlipModel.h"

#include "ui/common/ListDialog.h"
#include "ui/common/PaperDialog.h"
#include "ui/consent/EffectText.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::ui;

namespace {

MatrixRow personRow(qint64 id, const char* name, PersonKind kind = PersonKind::Pupil)
{
    MatrixRow row;
    row.person.id = PersonId{id};
    row.person.givenName = QString::fromLatin1(name);
    row.person.kind = kind;
    row.standings = {Standing{}, Standing{}};
    return row;
}

Purpose purposeOf(qint64 id)
{
    Purpose purpose;
    purpose.id = PurposeId{id};
    purpose.name = QStringLiteral("Purpose %1").arg(id);
    return purpose;
}

/// Amy and Ms Bee, two purposes.
struct Sheet {
    SlipModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};

    Sheet()
    {
        model.set({personRow(1, "Amy"), personRow(2, "Bee", PersonKind::Staff)}, {purposeOf(11), purposeOf(12)},
                  QDate(2026, 6, 22));
    }
};

} // namespace

TEST_CASE("what was typed of a slip becomes its decisions and nothing else does", "[ui][consent][slips]")
{
    Sheet sheet;
    const QSignalSpy changed(&sheet.model, &SlipModel::answersChanged);
    sheet.model.answer(sheet.model.index(0, 1), true);
    sheet.model.answer(sheet.model.index(0, 2), false);
    sheet.model.answer(sheet.model.index(1, 2), true);
    sheet.model.answer(sheet.model.index(0, 0), true); // a name is no cell
    CHECK(changed.count() == 3);
    CHECK(sheet.model.answers() == 3);
    CHECK(sheet.model.answeredPeople() == 2);
    sheet.model.setForm(0, ConsentFormId{7});
    sheet.model.setEvidence(0, QStringLiteral("/tmp/forms/amy.jpg"));

    const auto slips = sheet.model.slips(Party::Parent2, QDate(2026, 6, 20));
    REQUIRE(slips.size() == 2);
    REQUIRE(slips[0].drafts.size() == 2);
    CHECK(slips[0].drafts[0].decision == Decision::Granted);
    CHECK(slips[0].drafts[1].decision == Decision::Refused);
    CHECK(slips[0].drafts[1].purpose == PurposeId{12});
    CHECK(slips[0].drafts[0].party == Party::Parent2);
    CHECK(slips[0].drafts[0].form == ConsentFormId{7});
    CHECK(slips[0].drafts[0].evidenceName == QStringLiteral("amy.jpg"));
    CHECK(slips[1].drafts[0].party == Party::Self); // staff speak for themselves

    sheet.model.answer(sheet.model.index(0, 1), std::nullopt);
    CHECK(sheet.model.answers() == 2);
    sheet.model.clearAnswers();
    CHECK(sheet.model.slips(Party::Parent1, QDate(2026, 6, 20)).isEmpty());
}

TEST_CASE("a whole slip is answered at once", "[ui][consent][slips]")
{
    Sheet sheet;
    sheet.model.answerRow(1, false);
    CHECK(sheet.model.answers() == 2);
    CHECK(sheet.model.data(sheet.model.index(1, 1), Qt::DisplayRole).toString() == QStringLiteral("No"));
    sheet.model.answerRow(9, true);
    CHECK(sheet.model.answers() == 2);
    CHECK(sheet.model.rowOf(PersonId{2}) == 1);
    CHECK(sheet.model.rowOf(PersonId{3}) == -1);
}

TEST_CASE("what decisions change is said in sentences, and only what they take away asks again", "[ui][consent]")
{
    ConsentEffect effect;
    CHECK(effectText(effect).isEmpty());
    CHECK_FALSE(takesAway(effect));
    effect.freer = {PhotoId{1}};
    CHECK_FALSE(takesAway(effect));
    effect.coveredNow = {PhotoId{2}};
    effect.takedowns = {RegisterId{3}};
    CHECK(takesAway(effect));
    CHECK(effectText(effect).contains(QStringLiteral("One publication has to be taken down.")));
}

TEST_CASE("a list is saved as a table that no spreadsheet runs", "[ui][consent][list]")
{
    const QTemporaryDir folder;
    ListDialog::Content content;
    content.header = {QStringLiteral("Name"), QStringLiteral("Photos")};
    content.rows = {{QStringLiteral("=cmd()"), QStringLiteral("12")},
                    {QStringLiteral("Bee, Amy"), QStringLiteral("3")}};
    auto* dialog = new ListDialog(content, nullptr);
    const QString path = folder.filePath(QStringLiteral("list.csv"));
    dialog->saveTo(path);
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    CHECK(file.readAll() == "\xEF\xBB\xBFName,Photos\r\n'=cmd(),12\r\n\"Bee, Amy\",3\r\n");
    CHECK((file.permissions() & (QFile::ReadGroup | QFile::ReadOther)) == QFile::Permissions());
    dialog->table()->sortItems(1);
    CHECK(dialog->table()->item(0, 1)->text() == QStringLiteral("3")); // as a number
    delete dialog;
}

TEST_CASE("a page becomes a PDF", "[ui][consent][paper]")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("page.pdf"));
    auto* dialog = new PaperDialog({QStringLiteral("Title"),
                                    QStringLiteral("<p>Hello</p><img src='code'/>"),
                                    {{QStringLiteral("code"), qrPicture(QStringLiteral("CRS-1"), 4)}}},
                                   QStringLiteral("page"), nullptr);
    dialog->saveTo(path);
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    CHECK(file.readAll().startsWith("%PDF-"));
    delete dialog;
}
