#include "ui/publish/ExportResult.h"

#include "ui/common/Chip.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"

#include <QDesktopServices>
#include <QDir>
#include <QHBoxLayout>
#include <QListWidget>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace cloakroom::ui {

namespace {

QListWidget* refusedList(const QList<RefusedPhoto>& refused)
{
    auto* list = new QListWidget;
    list->setAccessibleName(ExportResult::tr("Photos that stayed in"));
    list->setWordWrap(true);
    list->setMaximumHeight(160);
    for (const RefusedPhoto& photo : refused) {
        QStringList reasons;
        for (const Reason& reason : photo.reasons) {
            reasons.append(reason.text);
        }
        list->addItem(ExportResult::tr("Photo %1: %2").arg(photo.photo.value).arg(reasons.join(QLatin1Char(' '))));
    }
    return list;
}

} // namespace

ExportResult::ExportResult(const ExportReport& report, const QString& folder, QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kMedium);
    const auto covered = std::count_if(report.exported.cbegin(), report.exported.cend(),
                                       [](const ExportedPhoto& photo) { return !photo.covered.isEmpty(); });
    auto* chips = new QHBoxLayout;
    chips->addWidget(new Chip(Mark::Ok, tr("%1 as they are").arg(report.exported.size() - covered)));
    chips->addWidget(new Chip(Mark::Cover, tr("%1 with faces covered").arg(covered)));
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
        layout->addWidget(refusedList(report.refused));
    }
}

} // namespace cloakroom::ui
