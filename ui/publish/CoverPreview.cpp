#include "ui/publish/CoverPreview.h"

#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/publish/CoverCompare.h"
#include "ui/window/PictureLoader.h"
#include "ui/window/Session.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>
#include <QWheelEvent>

namespace cloakroom::ui {

namespace {

constexpr QSize kPicture(420, 280);
constexpr double kGrowth = 0.15; ///< of the head, for one notch of the wheel

} // namespace

CoverPreview::CoverPreview(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_back(makeIconButton(QStringLiteral("chevron-left"), tr("Previous photo")))
    , m_forward(makeIconButton(QStringLiteral("chevron-right"), tr("Next photo")))
    , m_larger(makeIconButton(QStringLiteral("fit"), tr("Compare at full size")))
    , m_caption(makeLabel({}, "small"))
    , m_hint(
          makeParagraph(tr("Click a face to cover it, too. Turn the wheel over a cover to make it larger."), "small"))
{
    setAccessibleName(tr("Preview"));
    m_larger->setObjectName(QStringLiteral("compareButton"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setFixedWidth(kPicture.width());
    auto* row = new QHBoxLayout;
    row->addWidget(m_back);
    row->addWidget(m_caption, 1);
    row->addWidget(m_larger);
    row->addWidget(m_forward);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addSpacing(kPicture.height() + space::kSmall);
    layout->addLayout(row);
    layout->addWidget(m_hint);
    layout->addStretch();
    connect(m_larger, &QToolButton::clicked, this, &CoverPreview::compare);
    connect(m_back, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_forward, &QToolButton::clicked, this, [this] { step(1); });
}

void CoverPreview::setPlan(const ExportPlan& plan, const ExportTerms& terms)
{
    m_photos = plan.leaving();
    m_coverCounts = plan.coverCounts;
    m_terms = terms;
    m_index = 0;
    m_wishes.clear();
    read();
}

void CoverPreview::setLook(const ExportTerms& terms, CoverStyle style)
{
    m_terms = terms;
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
    m_current = -1;
    m_shown = {};
    read();
}

void CoverPreview::showCaption()
{
    m_back->setEnabled(m_index > 0);
    m_forward->setEnabled(m_index + 1 < m_photos.size());
    m_hint->setVisible(!m_photos.isEmpty());
    if (m_photos.isEmpty()) {
        m_caption->setText({});
        return;
    }
    int covers = m_coverCounts.value(m_photos[m_index]);
    for (const CoveredPreview::Head& head : m_shown.heads) {
        covers += head.look == CoveredPreview::Look::ByWish ? 1 : 0;
    }
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
    m_larger->setEnabled(!m_photos.isEmpty());
    m_problem.clear();
    if (m_photos.isEmpty()) {
        m_shown = {};
        m_plain = {};
        m_problem = tr("None of these photos may leave yet.");
        update();
        return;
    }
    const PhotoId photo = m_photos[m_index];
    m_session.ask(
        this,
        [photo, terms = terms(), style = m_style](Library& library) {
            return coveredPreview(library, photo, terms, style);
        },
        [this, question](const Result<CoveredPreview>& preview) {
            if (question != m_question) {
                return;
            }
            m_shown = preview ? *preview : CoveredPreview();
            m_problem = preview ? QString() : preview.error().text;
            m_current = std::min(m_current, int(m_shown.heads.size()) - 1);
            showCaption();
            update();
            Q_EMIT shown();
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
    const QImage image = m_isComparing && !m_plain.isNull() ? plainAsFramed() : m_shown.picture;
    if (image.isNull()) {
        painter.setPen(colours.darkroomMute);
        painter.drawText(frame.adjusted(20, 20, -20, -20), Qt::AlignCenter | Qt::TextWordWrap,
                         m_problem.isEmpty() ? tr("Making the preview ...") : m_problem);
        return;
    }
    painter.drawImage(pictureRect(), image);
    if (!m_isComparing) {
        paintHeads(painter);
    }
}

void CoverPreview::paintHeads(QPainter& painter) const
{
    const Colours& colours = Theme::current().colours();
    for (int i = 0; i < m_shown.heads.size(); ++i) {
        const bool isWished = m_shown.heads[i].look == CoveredPreview::Look::ByWish;
        if (i != m_current && !isWished) {
            continue;
        }
        // Dark below light shows on any picture.
        const QRect place = placeOf(m_shown.heads[i]);
        painter.setPen(QPen(colours.darkroom, 3));
        painter.drawEllipse(place);
        painter.setPen(QPen(isWished ? colours.coverTint : colours.darkroomText, 1,
                            i == m_current ? Qt::SolidLine : Qt::DashLine));
        painter.drawEllipse(place);
    }
}

/// The photo as it is, in the shape in which it leaves.
QImage CoverPreview::plainAsFramed() const
{
    if (m_shown.picture.isNull() || m_shown.photo == QRectF(0, 0, 1, 1)) {
        return m_plain;
    }
    QImage framed(m_shown.picture.size(), QImage::Format_RGB888);
    framed.fill(Theme::current().colours().darkroom);
    QPainter painter(&framed);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QRectF& photo = m_shown.photo;
    painter.drawImage(QRectF(photo.x() * framed.width(), photo.y() * framed.height(), photo.width() * framed.width(),
                             photo.height() * framed.height()),
                      m_plain);
    return framed;
}

QRect CoverPreview::pictureRect() const
{
    QRect target(QPoint(), m_shown.picture.size().scaled(kPicture, Qt::KeepAspectRatio));
    target.moveCenter(QRect(QPoint(), kPicture).center());
    return target;
}

QRect CoverPreview::placeOf(const CoveredPreview::Head& head) const
{
    const QRect picture = pictureRect();
    return QRectF(picture.x() + head.rect.x() * picture.width(), picture.y() + head.rect.y() * picture.height(),
                  head.rect.width() * picture.width(), head.rect.height() * picture.height())
        .toAlignedRect();
}

/// The smallest head there, so that one in front of another can be chosen.
int CoverPreview::headAt(QPoint place) const
{
    int best = -1;
    for (int i = 0; i < m_shown.heads.size(); ++i) {
        const QRect here = placeOf(m_shown.heads[i]);
        if (here.contains(place) && (best < 0 || here.width() < placeOf(m_shown.heads[best]).width())) {
            best = i;
        }
    }
    return best;
}

void CoverPreview::toggle(int head)
{
    if (head < 0 || m_shown.heads[head].look == CoveredPreview::Look::ByRule) {
        return;
    }
    CoverWish& wish = m_wishes[m_shown.heads[head].face];
    wish.cover = !wish.cover;
    read();
}

void CoverPreview::grow(int head, double by)
{
    if (head < 0 || m_shown.heads[head].look == CoveredPreview::Look::Shown) {
        return;
    }
    CoverWish& wish = m_wishes[m_shown.heads[head].face];
    wish.larger = std::clamp(wish.larger + by, 1.0, CoverWish::kLargest);
    read();
}

ExportTerms CoverPreview::terms() const
{
    ExportTerms terms = m_terms;
    terms.wishes = m_wishes;
    return terms;
}

void CoverPreview::compare()
{
    if (m_shown.picture.isNull()) {
        return;
    }
    m_larger->setEnabled(false);
    m_session.runJob(
        tr("Reading a photo at full size"), this,
        [session = &m_session, photo = m_photos[m_index], terms = terms(), style = m_style](Progress&) {
            return compareAsExported(session->library(), session->workers(), photo, terms, style);
        },
        [this](const Result<ExportComparison>& pictures) {
            m_larger->setEnabled(true);
            if (!pictures) {
                m_hint->setText(pictures.error().text);
                return;
            }
            auto* dialog = new CoverCompare(pictures->after, pictures->before, this);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            connect(&m_session, &Session::aboutToLock, dialog, &QDialog::close);
            dialog->open();
        });
}

void CoverPreview::mousePressEvent(QMouseEvent* event)
{
    m_current = headAt(event->pos());
    toggle(m_current);
    update();
}

void CoverPreview::mouseMoveEvent(QMouseEvent* event)
{
    m_current = headAt(event->pos());
    setCursor(m_current >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void CoverPreview::leaveEvent(QEvent* event)
{
    m_current = -1;
    update();
    QWidget::leaveEvent(event);
}

void CoverPreview::wheelEvent(QWheelEvent* event)
{
    grow(headAt(event->position().toPoint()), event->angleDelta().y() > 0 ? kGrowth : -kGrowth);
    event->accept();
}

void CoverPreview::keyPressEvent(QKeyEvent* event)
{
    const int count = int(m_shown.heads.size());
    switch (event->key()) {
    case Qt::Key_Right:
    case Qt::Key_Left:
        if (count > 0) {
            const int step = event->key() == Qt::Key_Right ? 1 : m_current < 0 ? 0 : -1;
            m_current = (m_current + step + count) % count;
        }
        update();
        return;
    case Qt::Key_Space:
        toggle(m_current);
        return;
    case Qt::Key_Plus:
        grow(m_current, kGrowth);
        return;
    case Qt::Key_Minus:
        grow(m_current, -kGrowth);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace cloakroom::ui
