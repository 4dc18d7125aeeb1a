#include "ui/publish/ExportPlan.h"

#include <QCoreApplication>

#include <algorithm>

namespace cloakroom::ui {

namespace {

QString counted(const char* one, const char* many, int count)
{
    return count == 1 ? QCoreApplication::translate("ExportPlan", one)
                      : QCoreApplication::translate("ExportPlan", many).arg(count);
}

void addStay(ExportPlan& plan, Rule rule, PhotoId photo)
{
    ++plan.stayCount;
    const auto found = std::find_if(plan.staying.begin(), plan.staying.end(),
                                    [rule](const ExportPlan::Stay& stay) { return stay.rule == rule; });
    if (found != plan.staying.end()) {
        found->photos.append(photo);
        return;
    }
    plan.staying.append({rule, {}, helpFor(rule), {photo}});
}

} // namespace

ExportPlan::Help helpFor(Rule rule)
{
    switch (rule) {
    case Rule::NotSignedOff:
    case Rule::Unreviewed:
    case Rule::CheckFailed:
        return ExportPlan::Help::NameFaces;
    case Rule::NoSecondCheck:
        return ExportPlan::Help::SecondCheck;
    case Rule::NeverCover:
    case Rule::Missing:
    case Rule::Ended:
        return ExportPlan::Help::AskConsent;
    default:
        return ExportPlan::Help::None;
    }
}

QString stayText(Rule rule, int count)
{
    switch (rule) {
    case Rule::NotSignedOff:
    case Rule::Unreviewed:
        return counted(QT_TRANSLATE_NOOP("ExportPlan", "1 has faces that nobody has named or signed off"),
                       QT_TRANSLATE_NOOP("ExportPlan", "%1 have faces that nobody has named or signed off"), count);
    case Rule::NoSecondCheck:
        return counted(QT_TRANSLATE_NOOP("ExportPlan", "1 waits for a second pair of eyes"),
                       QT_TRANSLATE_NOOP("ExportPlan", "%1 wait for a second pair of eyes"), count);
    case Rule::Flagged:
    case Rule::Restricted:
        return counted(QT_TRANSLATE_NOOP("ExportPlan", "1 is waiting for the safeguarding lead"),
                       QT_TRANSLATE_NOOP("ExportPlan", "%1 are waiting for the safeguarding lead"), count);
    case Rule::ProtectedPerson:
        return counted(QT_TRANSLATE_NOOP("ExportPlan", "1 shows somebody who must not be published"),
                       QT_TRANSLATE_NOOP("ExportPlan", "%1 show somebody who must not be published"), count);
    case Rule::NeverCover:
        return counted(QT_TRANSLATE_NOOP("ExportPlan", "1 would have to be covered, which this use does not allow"),
                       QT_TRANSLATE_NOOP("ExportPlan", "%1 would have to be covered, which this use does not allow"),
                       count);
    case Rule::Video:
        return counted(QT_TRANSLATE_NOOP("ExportPlan", "1 is a video, and videos cannot be covered yet"),
                       QT_TRANSLATE_NOOP("ExportPlan", "%1 are videos, and videos cannot be covered yet"), count);
    case Rule::Deleted:
        return counted(QT_TRANSLATE_NOOP("ExportPlan", "1 is in the bin"),
                       QT_TRANSLATE_NOOP("ExportPlan", "%1 are in the bin"), count);
    case Rule::Expired:
        return counted(QT_TRANSLATE_NOOP("ExportPlan", "1 is kept for longer than photos may be used"),
                       QT_TRANSLATE_NOOP("ExportPlan", "%1 are kept for longer than photos may be used"), count);
    case Rule::PurposeNotActive:
        return counted(QT_TRANSLATE_NOOP("ExportPlan", "1 stays in because this use was switched off"),
                       QT_TRANSLATE_NOOP("ExportPlan", "%1 stay in because this use was switched off"), count);
    default:
        return counted(QT_TRANSLATE_NOOP("ExportPlan", "1 is not released"),
                       QT_TRANSLATE_NOOP("ExportPlan", "%1 are not released"), count);
    }
}

ExportPlan planExport(const QList<PhotoId>& photos, const QList<Clearance>& clearances)
{
    QHash<PhotoId, const Clearance*> answers;
    for (const Clearance& clearance : clearances) {
        answers.insert(clearance.photo, &clearance);
    }
    ExportPlan plan;
    for (const PhotoId photo : photos) {
        const Clearance* answer = answers.value(photo);
        if (!answer) {
            addStay(plan, Rule::NotReleased, photo);
        } else if (answer->outcome == Outcome::Blocked) {
            addStay(plan, answer->reasons.isEmpty() ? Rule::NotReleased : answer->reasons.first().rule, photo);
        } else if (answer->outcome == Outcome::ClearIfCovered) {
            plan.covered.append(photo);
            plan.coverCounts.insert(photo, answer->coverCount());
        } else {
            plan.asTheyAre.append(photo);
        }
    }
    for (ExportPlan::Stay& stay : plan.staying) {
        stay.text = stayText(stay.rule, int(stay.photos.size()));
    }
    return plan;
}

} // namespace cloakroom::ui
