#include "ui/people/RosterPreview.h"

#include "ui/common/Theme.h"
#include "ui/people/RosterWords.h"

#include <algorithm>
#include <array>

namespace cloakroom::ui {

RosterPreview::RosterPreview(QWidget* parent)
    : QTreeWidget(parent)
{
    setColumnCount(1);
    setHeaderHidden(true);
    setWordWrap(true);
    setUniformRowHeights(false);
    setSelectionMode(NoSelection);
    setMinimumHeight(150);
    setAccessibleName(tr("What would change"));
    new QTreeWidgetItem(this, {tr("Choose a list to see what would change.")});
}

void RosterPreview::show(const RosterChanges& changes)
{
    clear();
    if (!changes.problems.isEmpty()) {
        addHeading(tr("To settle first: %1").arg(changes.problems.size()), linesOf(changes.problems), true);
    }
    if (!changes.keptNoes.isEmpty()) {
        addHeading(tr("A no stays although the list says yes: %1").arg(changes.keptNoes.size()),
                   linesOf(changes.keptNoes), true);
    }
    constexpr std::array kKinds{RosterChangeKind::Leaves, RosterChangeKind::Renamed, RosterChangeKind::Returns,
                                RosterChangeKind::Moves,  RosterChangeKind::Other,   RosterChangeKind::Joins};
    for (const RosterChangeKind kind : kKinds) {
        QStringList lines;
        for (const RosterChange& change : changes.changes) {
            if (change.kind == kind) {
                lines += changeText(change);
            }
        }
        if (!lines.isEmpty()) {
            addHeading(changesText(kind, static_cast<int>(lines.size())), lines, lines.size() <= 12);
        }
    }
    if (!changes.consents.isEmpty()) {
        const auto yes = std::count_if(changes.consents.begin(), changes.consents.end(),
                                       [](const RosterConsent& consent) { return consent.isYes; });
        addHeading(tr("Answers about photos: %1 yes, %2 no").arg(yes).arg(changes.consents.size() - yes), {}, false);
    }
    if (changes.unchanged > 0) {
        addHeading(tr("As they were: %1").arg(changes.unchanged), {}, false);
    }
}

QStringList RosterPreview::linesOf(const QList<TableProblem>& problems)
{
    QStringList lines;
    for (const TableProblem& problem : problems) {
        lines += problem.line > 0 ? tr("Line %1: %2").arg(problem.line).arg(problem.reason) : problem.reason;
    }
    return lines;
}

void RosterPreview::addHeading(const QString& text, const QStringList& lines, bool isOpen)
{
    auto* heading = new QTreeWidgetItem(this, {text});
    heading->setFont(0, Theme::font(type::kBody, QFont::DemiBold));
    for (const QString& line : lines) {
        auto* item = new QTreeWidgetItem(heading, {line});
        item->setToolTip(0, line);
    }
    heading->setExpanded(isOpen);
}

} // namespace cloakroom::ui
