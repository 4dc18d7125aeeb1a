#include "ui/common/FormDialog.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QShowEvent>
#include <QStyle>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace cloakroom::ui {

namespace {

constexpr int kMargin = 20;
constexpr int kGap = 16;

} // namespace

FormDialog::FormDialog(const QString& title, const QString& action, QWidget* parent)
    : QDialog(parent)
    , m_layout(new QVBoxLayout(this))
    , m_wide(new QVBoxLayout)
    , m_introduction(new QLabel)
    , m_form(new QFormLayout)
    , m_error(new QLabel)
    , m_action(new QPushButton(action))
    , m_cancel(new QPushButton(tr("Cancel")))
    , m_body(new QWidget)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    setMinimumWidth(460);
    m_introduction->setObjectName(QStringLiteral("formIntroduction"));
    m_introduction->setWordWrap(true);
    m_introduction->hide();
    m_error->setWordWrap(true);
    m_error->setObjectName(QStringLiteral("formError"));
    m_error->setProperty("role", QStringLiteral("error"));
    m_error->hide();
    m_form->setSpacing(12);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);

    auto* body = new QVBoxLayout(m_body);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(kGap);
    body->addWidget(m_introduction);
    body->addLayout(m_form);
    body->addLayout(m_wide, 1);
    m_wide->setSpacing(8);

    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_action);
    m_layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    m_layout->setSpacing(kGap);
    m_layout->addWidget(m_body, 1);
    m_layout->addWidget(m_error);
    m_layout->addLayout(buttons);

    m_action->setObjectName(QStringLiteral("formAction"));
    m_action->setProperty("kind", QStringLiteral("primary"));
    m_action->setDefault(true);
    m_cancel->setAutoDefault(false);
    connect(m_action, &QPushButton::clicked, this, [this] {
        m_error->hide();
        Q_EMIT submitted();
    });
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void FormDialog::setIntroduction(const QString& text)
{
    m_introduction->setText(text);
    m_introduction->setVisible(!text.isEmpty());
}

void FormDialog::addWide(QWidget* widget, int stretch)
{
    m_wide->addWidget(widget, stretch);
}

void FormDialog::setActionText(const QString& text)
{
    m_action->setText(text);
}

void FormDialog::setActionEnabled(bool isEnabled)
{
    m_isActionEnabled = isEnabled;
    updateAction();
}

void FormDialog::setDestructive()
{
    m_action->setProperty("kind", QStringLiteral("danger"));
    m_action->setDefault(false);
    m_action->setAutoDefault(false);
    m_cancel->setDefault(true);
    m_action->style()->unpolish(m_action);
    m_action->style()->polish(m_action);
}

void FormDialog::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    m_body->setEnabled(!isBusy);
    updateAction();
}

void FormDialog::updateAction()
{
    m_action->setEnabled(m_isActionEnabled && !m_isBusy);
}

QList<QWidget*> FormDialog::fields() const
{
    QList<QWidget*> fields;
    for (QWidget* next = m_body->nextInFocusChain(); next != m_body; next = next->nextInFocusChain()) {
        if (m_body->isAncestorOf(next) && (next->focusPolicy() & Qt::TabFocus) != 0 && !next->focusProxy()) {
            fields.append(next);
        }
    }
    return fields;
}

void FormDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    const QList<QWidget*> inOrder = fields();
    if (event->spontaneous() || inOrder.isEmpty()) {
        return;
    }
    setTabOrder(inOrder.last(), m_cancel);
    setTabOrder(m_cancel, m_action);
    const auto isReady = [](const QWidget* field) { return field->isVisible() && field->isEnabled(); };
    const auto first = std::find_if(inOrder.cbegin(), inOrder.cend(), isReady);
    const bool isElsewhere = focusWidget() && focusWidget() != m_cancel && focusWidget() != m_action;
    if (first != inOrder.cend() && !isElsewhere) {
        (*first)->setFocus(Qt::TabFocusReason);
    }
}

void FormDialog::fit()
{
    // Once every layout within has heard of what came and went, each from the one below it.
    QTimer::singleShot(0, this, &FormDialog::fitNow);
}

void FormDialog::fitNow()
{
    // adjustSize() takes no more than two thirds of a small screen, and cuts what it holds then.
    resize(width(), m_layout->totalHeightForWidth(width()));
    const QRect free = screen()->availableGeometry();
    const int below = frameGeometry().bottom() - free.bottom();
    if (below > 0) {
        move(x(), std::max(free.top(), y() - below));
    }
}

void FormDialog::showError(const QString& sentence)
{
    setBusy(false);
    m_error->setText(sentence);
    m_error->show();
    m_error->setAccessibleName(sentence);
}

} // namespace cloakroom::ui
