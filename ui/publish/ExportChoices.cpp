#include "ui/publish/ExportChoices.h"

#include "core/publish/ExportJob.h"
#include "ui/common/Chip.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/publish/ExportPlan.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QSpinBox>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace cloakroom::ui {

namespace {

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

ExportChoices::ExportChoices(Purpose purpose, For what, QWidget* parent)
    : QWidget(parent)
    , m_purpose(std::move(purpose))
    , m_counts(new QHBoxLayout)
    , m_place(new QLineEdit)
    , m_caption(new QLineEdit)
{
    m_counts->setSpacing(10);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kMedium);
    layout->addLayout(m_counts);
    layout->addWidget(labelled(tr("Cover with"), makeStyles()));
    layout->addWidget(labelled(tr("Size and shape"), makeSizes()));
    auto* folder = makeFolderRow();
    if (what == For::Folder) {
        layout->addWidget(labelled(tr("To"), folder));
        addFolderFields(*layout);
    } else {
        for (QWidget* unasked : {folder, static_cast<QWidget*>(m_place), static_cast<QWidget*>(m_caption)}) {
            unasked->setParent(this);
            unasked->hide();
        }
        m_folder->clear();
        m_size->setCurrentIndex(m_size->findData(int(ExportPreset::Original)));
    }
    layout->addStretch();
}

void ExportChoices::addFolderFields(QVBoxLayout& layout)
{
    m_place->setObjectName(QStringLiteral("exportPlace"));
    m_place->setPlaceholderText(tr("For example: June newsletter, page 3"));
    m_place->setAccessibleName(tr("Where it will be used"));
    m_caption->setObjectName(QStringLiteral("exportCaption"));
    m_caption->setMaxLength(2000);
    m_caption->setPlaceholderText(tr("For example: Pupils at the spring fair"));
    m_caption->setAccessibleName(tr("Words beside it"));
    layout.addWidget(labelled(tr("Where it will be used, for the register"), m_place));
    layout.addWidget(labelled(tr("Words beside it, checked for names, classes and ages"), m_caption));
    layout.addWidget(makeParagraph(tr("Names, places and camera details are left out. Each file is checked again "
                                      "after it is written, and entered in the register."),
                                   "small"));
}

void ExportChoices::setPurpose(const Purpose& purpose)
{
    m_purpose = purpose;
    m_watermark->setChecked(purpose.profile.watermark);
    m_watermark->setEnabled(!purpose.profile.watermark);
    showSize();
    Q_EMIT changed();
}

QWidget* ExportChoices::makeSizes()
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
    m_watermark->setMinimumHeight(30); // its focus frame would be cut
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
    second->addStretch();
    second->addWidget(m_weight, 0, Qt::AlignVCenter);
    rows->addLayout(first);
    rows->addLayout(second);
    connect(m_size, &QComboBox::currentIndexChanged, this, &ExportChoices::showSize);
    connect(m_size, &QComboBox::currentIndexChanged, this, &ExportChoices::changed);
    connect(m_watermark, &QCheckBox::toggled, this, &ExportChoices::changed);
    return sizes;
}

QWidget* ExportChoices::makeStyles()
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
    connect(m_styles, &QButtonGroup::idToggled, this, [this, paint](int, bool isOn) {
        paint();
        if (isOn) {
            Q_EMIT changed();
        }
    });
    return bar;
}

QWidget* ExportChoices::makeFolderRow()
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
    connect(choose, &QPushButton::clicked, this, &ExportChoices::chooseFolder);
    return bar;
}

QString ExportChoices::defaultFolder() const
{
    const QString name =
        tr("%1 %2").arg(m_purpose.name, QLocale().toString(QDate::currentDate(), QStringLiteral("d MMMM yyyy")));
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) + QLatin1Char('/') + name;
}

void ExportChoices::setFolder(const QString& folder)
{
    m_folder->setText(QDir::toNativeSeparators(folder));
}

void ExportChoices::setCaption(const QString& caption)
{
    m_caption->setText(caption);
}

void ExportChoices::setPlace(const QString& place)
{
    m_place->setText(place);
}

void ExportChoices::focusFolder()
{
    m_folder->setFocus();
}

void ExportChoices::showPlan(const ExportPlan& plan)
{
    m_leaving = double(plan.leaving().size());
    clearLayout(*m_counts);
    if (!plan.asTheyAre.isEmpty()) {
        const qsizetype count = plan.asTheyAre.size();
        m_counts->addWidget(new Chip(Mark::Ok, count == 1 ? tr("1 as it is") : tr("%1 as they are").arg(count)));
    }
    if (!plan.covered.isEmpty()) {
        m_counts->addWidget(new Chip(Mark::Cover, tr("%1 with faces covered").arg(plan.covered.size())));
    }
    if (plan.stayCount > 0) {
        m_counts->addWidget(
            new Chip(Mark::Stop, plan.stayCount == 1 ? tr("1 stays in") : tr("%1 stay in").arg(plan.stayCount)));
    }
    m_counts->addStretch();
    for (QAbstractButton* button : m_styles->buttons()) {
        button->setEnabled(!plan.covered.isEmpty());
    }
    showSize();
}

void ExportChoices::showSize()
{
    const auto preset = ExportPreset(m_size->currentData().toInt());
    const double megabytes = usualWeight(preset) * m_leaving;
    QString text = megabytes < 1 ? tr("less than 1 MB in all") : tr("about %1 MB in all").arg(qRound(megabytes));
    if (m_purpose.profile.longestEdge > 0) {
        text = tr("%1, at most %2 px").arg(text).arg(m_purpose.profile.longestEdge);
    }
    m_weight->setText(m_leaving > 0 ? text : QString());
}

void ExportChoices::chooseFolder()
{
    auto* dialog = new QFileDialog(this, tr("Choose a folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, &ExportChoices::setFolder);
    dialog->open();
}

CoverStyle ExportChoices::style() const
{
    return CoverStyle(m_styles->checkedId());
}

ExportRequest ExportChoices::request() const
{
    ExportRequest out;
    out.purpose = m_purpose.id;
    out.folder = QDir::fromNativeSeparators(m_folder->text().trimmed());
    out.preset = ExportPreset(m_size->currentData().toInt());
    out.style = style();
    out.place = m_place->text().trimmed();
    out.caption = m_caption->text().trimmed();
    out.maxKilobytes = m_kilobytes->value();
    out.watermark = m_watermark->isChecked();
    return out;
}

} // namespace cloakroom::ui
