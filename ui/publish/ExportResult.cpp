#include "ui/publish/ExportResult.h"

#include "ui/common/Chip.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/publish/ExportHelp.h"

#include <QDesktopServices>
#include <QDir>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace cloakroom::ui {

namespace {

struct StayedIn {
    QString text;
    ExportPlan::Help help = ExportPlan::Help::None;
    QList<PhotoId> photos;
};

/// Photos that stayed in for the same words, together.
QList<StayedIn> grouped(const QList<RefusedPhoto>& refused)
{
    QList<StayedIn> groups;
    for (const RefusedPhoto& photo : refused) {
        QStringList words;
        ExportPlan::Help help = ExportPlan::Help::None;
        for (const Reason& reason : photo.reasons) {
            words.append(reason.text);
            help = help == ExportPlan::Help::None ? helpFor(reason.rule) : help;
        }
        const QString text = words.join(QLatin1Char(' '));
        const auto found =
            std::find_if(groups.begin(), groups.end(), [&text](const StayedIn& group) { return group.text == text; });
        if (found != groups.end()) {
            found->photos.append(photo.photo);
        } else {
            groups.append({text, help, {photo.photo}});
        }
    }
    return groups;
}

QString photoNumbers(const QList<PhotoId>& photos)
{
    constexpr int kMost = 8;
    QStringList numbers;
    for (const PhotoId photo : photos.mid(0, kMost)) {
        numbers.append(QString::number(photo.value));
    }
    const QString list = numbers.join(QStringLiteral(", "));
    if (photos.size() > kMost) {
        return ExportResult::tr("Photos %1 and %2 more").arg(list).arg(photos.size() - kMost);
    }
    return photos.size() == 1 ? ExportResult::tr("Photo %1").arg(list) : ExportResult::tr("Photos %1").arg(list);
}

QWidget* refusedList(const QList<RefusedPhoto>& refused, ExportHelp& help, const QString& style)
{
    constexpr int kHeight = 200;
    auto* content = new QWidget;
    auto* rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, space::kSmall, 0);
    rows->setSpacing(space::kSmall);
    for (const StayedIn& group : grouped(refused)) {
        auto* row = new QHBoxLayout;
        row->addWidget(makeParagraph(ExportResult::tr("%1: %2").arg(photoNumbers(group.photos), group.text)), 1,
                       Qt::AlignVCenter);
        if (QPushButton* button = help.makeButtonFor(group.help, group.photos, style)) {
            row->addWidget(button);
        }
        rows->addLayout(row);
    }
    rows->addStretch();
    auto* area = new QScrollArea;
    area->setAccessibleName(ExportResult::tr("Photos that stayed in"));
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setMaximumHeight(kHeight);
    area->setWidget(content);
    return area;
}

} // namespace

ExportResult::ExportResult(const ExportReport& report, const QString& folder, ExportHelp& help, const QString& style,
                           QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kMedium);
    const auto covered = std::count_if(report.exported.cbegin(), report.exported.cend(),
                                       [](const ExportedPhoto& photo) { return !photo.covered.isEmpty(); });
    auto* chips = new QHBoxLayout;
    if (const auto plain = report.exported.size() - covered; plain > 0) {
        chips->addWidget(new Chip(Mark::Ok, plain == 1 ? tr("1 as it is") : tr("%1 as they are").arg(plain)));
    }
    if (covered > 0) {
        chips->addWidget(new Chip(Mark::Cover, tr("%1 with faces covered").arg(covered)));
    }
    if (!report.refused.isEmpty()) {
        chips->addWidget(new Chip(Mark::Stop, tr("%1 stayed in").arg(report.refused.size())));
    }
    chips->addStretch();
    layout->addLayout(chips);
    if (report.wasCancelled) {
        layout->addWidget(makeParagraph(tr("The export was ended early. What is listed here is complete.")));
    }
    if (!report.exported.isEmpty()) {
        auto* row = new QHBoxLayout;
        row->addWidget(makeParagraph(QDir::toNativeSeparators(folder)), 1, Qt::AlignVCenter);
        auto* open = makeButton(tr("Open folder"), ButtonKind::Usual, QStringLiteral("folder"));
        row->addWidget(open);
        connect(open, &QPushButton::clicked, this,
                [folder] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
        layout->addLayout(row);
        layout->addWidget(
            makeParagraph(tr("Every file was read back and checked, and stands in the register."), "mute"));
    }
    if (!report.refused.isEmpty()) {
        layout->addWidget(makeLabel(tr("What stayed in, and why"), "strong"));
        layout->addWidget(refusedList(report.refused, help, style));
    }
}

} // namespace cloakroom::ui
