#include "ui/review/ReviewDarkroom.h"

#include "ui/common/Icons.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/review/Filmstrip.h"
#include "ui/review/ReviewPhoto.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace cloakroom::ui {

namespace {

QPushButton* toolButton(const QString& text, const QString& tip)
{
    QPushButton* button = makeButton(text, ButtonKind::Usual, {}, ButtonSize::Small);
    button->setToolTip(tip);
    return button;
}

QToolButton* darkIcon(const QString& name, const QString& tip)
{
    QToolButton* button = makeIconButton(name, tip);
    button->setIcon(icon(name, Ink::Darkroom));
    button->setProperty("compact", true);
    return button;
}

} // namespace

ReviewDarkroom::ReviewDarkroom(PictureLoader& pictures, QWidget* parent)
    : QFrame(parent)
    , m_canvas(new PhotoCanvas)
    , m_strip(new Filmstrip(pictures))
{
    setObjectName(QStringLiteral("darkroom"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(m_canvas, 1);
    layout->addWidget(m_strip);
    connect(m_canvas, &PhotoCanvas::toolChanged, this, &ReviewDarkroom::showTool);
}

QWidget* ReviewDarkroom::makeHeader()
{
    m_place = makeLabel({});
    m_about = makeLabel({}, "mute");
    m_about->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_addFace = toolButton(tr("Add a face"), tr("Draw a box around a face that was overlooked (A)"));
    m_addRegion = toolButton(tr("Cover something else"),
                             tr("Draw a box over a badge, a certificate, a screen or a car plate (C)"));
    m_search = toolButton(tr("Search again, thoroughly"), tr("Look for faces once more, small and turned ones too"));
    m_addFace->setCheckable(true);
    m_addRegion->setCheckable(true);
    m_preview = darkIcon(QStringLiteral("review"), tr("Preview as exported (E)"));
    m_preview->setCheckable(true);
    m_undo = darkIcon(QStringLiteral("undo"), tr("Nothing to take back"));
    auto* flag = darkIcon(QStringLiteral("flag"), tr("Put this photo before the safeguarding lead (F)"));

    auto* header = new QWidget;
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(space::kLarge, space::kMedium, space::kLarge, 0);
    row->setSpacing(10);
    row->addWidget(m_place);
    row->addWidget(m_about, 1);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_undo, m_preview, flag, m_addFace, m_addRegion, m_search}) {
        row->addWidget(widget);
    }
    const auto useTool = [this](PhotoCanvas::Tool tool) {
        return [this, tool](bool isOn) {
            m_canvas->setTool(isOn ? tool : PhotoCanvas::Tool::Select);
            m_canvas->setFocus();
        };
    };
    connect(m_addFace, &QPushButton::clicked, this, useTool(PhotoCanvas::Tool::DrawFace));
    connect(m_addRegion, &QPushButton::clicked, this, useTool(PhotoCanvas::Tool::DrawRegion));
    connect(m_search, &QPushButton::clicked, this, &ReviewDarkroom::searchPressed);
    connect(m_preview, &QToolButton::clicked, this, &ReviewDarkroom::previewPressed);
    connect(flag, &QToolButton::clicked, this, &ReviewDarkroom::flagPressed);
    connect(m_undo, &QToolButton::clicked, this, &ReviewDarkroom::undoPressed);
    return header;
}

void ReviewDarkroom::showTool(PhotoCanvas::Tool tool)
{
    m_addFace->setChecked(tool == PhotoCanvas::Tool::DrawFace);
    m_addRegion->setChecked(tool == PhotoCanvas::Tool::DrawRegion);
}

void ReviewDarkroom::setPlace(int index, int count)
{
    m_place->setText(count > 0 ? tr("Photo %1 of %2").arg(index + 1).arg(count) : QString());
}

void ReviewDarkroom::setAbout(const QString& text)
{
    m_aboutText = text;
    m_about->setToolTip(text);
    showAbout();
}

void ReviewDarkroom::showAbout()
{
    m_about->setText(m_about->fontMetrics().elidedText(m_aboutText, Qt::ElideRight, m_about->width()));
}

void ReviewDarkroom::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    QMetaObject::invokeMethod(this, &ReviewDarkroom::showAbout, Qt::QueuedConnection); // after the layout
}

void ReviewDarkroom::setEditable(bool isEditable)
{
    m_isEditable = isEditable;
    m_canvas->setEditable(isEditable);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_addFace, m_addRegion, m_search, m_undo}) {
        widget->setVisible(isEditable);
    }
}

void ReviewDarkroom::setPreview(bool isPreview)
{
    m_preview->setChecked(isPreview);
    m_canvas->setItemsVisible(!isPreview);
    m_canvas->setEditable(m_isEditable && !isPreview);
}

void ReviewDarkroom::setUndo(const QString& what)
{
    m_undo->setEnabled(!what.isEmpty());
    const QString tip = what.isEmpty() ? tr("Nothing to take back") : tr("Take back: %1 (Ctrl+Z)").arg(what);
    m_undo->setToolTip(tip);
    m_undo->setAccessibleName(tip);
}

QString aboutText(const ReviewPhoto& photo)
{
    const PhotoSummary& summary = photo.details.summary;
    QStringList parts;
    if (!summary.event.isEmpty()) {
        parts.append(summary.event);
    }
    if (summary.takenAt) {
        parts.append(QLocale().toString(summary.takenAt->date(), QStringLiteral("d MMMM yyyy")));
    }
    return parts.join(QStringLiteral(", "));
}

QList<CanvasItem> canvasItems(const ReviewPhoto& photo, const std::function<QString(const Face&)>& nameOf)
{
    QList<CanvasItem> items;
    for (const Face& face : photo.faces) {
        CanvasItem item;
        item.id = face.id.value;
        item.rect = face.rect;
        item.mark = photo.markOf(face);
        item.number = int(items.size()) + 1;
        item.label = nameOf(face);
        items.append(item);
    }
    for (const CoverRegion& region : photo.regions) {
        CanvasItem item;
        item.kind = CanvasItem::Kind::Region;
        item.id = region.id.value;
        item.rect = region.rect;
        item.mark = CanvasMark::Covered;
        item.shape = region.shape;
        item.label = ReviewDarkroom::tr("Always covered");
        items.append(item);
    }
    return items;
}

} // namespace cloakroom::ui
