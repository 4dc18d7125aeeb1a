#include "ui/window/TopBar.h"

#include "ui/common/Icons.h"
#include "ui/common/RoleNames.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/window/Session.h"

#include <QAction>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>

namespace cloakroom::ui {

namespace {

constexpr int kHeight = 48;
constexpr auto kAppearanceSetting = "window/appearance";

QLabel* makeBrand()
{
    auto* brand = new QLabel;
    brand->setFont(Theme::font(type::kHeading, QFont::DemiBold));
    const auto show = [brand] {
        brand->setText(
            QStringLiteral("<span style='color:%1'>Cloak</span>room").arg(Theme::current().colours().accent.name()));
    };
    QObject::connect(&Theme::current(), &Theme::changed, brand, show);
    show();
    brand->setFixedWidth(160);
    return brand;
}

QLineEdit* makeSearch()
{
    auto* search = new QLineEdit;
    search->setPlaceholderText(TopBar::tr("Search people, events, tags, dates"));
    search->setAccessibleName(TopBar::tr("Search"));
    search->setClearButtonEnabled(true);
    search->addAction(icon(QStringLiteral("search"), Ink::Mute), QLineEdit::LeadingPosition);
    search->setMaximumWidth(488);
    search->setMinimumWidth(200);
    search->setToolTip(TopBar::tr("Search (Ctrl+F)"));
    return search;
}

} // namespace

TopBar::TopBar(Session& session, QWidget* parent)
    : QFrame(parent)
    , m_session(session)
    , m_search(makeSearch())
    , m_school(makeLabel({}, "mute"))
    , m_user(makeLabel({}, "mute"))
    , m_appearance(makeIconButton(QStringLiteral("sun"), tr("Light or dark")))
{
    setObjectName(QStringLiteral("topBar"));
    setFixedHeight(kHeight);
    auto* help = makeIconButton(QStringLiteral("help"), tr("Keyboard shortcuts (F1)"));
    auto* lock = makeButton(tr("Lock"), ButtonKind::Usual, QStringLiteral("lock"), ButtonSize::Small);
    lock->setToolTip(tr("Lock the library (Ctrl+L)"));
    for (QToolButton* button : {m_appearance, help}) {
        button->setProperty("compact", true);
        button->setProperty("kind", QStringLiteral("quiet"));
    }
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::kLarge, 0, space::kLarge, 0);
    layout->setSpacing(space::kLarge);
    layout->addWidget(makeBrand());
    layout->addWidget(m_search, 4);
    layout->addStretch(1);
    layout->addWidget(m_school);
    layout->addWidget(m_user);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::kTiny);
    buttons->addWidget(m_appearance);
    buttons->addWidget(help);
    buttons->addSpacing(space::kTiny);
    buttons->addWidget(lock);
    layout->addLayout(buttons);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { Q_EMIT searched(m_search->text()); });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty()) {
            Q_EMIT searched(text);
        }
    });
    connect(help, &QToolButton::clicked, this, &TopBar::helpRequested);
    connect(lock, &QPushButton::clicked, &m_session, &Session::lock);
    connect(&Theme::current(), &Theme::changed, this, &TopBar::showAppearance);
    connect(m_appearance, &QToolButton::clicked, this, [] {
        const bool isDark = Theme::current().isDark();
        Theme::current().setMode(isDark ? Theme::Mode::Light : Theme::Mode::Dark);
        QSettings().setValue(QLatin1String(kAppearanceSetting),
                             isDark ? QStringLiteral("light") : QStringLiteral("dark"));
    });
    showAppearance();
}

void TopBar::refresh()
{
    m_school->setText(m_session.schoolName());
    m_user->setText(m_session.isOpen() ? tr("%1, %2").arg(m_session.user().name, roleName(m_session.role()))
                                       : QString());
}

void TopBar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void TopBar::setSearch(const QString& text)
{
    if (text == m_search->text().trimmed()) {
        return;
    }
    const QSignalBlocker blocker(m_search);
    m_search->setText(text);
}

void TopBar::showAppearance()
{
    const bool isDark = Theme::current().isDark();
    m_appearance->setIcon(icon(isDark ? QStringLiteral("sun") : QStringLiteral("moon")));
    const QString text = isDark ? tr("Change to light") : tr("Change to dark");
    m_appearance->setToolTip(text);
    m_appearance->setAccessibleName(text);
}

} // namespace cloakroom::ui
