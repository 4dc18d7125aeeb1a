#include "ui/publish/ExportPlan.h"

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::ui;

namespace {

Clearance answer(qint64 photo, Outcome outcome, const QList<Rule>& rules = {}, int regions = 0)
{
    Clearance out;
    out.photo = PhotoId{photo};
    out.outcome = outcome;
    out.regions = regions;
    for (const Rule rule : rules) {
        out.reasons.append({rule, QString()});
    }
    return out;
}

} // namespace

TEST_CASE("an export plan counts what leaves and groups what stays", "[ui][publish]")
{
    const QList<PhotoId> photos{PhotoId{1}, PhotoId{2}, PhotoId{3}, PhotoId{4}, PhotoId{5}};
    const ExportPlan plan = planExport(photos,
                                       {answer(1, Outcome::Clear), answer(2, Outcome::ClearIfCovered, {}, 2),
                                        answer(3, Outcome::Blocked, {Rule::NotSignedOff}),
                                        answer(4, Outcome::Blocked, {Rule::NotSignedOff, Rule::NoSecondCheck}),
                                        answer(5, Outcome::Blocked, {Rule::Video})});
    CHECK(plan.asTheyAre == QList<PhotoId>{PhotoId{1}});
    CHECK(plan.covered == QList<PhotoId>{PhotoId{2}});
    CHECK(plan.coverCounts.value(PhotoId{2}) == 2);
    CHECK(plan.stayCount == 3);
    REQUIRE(plan.staying.size() == 2);
    CHECK(plan.staying[0].photos.size() == 2);
    CHECK(plan.staying[0].help == ExportPlan::Help::NameFaces);
    CHECK(plan.staying[0].text == QStringLiteral("2 have faces that nobody has named or signed off"));
    CHECK(plan.staying[1].help == ExportPlan::Help::None);
}

TEST_CASE("a photo without an answer stays in", "[ui][publish]")
{
    const ExportPlan plan = planExport({PhotoId{1}, PhotoId{2}}, {answer(2, Outcome::Clear)});
    CHECK(plan.leaving() == QList<PhotoId>{PhotoId{2}});
    CHECK(plan.stayCount == 1);
}

TEST_CASE("a blocked photo without a reason stays in all the same", "[ui][publish]")
{
    const ExportPlan plan = planExport({PhotoId{1}}, {answer(1, Outcome::Blocked)});
    CHECK(plan.leaving().isEmpty());
    CHECK(plan.staying.first().rule == Rule::NotReleased);
}
