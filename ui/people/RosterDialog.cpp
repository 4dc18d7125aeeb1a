#include "ui/people/RosterDialog.h"

#include "core/catalogue/Library.h"
#include "core/roster/OneRoster.h"
#include "core/roster/RosterConsents.h"
#include "core/roster/RosterFile.h"
#include "ui/common/Widgets.h"
#include "ui/people/ColumnTable.h"
#include "ui/people/RosterPreview.h"
#include "ui/people/RosterWords.h"
#include "ui/window/Session.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>

namespace cloakroom::ui {

namespace {

QMap<QString, QString> guessedColumns(const Table& table, const QList<Purpose>& purposes)
{
    QMap<QString, QString> columns = guessConsentColumns(table, purposes);
    const ColumnMapping guess = guessColumns(table);
    for (auto column = guess.begin(); column != guess.end(); ++column) {
        columns.insert(column.key(), rosterFieldKey(column.value()));
    }
    return columns;
}

} // namespace

RosterDialog::RosterDialog(Session& session, QWidget* parent)
    : FormDialog(tr("Import a list of people"), tr("Import"), parent)
    , m_session(session)
    , m_path(new QLineEdit)
    , m_columns(new ColumnTable)
    , m_days(new QComboBox)
    , m_daysLabel(makeLabel(tr("Days are written"), "field"))
    , m_isWhole(new QCheckBox(tr("This list has everybody: who is not in it has left")))
    , m_areNew(new QCheckBox)
    , m_haveLeft(new QCheckBox)
    , m_preview(new RosterPreview)
    , m_summary(makeParagraph({}, "strong"))
{
    setIntroduction(
        tr("From SIMS, Arbor, Bromcom or another system: a CSV file, a Common Transfer File, or a OneRoster "
           "export. You see what would change before anything is written."));
    resize(820, 660); // as it will be once there is something to see: it must not grow off the screen
    buildSource();
    buildChoices();
    setActionEnabled(false);
    connect(this, &FormDialog::submitted, this, &RosterDialog::write);
}

void RosterDialog::buildSource()
{
    m_path->setReadOnly(true);
    m_path->setAccessibleName(tr("List"));
    auto* file = makeButton(tr("Choose file"));
    auto* folder = makeButton(tr("Choose folder"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_path, 1);
    row->addWidget(file);
    row->addWidget(folder);
    form()->addRow(tr("List"), row);
    connect(file, &QPushButton::clicked, this, &RosterDialog::chooseFile);
    connect(folder, &QPushButton::clicked, this, &RosterDialog::chooseFolder);
    file->setFocus();
}

void RosterDialog::buildChoices()
{
    m_days->addItem(tr("as the list itself shows"), -1);
    m_days->addItem(tr("day first: 22/11/2026"), static_cast<int>(DayOrder::DayMonthYear));
    m_days->addItem(tr("month first: 11/22/2026"), static_cast<int>(DayOrder::MonthDayYear));
    m_days->addItem(tr("year first: 2026-11-22"), static_cast<int>(DayOrder::YearMonthDay));
    m_daysLabel->setBuddy(m_days);
    form()->addRow(m_daysLabel, m_days);
    addWide(m_columns, 1);
    addWide(m_isWhole);
    addWide(m_summary);
    addWide(m_preview, 2);
    addWide(m_areNew);
    addWide(m_haveLeft);
    for (QWidget* widget :
         {static_cast<QWidget*>(m_days), static_cast<QWidget*>(m_daysLabel), static_cast<QWidget*>(m_columns),
          static_cast<QWidget*>(m_isWhole), static_cast<QWidget*>(m_summary), static_cast<QWidget*>(m_areNew),
          static_cast<QWidget*>(m_haveLeft)}) {
        widget->hide();
    }
    connect(m_columns, &ColumnTable::changed, this, &RosterDialog::preview);
    connect(m_days, &QComboBox::activated, this, &RosterDialog::preview);
    for (QCheckBox* box : {m_isWhole, m_areNew, m_haveLeft}) {
        connect(box, &QCheckBox::clicked, this, &RosterDialog::preview);
    }
}

void RosterDialog::chooseFile()
{
    auto* dialog = new QFileDialog(this, tr("Choose a list"), {}, tr("Lists (*.csv *.txt *.zip *.xml);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &RosterDialog::setPath);
    dialog->open();
}

void RosterDialog::chooseFolder()
{
    auto* dialog = new QFileDialog(this, tr("Choose the folder of a OneRoster export"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, &RosterDialog::setPath);
    dialog->open();
}

void RosterDialog::setPath(const QString& path)
{
    m_path->setText(path);
    setBusy(true);
    m_session.runJob(
        tr("Reading a list of people"), this,
        [&session = m_session, path](Progress&) { return readRosterFile(session.workers(), path); },
        [this](const Result<TableFile>& file) {
            setBusy(false);
            showFile(file);
        });
}

void RosterDialog::showFile(const Result<TableFile>& file)
{
    if (!file) {
        setActionEnabled(false);
        showError(file.error().text);
        return;
    }
    m_file = *file;
    m_areNew->setChecked(false);
    m_haveLeft->setChecked(false);
    if (!hasColumns()) {
        showColumns(std::nullopt);
        return;
    }
    m_session.ask(
        this,
        [header = m_file.tables.constFirst().header](Library& library) {
            return Rosters(library).rememberedColumns(header);
        },
        [this](const Result<std::optional<QMap<QString, QString>>>& remembered) {
            showColumns(remembered ? *remembered : std::nullopt);
        });
}

bool RosterDialog::hasColumns() const
{
    return !m_file.fault && m_file.tables.size() == 1 && !isOneRoster(m_file.tables);
}

void RosterDialog::showColumns(const std::optional<QMap<QString, QString>>& remembered)
{
    m_columns->setVisible(hasColumns());
    m_isWhole->setVisible(hasColumns());
    m_summary->show();
    if (hasColumns()) {
        const Table& table = m_file.tables.constFirst();
        m_columns->setPurposes(m_session.purposes());
        m_columns->show(table, remembered.value_or(guessedColumns(table, m_session.purposes())));
    }
    preview();
}

RosterReading RosterDialog::reading() const
{
    RosterReading reading;
    if (hasColumns()) {
        reading.columns = m_columns->columns();
        reading.isWhole = m_isWhole->isChecked();
        const int order = m_days->currentData().toInt();
        reading.days = order < 0 ? std::nullopt : std::optional(static_cast<DayOrder>(order));
    }
    return reading;
}

RosterOptions RosterDialog::options() const
{
    RosterOptions options;
    if (m_areNew->isChecked()) {
        options.newPeople = {m_lookalikes.begin(), m_lookalikes.end()};
    }
    options.leaversConfirmed = m_haveLeft->isChecked();
    return options;
}

void RosterDialog::preview()
{
    const QStringList days{rosterFieldKey(RosterField::DateOfBirth), rosterFieldKey(RosterField::LeftOn)};
    const QStringList fields = m_columns->columns().values();
    const bool hasDays = hasColumns() && (fields.contains(days.at(0)) || fields.contains(days.at(1)));
    m_days->setVisible(hasDays);
    m_daysLabel->setVisible(hasDays);
    setActionEnabled(false);
    m_session.ask(
        this,
        [file = m_file, reading = reading(), options = options()](Library& library) {
            return Rosters(library).preview(rosterOf(file, reading, library.today()), options);
        },
        [this, question = ++m_question](const Result<RosterChanges>& changes) {
            if (question == m_question) {
                showPreview(changes);
            }
        });
}

void RosterDialog::showPreview(const Result<RosterChanges>& changes)
{
    if (!changes) {
        showError(changes.error().text);
        return;
    }
    m_preview->show(*changes);
    if (!changes->lookalikes.isEmpty()) {
        m_lookalikes = changes->lookalikes;
        m_areNew->setText(tr("I have looked: these %n are other people than those on the lists", nullptr,
                             static_cast<int>(m_lookalikes.size())));
        m_areNew->show();
    }
    if (changes->leaversToConfirm > 0) {
        m_haveLeft->setText(tr("I have looked: these %n have left the school", nullptr, changes->leaversToConfirm));
        m_haveLeft->show();
    }
    const auto count = static_cast<int>(changes->changes.size() + changes->consents.size());
    const bool isFine = changes->problems.isEmpty();
    m_summary->setText(isFine ? summaryText(*changes)
                              : tr("Nothing can be imported yet. Below is what has to be settled."));
    setActionText(isFine && count > 0 ? tr("Import %1 changes").arg(count) : tr("Import"));
    setActionEnabled(isFine && count > 0);
}

void RosterDialog::write()
{
    setBusy(true);
    m_session.ask(
        this,
        [file = m_file, reading = reading(), options = options(),
         hasColumns = hasColumns()](Library& library) -> Result<RosterChanges> {
            Rosters rosters(library);
            if (hasColumns) {
                const auto kept = rosters.rememberColumns(file.tables.constFirst().header, reading.columns);
                if (!kept) {
                    return propagate(kept);
                }
            }
            return rosters.apply(rosterOf(file, reading, library.today()), options);
        },
        [this](const Result<RosterChanges>& changes) {
            setBusy(false);
            if (!changes || !changes->problems.isEmpty()) {
                showPreview(changes); // somebody else has changed people in the meantime
                return;
            }
            if (!changes->consents.isEmpty()) {
                Q_EMIT m_session.consentsChanged();
            }
            Q_EMIT m_session.registerChanged(); // leavers change what may stay published too
            Q_EMIT imported(*changes);
            accept();
        });
}

} // namespace cloakroom::ui
