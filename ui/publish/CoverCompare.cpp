#include "ui/publish/CoverCompare.h"

#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QScreen>
#include <QScrollArea>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>

namespace cloakroom::ui {

namespace {

constexpr int kSteps = 1000;
constexpr double kMostOfScreen = 0.9;

} // namespace

class CoverCompare::Pane final : public QWidget {
public:
    Pane(QImage covered, const QImage& plain)
        : m_covered(std::move(covered))
        , m_plain(plain.size() == m_covered.size()
                      ? plain
                      : plain.scaled(m_covered.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation))
    {
        setObjectName(QStringLiteral("comparePane"));
        setFixedSize(m_covered.size());
    }

    double split = 0.5;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const int edge = qRound(split * width());
        painter.drawImage(0, 0, m_covered);
        painter.setClipRect(0, 0, edge, height());
        painter.drawImage(0, 0, m_plain);
        painter.setClipping(false);
        const Colours& colours = Theme::current().colours();
        painter.fillRect(edge - 2, 0, 4, height(), colours.darkroom);
        painter.fillRect(edge - 1, 0, 2, height(), colours.darkroomText);
    }

private:
    QImage m_covered;
    QImage m_plain;
};

CoverCompare::CoverCompare(const QImage& covered, const QImage& plain, QWidget* parent)
    : QDialog(parent)
    , m_pane(new Pane(covered, plain))
    , m_scroll(new QScrollArea)
{
    setObjectName(QStringLiteral("coverCompare"));
    setWindowTitle(tr("As it is, and as it leaves"));
    m_scroll->setWidget(m_pane);
    m_scroll->setAlignment(Qt::AlignCenter);
    auto* slider = new QSlider(Qt::Horizontal);
    slider->setRange(0, kSteps);
    slider->setValue(kSteps / 2);
    slider->setMinimumHeight(24); // the handle would be cut
    slider->setAccessibleName(tr("How much is shown as it is"));
    auto* row = new QHBoxLayout;
    row->addWidget(makeLabel(tr("As it is"), "small"));
    row->addWidget(slider, 1);
    row->addWidget(makeLabel(tr("As it leaves"), "small"));
    auto* close = makeButton(tr("Close"));
    row->addWidget(close);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_scroll, 1);
    layout->addLayout(row);
    connect(slider, &QSlider::valueChanged, this, [this](int value) { setSplit(double(value) / kSteps); });
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    const QSize screen = this->screen()->availableSize();
    const QSize wanted = covered.size() + QSize(40, 90);
    resize(wanted.boundedTo(QSize(qRound(screen.width() * kMostOfScreen), qRound(screen.height() * kMostOfScreen))));
}

void CoverCompare::setSplit(double share)
{
    m_pane->split = std::clamp(share, 0.0, 1.0);
    m_pane->update();
}

double CoverCompare::split() const
{
    return m_pane->split;
}

} // namespace cloakroom::ui
