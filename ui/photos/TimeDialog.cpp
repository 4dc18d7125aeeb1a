#include "ui/photos/TimeDialog.h"

#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/window/Session.h"

#include <QDateTimeEdit>
#include <QFormLayout>
#include <QHeaderView>
#include <QLocale>
#include <QTableWidget>
#include <QVBoxLayout>

#include <cstdlib>

namespace cloakroom::ui {

namespace {

constexpr QSize kSize(620, 560);
const QString kFormat = QStringLiteral("d MMM yyyy, HH:mm:ss");

QString timeText(const std::optional<QDateTime>& time)
{
    return time ? QLocale().toString(*time, kFormat) : TimeDialog::tr("not known");
}

/// As if in UTC: on a camera's clock no hour is missing in spring and none comes twice in autumn.
QDateTime wallClock(const QDateTime& time)
{
    return {time.date(), time.time(), Qt::UTC};
}

} // namespace

QString offsetText(qint64 seconds)
{
    constexpr qint64 kDay = 86'400;
    constexpr qint64 kHour = 3'600;
    constexpr qint64 kMinute = 60;
    if (seconds == 0) {
        return TimeDialog::tr("as it is");
    }
    const qint64 all = std::llabs(seconds);
    QStringList parts;
    const auto add = [&parts](qint64 count, const QString& text) {
        if (count > 0) {
            parts.append(text);
        }
    };
    const auto number = [](qint64 count) { return static_cast<int>(count); };
    add(all / kDay, TimeDialog::tr("%n day(s)", nullptr, number(all / kDay)));
    add(all % kDay / kHour, TimeDialog::tr("%n hour(s)", nullptr, number(all % kDay / kHour)));
    add(all % kHour / kMinute, TimeDialog::tr("%n minute(s)", nullptr, number(all % kHour / kMinute)));
    add(all % kMinute, TimeDialog::tr("%n second(s)", nullptr, number(all % kMinute)));
    const QString amount = parts.join(TimeDialog::tr(", "));
    return seconds > 0 ? TimeDialog::tr("%1 later").arg(amount) : TimeDialog::tr("%1 earlier").arg(amount);
}

TimeDialog::TimeDialog(Session& session, const QList<PhotoId>& photos, QWidget* parent)
    : FormDialog(tr("Correct the time"), tr("Correct %n photo(s)", nullptr, static_cast<int>(photos.size())), parent)
    , m_session(session)
    , m_photos(photos)
    , m_right(new QDateTimeEdit)
    , m_offset(makeLabel({}, "strong"))
    , m_table(new QTableWidget(0, 3))
    , m_reset(makeButton(tr("Bring back what the camera wrote"), ButtonKind::Link))
{
    build();
    connect(m_table, &QTableWidget::currentCellChanged, this, &TimeDialog::useRow);
    connect(m_right, &QDateTimeEdit::dateTimeChanged, this, &TimeDialog::useTime);
    connect(m_reset, &QPushButton::clicked, this, &TimeDialog::storeReset);
    connect(this, &FormDialog::submitted, this, &TimeDialog::store);
    connect(&session, &Session::aboutToLock, this, &QDialog::reject);
    setActionEnabled(false);
    readPreview();
}

void TimeDialog::build()
{
    resize(kSize);
    m_right->setTimeSpec(Qt::UTC);
    m_right->setDisplayFormat(kFormat);
    m_right->setCalendarPopup(true);
    m_right->setAccessibleName(tr("Its right time"));
    m_right->setEnabled(false);
    auto* label = makeLabel(tr("Its right time"), "strong");
    label->setBuddy(m_right);
    form()->addRow(label, m_right);
    form()->addRow(makeLabel(tr("All photos move"), "mute"), m_offset);
    m_table->setHorizontalHeaderLabels({tr("Photo"), tr("Time now"), tr("Corrected")});
    m_table->verticalHeader()->hide();
    m_table->setShowGrid(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setAccessibleName(tr("Photos and their times"));
    addWide(m_table, 1);
    addWide(m_reset);
}

bool TimeDialog::hasTimes() const
{
    return std::any_of(m_changes.cbegin(), m_changes.cend(),
                       [](const TimeChange& change) { return change.before.has_value(); });
}

std::optional<QDateTime> TimeDialog::after(const TimeChange& change) const
{
    return hasTimes() ? change.after : std::optional<QDateTime>(m_right->dateTime());
}

void TimeDialog::readPreview()
{
    const int question = ++m_question;
    m_session.ask(
        this,
        [photos = m_photos, seconds = m_seconds](Library& library) {
            return CaptureTimes(library).preview(photos, seconds);
        },
        [this, question](const Result<QList<TimeChange>>& changes) {
            if (question == m_question) {
                showPreview(changes);
            }
        });
}

void TimeDialog::showPreview(const Result<QList<TimeChange>>& changes)
{
    if (!changes) {
        showError(changes.error().text);
        setActionEnabled(false);
        return;
    }
    const bool isFirst = m_changes.isEmpty();
    m_changes = *changes;
    const QSignalBlocker blocker(m_table);
    m_table->setRowCount(static_cast<int>(m_changes.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const TimeChange& change = m_changes[row];
        const QStringList words{change.name, timeText(change.before), timeText(after(change))};
        for (int column = 0; column < words.size(); ++column) {
            m_table->setItem(row, column, new QTableWidgetItem(words[column]));
        }
    }
    m_offset->setText(hasTimes() ? offsetText(m_seconds) : tr("to this time, all of them"));
    setActionEnabled(m_seconds != 0 || !hasTimes());
    if (isFirst && !m_changes.isEmpty()) {
        setIntroduction(hasTimes() ? tr("Choose a photo whose right time you know, and type it. All photos move by the "
                                        "same; the originals stay as they are.")
                                   : tr("The camera wrote no time into these photos. Say when they were taken."));
        m_right->setEnabled(true);
        if (!hasTimes()) {
            const QSignalBlocker quiet(m_right);
            m_right->setDateTime(wallClock(QDateTime::currentDateTime()));
            readPreview();
        }
        m_table->selectRow(0);
        useRow();
        m_right->setFocus();
    }
}

// The field shows the chosen photo's time as it would be.
void TimeDialog::useRow()
{
    const TimeChange change = m_changes.value(m_table->currentRow());
    if (hasTimes() && change.before) {
        const QSignalBlocker blocker(m_right);
        m_right->setDateTime(wallClock(*change.before).addSecs(m_seconds));
    }
    m_right->setEnabled(!hasTimes() || change.before);
}

void TimeDialog::useTime()
{
    const TimeChange change = m_changes.value(m_table->currentRow());
    if (hasTimes() && change.before) {
        // Fractions of a second stay as the camera wrote them.
        m_seconds = wallClock(*change.before).secsTo(m_right->dateTime());
    }
    readPreview();
}

void TimeDialog::store()
{
    setBusy(true);
    if (!hasTimes()) {
        m_session.ask(
            this,
            [photos = m_photos, time = m_right->dateTime()](Library& library) {
                return CaptureTimes(library).set(photos, {time.date(), time.time()});
            },
            [this](const Result<void>& done) {
                if (!done) {
                    showError(done.error().text);
                    return;
                }
                Q_EMIT timeSet();
                accept();
            });
        return;
    }
    m_session.ask(
        this,
        [photos = m_photos, seconds = m_seconds](Library& library) {
            return CaptureTimes(library).shift(photos, seconds);
        },
        [this](const Result<QList<TimeChange>>& done) {
            if (!done) {
                showError(done.error().text);
                return;
            }
            Q_EMIT shifted(m_seconds);
            accept();
        });
}

void TimeDialog::storeReset()
{
    setBusy(true);
    m_session.ask(
        this, [photos = m_photos](Library& library) { return CaptureTimes(library).reset(photos); },
        [this](const Result<void>& done) {
            if (!done) {
                showError(done.error().text);
                return;
            }
            Q_EMIT timesReset();
            accept();
        });
}

} // namespace cloakroom::ui
