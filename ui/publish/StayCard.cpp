#include "ui/publish/StayCard.h"

#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/publish/ExportHelp.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace cloakroom::ui {

StayCard::StayCard(QWidget* parent)
    : QWidget(parent)
    , m_rows(new QVBoxLayout)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(makeCard(m_rows));
    m_rows->setContentsMargins(space::kMedium, space::kMedium, space::kMedium, space::kMedium);
    m_rows->setSpacing(6);
    hide();
}

void StayCard::showPlan(const ExportPlan& plan, ExportHelp& help, const QString& style)
{
    clearLayout(*m_rows);
    setVisible(plan.stayCount > 0);
    m_rows->addWidget(makeLabel(
        plan.stayCount == 1 ? tr("One photo stays in") : tr("%1 photos stay in").arg(plan.stayCount), "strong"));
    for (const ExportPlan::Stay& stay : plan.staying) {
        auto* row = new QHBoxLayout;
        row->addWidget(makeParagraph(stay.text), 1, Qt::AlignVCenter);
        if (QPushButton* button = help.makeButtonFor(stay.help, stay.photos, style)) {
            row->addWidget(button);
        }
        m_rows->addLayout(row);
    }
}

} // namespace cloakroom::ui
