#include "ui/photos/PhotoPane.h"

#include "core/photos/Photos.h"
#include "ui/common/FlowLayout.h"
#include "ui/common/Icons.h"
#include "ui/common/Picture.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/photos/FaceWords.h"
#include "ui/photos/MarkText.h"
#include "ui/window/PictureLoader.h"
#include "ui/window/Session.h"

#include <QCompleter>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QVBoxLayout>

namespace cloakroom::ui {

namespace {

constexpr int kFactWidth = 72;
constexpr int kMaxFaces = 12;
constexpr int kStars = 5;

void addFact(QVBoxLayout& column, const QString& name, const QString& value)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kSmall);
    QLabel* label = makeLabel(name, "mute");
    label->setFixedWidth(kFactWidth);
    row->addWidget(label, 0, Qt::AlignTop);
    QLabel* text = makeParagraph(value);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(text, 1);
    column.addLayout(row);
}

QString stateTitle(const Purpose& purpose, const PhotoSheet& sheet)
{
    const Clearance& clearance = sheet.clearance;
    switch (clearance.outcome) {
    case Outcome::Clear:
        return PhotoPane::tr("%1: may go as it is").arg(purpose.name);
    case Outcome::ClearIfCovered:
        return PhotoPane::tr("%1: %n to cover", nullptr, clearance.coverCount()).arg(purpose.name);
    case Outcome::Blocked:
        break;
    }
    return waitsForReview(clearance) ? PhotoPane::tr("%1: to check first").arg(purpose.name)
                                     : PhotoPane::tr("%1: may not go").arg(purpose.name);
}

} // namespace

PhotoPane::PhotoPane(Session& session, QWidget* parent)
    : QScrollArea(parent)
    , m_session(session)
    , m_column(new QVBoxLayout)
{
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Details"));
    setFocusPolicy(Qt::NoFocus);
    auto* content = new QWidget;
    content->setLayout(m_column);
    m_column->setContentsMargins(space::kLarge, space::kLarge, space::kLarge, space::kLarge);
    m_column->setSpacing(space::kMedium);
    setWidget(content);
    showNothing();
}

void PhotoPane::showPhotos(const QList<PhotoId>& photos, PhotoId current, const MarkCounts& counts)
{
    const bool isSame = photos == m_photos && current == m_current && photos.size() == 1;
    m_photos = photos;
    m_current = current;
    m_counts = counts;
    if (!isSame) {
        refresh();
    }
}

void PhotoPane::refresh()
{
    const int question = ++m_question;
    if (m_photos.size() != 1) {
        m_photos.isEmpty() ? showNothing() : showSeveral();
        return;
    }
    m_session.ask(
        this,
        [photo = m_photos.first(), purpose = m_session.currentPurpose()](Library& library) {
            return readSheet(library, photo, purpose);
        },
        [this, question](const Result<PhotoSheet>& sheet) {
            if (question != m_question) {
                return;
            }
            if (sheet) {
                showSheet(*sheet);
            } else {
                rebuild();
                m_column->addWidget(makeParagraph(sheet.error().text, "mute"));
                m_column->addStretch();
            }
        });
}

void PhotoPane::rebuild()
{
    clearLayout(*m_column);
}

void PhotoPane::showNothing()
{
    rebuild();
    m_column->addWidget(makeLabel(tr("No photo selected"), "heading"));
    m_column->addWidget(makeParagraph(tr("Select a photo to see who is in it, and whether it may be used. Double-click "
                                         "it, or press Enter, to open it."),
                                      "mute"));
    m_column->addStretch();
}

void PhotoPane::showSeveral()
{
    rebuild();
    m_column->addWidget(makeLabel(tr("%n photos selected", nullptr, static_cast<int>(m_photos.size())), "heading"));
    const auto addLine = [this](Mark mark, int count, const QString& text) {
        if (count > 0) {
            auto* row = new QHBoxLayout;
            row->addWidget(new Chip(mark, QLocale().toString(count)));
            row->addWidget(makeLabel(text), 1, Qt::AlignVCenter);
            m_column->addLayout(row);
        }
    };
    addLine(Mark::Ok, m_counts.ok, tr("may go as they are"));
    addLine(Mark::Cover, m_counts.cover, tr("may go with faces covered"));
    addLine(Mark::Ask, m_counts.ask, tr("to name or sign off first"));
    addLine(Mark::Stop, m_counts.stop, tr("may not go"));
    m_column->addStretch();
}

void PhotoPane::showSheet(const PhotoSheet& sheet)
{
    rebuild();
    addPicture();
    if (sheet.hasClearance) {
        addState(sheet);
    }
    addFaces(sheet);
    addNextStep(sheet);
    m_column->addWidget(makeRule());
    addFacts(sheet);
    addStack(sheet);
    addTags(sheet);
    addUses(sheet);
    m_column->addStretch();
}

void PhotoPane::addPicture()
{
    auto* picture = new Picture(QSize(3, 2));
    picture->setAccessibleName(tr("The selected photo"));
    m_column->addWidget(picture);
    const PhotoId photo = m_photos.first();
    picture->setImage(m_session.pictures().thumbnail(photo), m_session.pictures().focus(photo));
    m_session.pictures().preview(photo, picture, [this, picture, photo](const Result<QImage>& image) {
        if (image && !image->isNull()) {
            picture->setImage(*image, m_session.pictures().focus(photo));
        }
    });
}

void PhotoPane::addState(const PhotoSheet& sheet)
{
    auto* block = new QVBoxLayout;
    block->setSpacing(space::kTiny);
    auto* title = makeParagraph(stateTitle(m_session.currentPurpose(), sheet), "heading");
    block->addWidget(title);
    QStringList sentences;
    for (const Reason& reason : sheet.clearance.reasons) {
        if (!reason.text.isEmpty() && !sentences.contains(reason.text)) {
            sentences.append(reason.text);
        }
    }
    if (sentences.isEmpty() && sheet.clearance.outcome == Outcome::Clear) {
        sentences.append(sheet.faces.isEmpty() ? tr("Somebody has checked that there is nobody in it.")
                                               : tr("Everybody in it has agreed."));
    }
    block->addWidget(makeParagraph(sentences.join(QLatin1Char(' ')), "mute"));
    m_column->addLayout(block);
}

void PhotoPane::addFaces(const PhotoSheet& sheet)
{
    auto* list = new QVBoxLayout;
    list->setSpacing(6);
    int shown = 0;
    for (const Face& face : sheet.faces) {
        if (face.state == FaceState::Rejected || ++shown > kMaxFaces) {
            continue;
        }
        const FaceWords words = wordsFor(face, sheet);
        auto* row = new QHBoxLayout;
        row->setSpacing(10);
        row->addWidget(new Chip(words.mark, words.state));
        row->addWidget(makeLabel(words.name), 1, Qt::AlignVCenter);
        list->addLayout(row);
    }
    if (shown > kMaxFaces) {
        list->addWidget(makeLabel(tr("and %n more", nullptr, shown - kMaxFaces), "mute"));
    }
    if (sheet.clearance.regions > 0) {
        auto* row = new QHBoxLayout;
        row->addWidget(new Chip(Mark::Covered));
        row->addWidget(makeParagraph(tr("%n marked place(s)", nullptr, sheet.clearance.regions)), 1);
        list->addLayout(row);
    }
    m_column->addLayout(list);
}

void PhotoPane::addNextStep(const PhotoSheet& sheet)
{
    const bool waits = sheet.hasClearance && sheet.clearance.outcome == Outcome::Blocked
        && waitsForReview(sheet.clearance) && m_session.may(Right::NameFaces);
    QPushButton* button = waits ? makeButton(tr("Name faces and sign off"), ButtonKind::Primary, {}, ButtonSize::Small)
        : sheet.clearance.outcome == Outcome::ClearIfCovered
        ? makeButton(tr("Preview as exported"), ButtonKind::Usual, {}, ButtonSize::Small)
        : makeButton(tr("Open"), ButtonKind::Usual, {}, ButtonSize::Small);
    connect(button, &QPushButton::clicked, this, [this] { Q_EMIT openRequested(m_photos.value(0)); });
    m_column->addWidget(button, 0, Qt::AlignLeft);
}

void PhotoPane::addFacts(const PhotoSheet& sheet)
{
    const PhotoDetails& details = sheet.details;
    const QLocale locale;
    auto* facts = new QVBoxLayout;
    facts->setSpacing(6);
    addFact(*facts, tr("Taken"),
            details.summary.takenAt
                ? tr("%1, %2").arg(locale.toString(details.summary.takenAt->date(), QStringLiteral("d MMMM yyyy")),
                                   details.summary.takenAt->time().toString(QStringLiteral("HH:mm")))
                : tr("not known"));
    addFact(*facts, tr("Event"), details.summary.event.isEmpty() ? tr("none") : details.summary.event);
    if (!details.camera.isEmpty()) {
        addFact(*facts, tr("Camera"), details.camera);
    }
    addFact(*facts, tr("File"), details.summary.name);
    addFact(*facts, tr("Size"),
            tr("%1 × %2, %3")
                .arg(details.summary.width)
                .arg(details.summary.height)
                .arg(locale.formattedDataSize(details.bytes, 1)));
    auto* stars = new QHBoxLayout;
    stars->setSpacing(0);
    QLabel* label = makeLabel(tr("Rating"), "mute");
    label->setFixedWidth(kFactWidth);
    stars->addWidget(label);
    stars->addSpacing(space::kTiny);
    for (int star = 1; star <= kStars; ++star) {
        const bool isOn = star <= details.summary.rating;
        auto* button = makeIconButton(isOn ? QStringLiteral("star-full") : QStringLiteral("star"),
                                      tr("%n star(s)", nullptr, star));
        button->setProperty("kind", QStringLiteral("quiet"));
        button->setProperty("compact", true);
        button->setIcon(
            icon(isOn ? QStringLiteral("star-full") : QStringLiteral("star"), isOn ? Ink::Accent : Ink::Mute));
        button->setEnabled(m_session.may(Right::Import));
        connect(button, &QToolButton::clicked, this,
                [this, star, now = details.summary.rating] { rate(star == now ? 0 : star); });
        stars->addWidget(button);
    }
    stars->addStretch();
    facts->addLayout(stars);
    m_column->addLayout(facts);
}

void PhotoPane::addStack(const PhotoSheet& sheet)
{
    if (sheet.inStack < 2) {
        return;
    }
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kSmall);
    QLabel* label = makeLabel(tr("Stack"), "mute");
    label->setFixedWidth(kFactWidth);
    row->addWidget(label);
    auto* show = makeButton(tr("Show all %n photo(s)", nullptr, sheet.inStack), ButtonKind::Link);
    connect(show, &QPushButton::clicked, this, [this] {
        PhotoFilter filter;
        filter.stack = m_photos.value(0);
        Q_EMIT m_session.photosRequested(filter);
    });
    row->addWidget(show);
    row->addStretch();
    m_column->addLayout(row);
}

void PhotoPane::addTags(const PhotoSheet& sheet)
{
    const bool mayEdit = m_session.may(Right::Import);
    if (!mayEdit && sheet.details.summary.tags.isEmpty()) {
        return;
    }
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kSmall);
    QLabel* label = makeLabel(tr("Tags"), "mute");
    label->setFixedWidth(kFactWidth);
    row->addWidget(label, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout;
    column->setSpacing(space::kTiny);
    row->addLayout(column, 1);
    auto* tags = new QWidget;
    auto* flow = new FlowLayout(space::kTiny);
    tags->setLayout(flow);
    for (const QString& tag : sheet.details.summary.tags) {
        auto* chip = new FilterChip(tag);
        chip->setEnabled(mayEdit);
        chip->setToolTip(tr("Take this tag off"));
        chip->setAccessibleName(tr("Tag %1. Press to take it off.").arg(tag));
        connect(chip, &QPushButton::clicked, this, [this, tag] { changeTag(tag, false); });
        flow->addWidget(chip);
    }
    tags->setVisible(!sheet.details.summary.tags.isEmpty());
    column->addWidget(tags);
    if (mayEdit) {
        column->addWidget(makeTagField(sheet.allTags));
    }
    m_column->addLayout(row);
}

QLineEdit* PhotoPane::makeTagField(const QStringList& known)
{
    auto* add = new QLineEdit;
    add->setProperty("compact", true);
    add->setPlaceholderText(tr("Add a tag"));
    add->setAccessibleName(tr("Add a tag"));
    auto* completer = new QCompleter(known, add);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    add->setCompleter(completer);
    connect(add, &QLineEdit::returnPressed, this, [this, add] {
        if (!add->text().trimmed().isEmpty()) {
            changeTag(add->text().trimmed(), true);
        }
    });
    return add;
}

void PhotoPane::addUses(const PhotoSheet& sheet)
{
    auto* uses = new QVBoxLayout;
    uses->setSpacing(6);
    if (sheet.uses.isEmpty()) {
        addFact(*uses, tr("Used"), tr("Never published"));
    }
    const QLocale locale;
    for (const RegisterEntry& entry : sheet.uses) {
        const QString day = locale.toString(entry.exportedAt.toLocalTime().date(), QStringLiteral("d MMM yyyy"));
        addFact(*uses, tr("Used"),
                entry.place.isEmpty() ? tr("%1 by %2").arg(day, entry.by) : tr("%1, %2").arg(entry.place, day));
        if (entry.status == RegisterStatus::Takedown) {
            uses->addWidget(new Chip(Mark::Stop, tr("To take down")), 0, Qt::AlignLeft);
        }
    }
    m_column->addLayout(uses);
}

void PhotoPane::changeTag(const QString& tag, bool isAdded)
{
    m_session.ask(
        this,
        [photos = m_photos, tag, isAdded](Library& library) {
            return isAdded ? Photos(library).tag(photos, tag) : Photos(library).untag(photos, tag);
        },
        [this](const Result<void>&) {
            refresh();
            Q_EMIT m_session.photosChanged();
        });
}

void PhotoPane::rate(int stars)
{
    m_session.ask(
        this, [photos = m_photos, stars](Library& library) { return Photos(library).rate(photos, stars); },
        [this](const Result<void>&) { refresh(); });
}

} // namespace cloakroom::ui
