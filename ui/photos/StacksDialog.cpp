#include "ui/photos/StacksDialog.h"

#include "core/photos/Photos.h"
#include "core/photos/Stacks.h"
#include "ui/common/FlowLayout.h"
#include "ui/common/Picture.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/window/PictureLoader.h"
#include "ui/window/Session.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QLocale>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace cloakroom::ui {

namespace {

constexpr QSize kSize(760, 600);
constexpr QSize kPicture(112, 84);
constexpr qsizetype kAtOnce = 40; // each has a handful of pictures; the rest is offered after these

Result<void> keepTogether(Library& library, const QList<QList<PhotoId>>& stacks)
{
    for (const QList<PhotoId>& stack : stacks) {
        if (auto done = Stacks(library).stack(stack); !done) {
            return done;
        }
    }
    return {};
}

QString titleOf(const QList<PhotoSummary>& photos)
{
    const QString count = StacksDialog::tr("%n photo(s)", nullptr, static_cast<int>(photos.size()));
    const auto& taken = photos.first().takenAt;
    return taken
        ? StacksDialog::tr("%1, %2").arg(count, QLocale().toString(*taken, QStringLiteral("d MMMM yyyy, HH:mm:ss")))
        : count;
}

} // namespace

StacksDialog::StacksDialog(Session& session, ImportId import, QWidget* parent)
    : FormDialog(tr("Bursts and look-alikes"), tr("Keep together"), parent)
    , m_session(session)
    , m_import(import)
    , m_column(new QVBoxLayout)
{
    resize(kSize);
    auto* content = new QWidget;
    content->setLayout(m_column);
    m_column->setContentsMargins(0, 0, space::kSmall, 0);
    m_column->setSpacing(space::kMedium);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    addWide(scroll, 1);
    setActionEnabled(false);
    connect(this, &FormDialog::submitted, this, &StacksDialog::store);
    connect(&session.pictures(), &PictureLoader::loaded, this, &StacksDialog::showPicture);
    connect(&session, &Session::aboutToLock, this, &QDialog::reject);
    read();
}

Result<StacksDialog::Offer> StacksDialog::readOffer(Library& library, ImportId import)
{
    const auto stacks = Stacks(library).suggest(import);
    if (!stacks) {
        return propagate(stacks);
    }
    Offer offer;
    offer.left = static_cast<int>(std::max<qsizetype>(0, stacks->size() - kAtOnce));
    for (const QList<PhotoId>& stack : stacks->mid(0, kAtOnce)) {
        const auto summaries = Photos(library).summaries(stack);
        if (!summaries) {
            return propagate(summaries);
        }
        offer.stacks.append(*summaries);
    }
    return offer;
}

void StacksDialog::read()
{
    m_session.ask(
        this, [import = m_import](Library& library) { return readOffer(library, import); },
        [this](const Result<Offer>& offer) { showOffer(offer); });
}

void StacksDialog::showOffer(const Result<Offer>& offer)
{
    if (!offer) {
        showError(offer.error().text);
        return;
    }
    clearLayout(*m_column);
    m_rows.clear();
    m_pictures.clear();
    setIntroduction(offer->stacks.isEmpty()
                        ? tr("There are no bursts or look-alikes that are not kept together already.")
                        : tr("Photos of one moment that look alike. The grid shows the one that you choose, and opens "
                             "the others at a click. Nothing is deleted."));
    for (const QList<PhotoSummary>& photos : offer->stacks) {
        if (photos.size() > 1) {
            m_column->addWidget(makeRow(photos));
        }
    }
    if (offer->left > 0) {
        m_column->addWidget(makeParagraph(tr("%n more come after these.", nullptr, offer->left), "mute"));
    }
    m_column->addStretch();
    updateAction();
}

QWidget* StacksDialog::makeRow(const QList<PhotoSummary>& photos)
{
    Row row;
    row.tick = new QCheckBox(titleOf(photos));
    row.tick->setChecked(true);
    row.tops = new QButtonGroup(this);
    auto* pictures = new QWidget;
    auto* flow = new FlowLayout(space::kSmall);
    pictures->setLayout(flow);
    for (const PhotoSummary& photo : photos) {
        QToolButton* picture = makePicture(photo);
        row.tops->addButton(picture, static_cast<int>(row.photos.size()));
        row.photos.append(photo.id);
        flow->addWidget(picture);
    }
    row.tops->button(0)->setChecked(true);
    auto* column = new QVBoxLayout;
    column->setSpacing(space::kSmall);
    column->addWidget(row.tick);
    column->addWidget(pictures);
    connect(row.tick, &QCheckBox::toggled, this, [this, pictures](bool isOn) {
        pictures->setEnabled(isOn);
        updateAction();
    });
    m_rows.append(row);
    return makeCard(column);
}

QToolButton* StacksDialog::makePicture(const PhotoSummary& photo)
{
    auto* picture = new QToolButton;
    picture->setCheckable(true);
    picture->setIconSize(kPicture);
    picture->setFixedSize(kPicture + QSize(space::kLarge, space::kLarge));
    picture->setAccessibleName(tr("%1 on top").arg(photo.name));
    picture->setToolTip(tr("Show %1 for all of them").arg(photo.name));
    m_pictures.insert(photo.id, picture);
    showPicture(photo.id);
    return picture;
}

void StacksDialog::showPicture(PhotoId photo)
{
    QToolButton* picture = m_pictures.value(photo);
    if (picture == nullptr) {
        return;
    }
    const QImage image = m_session.pictures().thumbnail(photo);
    if (!image.isNull()) {
        const QRect crop = cropAround(image.size(), kPicture, m_session.pictures().focus(photo)).toRect();
        const QSize pixels = kPicture * devicePixelRatioF();
        picture->setIcon(
            QPixmap::fromImage(image.copy(crop).scaled(pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)));
    }
}

QList<QList<PhotoId>> StacksDialog::chosen() const
{
    QList<QList<PhotoId>> stacks;
    for (const Row& row : m_rows) {
        if (row.tick->isChecked()) {
            QList<PhotoId> photos = row.photos;
            photos.move(row.tops->checkedId(), 0);
            stacks.append(photos);
        }
    }
    return stacks;
}

void StacksDialog::updateAction()
{
    const int count = static_cast<int>(chosen().size());
    setActionText(count > 0 ? tr("Keep %n burst(s) together", nullptr, count) : tr("Keep together"));
    setActionEnabled(count > 0);
}

void StacksDialog::store()
{
    setBusy(true);
    m_session.ask(
        this, [stacks = chosen()](Library& library) { return keepTogether(library, stacks); },
        [this, stacks = chosen()](const Result<void>& done) {
            if (!done) {
                showError(done.error().text);
                read();
                return;
            }
            Q_EMIT stacked(stacks);
            accept();
        });
}

} // namespace cloakroom::ui
