#include "ui/window/PageButton.h"

#include "ui/common/Icons.h"
#include "ui/common/Widgets.h"

#include <QHBoxLayout>
#include <QLocale>

namespace cloakroom::ui {

PageButton::PageButton(const QString& iconName, const QString& text, QWidget* parent)
    : QPushButton(ui::icon(iconName), QLatin1Char(' ') + text, parent)
    , m_count(makeLabel({}, "count"))
    , m_name(text)
{
    setProperty("kind", QStringLiteral("page"));
    setCheckable(true);
    setAutoExclusive(true);
    setIconSize({18, 18});
    setAccessibleName(text);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 8, 0);
    layout->addStretch();
    layout->addWidget(m_count, 0, Qt::AlignVCenter);
    m_count->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_count->hide();
}

void PageButton::setCount(int count)
{
    m_count->setText(QLocale().toString(count));
    m_count->setVisible(count > 0);
    setAccessibleName(count > 0 ? tr("%1, %n waiting", nullptr, count).arg(m_name) : m_name);
}

} // namespace cloakroom::ui
