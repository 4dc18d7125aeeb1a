#include "ui/intake/CardList.h"

#include "ui/common/Icons.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/window/Session.h"

#include <QCheckBox>
#include <QDir>
#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace cloakroom::ui {

namespace {

constexpr int kFactsIndent = 50; // under the words, past tick and icon

QString daysOf(const CardFacts& facts)
{
    const QLocale locale;
    if (!facts.first.isValid()) {
        return {};
    }
    const QString form = QStringLiteral("d MMMM yyyy"); // without the day of the week
    const QString last = locale.toString(facts.last, form);
    return facts.first == facts.last ? last : CardList::tr("%1 to %2").arg(locale.toString(facts.first, form), last);
}

QString wordsFor(const CardFacts& facts)
{
    QStringList words;
    if (!facts.camera.isEmpty()) {
        words << facts.camera;
    }
    if (facts.newFiles == 0) {
        words << CardList::tr("nothing new");
    } else {
        words << CardList::tr("%n new file(s)", nullptr, facts.newFiles)
              << QLocale().formattedDataSize(facts.newBytes, 1, QLocale::DataSizeTraditionalFormat);
    }
    if (const QString days = daysOf(facts); !days.isEmpty()) {
        words << days;
    }
    return words.join(QStringLiteral(" · "));
}

} // namespace

CardList::CardList(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_layout(new QVBoxLayout(this))
    , m_none(makeLabel(tr("No memory card found. Put one in, and it appears here."), "mute"))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(space::kSmall);
    m_layout->addWidget(m_none);
}

void CardList::showCards(const QList<Card>& cards)
{
    for (const Card& card : std::as_const(m_cards)) {
        if (!cards.contains(card)) {
            m_rows.take(card.path).holder->deleteLater();
        }
    }
    const QList<Card> before = std::exchange(m_cards, cards);
    for (const Card& card : cards) {
        // One that stays keeps its tick and is not read once more.
        if (!before.contains(card)) {
            addCard(card);
            lookAt(card);
        }
    }
    m_none->setVisible(cards.isEmpty());
    Q_EMIT chosenChanged();
}

void CardList::lookAgain()
{
    for (const Card& card : std::as_const(m_cards)) {
        lookAt(card);
    }
}

void CardList::addCard(const Card& card)
{
    Row row;
    row.tick = new QCheckBox(tr("Card %1").arg(card.name));
    row.tick->setChecked(true);
    row.tick->setToolTip(QDir::toNativeSeparators(card.path));
    row.tick->setIcon(icon(QStringLiteral("card")));
    row.facts = makeLabel(tr("Looking at what is on it…"), "mute");
    row.facts->setTextFormat(Qt::PlainText);
    auto* line = new QVBoxLayout;
    line->setSpacing(0);
    line->addWidget(row.tick);
    auto* below = new QHBoxLayout;
    below->setContentsMargins(kFactsIndent, 0, 0, 0);
    below->addWidget(row.facts);
    line->addLayout(below);
    row.holder = new QWidget;
    line->setContentsMargins(0, 0, 0, 0);
    row.holder->setLayout(line);
    m_layout->addWidget(row.holder);
    connect(row.tick, &QCheckBox::toggled, this, &CardList::chosenChanged);
    m_rows.insert(card.path, row);
}

void CardList::lookAt(const Card& card)
{
    m_session.runJob(
        tr("Looking at card %1").arg(card.name), this,
        [session = &m_session, card](Progress& progress) {
            return lookAtCard(session->library(), session->workers(), card, progress);
        },
        [this, path = card.path](const Result<CardFacts>& facts) { showFacts(path, facts); });
}

void CardList::showFacts(const QString& path, const Result<CardFacts>& facts)
{
    const auto row = m_rows.constFind(path);
    if (row == m_rows.constEnd()) {
        return; // taken out in the meantime
    }
    row->facts->setText(facts ? wordsFor(*facts) : facts.error().text);
    if (facts && facts->newFiles == 0) {
        row->tick->setChecked(false);
    }
}

QList<Card> CardList::chosen() const
{
    QList<Card> cards;
    std::copy_if(m_cards.cbegin(), m_cards.cend(), std::back_inserter(cards),
                 [this](const Card& card) { return m_rows.value(card.path).tick->isChecked(); });
    return cards;
}

void CardList::forget()
{
    showCards({});
}

} // namespace cloakroom::ui
