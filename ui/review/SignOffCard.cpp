#include "ui/review/SignOffCard.h"

#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace cloakroom::ui {

SignOffCard::SignOffCard(QWidget* parent)
    : QFrame(parent)
    , m_title(makeParagraph({}, "strong"))
    , m_text(makeParagraph({}, "small"))
    , m_main(makeButton({}, ButtonKind::Primary))
    , m_later(makeButton(tr("Later")))
{
    setProperty("card", true);
    m_main->setObjectName(QStringLiteral("signOff"));
    m_later->setToolTip(tr("Go on to the next photo without signing this one off"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::kSmall);
    buttons->addWidget(m_main);
    buttons->addWidget(m_later);
    buttons->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kMedium, space::kMedium, space::kMedium, space::kMedium);
    layout->setSpacing(2);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addSpacing(space::kSmall);
    layout->addLayout(buttons);
    connect(m_main, &QPushButton::clicked, this, &SignOffCard::press);
    connect(m_later, &QPushButton::clicked, this, &SignOffCard::nextPressed);
}

void SignOffCard::show(Step step, const QString& title, const QString& text)
{
    m_step = step;
    m_title->setText(title);
    m_text->setText(text);
    switch (step) {
    case Step::Search:
        m_main->setText(tr("Search for faces"));
        break;
    case Step::SignOff:
        m_main->setText(tr("Yes, sign off   Enter"));
        break;
    case Step::Check:
        m_main->setText(tr("Fit to publish   Enter"));
        break;
    case Step::Next:
        m_main->setText(tr("Next photo   Enter"));
        break;
    }
    m_later->setVisible(step != Step::Next);
}

void SignOffCard::showSignedOff(const ReviewPhoto& photo, const Purpose& purpose, const Rights& rights)
{
    const SignOff faces = *photo.signOff(SignOffKind::Faces);
    const QString who = tr("Signed off by %1, %2.")
                            .arg(faces.byName, QLocale().toString(faces.at.toLocalTime().date(), QLocale::LongFormat));
    const QString next = tr("Any change to the faces asks again.");
    const bool wantsCheck = purpose.secondCheck && !photo.isFitToPublish(purpose.id);
    if (wantsCheck && rights.mayCheck && faces.by != rights.user) {
        show(Step::Check, tr("Is this photo fit to publish?"),
             tr("%1 Look at it once more for: %2.").arg(who, purpose.name));
    } else if (wantsCheck) {
        show(Step::Next, tr("Every face is marked."),
             tr("%1 For %2 somebody else has to check it as well.").arg(who, purpose.name));
    } else {
        show(Step::Next, tr("Every face is marked."), who + QLatin1Char(' ') + next);
    }
}

void SignOffCard::setPhoto(const ReviewPhoto& photo, const Purpose& purpose, const Rights& rights)
{
    const bool isVideo = photo.details.summary.kind == PhotoKind::Video;
    if (photo.isSignedOff()) {
        showSignedOff(photo, purpose, rights);
    } else if (!rights.mayNameFaces || isVideo) {
        show(Step::Next, isVideo ? tr("This is a video.") : tr("Not signed off yet."),
             isVideo ? tr("Videos cannot be covered yet, so they stay in.")
                     : tr("Somebody who may name faces has to say that every face is marked."));
    } else if (!photo.details.facesSearched) {
        show(Step::Search, tr("This photo has not been searched for faces."),
             tr("That comes first, so that nobody is overlooked."));
    } else {
        const int count = int(photo.faces.size());
        const QString title = count == 0 ? tr("I see no face. Is that right?")
            : count == 1                 ? tr("I count one face. Is that everyone?")
                                         : tr("I count %1 faces. Is that everyone?").arg(count);
        show(Step::SignOff, title, tr("Look at edges, mirrors, posters and the back row."));
    }
}

void SignOffCard::focusButton()
{
    m_main->setFocus(Qt::TabFocusReason);
}

void SignOffCard::press()
{
    switch (m_step) {
    case Step::Search:
        Q_EMIT searchPressed();
        break;
    case Step::SignOff:
        Q_EMIT signOffPressed();
        break;
    case Step::Check:
        Q_EMIT fitPressed();
        break;
    case Step::Next:
        Q_EMIT nextPressed();
        break;
    }
}

} // namespace cloakroom::ui
