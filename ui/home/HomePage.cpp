#include "ui/home/HomePage.h"

#include "ui/common/Chip.h"
#include "ui/common/EmptyState.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/home/ConsentChart.h"
#include "ui/home/EventButton.h"
#include "ui/window/PictureLoader.h"
#include "ui/window/Session.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTime>
#include <QVBoxLayout>

namespace cloakroom::ui {

namespace {

constexpr int kLaterMs = 80;
constexpr int kNoonHour = 12;
constexpr int kEveningHour = 18;
constexpr int kTiles = 6;

QString greeting()
{
    const int hour = QTime::currentTime().hour();
    return hour < kNoonHour   ? HomePage::tr("Good morning")
        : hour < kEveningHour ? HomePage::tr("Good afternoon")
                              : HomePage::tr("Good evening");
}

} // namespace

HomePage::HomePage(Session& session, QWidget* parent)
    : Page(session, tr("Home"), parent)
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState(QStringLiteral("camera"), tr("Welcome to your library"),
                             tr("Start with the photos on a camera's memory card. Then add the pupils and their "
                                "consents, and name the faces. From then on you see at once which photos may be used "
                                "for what.")))
    , m_needs(new QVBoxLayout)
    , m_chartCard(nullptr)
    , m_chartTitle(makeLabel({}, "heading"))
    , m_chart(new ConsentChart)
    , m_eventsCard(nullptr)
    , m_events(new QHBoxLayout)
    , m_import(makeButton(tr("Import from card"), ButtonKind::Primary, QStringLiteral("import")))
{
    addAction(m_import);
    m_stack->addWidget(makeContent());
    m_stack->addWidget(m_empty);
    body().addWidget(m_stack, 1);
    m_later.setSingleShot(true);
    m_later.setInterval(kLaterMs);
    connect(&m_later, &QTimer::timeout, this, &HomePage::refresh);
    const auto later = [this] {
        if (isShown()) {
            m_later.start();
        }
    };
    for (const auto signal : {&Session::photosChanged, &Session::peopleChanged, &Session::consentsChanged,
                              &Session::registerChanged, &Session::flagsChanged}) {
        connect(&session, signal, this, later);
    }
    connect(&session, &Session::facesChanged, this, later);
    connect(&session, &Session::purposeChanged, this, later);
    connect(&session, &Session::aboutToLock, this, &HomePage::forget);
    connect(m_import, &QPushButton::clicked, this, [this] { goTo(QStringLiteral("import")); });
    connect(m_empty, &EmptyState::pressed, this, [this] { goTo(QStringLiteral("import")); });
}

QWidget* HomePage::makeContent()
{
    auto* needs = new QVBoxLayout;
    needs->setSpacing(space::kSmall);
    needs->addWidget(makeLabel(tr("What needs you"), "heading"));
    m_needs->setSpacing(0);
    needs->addLayout(m_needs);
    needs->addStretch();
    auto* chart = new QVBoxLayout;
    chart->setSpacing(space::kSmall);
    chart->addWidget(m_chartTitle);
    chart->addWidget(m_chart);
    chart->addWidget(makeLabel(tr("Green yes, red no, grey missing"), "small"));
    chart->addStretch();
    m_chartCard = makeCard(chart);
    auto* top = new QHBoxLayout;
    top->setSpacing(space::kLarge);
    top->addWidget(makeCard(needs), 5);
    top->addWidget(m_chartCard, 4);
    auto* all = makeButton(tr("All photos"), ButtonKind::Usual, {}, ButtonSize::Small);
    connect(all, &QPushButton::clicked, this, [this] { Q_EMIT session().photosRequested({}); });
    auto* head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Latest events"), "heading"));
    head->addStretch();
    head->addWidget(all);
    m_events->setSpacing(space::kSmall);
    auto* events = new QVBoxLayout;
    events->setSpacing(space::kMedium);
    events->addLayout(head);
    events->addLayout(m_events);
    m_eventsCard = makeCard(events);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kMedium);
    column->addLayout(top);
    column->addWidget(m_eventsCard);
    column->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    return scroll;
}

void HomePage::refresh()
{
    setTitle(greeting());
    setSubtitle(QLocale().toString(QDate::currentDate(), QStringLiteral("dddd d MMMM yyyy")));
    m_import->setVisible(session().may(Right::Import));
    session().ask(
        this, [purposes = session().purposes()](Library& library) { return readHomeFacts(library, purposes); },
        [this](const HomeFacts& facts) { showFacts(facts); });
}

void HomePage::focusFirst()
{
    // Nothing is chosen yet: no ring on a button, and Tab starts at the first one.
    if (QWidget* before = window()->focusWidget()) {
        before->clearFocus();
    }
}

void HomePage::showFacts(const HomeFacts& facts)
{
    const bool isNew = facts.photos == 0 && facts.flags.value_or(0) == 0;
    m_empty->setButton(session().may(Right::Import) ? tr("Import from card") : QString());
    m_import->setVisible(session().may(Right::Import) && !isNew);
    m_stack->setCurrentIndex(isNew ? 1 : 0);
    showNeeds(facts);
    m_chartTitle->setText(tr("Consent for: %1").arg(facts.chartPurpose));
    m_chart->setShares(facts.shares);
    m_chartCard->setVisible(!facts.shares.isEmpty());
    showEvents(facts);
}

void HomePage::showNeeds(const HomeFacts& facts)
{
    clearLayout(*m_needs);
    if (const int count = facts.takedowns.value_or(0); count > 0) {
        addNeed(Mark::Stop, count, tr("publication(s) to take down after a withdrawal", nullptr, count), tr("Show"),
                [this] { goTo(QStringLiteral("published")); });
    }
    if (const int count = facts.flags.value_or(0); count > 0) {
        addNeed(Mark::Stop, count, tr("flagged photo(s) to decide about", nullptr, count), tr("Decide"),
                [this] { goTo(QStringLiteral("safeguarding")); });
    }
    if (const int count = facts.toReview.value_or(0); count > 0) {
        addNeed(Mark::Ask, count, tr("photo(s) wait for names and sign-off", nullptr, count), tr("Review"),
                [this] { goTo(QStringLiteral("review")); });
    }
    if (const int count = facts.secondChecks.value_or(0); count > 0) {
        addNeed(Mark::Ask, count, tr("photo(s) wait for a second pair of eyes", nullptr, count), tr("Check"),
                [this] { goTo(QStringLiteral("second-look")); });
    }
    if (const int count = facts.endingConsents.value_or(0); count > 0) {
        addNeed(Mark::Cover, count, tr("consent(s) end in the next 60 days", nullptr, count), tr("Show"),
                [this] { goTo(QStringLiteral("consent")); });
    }
    if (facts.people == 0 && session().may(Right::EditPeople)) {
        addNeed(Mark::Cover, 0, tr("Add the pupils, so that faces can be named"), tr("Add people"),
                [this] { goTo(QStringLiteral("people")); });
    }
    if (m_needs->count() == 0) {
        auto* row = new QHBoxLayout;
        row->setContentsMargins(0, space::kSmall, 0, space::kSmall);
        row->addWidget(new Chip(Mark::Ok, tr("Done")));
        row->addWidget(makeLabel(tr("Nothing waits for you."), "mute"), 1);
        m_needs->addLayout(row);
    }
}

void HomePage::addNeed(Mark mark, int count, const QString& text, const QString& buttonText,
                       const std::function<void()>& action)
{
    auto* button = makeButton(buttonText, ButtonKind::Usual, {}, ButtonSize::Small);
    button->setAccessibleName(QStringLiteral("%1: %2 %3").arg(buttonText).arg(count).arg(text));
    connect(button, &QPushButton::clicked, this, action);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 10, 0, 10);
    row->setSpacing(10);
    row->addWidget(new Chip(mark, count > 0 ? QLocale().toString(count) : tr("Next")));
    row->addWidget(makeLabel(text), 1);
    row->addWidget(button);
    if (m_needs->count() > 0) {
        m_needs->addWidget(makeRule());
    }
    m_needs->addLayout(row);
}

void HomePage::showEvents(const HomeFacts& facts)
{
    clearLayout(*m_events);
    m_eventsCard->setVisible(!facts.events.isEmpty());
    const QLocale locale;
    for (const EventTile& tile : facts.events) {
        const QString count = tr("%n photo(s)", nullptr, tile.event.photos);
        const QString line =
            tile.event.on ? tr("%1, %2").arg(locale.toString(*tile.event.on, QStringLiteral("d MMMM")), count) : count;
        auto* button = new EventButton(tile.event.name, line);
        m_events->addWidget(button, 1, Qt::AlignTop);
        connect(button, &QAbstractButton::clicked, this, [this, id = tile.event.id] {
            PhotoFilter filter;
            filter.event = id;
            Q_EMIT session().photosRequested(filter);
        });
        session().pictures().preview(tile.cover, button,
                                     [this, button, photo = tile.cover](const Result<QImage>& image) {
                                         if (image) {
                                             button->setImage(*image, session().pictures().focus(photo));
                                         }
                                     });
    }
    for (auto i = facts.events.size(); i < kTiles; ++i) {
        m_events->addStretch(1);
    }
}

void HomePage::goTo(const QString& page)
{
    Q_EMIT session().pageRequested(page);
}

void HomePage::forget()
{
    clearLayout(*m_needs);
    clearLayout(*m_events);
    m_chart->setShares({});
    m_later.stop();
}

} // namespace cloakroom::ui
