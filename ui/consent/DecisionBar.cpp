#include "ui/consent/DecisionBar.h"

#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/consent/ConsentWords.h"

#include <QComboBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>

namespace cloakroom::ui {

DecisionBar::DecisionBar(QWidget* parent)
    : QFrame(parent)
    , m_what(makeLabel({}, "strong"))
    , m_byLabel(makeLabel(tr("said by"), "mute"))
    , m_party(new QComboBox)
    , m_day(new QDateEdit)
    , m_record(makeButton(tr("Record"), ButtonKind::Primary))
    , m_effect(makeLabel({}, "strong"))
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
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kMedium, space::kSmall, space::kSmall, space::kSmall);
    layout->setSpacing(space::kTiny);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kSmall);
    layout->addLayout(row);
    layout->addWidget(m_effect);
    m_effect->setObjectName(QStringLiteral("barEffect"));
    m_effect->hide();
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
    connect(m_party, &QComboBox::currentIndexChanged, this, &DecisionBar::changed);
    connect(m_day, &QDateEdit::dateChanged, this, [this] {
        if (isVisible()) {
            Q_EMIT changed();
        }
    });
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

void DecisionBar::setEffect(const QString& text)
{
    m_effect->setText(text);
    m_effect->setVisible(!text.isEmpty());
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
