#include "ui/intake/ImportResult.h"

#include "ui/common/Chip.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLocale>
#include <QTableWidget>
#include <QVBoxLayout>

namespace cloakroom::ui {

namespace {

constexpr int kFileWidth = 260;
constexpr int kFateWidth = 150;

/// Above the list: what matters most of what is in it.
QString listTitle(const ImportReport& report)
{
    const auto count = [](const QList<ImportFailure>& files) { return static_cast<int>(files.size()); };
    if (!report.failed.isEmpty()) {
        return ImportResult::tr("%n file(s) did not come in", nullptr, count(report.failed));
    }
    return report.notCleared.isEmpty()
        ? ImportResult::tr("%n file(s) passed over", nullptr, count(report.skipped))
        : ImportResult::tr("%n file(s) left on the card", nullptr, count(report.notCleared));
}

QString titleOf(const ImportReport& report)
{
    if (report.wasCancelled) {
        return ImportResult::tr("Stopped. What is in is safe; start again to go on.");
    }
    if (report.imported == 0 && report.failed.isEmpty()) {
        return ImportResult::tr("Everything was in the library already");
    }
    return report.failed.isEmpty() ? ImportResult::tr("All photos are in")
                                   : ImportResult::tr("Done, but some files did not come in");
}

} // namespace

ImportResult::ImportResult(QWidget* parent)
    : QWidget(parent)
    , m_title(makeParagraph({}, "heading"))
    , m_counts(new QVBoxLayout)
    , m_failed(new QWidget)
    , m_failedTitle(makeLabel({}, "heading"))
    , m_failures(new QTableWidget(0, 3))
    , m_clear(makeButton({}, ButtonKind::Usual, QStringLiteral("card")))
    , m_review(makeButton(tr("Name faces"), ButtonKind::Primary))
    , m_show(makeButton(tr("Show photos")))
    , m_times(makeButton(tr("Was the camera's clock wrong?"), ButtonKind::Link))
    , m_stacks(makeButton({}, ButtonKind::Link))
{
    auto* summary = new QVBoxLayout;
    summary->setSpacing(space::kMedium);
    summary->addWidget(m_title);
    m_counts->setSpacing(space::kSmall);
    summary->addLayout(m_counts);
    auto* another = makeButton(tr("Import more"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::kSmall);
    for (QPushButton* button : {m_review, m_show, m_clear, another}) {
        buttons->addWidget(button);
    }
    buttons->addStretch();
    summary->addLayout(buttons);
    auto* tidying = new QHBoxLayout;
    tidying->setSpacing(space::kLarge);
    tidying->addWidget(m_stacks);
    tidying->addWidget(m_times);
    tidying->addStretch();
    summary->addLayout(tidying);
    m_stacks->hide();
    auto* copy = makeButton(tr("Copy this list"), ButtonKind::Usual, QStringLiteral("copy"), ButtonSize::Small);
    auto* head = new QHBoxLayout;
    head->addWidget(m_failedTitle, 1);
    head->addWidget(copy);
    auto* failed = new QVBoxLayout(m_failed);
    failed->setContentsMargins(0, 0, 0, 0);
    failed->setSpacing(space::kSmall);
    failed->addLayout(head);
    failed->addWidget(m_failures, 1);
    m_failures->setHorizontalHeaderLabels({tr("File"), tr("What became of it"), tr("Why")});
    m_failures->horizontalHeader()->setStretchLastSection(true);
    m_failures->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_failures->setColumnWidth(0, kFileWidth);
    m_failures->setColumnWidth(1, kFateWidth);
    m_failures->verticalHeader()->hide();
    // As high as the sentences are at the width that the list has when it is seen.
    m_failures->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_failures->setShowGrid(false);
    m_failures->setWordWrap(true);
    m_failures->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_failures->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_failures->setAccessibleName(tr("Files to know about"));
    m_failures->setTabKeyNavigation(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kLarge);
    layout->addWidget(makeCard(summary));
    layout->addWidget(m_failed, 1);
    layout->addStretch();
    connect(copy, &QPushButton::clicked, this, &ImportResult::copyFailures);
    connect(m_clear, &QPushButton::clicked, this, &ImportResult::clearRequested);
    connect(m_review, &QPushButton::clicked, this, &ImportResult::reviewRequested);
    connect(m_show, &QPushButton::clicked, this, &ImportResult::showRequested);
    connect(another, &QPushButton::clicked, this, &ImportResult::anotherRequested);
    connect(m_times, &QPushButton::clicked, this, &ImportResult::timesRequested);
    connect(m_stacks, &QPushButton::clicked, this, &ImportResult::stacksRequested);
}

void ImportResult::showReport(const ImportReport& report, bool mayClear, bool mayReview)
{
    m_title->setText(titleOf(report));
    showCounts(report);
    showOthers(report);
    const int safe = report.imported + report.parts + report.duplicates;
    m_clear->setVisible(mayClear && safe > 0 && report.cleared == 0 && !report.wasCancelled);
    m_clear->setText(tr("Clear %n file(s) from the card", nullptr, safe));
    m_review->setVisible(mayReview && !report.photos.isEmpty());
    m_show->setVisible(!report.photos.isEmpty());
    m_times->setVisible(!report.photos.isEmpty());
    m_stacks->hide();
    (mayReview && !report.photos.isEmpty() ? m_review : m_show)->setFocus();
}

void ImportResult::offerStacks(int count)
{
    m_stacks->setText(tr("Look at %n burst(s) and look-alikes…", nullptr, count));
    m_stacks->setVisible(count > 0);
}

void ImportResult::forget()
{
    m_failures->setRowCount(0);
    clearLayout(*m_counts);
}

void ImportResult::showCounts(const ImportReport& report)
{
    clearLayout(*m_counts);
    const auto add = [this](Mark mark, int count, const QString& text) {
        if (count > 0) {
            auto* row = new QHBoxLayout;
            row->setSpacing(10);
            row->addWidget(new Chip(mark, QLocale().toString(count)));
            row->addWidget(makeLabel(text), 1);
            m_counts->addLayout(row);
        }
    };
    add(Mark::Ok, report.imported, tr("came in, each written, read back and compared"));
    add(Mark::Ok, report.parts, tr("files that belong to them kept with them (RAW, sound, settings)"));
    add(Mark::Cover, report.duplicates, tr("were in the library already"));
    add(Mark::Ask, report.faces, tr("faces found, to be named"));
    add(Mark::Stop, static_cast<int>(report.failed.size()), tr("did not come in; they are untouched where they were"));
    add(Mark::Ok, report.cleared, tr("cleared from the card"));
    add(Mark::Ask, static_cast<int>(report.notCleared.size()), tr("are safe in the library but were left on the card"));
}

// Every file that the counts above do not speak of as safe and done.
void ImportResult::showOthers(const ImportReport& report)
{
    m_failures->setRowCount(0);
    addOthers(report.failed, tr("Not in the library"));
    addOthers(report.notCleared, tr("Left on the card"));
    addOthers(report.skipped, tr("Passed over"));
    m_failed->setVisible(m_failures->rowCount() > 0);
    m_failedTitle->setText(listTitle(report));
}

void ImportResult::addOthers(const QList<ImportFailure>& files, const QString& fate)
{
    for (const ImportFailure& one : files) {
        const int row = m_failures->rowCount();
        m_failures->insertRow(row);
        auto* file = new QTableWidgetItem(QFileInfo(one.path).fileName());
        file->setToolTip(one.path);
        file->setData(Qt::UserRole, one.path);
        auto* reason = new QTableWidgetItem(one.reason);
        reason->setToolTip(one.reason);
        m_failures->setItem(row, 0, file);
        m_failures->setItem(row, 1, new QTableWidgetItem(fate));
        m_failures->setItem(row, 2, reason);
    }
}

void ImportResult::copyFailures() const
{
    QStringList lines;
    for (int row = 0; row < m_failures->rowCount(); ++row) {
        lines.append(QStringLiteral("%1\t%2\t%3")
                         .arg(m_failures->item(row, 0)->data(Qt::UserRole).toString(), m_failures->item(row, 1)->text(),
                              m_failures->item(row, 2)->text()));
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace cloakroom::ui
