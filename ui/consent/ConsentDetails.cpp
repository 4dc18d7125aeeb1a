#include "ui/consent/ConsentDetails.h"

#include "ui/common/Chip.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/consent/ConsentWords.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace cloakroom::ui {

namespace {

QString dayText(QDate day)
{
    return QLocale().toString(day, QStringLiteral("d MMMM yyyy"));
}

QWidget* historyEntry(const Consent& consent)
{
    auto* entry = new QWidget;
    auto* layout = new QVBoxLayout(entry);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(1);
    auto* first = new QLabel(
        QStringLiteral("<b>%1</b> %2")
            .arg(decisionText(consent.decision).toHtmlEscaped(), byPartyText(consent.party).toHtmlEscaped()));
    first->setTextFormat(Qt::RichText);
    QStringList more{dayText(consent.on)};
    if (!consent.evidenceName.isEmpty()) {
        more.append(consent.evidenceName);
    }
    if (consent.until) {
        more.append(ConsentDetails::tr("until %1").arg(dayText(*consent.until)));
    }
    if (!consent.note.isEmpty()) {
        more.append(consent.note);
    }
    layout->addWidget(first);
    layout->addWidget(makeParagraph(more.join(QStringLiteral(" · ")), "small"));
    return entry;
}

} // namespace

ConsentDetails::ConsentDetails(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(space::kLarge, space::kLarge, space::kLarge, space::kLarge);
    m_layout->setSpacing(space::kMedium);
    clear();
}

void ConsentDetails::clear()
{
    clearLayout(*m_layout);
    m_layout->addWidget(makeParagraph(tr("Choose a cell to see what was said and when."), "mute"));
    m_layout->addStretch();
}

void ConsentDetails::showCell(const Cell& cell, QDate today, bool mayEdit)
{
    clearLayout(*m_layout);
    auto* names = new QVBoxLayout;
    names->setSpacing(0);
    names->addWidget(makeParagraph(cell.person.fullName(), "heading"));
    names->addWidget(makeLabel(cell.purpose.name, "mute"));
    m_layout->addLayout(names);
    auto* row = new QHBoxLayout;
    row->addWidget(new Chip(cellMark(cell.standing, today), cellText(cell.standing, today)));
    if (!cell.history.isEmpty()) {
        row->addWidget(makeLabel(tr("since %1").arg(dayText(cell.history.first().on)), "mute"));
    }
    row->addStretch();
    m_layout->addLayout(row);
    m_layout->addWidget(makeParagraph(cellSentence(cell.standing)));
    if (const QString disagreement = disagreementText(cell.history, today); !disagreement.isEmpty()) {
        m_layout->addWidget(makeParagraph(disagreement, "strong"));
    }
    if (cell.person.protection.isProtected) {
        m_layout->addWidget(
            makeParagraph(tr("Do not publish: this person is protected whatever was agreed."), "error"));
    }
    addHistory(cell.history);
    addTakedowns(cell.takedowns);
    if (mayEdit) {
        auto* record = makeButton(tr("Record a decision"));
        connect(record, &QPushButton::clicked, this, &ConsentDetails::recordPressed);
        m_layout->addWidget(record);
    }
    m_layout->addStretch();
}

void ConsentDetails::addHistory(const QList<Consent>& history)
{
    if (history.isEmpty()) {
        return;
    }
    auto* line = new QFrame;
    line->setObjectName(QStringLiteral("historyLine"));
    auto* layout = new QVBoxLayout(line);
    layout->setContentsMargins(space::kMedium, 0, 0, 0);
    layout->setSpacing(10);
    for (const Consent& consent : history) {
        layout->addWidget(historyEntry(consent));
    }
    m_layout->addWidget(line);
}

void ConsentDetails::addTakedowns(const QList<RegisterEntry>& takedowns)
{
    if (takedowns.isEmpty()) {
        return;
    }
    auto* content = new QVBoxLayout;
    auto* card = makeCard(content);
    setStyleProperty(*card, "tint", QStringLiteral("stop"));
    content->setContentsMargins(space::kMedium, space::kMedium, space::kMedium, space::kMedium);
    content->addWidget(makeParagraph(takedowns.size() == 1 ? tr("One publication to take down")
                                                           : tr("%1 publications to take down").arg(takedowns.size()),
                                     "strong"));
    constexpr int kMost = 5;
    for (const RegisterEntry& entry : takedowns.mid(0, kMost)) {
        const QString place = entry.place.isEmpty() ? entry.file : entry.place;
        const QString where = tr("%1, %2").arg(place, dayText(entry.exportedAt.toLocalTime().date()));
        content->addWidget(
            makeParagraph(entry.link.isEmpty() ? where : where + QLatin1Char('\n') + entry.link, "small"));
    }
    auto* show = makeButton(tr("Show and replace"), ButtonKind::Usual, {}, ButtonSize::Small);
    connect(show, &QPushButton::clicked, this, &ConsentDetails::takedownsPressed);
    content->addWidget(show);
    m_layout->addWidget(card);
}

} // namespace cloakroom::ui
