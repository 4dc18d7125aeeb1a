#include "ui/publish/ExportDialog.h"

#include "core/catalogue/Library.h"
#include "core/consent/Clearances.h"
#include "core/consent/Purposes.h"
#include "ui/common/Chip.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/publish/CoverPreview.h"
#include "ui/publish/ExportHelp.h"
#include "ui/publish/ExportResult.h"
#include "ui/window/Session.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QSpinBox>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace cloakroom::ui {

namespace {

constexpr int kWidth = 880;

/// Megabytes that a photo of the preset usually takes.
double usualWeight(ExportPreset preset)
{
    switch (preset) {
    case ExportPreset::Web:
        return 0.35;
    case ExportPreset::Print:
        return 3.5;
    case ExportPreset::Square:
    case ExportPreset::Story:
        return 0.25;
    case ExportPreset::Original:
        break;
    }
    return 6;
}

QWidget* labelled(const QString& text, QWidget* content)
{
    auto* group = new QWidget;
    auto* layout = new QVBoxLayout(group);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kTiny);
    layout->addWidget(makeLabel(text, "small"));
    layout->addWidget(content);
    return group;
}

} // namespace

ExportDialog::ExportDialog(Session& session, QList<PhotoId> photos, PurposeId purpose, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
    , m_photos(std::move(photos))
    , m_title(makeLabel({}, "title"))
    , m_stack(new QStackedWidget)
    , m_preview(new CoverPreview(session))
    , m_error(makeParagraph({}, "error"))
    , m_cancel(makeButton(tr("Cancel")))
    , m_export(makeButton(tr("Export"), ButtonKind::Primary))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("exportDialog"));
    setFixedWidth(kWidth);
    for (const Purpose& one : session.purposes()) {
        if (one.id == purpose) {
            m_purpose = one;
        }
    }
    m_help = new ExportHelp(session, m_purpose, this);
    connect(m_help, &ExportHelp::left, this, &ExportDialog::reject);
    connect(m_help, &ExportHelp::said, this, &ExportDialog::say);
    connect(m_help, &ExportHelp::failed, this, &ExportDialog::say);
    m_stack->addWidget(makeForm());
    m_stack->addWidget(makeRunning());
    m_stack->addWidget(makeResult());
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_export);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 20);
    layout->setSpacing(space::kLarge);
    layout->addWidget(m_title);
    layout->addWidget(m_stack);
    layout->addWidget(m_error);
    layout->addLayout(buttons);
    m_error->hide();
    m_export->setObjectName(QStringLiteral("exportButton"));
    m_export->setDefault(true);
    m_export->setEnabled(false);
    connect(m_cancel, &QPushButton::clicked, this, &ExportDialog::reject);
    connect(m_export, &QPushButton::clicked, this, &ExportDialog::start);
    connect(&session, &Session::aboutToLock, this, &QDialog::close);
    const QString title = tr("Export for: %1").arg(m_purpose.name);
    setWindowTitle(title);
    m_title->setText(title);
    readPlan();
}

QWidget* ExportDialog::makeForm()
{
    m_stays = new QVBoxLayout;
    m_stayCard = makeCard(m_stays);
    m_stays->setContentsMargins(space::kMedium, space::kMedium, space::kMedium, space::kMedium);
    m_stays->setSpacing(6);
    m_stayCard->hide();
    auto* top = new QHBoxLayout;
    top->setSpacing(20);
    top->addWidget(m_preview, 0, Qt::AlignTop);
    top->addWidget(makeChoices(), 1);
    auto* form = new QWidget;
    auto* layout = new QVBoxLayout(form);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kLarge);
    layout->addLayout(top);
    layout->addWidget(m_stayCard);
    return form;
}

QWidget* ExportDialog::makeChoices()
{
    m_counts = new QHBoxLayout;
    m_counts->setSpacing(10);
    m_place = new QLineEdit;
    m_place->setObjectName(QStringLiteral("exportPlace"));
    m_place->setPlaceholderText(tr("For example: June newsletter, page 3"));
    m_place->setAccessibleName(tr("Where it will be used"));
    m_caption = new QLineEdit;
    m_caption->setObjectName(QStringLiteral("exportCaption"));
    m_caption->setMaxLength(2000);
    m_caption->setPlaceholderText(tr("For example: Pupils at the spring fair"));
    m_caption->setAccessibleName(tr("Words beside it"));

    auto* choices = new QWidget;
    auto* layout = new QVBoxLayout(choices);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kMedium);
    layout->addLayout(m_counts);
    layout->addWidget(labelled(tr("Cover with"), makeStyles()));
    layout->addWidget(labelled(tr("Size and shape"), makeSizes()));
    layout->addWidget(labelled(tr("To"), makeFolderRow()));
    layout->addWidget(labelled(tr("Where it will be used, for the register"), m_place));
    layout->addWidget(labelled(tr("Words beside it, checked for names, classes and ages"), m_caption));
    layout->addWidget(makeParagraph(tr("Names, places and camera details are left out. Each file is checked again "
                                       "after it is written, and entered in the register."),
                                    "small"));
    layout->addStretch();
    return choices;
}

QWidget* ExportDialog::makeSizes()
{
    m_size = new QComboBox;
    m_size->setObjectName(QStringLiteral("exportSize"));
    m_size->addItem(tr("Web, 1600 px"), int(ExportPreset::Web));
    m_size->addItem(tr("Print, 4000 px"), int(ExportPreset::Print));
    m_size->addItem(tr("Full size"), int(ExportPreset::Original));
    m_size->addItem(tr("Square post, 1080 px"), int(ExportPreset::Square));
    m_size->addItem(tr("Story 9:16, 1920 px"), int(ExportPreset::Story));
    m_size->setAccessibleName(tr("Size and shape"));
    m_size->setToolTip(tr("Squares and stories are cut so that no face is cut through; where that cannot be, the whole "
                          "photo is kept with a border."));
    constexpr int kMostKilobytes = 50'000;
    m_kilobytes = new QSpinBox;
    m_kilobytes->setObjectName(QStringLiteral("exportKilobytes"));
    m_kilobytes->setRange(0, kMostKilobytes);
    m_kilobytes->setSingleStep(50);
    m_kilobytes->setSpecialValueText(tr("Any file size"));
    m_kilobytes->setPrefix(tr("at most "));
    m_kilobytes->setSuffix(tr(" kB"));
    m_kilobytes->setAccessibleName(tr("Largest file"));
    m_watermark = new QCheckBox(tr("School's name in a corner"));
    m_watermark->setObjectName(QStringLiteral("exportWatermark"));
    m_watermark->setChecked(m_purpose.profile.watermark);
    m_watermark->setEnabled(!m_purpose.profile.watermark);
    m_weight = makeLabel({}, "small");
    auto* sizes = new QWidget;
    auto* rows = new QVBoxLayout(sizes);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(space::kSmall);
    auto* first = new QHBoxLayout;
    first->addWidget(m_size);
    first->addWidget(m_kilobytes);
    first->addStretch();
    auto* second = new QHBoxLayout;
    second->addWidget(m_watermark);
    second->addWidget(m_weight, 1, Qt::AlignRight);
    rows->addLayout(first);
    rows->addLayout(second);
    connect(m_size, &QComboBox::currentIndexChanged, this, &ExportDialog::showSize);
    return sizes;
}

QWidget* ExportDialog::makeStyles()
{
    m_styles = new QButtonGroup(this);
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    const std::initializer_list<std::pair<CoverStyle, QString>> styles{{CoverStyle::Mosaic, tr("Mosaic")},
                                                                       {CoverStyle::Soft, tr("Soft")},
                                                                       {CoverStyle::Solid, tr("Solid")},
                                                                       {CoverStyle::Icon, tr("Icon")}};
    for (const auto& [style, name] : styles) {
        QPushButton* button = makeButton(name);
        button->setCheckable(true);
        button->setChecked(style == CoverStyle::Mosaic);
        m_styles->addButton(button, int(style));
        row->addWidget(button);
    }
    row->addStretch();
    const auto paint = [this] {
        for (QAbstractButton* button : m_styles->buttons()) {
            setStyleProperty(*button, "kind", button->isChecked() ? QStringLiteral("primary") : QString());
        }
    };
    paint();
    connect(m_styles, &QButtonGroup::idToggled, this, [this, paint](int style, bool isOn) {
        paint();
        if (isOn) {
            m_preview->setStyle(CoverStyle(style));
        }
    });
    return bar;
}

QWidget* ExportDialog::makeFolderRow()
{
    m_folder = new QLineEdit(QDir::toNativeSeparators(defaultFolder()));
    m_folder->setObjectName(QStringLiteral("exportFolder"));
    m_folder->setAccessibleName(tr("Folder"));
    auto* choose = makeButton(tr("Choose"));
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_folder, 1);
    row->addWidget(choose);
    connect(choose, &QPushButton::clicked, this, &ExportDialog::chooseFolder);
    return bar;
}

QWidget* ExportDialog::makeRunning()
{
    m_progress = new QProgressBar;
    m_progress->setTextVisible(false);
    m_progressText = makeLabel({}, "mute");
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addStretch();
    layout->addWidget(m_progressText);
    layout->addWidget(m_progress);
    layout->addWidget(makeParagraph(tr("Each photo is covered, written, read back and checked."), "small"));
    layout->addStretch();
    return page;
}

QWidget* ExportDialog::makeResult()
{
    auto* page = new QWidget;
    m_result = new QVBoxLayout(page);
    m_result->setContentsMargins(0, 0, 0, 0);
    m_result->setSpacing(space::kMedium);
    return page;
}

QString ExportDialog::defaultFolder() const
{
    const QString name =
        tr("%1 %2").arg(m_purpose.name, QLocale().toString(QDate::currentDate(), QStringLiteral("d MMMM yyyy")));
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) + QLatin1Char('/') + name;
}

void ExportDialog::setFolder(const QString& folder)
{
    m_folder->setText(QDir::toNativeSeparators(folder));
}

void ExportDialog::setCaption(const QString& caption)
{
    m_caption->setText(caption);
}

void ExportDialog::setPlace(const QString& place)
{
    m_place->setText(place);
}

CoverStyle ExportDialog::coverStyle() const
{
    return CoverStyle(m_styles->checkedId());
}

void ExportDialog::say(const QString& sentence)
{
    m_error->setText(sentence);
    m_error->show();
}

void ExportDialog::readPlan()
{
    m_session.ask(
        this,
        [photos = m_photos, purpose = m_purpose](Library& library) {
            return Clearances(library).of(photos, purpose, library.today());
        },
        [this](const Result<QList<Clearance>>& clearances) {
            if (!clearances) {
                m_error->setText(clearances.error().text);
                m_error->show();
                return;
            }
            m_plan = planExport(m_photos, *clearances);
            showPlan();
            Q_EMIT planned();
        });
}

void ExportDialog::showPlan()
{
    const int leaving = int(m_plan.leaving().size());
    const QString title = m_photos.size() == 1
        ? tr("Export one photo for: %1").arg(m_purpose.name)
        : tr("Export %1 photos for: %2").arg(m_photos.size()).arg(m_purpose.name);
    m_title->setText(title);
    setWindowTitle(title);
    clearLayout(*m_counts);
    if (!m_plan.asTheyAre.isEmpty()) {
        m_counts->addWidget(new Chip(Mark::Ok, tr("%1 as they are").arg(m_plan.asTheyAre.size())));
    }
    if (!m_plan.covered.isEmpty()) {
        m_counts->addWidget(new Chip(Mark::Cover, tr("%1 with faces covered").arg(m_plan.covered.size())));
    }
    if (m_plan.stayCount > 0) {
        m_counts->addWidget(new Chip(Mark::Stop, tr("%1 stay in").arg(m_plan.stayCount)));
    }
    m_counts->addStretch();
    for (QAbstractButton* button : m_styles->buttons()) {
        button->setEnabled(!m_plan.covered.isEmpty());
    }
    m_export->setText(leaving == 1 ? tr("Export one photo") : tr("Export %1 photos").arg(leaving));
    m_export->setEnabled(leaving > 0);
    m_preview->setPlan(m_plan, m_purpose.id);
    showStaying();
    showSize();
    m_export->setFocus();
}

void ExportDialog::showStaying()
{
    clearLayout(*m_stays);
    m_stayCard->setVisible(m_plan.stayCount > 0);
    m_stays->addWidget(makeLabel(
        m_plan.stayCount == 1 ? tr("One photo stays in") : tr("%1 photos stay in").arg(m_plan.stayCount), "strong"));
    for (const ExportPlan::Stay& stay : m_plan.staying) {
        auto* row = new QHBoxLayout;
        row->addWidget(makeParagraph(stay.text), 1, Qt::AlignVCenter);
        if (QPushButton* button = m_help->makeButtonFor(stay.help, stay.photos, coverStyleKey(coverStyle()))) {
            row->addWidget(button);
        }
        m_stays->addLayout(row);
    }
}

void ExportDialog::showSize()
{
    const auto preset = ExportPreset(m_size->currentData().toInt());
    const double megabytes = usualWeight(preset) * double(m_plan.leaving().size());
    QString text = megabytes < 1 ? tr("less than 1 MB in all") : tr("about %1 MB in all").arg(qRound(megabytes));
    if (m_purpose.profile.longestEdge > 0) {
        text = tr("%1, at most %2 px").arg(text).arg(m_purpose.profile.longestEdge);
    }
    m_weight->setText(text);
}

void ExportDialog::chooseFolder()
{
    auto* dialog = new QFileDialog(this, tr("Choose a folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, &ExportDialog::setFolder);
    dialog->open();
}

ExportRequest ExportDialog::request() const
{
    ExportRequest out;
    out.photos = m_photos;
    out.purpose = m_purpose.id;
    out.folder = QDir::fromNativeSeparators(m_folder->text().trimmed());
    out.preset = ExportPreset(m_size->currentData().toInt());
    out.style = coverStyle();
    out.place = m_place->text().trimmed();
    out.wishes = m_preview->wishes();
    out.caption = m_caption->text().trimmed();
    out.maxKilobytes = m_kilobytes->value();
    out.watermark = m_watermark->isChecked();
    return out;
}

void ExportDialog::start()
{
    const ExportRequest wanted = request();
    if (!QDir::isAbsolutePath(wanted.folder)) {
        m_error->setText(tr("Choose the folder that the photos go to."));
        m_error->show();
        m_folder->setFocus();
        return;
    }
    m_error->hide();
    m_exportedTo = wanted.folder;
    m_stack->setCurrentIndex(1);
    m_export->hide();
    m_progress->setRange(0, 0);
    m_progressText->setText(tr("Exporting ..."));
    m_job = m_session.runJob(
        tr("Exporting for: %1").arg(m_purpose.name), this,
        [session = &m_session, wanted](Progress& progress) {
            return exportPhotos(session->library(), session->workers(), wanted, progress);
        },
        [this](const Result<ExportReport>& report) { showResult(report); });
    connect(m_job, &Job::advanced, this, &ExportDialog::showProgress);
}

void ExportDialog::showProgress()
{
    const JobProgress::State state = m_job->state();
    m_progress->setRange(0, int(state.total));
    m_progress->setValue(int(state.done));
    const QString done = tr("%1 of %2 photos").arg(state.done).arg(state.total);
    const auto seconds = m_job->secondsLeft();
    m_progressText->setText(seconds ? tr("%1 · %2").arg(done, timeLeftText(*seconds)) : done);
}

void ExportDialog::showResult(const Result<ExportReport>& report)
{
    m_job = nullptr;
    if (!report) {
        m_stack->setCurrentIndex(0);
        m_export->show();
        m_error->setText(report.error().text);
        m_error->show();
        return;
    }
    clearLayout(*m_result);
    m_result->addWidget(new ExportResult(*report, m_exportedTo, *m_help, coverStyleKey(coverStyle())));
    m_stack->setCurrentIndex(2);
    m_title->setText(report->exported.size() == 1 ? tr("One photo is exported")
                                                  : tr("%1 photos are exported").arg(report->exported.size()));
    m_cancel->setText(tr("Close"));
    m_cancel->setDefault(true);
    m_cancel->setFocus();
    Q_EMIT m_session.registerChanged();
    Q_EMIT m_session.photosChanged();
    Q_EMIT exported(*report);
}

void ExportDialog::reject()
{
    if (m_job) {
        m_job->cancel();
    }
    QDialog::reject();
}

void ExportDialog::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_B && !event->isAutoRepeat()) {
        m_preview->setComparing(true);
        return;
    }
    QDialog::keyPressEvent(event);
}

void ExportDialog::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_B && !event->isAutoRepeat()) {
        m_preview->setComparing(false);
        return;
    }
    QDialog::keyReleaseEvent(event);
}

} // namespace cloakroom::ui
