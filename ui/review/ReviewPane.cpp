#include "ui/review/ReviewPane.h"

#include "ui/common/Chip.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/review/FaceList.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace cloakroom::ui {

namespace {

bool waitsForSignOff(const Clearance& clearance)
{
    return std::all_of(clearance.reasons.cbegin(), clearance.reasons.cend(), [](const Reason& reason) {
        switch (reason.rule) {
        case Rule::Video:
        case Rule::Deleted:
        case Rule::Flagged:
        case Rule::Restricted:
        case Rule::Expired:
        case Rule::PurposeNotActive:
        case Rule::ProtectedPerson:
        case Rule::NeverCover:
        case Rule::NotReleased:
            return false;
        default:
            return true;
        }
    });
}

} // namespace

ReviewPane::ReviewPane(QWidget* parent)
    : QWidget(parent)
    , m_count(makeLabel({}, "small"))
    , m_useFor(new QComboBox)
    , m_chip(new Chip(Mark::Ask))
    , m_why(makeParagraph({}, "small"))
    , m_faces(new FaceList)
    , m_rest(makeButton(tr("The &rest are not ours"), ButtonKind::Usual, {}, ButtonSize::Small))
    , m_wall(makeButton(tr("Face &wall"), ButtonKind::Usual, {}, ButtonSize::Small))
    , m_card(new SignOffCard)
{
    m_useFor->setProperty("compact", true);
    m_useFor->setAccessibleName(tr("Use for"));
    m_useFor->setToolTip(tr("What the colours of the boxes are shown for"));
    m_rest->setToolTip(tr("Everybody without a name is somebody who is not on our lists, and always covered"));
    auto* heading = new QHBoxLayout;
    heading->addWidget(makeLabel(tr("Who is here?"), "heading"));
    heading->addStretch();
    heading->addWidget(m_count);
    auto* useFor = new QHBoxLayout;
    useFor->setSpacing(space::kSmall);
    useFor->addWidget(makeLabel(tr("Use for"), "mute"));
    useFor->addWidget(m_useFor, 1);
    useFor->addWidget(m_chip);
    auto* restRow = new QHBoxLayout;
    restRow->addWidget(m_rest);
    restRow->addStretch();
    restRow->addWidget(m_wall);
    m_wall->setToolTip(tr("All faces of this event side by side: name many at once"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kLarge, space::kLarge, space::kLarge, space::kLarge);
    layout->setSpacing(space::kSmall);
    layout->addLayout(heading);
    layout->addLayout(useFor);
    layout->addWidget(m_why);
    layout->addWidget(m_faces, 1);
    layout->addLayout(restRow);
    layout->addWidget(m_card);
    connect(m_rest, &QPushButton::clicked, this, &ReviewPane::restPressed);
    connect(m_wall, &QPushButton::clicked, this, &ReviewPane::wallPressed);
    connect(m_useFor, &QComboBox::activated, this,
            [this] { Q_EMIT purposeChosen(PurposeId{m_useFor->currentData().toLongLong()}); });
}

void ReviewPane::setPurposes(const QList<Purpose>& purposes, PurposeId chosen)
{
    const QSignalBlocker blocker(m_useFor);
    m_useFor->clear();
    for (const Purpose& purpose : purposes) {
        m_useFor->addItem(purpose.name, purpose.id.value);
    }
    m_useFor->setCurrentIndex(m_useFor->findData(chosen.value));
}

void ReviewPane::showClearance(const ReviewPhoto& photo)
{
    m_chip->setVisible(photo.clearance.has_value());
    m_why->clear();
    if (!photo.clearance) {
        return;
    }
    const Clearance& clearance = *photo.clearance;
    const auto open = std::count_if(photo.faces.cbegin(), photo.faces.cend(),
                                    [](const Face& face) { return face.state == FaceState::Unreviewed; });
    if (clearance.outcome == Outcome::Clear) {
        m_chip->setMark(Mark::Ok);
    } else if (clearance.outcome == Outcome::ClearIfCovered) {
        m_chip->setMark(Mark::Cover, tr("%n to cover", nullptr, clearance.coverCount()));
    } else if (waitsForSignOff(clearance)) {
        m_chip->setMark(Mark::Ask, open > 0 ? tr("%n to name", nullptr, int(open)) : tr("To sign off"));
    } else {
        m_chip->setMark(Mark::Stop);
        m_why->setText(clearance.reasons.isEmpty() ? QString() : clearance.reasons.first().text);
    }
    m_why->setVisible(!m_why->text().isEmpty());
}

void ReviewPane::setPhoto(const ReviewPhoto& photo, const LikelyPeople& people, const Purpose& purpose,
                          const SignOffCard::Rights& rights)
{
    const int count = int(photo.faces.size());
    m_count->setText(count == 1 ? tr("1 face") : tr("%1 faces").arg(count));
    const bool hasOpen = std::any_of(photo.faces.cbegin(), photo.faces.cend(),
                                     [](const Face& face) { return face.state == FaceState::Unreviewed; });
    m_rest->setVisible(rights.mayNameFaces && hasOpen);
    m_wall->setVisible(rights.mayNameFaces && photo.details.event.isValid());
    showClearance(photo);
    m_faces->setPhoto(photo, people);
    m_card->setPhoto(photo, purpose, rights);
}

} // namespace cloakroom::ui
