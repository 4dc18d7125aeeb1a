#include "ui/photos/MarkText.h"

#include "ui/photos/PhotoGridModel.h"

#include <QCoreApplication>

namespace cloakroom::ui {

namespace {

MarkWords wordsFor(Outcome outcome, int toCover, int unidentified, bool waits)
{
    if (outcome == Outcome::Clear) {
        return {Mark::Ok, wordOf(Mark::Ok)};
    }
    if (outcome == Outcome::ClearIfCovered) {
        return {Mark::Cover, wordOf(Mark::Cover, toCover)};
    }
    if (waits) {
        return {Mark::Ask, wordOf(Mark::Ask, unidentified)};
    }
    return {Mark::Stop, wordOf(Mark::Stop)};
}

} // namespace

MarkWords markOf(const GridRow& row)
{
    return wordsFor(row.outcome, row.toCover, row.unidentified, row.waitsForReview);
}

MarkWords markOf(const ClearanceMark& mark)
{
    return wordsFor(mark.outcome, mark.toCover, mark.unidentified, mark.waitsForReview);
}

QString markSentence(const GridRow& row)
{
    switch (markOf(row).mark) {
    case Mark::Ok:
        return QCoreApplication::translate("MarkText", "May go as it is.");
    case Mark::Cover:
        return QCoreApplication::translate("MarkText", "May go with %n place(s) covered.", nullptr, row.toCover);
    case Mark::Ask:
        return row.unidentified > 0
            ? QCoreApplication::translate("MarkText", "%n face(s) not named yet. Open it to name them and sign off.",
                                          nullptr, row.unidentified)
            : QCoreApplication::translate("MarkText",
                                          "Not signed off yet. Open it to check that every face is marked.");
    default:
        return QCoreApplication::translate("MarkText", "May not go. Select it to read why.");
    }
}

} // namespace cloakroom::ui
