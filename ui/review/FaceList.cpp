#include "ui/review/FaceList.h"

#include "core/faces/MarkedFaces.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/review/FaceCrop.h"
#include "ui/review/NameChoices.h"
#include "ui/review/NameField.h"
#include "ui/review/SuggestionButtons.h"

#include <QHBoxLayout>
#include <QHash>
#include <QLabel>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace cloakroom::ui {

namespace {

constexpr int kCropEdge = 40;
} // namespace

FaceRow::FaceRow(const Face& face, NameChoices& choices, QWidget* parent)
    : QFrame(parent)
    , m_face(face)
    , m_number(makeLabel({}, "strong"))
    , m_picture(new QLabel)
    , m_field(new NameField(choices))
    , m_warning(makeLabel({}, "small"))
    , m_buttons(new QWidget)
    , m_right(new QVBoxLayout)
{
    setObjectName(QStringLiteral("faceRow"));
    m_number->setFixedSize(18, kCropEdge);
    m_picture->setFixedSize(kCropEdge, kCropEdge);
    m_field->setProperty("compact", true);
    m_warning->setWordWrap(true);
    m_warning->hide();

    connect(m_field, &NameField::focused, this, &FaceRow::activated);
    m_buttons->hide();

    m_right->setSpacing(6);
    m_right->addWidget(m_field);
    m_right->addWidget(m_warning);
    m_right->addWidget(m_buttons);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->setSpacing(10);
    layout->addWidget(m_number, 0, Qt::AlignTop);
    layout->addWidget(m_picture, 0, Qt::AlignTop);
    layout->addLayout(m_right, 1);
}

// Made when they are first needed: a photo of sixty faces needs one pair at a time.
void FaceRow::makeButtons()
{
    auto* notOurs = makeButton(tr("Not &ours"), ButtonKind::Usual, {}, ButtonSize::Small);
    auto* notAFace = makeButton(tr("Not a &face"), ButtonKind::Usual, {}, ButtonSize::Small);
    notOurs->setToolTip(tr("Somebody who is not on our lists. Always covered."));
    notAFace->setToolTip(tr("There is no face here."));
    connect(notOurs, &QPushButton::clicked, this, &FaceRow::notOursPressed);
    connect(notAFace, &QPushButton::clicked, this, &FaceRow::notAFacePressed);
    auto* buttons = new QHBoxLayout(m_buttons);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(6);
    buttons->addWidget(notOurs);
    buttons->addWidget(notAFace);
    buttons->addStretch();
}

// Most photos suggest nobody.
void FaceRow::makeSuggestions()
{
    m_suggestions = new SuggestionButtons;
    m_right->insertWidget(1, m_suggestions);
    connect(m_suggestions, &SuggestionButtons::taken, this, &FaceRow::suggestionTaken);
    connect(m_suggestions, &SuggestionButtons::declined, this, &FaceRow::suggestionDeclined);
    connect(m_suggestions, &SuggestionButtons::quietWanted, this, &FaceRow::quietWanted);
    connect(m_field, &NameField::firstSuggestionWanted, this, [this] {
        if (m_suggestions->isVisibleTo(this) && !m_suggestions->suggestions().isEmpty()) {
            Q_EMIT suggestionTaken(m_suggestions->suggestions().first());
        }
    });
}

void FaceRow::setSuggestions(const QList<NameSuggestion>& suggestions, bool isQuiet)
{
    const QList<NameSuggestion> shown = m_isEditable ? suggestions : QList<NameSuggestion>();
    const bool isOffered = isQuiet && m_isEditable && m_face.state == FaceState::Unreviewed;
    if (!m_suggestions && shown.isEmpty() && !isOffered) {
        return;
    }
    if (!m_suggestions) {
        makeSuggestions();
    }
    m_suggestions->setSuggestions(shown, isOffered, m_shownNumber);
}

void FaceRow::setFace(int number, const Face& face)
{
    m_face = face;
    m_shownNumber = number;
    m_number->setText(QString::number(number));
    m_field->setAccessibleName(tr("Who is face %1?").arg(number));
}

void FaceRow::setPicture(const QImage& picture, QSize original)
{
    if (m_shownPicture == picture.cacheKey() && m_shownRect == m_face.rect) {
        return;
    }
    m_shownPicture = picture.cacheKey();
    m_shownRect = m_face.rect;
    m_picture->setPixmap(cropOf(picture, original, m_face.rect, kCropEdge, devicePixelRatioF()));
}

void FaceRow::setName(const QString& text, CanvasMark mark)
{
    m_field->setSettledText(text);
    const QString state = mark == CanvasMark::Shown ? tr("May be shown.")
        : mark == CanvasMark::Covered               ? tr("Will be covered.")
                                                    : tr("Nobody has said who this is. Will be covered.");
    m_field->setToolTip(state);
    m_field->setAccessibleDescription(state);
}

void FaceRow::setWarning(const QString& text)
{
    m_warning->setText(text);
    m_warning->setVisible(!text.isEmpty());
}

void FaceRow::setCurrent(bool isCurrent)
{
    if (isCurrent && m_isEditable && !m_buttons->layout()) {
        makeButtons();
    }
    if (property("current").toBool() != isCurrent) {
        setStyleProperty(*this, "current", isCurrent);
    }
    m_buttons->setVisible(isCurrent && m_isEditable);
    if (m_suggestions) {
        m_suggestions->setOpen(isCurrent);
        m_suggestions->chainTabs(m_field);
    }
}

void FaceRow::setEditable(bool isEditable)
{
    m_isEditable = isEditable;
    m_field->setReadOnly(!isEditable);
}

void FaceRow::mousePressEvent(QMouseEvent*)
{
    m_field->setFocus(Qt::MouseFocusReason);
    Q_EMIT activated();
}

FaceList::FaceList(QWidget* parent)
    : QScrollArea(parent)
    , m_choices(new NameChoices(this))
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    auto* content = new QWidget;
    m_layout = new QVBoxLayout(content);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(6);
    m_layout->addStretch();
    setWidget(content);
}

FaceRow* FaceList::makeRow(const Face& face)
{
    auto* row = new FaceRow(face, *m_choices);
    connect(row, &FaceRow::activated, this, [this, row] {
        if (m_current != row->face().id) {
            setCurrent(row->face().id);
            Q_EMIT faceSelected(row->face().id);
        }
    });
    connect(row, &FaceRow::notOursPressed, this, [this, row] { Q_EMIT notOurs(row->face()); });
    connect(row, &FaceRow::notAFacePressed, this, [this, row] { Q_EMIT notAFace(row->face()); });
    connect(row, &FaceRow::suggestionTaken, this, [this, row](const NameSuggestion& one) { take(*row, one); });
    connect(row, &FaceRow::suggestionDeclined, this, [this, row](const NameSuggestion& one) {
        row->field()->setFocus(Qt::OtherFocusReason); // its button goes
        Q_EMIT suggestionDeclined(row->face(), one);
    });
    connect(row, &FaceRow::quietWanted, this, [this, row](bool isQuiet) {
        row->field()->setFocus(Qt::OtherFocusReason); // its button goes
        Q_EMIT quietWanted(row->face(), isQuiet);
    });
    connectField(row);
    return row;
}

void FaceList::take(FaceRow& row, const NameSuggestion& suggestion)
{
    if (suggestion.person.isValid()) {
        Q_EMIT personChosen(row.face(), suggestion.person);
        return;
    }
    row.field()->setFocus(Qt::OtherFocusReason);
    row.field()->enterName(suggestion.name);
}

void FaceList::connectField(FaceRow* row)
{
    NameField* field = row->field();
    connect(field, &NameField::personChosen, this,
            [this, row](PersonId person) { Q_EMIT personChosen(row->face(), person); });
    connect(field, &NameField::unknownEntered, this,
            [this, row](const QString& name) { Q_EMIT unknownEntered(row->face(), name); });
    connect(field, &NameField::cleared, this, [this, row] { Q_EMIT nameCleared(row->face()); });
    connect(field, &NameField::passed, this, [this, row] { Q_EMIT passed(row->face().id); });
}

void FaceList::arrangeRows(const QList<Face>& faces)
{
    // A row stays the row of its face: somebody may be typing into it.
    const bool isSame = std::equal(m_rows.cbegin(), m_rows.cend(), faces.cbegin(), faces.cend(),
                                   [](const FaceRow* row, const Face& face) { return row->face().id == face.id; });
    if (!isSame) {
        QHash<FaceId, FaceRow*> before;
        for (FaceRow* row : std::exchange(m_rows, {})) {
            before.insert(row->face().id, row);
            m_layout->removeWidget(row);
        }
        for (const Face& face : faces) {
            FaceRow* known = before.take(face.id);
            m_rows.append(known ? known : makeRow(face));
            m_layout->insertWidget(m_layout->count() - 1, m_rows.last());
        }
        for (FaceRow* gone : std::as_const(before)) {
            gone->hide();
            gone->deleteLater();
        }
        QWidget* previous = nullptr;
        for (FaceRow* row : std::as_const(m_rows)) { // the way of the Tab key, whatever came when
            if (previous) {
                setTabOrder(previous, row->field());
            }
            previous = row->field();
        }
    }
    for (int i = 0; i < int(m_rows.size()); ++i) {
        m_rows[i]->setFace(i + 1, faces[i]);
    }
}

void FaceList::fillRow(FaceRow& row, const ReviewPhoto& photo, const LikelyPeople& people)
{
    const Face& face = row.face();
    QString name = people.nameOf(face.person);
    if (name.isEmpty() && face.state == FaceState::Confirmed) {
        name = face.isStranger() ? tr("Not on our lists") : tr("Somebody on our lists");
    }
    row.setName(name, photo.markOf(face));
    const auto same = std::count_if(photo.faces.cbegin(), photo.faces.cend(), [&](const Face& other) {
        return face.person.isValid() && other.person == face.person;
    });
    const bool isOnlyMarked = face.state == FaceState::Unreviewed && isMarkedInFile(face);
    row.setWarning(same > 1           ? tr("The same name twice in this photo")
                       : isOnlyMarked ? tr("Marked by another program. Is this a face?")
                                      : QString());
    row.setEditable(m_isEditable);
    row.setSuggestions(photo.suggestionsFor(face), photo.quiet.contains(face.id));
    row.setCurrent(face.id == m_current);
}

void FaceList::setPhoto(const ReviewPhoto& photo, const LikelyPeople& people)
{
    arrangeRows(photo.faces);
    m_choices->setCandidates(m_isEditable ? people.ranked(photo.faces, photo.details.group)
                                          : QList<LikelyPeople::Candidate>());
    for (FaceRow* row : std::as_const(m_rows)) {
        row->field()->setMayAdd(m_mayAddPeople);
        fillRow(*row, photo, people);
    }
    showPictures();
}

void FaceList::setPicture(const QImage& picture, QSize original)
{
    m_picture = picture;
    m_original = original;
    showPictures();
}

void FaceList::showPictures()
{
    if (m_picture.isNull() || m_original.isEmpty()) {
        return;
    }
    for (FaceRow* row : std::as_const(m_rows)) {
        row->setPicture(m_picture, m_original);
    }
}

void FaceList::setEditable(bool isEditable, bool mayAddPeople)
{
    m_isEditable = isEditable;
    m_mayAddPeople = mayAddPeople;
}

void FaceList::setCurrent(FaceId face)
{
    m_current = face;
    for (FaceRow* row : std::as_const(m_rows)) {
        const bool isCurrent = row->face().id == face;
        row->setCurrent(isCurrent);
        if (isCurrent) {
            // After the layout has given the row its new height.
            QTimer::singleShot(0, row, [this, row] { ensureWidgetVisible(row, 0, space::kSmall); });
        }
    }
}

void FaceList::focusFace(FaceId face)
{
    for (FaceRow* row : std::as_const(m_rows)) {
        if (row->face().id == face) {
            row->field()->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
}

bool FaceList::focusNextOpen(FaceId after)
{
    const auto start =
        std::find_if(m_rows.cbegin(), m_rows.cend(), [&](const FaceRow* row) { return row->face().id == after; });
    const auto isOpen = [](const FaceRow* row) { return row->face().state == FaceState::Unreviewed; };
    auto next = std::find_if(start == m_rows.cend() ? m_rows.cbegin() : std::next(start), m_rows.cend(), isOpen);
    if (next == m_rows.cend()) {
        next = std::find_if(m_rows.cbegin(), m_rows.cend(), isOpen);
    }
    if (next == m_rows.cend()) {
        return false;
    }
    focusFace((*next)->face().id);
    return true;
}

} // namespace cloakroom::ui
