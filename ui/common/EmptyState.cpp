#include "ui/common/EmptyState.h"

#include "ui/common/Icons.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"

#include <QVBoxLayout>

namespace cloakroom::ui {

EmptyState::EmptyState(const QString& iconName, const QString& title, const QString& text, const QString& buttonText,
                       QWidget* parent)
    : QWidget(parent)
    , m_iconName(iconName)
    , m_icon(new QLabel)
    , m_title(makeLabel(title, "heading"))
    , m_text(makeParagraph(text, "mute"))
    , m_button(makeButton(buttonText, ButtonKind::Primary))
{
    m_text->setAlignment(Qt::AlignHCenter);
    m_text->setMinimumWidth(240);
    m_text->setMaximumWidth(440);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(space::kMedium);
    layout->addStretch(2);
    for (QWidget* widget : {static_cast<QWidget*>(m_icon), static_cast<QWidget*>(m_title)}) {
        layout->addWidget(widget, 0, Qt::AlignHCenter);
    }
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(m_text, 10);
    row->addStretch(1);
    layout->addLayout(row);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    m_button->setVisible(!buttonText.isEmpty());
    connect(m_button, &QPushButton::clicked, this, &EmptyState::pressed);
    connect(&Theme::current(), &Theme::changed, this, &EmptyState::showIcon);
    showIcon();
}

void EmptyState::setText(const QString& title, const QString& text)
{
    m_title->setText(title);
    m_text->setText(text);
}

void EmptyState::setButton(const QString& text)
{
    m_button->setText(text);
    m_button->setVisible(!text.isEmpty());
}

void EmptyState::showIcon()
{
    m_icon->setPixmap(iconPixmap(m_iconName, 48, inkColour(Ink::Mute), devicePixelRatioF()));
}

} // namespace cloakroom::ui
