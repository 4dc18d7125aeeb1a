#include "ui/consent/DecisionBar.h"

#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/consent/ConsentWords.h"

#include <QComboBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QKeyEvent>

namespace cloakroom::ui {

DecisionBar::DecisionBar(QWidget* parent)
    : QFrame(parent)
    , m_what(makeLabel({}, "strong"))
    , m_byLabel(makeLabel(tr("said by"), "mute"))
    , m_party(new QComboBox)
    , m_day(new QDateEdit)
    , m_record(makeButton(tr("Record"), ButtonKind::Primary))
{
    setProperty("card", true);
    for (const Party party : partiesFor(PersonKind::Pupil)) {
        m_party->addItem(partyText(party), int(party));
    }
    m_party->setObjectName(QStringLiteral("barParty"));
    m_party->setAccessibleName(tr("Said by"));
    m_day->setCalendarPopup(true);
    m_day->setAccessibleName(tr("On"));
    m_day->setMinimumWidth(140);
    m_record->setObjectName(QStringLiteral("barRecord"));
    auto* cancel = makeButton(tr("Cancel"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::kMedium, space::kSmall, space::kSmall, space::kSmall);
    row->setSpacing(space::kSmall);
    row->addWidget(m_what);
    row->addWidget(m_byLabel);
    row->addWidget(m_party);
    row->addWidget(makeLabel(tr("on"), "mute"));
    row->addWidget(m_day);
    row->addStretch();
    row->addWidget(cancel);
    row->addWidget(m_record);
    connect(m_record, &QPushButton::clicked, this, &DecisionBar::recorded);
    connect(cancel, &QPushButton::clicked, this, &DecisionBar::cancelled);
    hide();
}

void DecisionBar::ask(Decision decision, int cells, bool hasPupils, QDate today)
{
    m_decision = decision;
    m_what->setText(cells == 1 ? tr("%1 for one cell,").arg(decisionText(decision))
                               : tr("%1 for %2 cells,").arg(decisionText(decision)).arg(cells));
    m_record->setText(cells == 1 ? tr("Record decision") : tr("Record %1 decisions").arg(cells));
    m_byLabel->setVisible(hasPupils);
    m_party->setVisible(hasPupils);
    if (m_day->maximumDate() != today) {
        m_day->setMaximumDate(today);
        m_day->setDate(today);
    }
    show();
    m_record->setFocus(Qt::OtherFocusReason);
}

Party DecisionBar::party() const
{
    return Party(m_party->currentData().toInt());
}

QDate DecisionBar::day() const
{
    return m_day->date();
}

void DecisionBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT cancelled();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        Q_EMIT recorded();
    } else {
        QFrame::keyPressEvent(event);
    }
}

} // namespace cloakroom::ui
