#include "ui/publish/PublicationDetails.h"

#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/window/PictureLoader.h"
#include "ui/window/Session.h"

#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace cloakroom::ui {

namespace {

constexpr int kPictureWidth = 256;

/// All that the register says of it, a sentence a line.
QString factsOf(const PublicationDetails::Shown& shown)
{
    const RegisterEntry& entry = shown.entry;
    const QLocale locale;
    QStringList facts;
    facts.append(PublicationDetails::tr("Exported on %1 by %2 as %3.")
                     .arg(locale.toString(entry.exportedAt.toLocalTime(), QStringLiteral("d MMMM yyyy, HH:mm")),
                          entry.by, entry.file));
    if (!entry.link.isEmpty()) {
        facts.append(PublicationDetails::tr("Address: %1").arg(entry.link));
    }
    if (!entry.caption.isEmpty()) {
        facts.append(PublicationDetails::tr("Words beside it: %1").arg(entry.caption));
    }
    if (!entry.approvedBy.isEmpty()) {
        facts.append(PublicationDetails::tr("Approved by %1.").arg(entry.approvedBy));
    }
    if (entry.reviewOn) {
        facts.append(PublicationDetails::tr("Look at it again on %1.")
                         .arg(locale.toString(*entry.reviewOn, QStringLiteral("d MMMM yyyy"))));
    }
    facts.append(shown.people.isEmpty()
                     ? PublicationDetails::tr("Nobody by name is visible.")
                     : PublicationDetails::tr("Visible: %1.").arg(shown.people.join(PublicationDetails::tr(", "))));
    if (!entry.covered.isEmpty()) {
        facts.append(entry.covered.size() == 1
                         ? PublicationDetails::tr("One face is covered.")
                         : PublicationDetails::tr("%1 faces are covered.").arg(entry.covered.size()));
    }
    return facts.join(QLatin1Char('\n'));
}

} // namespace

PublicationDetails::PublicationDetails(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_body(new QWidget)
    , m_picture(new QLabel)
    , m_heading(makeParagraph({}, "heading"))
    , m_chip(new Chip(Mark::Ok))
    , m_reason(makeParagraph({}))
    , m_facts(makeParagraph({}, "mute"))
    , m_takenDown(makeButton(tr("It is taken down"), ButtonKind::Primary))
    , m_replace(makeButton(tr("Replace with a covered one")))
    , m_reviewed(makeButton(tr("Looked at it: it may stay")))
{
    m_picture->setAlignment(Qt::AlignCenter);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_takenDown->setObjectName(QStringLiteral("takenDown"));
    m_replace->setObjectName(QStringLiteral("replace"));
    m_reviewed->setObjectName(QStringLiteral("reviewed"));
    QPushButton* place = makeButton(tr("Set place and address"));
    place->setObjectName(QStringLiteral("setPlace"));
    QPushButton* proof = makeButton(tr("On whose consent?"));
    proof->setObjectName(QStringLiteral("proof"));
    proof->setToolTip(tr("What the ledger of consents said when this was published, as a page to print"));
    auto* layout = new QVBoxLayout(m_body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    for (QWidget* part :
         {static_cast<QWidget*>(m_picture), static_cast<QWidget*>(m_heading), static_cast<QWidget*>(m_chip),
          static_cast<QWidget*>(m_reason), static_cast<QWidget*>(m_facts)}) {
        layout->addWidget(part);
    }
    layout->addSpacing(space::kSmall);
    for (QPushButton* button : {m_takenDown, m_replace, m_reviewed, place, proof}) {
        layout->addWidget(button);
    }
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(space::kLarge, space::kLarge, space::kLarge, space::kLarge);
    outer->addWidget(m_body);
    outer->addStretch();
    m_body->hide();
    connect(m_takenDown, &QPushButton::clicked, this, &PublicationDetails::takenDown);
    connect(m_replace, &QPushButton::clicked, this, &PublicationDetails::replaceAsked);
    connect(m_reviewed, &QPushButton::clicked, this, &PublicationDetails::reviewed);
    connect(place, &QPushButton::clicked, this, &PublicationDetails::placeAsked);
    connect(proof, &QPushButton::clicked, this, &PublicationDetails::proofAsked);
    connect(&session.pictures(), &PictureLoader::loaded, this, [this](PhotoId photo) {
        if (photo == m_photo) {
            showPicture();
        }
    });
}

void PublicationDetails::clear()
{
    m_photo = {};
    m_picture->clear();
    m_heading->clear();
    m_reason->clear();
    m_facts->clear();
    m_body->hide();
}

void PublicationDetails::showEntry(const Shown& shown)
{
    const RegisterEntry& entry = shown.entry;
    m_photo = entry.photo;
    showPicture();
    m_heading->setText(entry.place.isEmpty() ? shown.purpose : entry.place);
    m_chip->setMark(shown.mark, shown.status);
    m_reason->setText(entry.reason);
    m_reason->setVisible(!entry.reason.isEmpty());
    m_facts->setText(factsOf(shown));
    m_takenDown->setText(entry.status == RegisterStatus::Replaced ? tr("The old picture is gone")
                                                                  : tr("It is taken down"));
    m_takenDown->setVisible(!entry.isGone);
    m_replace->setVisible(entry.status == RegisterStatus::Takedown);
    m_reviewed->setVisible(shown.isToReview);
    m_body->show();
}

void PublicationDetails::showPicture()
{
    const QImage image = m_session.pictures().thumbnail(m_photo);
    m_picture->setPixmap(
        QPixmap::fromImage(image.isNull() ? QImage() : image.scaledToWidth(kPictureWidth, Qt::SmoothTransformation)));
}

} // namespace cloakroom::ui
