#include "ui/common/Widgets.h"

#include "ui/common/Icons.h"
#include "ui/common/Theme.h"

#include <QBoxLayout>
#include <QStyle>
#include <QVariant>

namespace cloakroom::ui {

namespace {

QString kindKey(ButtonKind kind)
{
    switch (kind) {
    case ButtonKind::Usual:
        return {};
    case ButtonKind::Primary:
        return QStringLiteral("primary");
    case ButtonKind::Danger:
        return QStringLiteral("danger");
    case ButtonKind::Quiet:
        return QStringLiteral("quiet");
    case ButtonKind::Link:
        return QStringLiteral("link");
    }
    return {};
}

Ink inkOf(ButtonKind kind)
{
    switch (kind) {
    case ButtonKind::Primary:
        return Ink::OnAccent;
    case ButtonKind::Danger:
        return Ink::Stop;
    case ButtonKind::Link:
        return Ink::Accent;
    case ButtonKind::Usual:
    case ButtonKind::Quiet:
        break;
    }
    return Ink::Text;
}

} // namespace

QPushButton* makeButton(const QString& text, ButtonKind kind, const QString& iconName, ButtonSize size)
{
    auto* button = new QPushButton(text);
    button->setProperty("kind", kindKey(kind));
    button->setAutoDefault(false);
    if (size == ButtonSize::Small) {
        button->setProperty("compact", true);
    }
    if (!iconName.isEmpty()) {
        button->setIcon(icon(iconName, inkOf(kind)));
        button->setIconSize({20, 16});
    }
    return button;
}

QToolButton* makeIconButton(const QString& iconName, const QString& name)
{
    auto* button = new QToolButton;
    button->setIcon(icon(iconName));
    button->setIconSize({16, 16});
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

QLabel* makeLabel(const QString& text, const char* role)
{
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("role", QString::fromLatin1(role));
    return label;
}

QLabel* makeParagraph(const QString& text, const char* role)
{
    QLabel* label = makeLabel(text, role);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    return label;
}

QFrame* makeCard(QBoxLayout* content)
{
    auto* card = new QFrame;
    card->setProperty("card", true);
    content->setContentsMargins(space::kLarge, space::kLarge, space::kLarge, space::kLarge);
    card->setLayout(content);
    return card;
}

QFrame* makeRule()
{
    auto* rule = new QFrame;
    rule->setProperty("rule", true);
    rule->setFixedHeight(1);
    return rule;
}

void clearLayout(QLayout& layout)
{
    while (QLayoutItem* item = layout.takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        if (QLayout* inner = item->layout()) {
            clearLayout(*inner);
        }
        delete item;
    }
}

void setStyleProperty(QWidget& widget, const char* name, const QVariant& value)
{
    widget.setProperty(name, value);
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
    widget.update();
}

} // namespace cloakroom::ui
