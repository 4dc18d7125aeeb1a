#include "ui/common/Page.h"

#include "ui/common/Message.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace cloakroom::ui {

Page::Page(Session& session, const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_outer(new QHBoxLayout(this))
    , m_titleRow(new QWidget)
    , m_title(makeLabel(title, "title"))
    , m_subtitle(makeLabel({}, "mute"))
    , m_actions(new QHBoxLayout)
    , m_message(new Message)
    , m_body(new QVBoxLayout)
{
    setFocusPolicy(Qt::NoFocus);
    auto* row = new QHBoxLayout(m_titleRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::kMedium);
    row->addWidget(m_title);
    row->addWidget(m_subtitle);
    row->addStretch(1);
    row->addLayout(m_actions);
    m_titleRow->setMinimumHeight(34);
    m_actions->setSpacing(space::kSmall);
    m_subtitle->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->setStretch(1, 1);
    row->setStretch(2, 0);
    m_body->setContentsMargins(20, space::kLarge, 20, space::kLarge);
    m_body->setSpacing(space::kMedium);
    m_body->addWidget(m_titleRow);
    m_body->addWidget(m_message);
    m_outer->setContentsMargins(0, 0, 0, 0);
    m_outer->setSpacing(0);
    m_outer->addLayout(m_body, 1);
    setAccessibleName(title);
}

QString Page::title() const
{
    return m_title->text();
}

void Page::addAction(QWidget* widget)
{
    m_actions->addWidget(widget);
}

void Page::setTitle(const QString& title)
{
    m_title->setText(title);
}

void Page::setSubtitle(const QString& text)
{
    m_subtitle->setText(text);
    m_subtitle->setToolTip(text);
}

void Page::makeBare()
{
    m_titleRow->hide();
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->setSpacing(0);
}

void Page::setDetails(QWidget* details, int width)
{
    auto* pane = new QFrame;
    pane->setObjectName(QStringLiteral("detailsPane"));
    pane->setFixedWidth(width);
    auto* layout = new QVBoxLayout(pane);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(details);
    m_outer->addWidget(pane);
}

void Page::showError(const Error& error)
{
    m_message->showError(error);
}

} // namespace cloakroom::ui
