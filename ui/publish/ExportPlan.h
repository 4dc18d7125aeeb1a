#pragma once

#include "core/consent/ConsentRules.h"

#include <QHash>
#include <QList>
#include <QString>

namespace cloakroom::ui {

/// What an export would do with the chosen photos. A plain value.
struct ExportPlan {
    /// How somebody can help photos that stay in.
    enum class Help { None, NameFaces, SecondCheck, AskConsent };
    struct Stay {
        Rule rule = Rule::NotReleased;
        QString text;
        Help help = Help::None;
        QList<PhotoId> photos;
    };

    QList<PhotoId> asTheyAre;
    QList<PhotoId> covered;
    QHash<PhotoId, int> coverCounts;
    QList<Stay> staying; ///< grouped by the first thing that stops each photo
    int stayCount = 0;

    [[nodiscard]] QList<PhotoId> leaving() const { return covered + asTheyAre; } ///< covered ones first
};

/// Pure. Photos without an answer are ones that the user may not see: they stay in.
[[nodiscard]] ExportPlan planExport(const QList<PhotoId>& photos, const QList<Clearance>& clearances);

/// The way out for what a rule holds back.
[[nodiscard]] ExportPlan::Help helpFor(Rule rule);

/// "2 have faces that nobody has named or signed off"
[[nodiscard]] QString stayText(Rule rule, int count);

} // namespace cloakroom::ui
