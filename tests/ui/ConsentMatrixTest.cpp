#include "ui/common/Chip.h"
#include "ui/consent/ConsentMatrixModel.h"
#include "ui/consent/ConsentWords.h"
#include "ui/consent/DecisionBar.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::ui;

namespace {

const QDate kToday(2026, 6, 22);

Standing standing(bool mayShow, Rule rule, std::optional<QDate> endsOn = {})
{
    Standing out;
    out.mayShow = mayShow;
    out.rule = rule;
    out.endsOn = endsOn;
    return out;
}

MatrixRow rowFor(qint64 id, const QList<Standing>& standings)
{
    MatrixRow row;
    row.person.id = PersonId{id};
    row.person.givenName = QStringLiteral("Pupil");
    row.person.familyName = QString::number(id);
    row.standings = standings;
    return row;
}

Purpose purposeFor(qint64 id)
{
    Purpose purpose;
    purpose.id = PurposeId{id};
    purpose.name = QStringLiteral("Purpose %1").arg(id);
    return purpose;
}

} // namespace

TEST_CASE("a cell says yes no missing or when it ends", "[ui][consent]")
{
    CHECK(cellMark(standing(true, Rule::Consented), kToday) == Mark::Yes);
    CHECK(cellMark(standing(true, Rule::Consented, kToday.addDays(400)), kToday) == Mark::Yes);
    CHECK(cellMark(standing(true, Rule::Consented, kToday.addDays(10)), kToday) == Mark::Ends);
    CHECK(cellMark(standing(false, Rule::Refused), kToday) == Mark::No);
    CHECK(cellMark(standing(false, Rule::Withdrawn), kToday) == Mark::No);
    CHECK(cellMark(standing(false, Rule::Missing), kToday) == Mark::Missing);
    CHECK(cellMark(standing(false, Rule::Ended), kToday) == Mark::Missing);
    CHECK(cellMark(standing(false, Rule::Left), kToday) == Mark::Missing);
    CHECK(cellText(standing(false, Rule::Ended), kToday) == QStringLiteral("Ended"));
}

TEST_CASE("the matrix keeps its shape when only answers change", "[ui][consent]")
{
    ConsentMatrixModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QList<Purpose> purposes{purposeFor(1), purposeFor(2)};
    const Standing no = standing(false, Rule::Missing);
    model.set({rowFor(1, {no, no}), rowFor(2, {no, no})}, purposes, kToday);
    CHECK(model.columnCount() == 4);

    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    const Standing yes = standing(true, Rule::Consented);
    model.set({rowFor(1, {yes, no}), rowFor(2, {no, no})}, purposes, kToday);
    CHECK(resets.isEmpty());
    CHECK(changes.count() == 1);
    CHECK(model.index(0, 2).data().toString() == QStringLiteral("Yes"));

    model.set({rowFor(2, {no, no})}, purposes, kToday);
    CHECK(resets.count() == 1);
}

TEST_CASE("only purposes are cells that can be chosen", "[ui][consent]")
{
    ConsentMatrixModel model;
    model.set({rowFor(1, {standing(false, Rule::Missing)})}, {purposeFor(1)}, kToday);
    CHECK_FALSE(model.isCell(model.index(0, 0)));
    CHECK_FALSE(model.flags(model.index(0, 1)).testFlag(Qt::ItemIsSelectable));
    CHECK(model.isCell(model.index(0, 2)));
    CHECK(model.index(0, 2).data(Qt::AccessibleTextRole).toString() == QStringLiteral("Pupil 1, Purpose 1: Missing"));
}

TEST_CASE("adults speak for themselves and pupils never alone by mistake", "[ui][consent]")
{
    CHECK(partiesFor(PersonKind::Staff) == QList<Party>{Party::Self});
    CHECK_FALSE(partiesFor(PersonKind::Pupil).contains(Party::Self));
}

TEST_CASE("the decision bar asks once and takes Enter and Escape", "[ui][consent][keyboard]")
{
    DecisionBar bar;
    QSignalSpy recorded(&bar, &DecisionBar::recorded);
    QSignalSpy cancelled(&bar, &DecisionBar::cancelled);
    bar.ask(Decision::Withdrawn, 3, true, kToday);
    CHECK(bar.isVisible());
    CHECK(bar.decision() == Decision::Withdrawn);
    CHECK(bar.day() == kToday);
    QTest::keyClick(&bar, Qt::Key_Return);
    CHECK(recorded.count() == 1);
    QTest::keyClick(&bar, Qt::Key_Escape);
    CHECK(cancelled.count() == 1);
}
