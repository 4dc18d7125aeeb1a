#include "ui/publish/CoverPreview.h"

#include "core/publish/ExportJob.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/window/PictureLoader.h"
#include "ui/window/Session.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

namespace cloakroom::ui {

namespace {

constexpr QSize kPicture(420, 280);

} // namespace

CoverPreview::CoverPreview(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_back(makeIconButton(QStringLiteral("chevron-left"), tr("Previous photo")))
    , m_forward(makeIconButton(QStringLiteral("chevron-right"), tr("Next photo")))
    , m_caption(makeLabel({}, "small"))
{
    setAccessibleName(tr("Preview"));
    setFixedWidth(kPicture.width());
    auto* row = new QHBoxLayout;
    row->addWidget(m_back);
    row->addWidget(m_caption, 1);
    row->addWidget(m_forward);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addSpacing(kPicture.height() + space::kSmall);
    layout->addLayout(row);
    layout->addStretch();
    connect(m_back, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_forward, &QToolButton::clicked, this, [this] { step(1); });
}

void CoverPreview::setPlan(const ExportPlan& plan, PurposeId purpose)
{
    m_photos = plan.leaving();
    m_coverCounts = plan.coverCounts;
    m_purpose = purpose;
    m_index = 0;
    read();
}

void CoverPreview::setStyle(CoverStyle style)
{
    m_style = style;
    read();
}

void CoverPreview::setComparing(bool isComparing)
{
    m_isComparing = isComparing;
    update();
}

void CoverPreview::step(int by)
{
    m_index = std::clamp(m_index + by, 0, std::max(0, int(m_photos.size()) - 1));
    read();
}

void CoverPreview::showCaption()
{
    m_back->setEnabled(m_index > 0);
    m_forward->setEnabled(m_index + 1 < m_photos.size());
    if (m_photos.isEmpty()) {
        m_caption->setText({});
        return;
    }
    const int covers = m_coverCounts.value(m_photos[m_index]);
    const QString place = tr("%1 of %2").arg(m_index + 1).arg(m_photos.size());
    if (covers == 0) {
        m_caption->setText(tr("%1 · leaves as it is").arg(place));
    } else {
        m_caption->setText(covers == 1 ? tr("%1 · 1 covered · hold B to compare").arg(place)
                                       : tr("%1 · %2 covered · hold B to compare").arg(place).arg(covers));
    }
}

void CoverPreview::read()
{
    const quint64 question = ++m_question;
    showCaption();
    m_problem.clear();
    if (m_photos.isEmpty()) {
        m_covered = {};
        m_plain = {};
        m_problem = tr("None of these photos may leave yet.");
        update();
        return;
    }
    const PhotoId photo = m_photos[m_index];
    m_session.ask(
        this,
        [photo, purpose = m_purpose, style = m_style](Library& library) {
            return previewAsExported(library, photo, purpose, style);
        },
        [this, question](const Result<QImage>& picture) {
            if (question != m_question) {
                return;
            }
            m_covered = picture ? *picture : QImage();
            m_problem = picture ? QString() : picture.error().text;
            update();
        });
    m_session.pictures().preview(photo, this, [this, question](const Result<QImage>& picture) {
        if (question == m_question) {
            m_plain = picture ? *picture : QImage();
            update();
        }
    });
}

void CoverPreview::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const Colours& colours = Theme::current().colours();
    const QRect frame(QPoint(), kPicture);
    QPainterPath corners;
    corners.addRoundedRect(frame, kRadius, kRadius);
    painter.setClipPath(corners);
    painter.fillRect(frame, colours.darkroom);
    const QImage& image = m_isComparing && !m_plain.isNull() ? m_plain : m_covered;
    if (image.isNull()) {
        painter.setPen(colours.darkroomMute);
        painter.drawText(frame.adjusted(20, 20, -20, -20), Qt::AlignCenter | Qt::TextWordWrap,
                         m_problem.isEmpty() ? tr("Making the preview ...") : m_problem);
        return;
    }
    QRect target(QPoint(), image.size().scaled(kPicture, Qt::KeepAspectRatio));
    target.moveCenter(frame.center());
    painter.drawImage(target, image);
}

} // namespace cloakroom::ui
