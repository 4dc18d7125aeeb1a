#include "ui/safeguarding/RevealDialog.h"

#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/review/PhotoCanvas.h"
#include "ui/window/Session.h"

#include <QHBoxLayout>
#include <QTimer>
#include <QVBoxLayout>

namespace cloakroom::ui {

namespace {

constexpr int kLongestLook = 60'000; // ms

} // namespace

RevealDialog::RevealDialog(Session& session, const QImage& picture, QWidget* parent)
    : QDialog(parent)
    , m_canvas(new PhotoCanvas)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Flagged photo"));
    resize(900, 680);
    m_canvas->setEditable(false);
    m_canvas->setPhoto(picture, picture.size());
    auto* close = makeButton(tr("Close"), ButtonKind::Primary);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(space::kLarge, space::kSmall, space::kLarge, space::kMedium);
    row->addWidget(makeLabel(tr("Hidden again after one minute."), "mute"));
    row->addStretch();
    row->addWidget(close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_canvas, 1);
    layout->addLayout(row);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(&session, &Session::aboutToLock, this, &QDialog::reject);
    QTimer::singleShot(kLongestLook, this, &QDialog::reject);
}

RevealDialog::~RevealDialog()
{
    m_canvas->clear();
}

} // namespace cloakroom::ui
