#include "ui/common/Message.h"

#include "ui/common/Icons.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"

#include <QAccessible>
#include <QHBoxLayout>

namespace cloakroom::ui {

namespace {

struct Look {
    QString icon;
    QString tint;
    Ink ink;
};

Look lookOf(Message::Kind kind)
{
    switch (kind) {
    case Message::Kind::Info:
        return {QStringLiteral("info"), QStringLiteral("cover"), Ink::Cover};
    case Message::Kind::Success:
        return {QStringLiteral("ok"), QStringLiteral("ok"), Ink::Ok};
    case Message::Kind::Warning:
        return {QStringLiteral("warning"), QStringLiteral("ask"), Ink::Ask};
    case Message::Kind::Error:
        break;
    }
    return {QStringLiteral("stop"), QStringLiteral("stop"), Ink::Stop};
}

} // namespace

Message::Message(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel)
    , m_text(makeParagraph({}))
    , m_action(makeButton({}, ButtonKind::Usual, {}, ButtonSize::Small))
{
    setProperty("card", true);
    m_action->hide();
    auto* close = makeIconButton(QStringLiteral("close"), tr("Close this message"));
    close->setProperty("kind", QStringLiteral("quiet"));
    close->setProperty("compact", true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::kMedium, space::kSmall, space::kSmall, space::kSmall);
    layout->setSpacing(space::kSmall);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1, Qt::AlignVCenter);
    layout->addWidget(m_action, 0, Qt::AlignTop);
    layout->addWidget(close, 0, Qt::AlignTop);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_action, &QPushButton::clicked, this, &Message::actionPressed);
    connect(&Theme::current(), &Theme::changed, this, &Message::showLook);
    hide();
}

void Message::say(Kind kind, const QString& text, const QString& actionText)
{
    m_kind = kind;
    m_text->setText(text);
    m_action->setText(actionText);
    m_action->setVisible(!actionText.isEmpty());
    showLook();
    setAccessibleName(text);
    setVisible(true);
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

QString Message::text() const
{
    return m_text->text();
}

void Message::showLook()
{
    const Look look = lookOf(m_kind);
    setStyleProperty(*this, "tint", look.tint);
    m_icon->setPixmap(iconPixmap(look.icon, 20, inkColour(look.ink), devicePixelRatioF()));
    m_icon->setFixedSize(20, 24);
}

} // namespace cloakroom::ui
