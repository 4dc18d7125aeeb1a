#include "ui/consent/SlipDialog.h"

#include "core/catalogue/Library.h"
#include "core/consent/ConsentForms.h"
#include "core/consent/Purposes.h"
#include "ui/common/Tables.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/consent/ChipDelegate.h"
#include "ui/consent/ConsentDialog.h"
#include "ui/consent/ConsentWords.h"
#include "ui/consent/EffectText.h"
#include "ui/consent/SlipModel.h"
#include "ui/window/Session.h"

#include <QComboBox>
#include <QDateEdit>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>

#include <algorithm>

namespace cloakroom::ui {

namespace {

constexpr int kLeastRow = 18; // thirty of them on a small screen
constexpr int kMostRow = 28;
constexpr int kNameWidth = 170;
constexpr int kHeaderHeight = 34;
constexpr int kSmallestPurpose = 76;

struct Sheet {
    QList<MatrixRow> rows;
    QList<Purpose> purposes;
    QDate today;
};

Result<Sheet> readSheet(Library& library, std::optional<GroupId> group)
{
    const auto purposes = Purposes(library).list();
    if (!purposes) {
        return propagate(purposes);
    }
    Sheet sheet;
    sheet.today = library.today();
    std::copy_if(purposes->begin(), purposes->end(), std::back_inserter(sheet.purposes),
                 [](const Purpose& purpose) { return purpose.active && purpose.key != QLatin1String("biometric"); });
    const auto rows = ConsentLedger(library).matrix(group, sheet.purposes, sheet.today);
    if (!rows) {
        return propagate(rows);
    }
    sheet.rows = *rows;
    return sheet;
}

Result<RecordedConsents> storeSlips(Library& library, const QList<SlipModel::Slip>& slips)
{
    QList<ConsentDraft> drafts;
    for (const SlipModel::Slip& slip : slips) {
        const auto evidence = ConsentDialog::readEvidence(slip.evidencePath);
        if (!evidence) {
            return propagate(evidence);
        }
        for (ConsentDraft draft : slip.drafts) {
            draft.evidence = *evidence; // one copy for all of them, kept once
            drafts += draft;
        }
    }
    return ConsentLedger(library).recordAll(drafts);
}

} // namespace

SlipDialog::SlipDialog(Session& session, std::optional<GroupId> group, const QString& groupName, QWidget* parent)
    : FormDialog(group ? tr("Returned slips of %1").arg(groupName) : tr("Returned slips"), tr("Record"), parent)
    , m_session(session)
    , m_model(new SlipModel(this))
    , m_table(makeTable(m_model, tr("Slips")))
    , m_party(new QComboBox)
    , m_day(new QDateEdit)
    , m_code(new QLineEdit)
    , m_effect(makeParagraph({}, "strong"))
{
    buildHead();
    buildTable();
    addWide(makeLabel(tr("Y yes   N no   Del nothing   A all yes   O all no   F form   Enter next   Ctrl+Enter record"),
                      "small"));
    m_effect->hide();
    addWide(m_effect);
    connect(m_model, &SlipModel::answersChanged, this, &SlipDialog::showAnswers);
    connect(this, &FormDialog::submitted, this, &SlipDialog::submit);
    connect(&session, &Session::aboutToLock, this, &QDialog::reject);
    const QWidget* window = parent->window();
    resize(std::max(900, window->width() - 40), std::max(560, window->height() - 20));
    showAnswers();
    read(group);
}

void SlipDialog::buildHead()
{
    for (const Party party : partiesFor(PersonKind::Pupil)) {
        m_party->addItem(partyText(party), int(party));
    }
    m_party->setObjectName(QStringLiteral("slipParty"));
    m_party->setAccessibleName(tr("Signed by"));
    m_day->setCalendarPopup(true);
    m_day->setAccessibleName(tr("Date on the slips"));
    m_day->setMinimumWidth(130);
    m_code->setObjectName(QStringLiteral("slipCode"));
    m_code->setPlaceholderText(tr("Scan or type a slip's code"));
    m_code->setAccessibleName(tr("Code of a slip"));
    m_code->installEventFilter(this);
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::kSmall);
    row->addWidget(makeLabel(tr("Signed by"), "mute"));
    row->addWidget(m_party);
    row->addWidget(makeLabel(tr("on"), "mute"));
    row->addWidget(m_day);
    row->addSpacing(space::kLarge);
    row->addWidget(m_code, 1);
    addWide(head);
}

void SlipDialog::buildTable()
{
    m_table->setSelectionBehavior(QAbstractItemView::SelectItems);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setItemDelegate(new ChipDelegate(SlipModel::MarkRole, Qt::AlignCenter, m_table));
    m_table->verticalHeader()->setMinimumSectionSize(kLeastRow);
    m_table->horizontalHeader()->setFixedHeight(kHeaderHeight);
    m_table->horizontalHeader()->setMinimumSectionSize(kSmallestPurpose);
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->setShowGrid(true);
    m_table->setObjectName(QStringLiteral("slipTable"));
    m_table->installEventFilter(this);
    addWide(m_table, 1);
}

void SlipDialog::read(std::optional<GroupId> group)
{
    m_session.ask(
        this, [group](Library& library) { return readSheet(library, group); },
        [this](const Result<Sheet>& sheet) {
            if (!sheet) {
                showError(sheet.error().text);
                return;
            }
            m_day->setMaximumDate(sheet->today);
            m_day->setDate(sheet->today);
            m_model->set(sheet->rows, sheet->purposes, sheet->today);
            if (m_model->columnCount() > 0) {
                m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Fixed);
                m_table->horizontalHeader()->resizeSection(0, kNameWidth);
            }
            fitRows();
            goTo(0, SlipModel::kFirstPurposeColumn);
            m_table->setFocus();
        });
}

/// As high as a whole class leaves room for.
void SlipDialog::fitRows()
{
    const int rows = m_model->rowCount();
    if (rows > 0) {
        m_table->verticalHeader()->setDefaultSectionSize(
            std::clamp(m_table->viewport()->height() / rows, kLeastRow, kMostRow));
    }
}

void SlipDialog::goTo(int row, int column)
{
    const int last = m_model->rowCount() - 1;
    if (last >= 0) {
        m_table->setCurrentIndex(m_model->index(std::clamp(row, 0, last), column));
    }
}

void SlipDialog::answerAndGoOn(std::optional<bool> isYes)
{
    const QModelIndex cell = m_table->currentIndex();
    m_model->answer(cell, isYes);
    const bool isLast = cell.column() + 1 >= m_model->columnCount();
    goTo(isLast ? cell.row() + 1 : cell.row(), isLast ? SlipModel::kFirstPurposeColumn : cell.column() + 1);
}

void SlipDialog::answerRowAndGoOn(bool isYes)
{
    const int row = m_table->currentIndex().row();
    m_model->answerRow(row, isYes);
    goTo(row + 1, SlipModel::kFirstPurposeColumn);
}

bool SlipDialog::answerKey(int key)
{
    switch (key) {
    case Qt::Key_Y:
        answerAndGoOn(true);
        return true;
    case Qt::Key_N:
        answerAndGoOn(false);
        return true;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
    case Qt::Key_Space:
        answerAndGoOn(std::nullopt);
        return true;
    case Qt::Key_A:
        answerRowAndGoOn(true);
        return true;
    case Qt::Key_O:
        answerRowAndGoOn(false);
        return true;
    case Qt::Key_F:
        attachForm();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        goTo(m_table->currentIndex().row() + 1, SlipModel::kFirstPurposeColumn);
        return true;
    default:
        return false;
    }
}

bool SlipDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && event->type() == QEvent::Resize) {
        fitRows();
    }
    if (event->type() != QEvent::KeyPress) {
        return FormDialog::eventFilter(watched, event);
    }
    const auto& key = static_cast<QKeyEvent&>(*event);
    const bool isEnter = key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter;
    if (isEnter && key.modifiers().testFlag(Qt::ControlModifier)) {
        actionButton()->click();
        return true;
    }
    if (watched == m_code && isEnter) {
        readCode();
        return true;
    }
    const auto modifiers = key.modifiers() & ~Qt::KeyboardModifiers(Qt::KeypadModifier | Qt::ShiftModifier);
    if (watched == m_table && modifiers == Qt::NoModifier && answerKey(key.key())) {
        return true;
    }
    return FormDialog::eventFilter(watched, event);
}

void SlipDialog::attachForm()
{
    const int row = m_table->currentIndex().row();
    if (row < 0) {
        return;
    }
    auto* dialog = new QFileDialog(this, tr("The scanned form of %1").arg(m_model->personAt(row).fullName()));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this, row](const QString& path) {
        m_model->setEvidence(row, path);
        m_table->setFocus();
    });
    dialog->open();
}

void SlipDialog::readCode()
{
    const QString code = m_code->text();
    m_code->clear();
    m_session.ask(
        this, [code](Library& library) { return ConsentForms(library).read(code); },
        [this](const Result<SlipCode>& slip) {
            const int row = slip ? m_model->rowOf(slip->person) : -1;
            if (row < 0) {
                showError(slip ? tr("Whoever that slip is for is not in this list.") : slip.error().text);
                return;
            }
            showError({});
            m_model->setForm(row, slip->form);
            goTo(row, SlipModel::kFirstPurposeColumn);
            m_table->setFocus();
        });
}

void SlipDialog::showAnswers()
{
    const int answers = m_model->answers();
    m_isEffectShown = false;
    m_effect->hide();
    const int people = m_model->answeredPeople();
    setActionText(answers == 0      ? tr("Record")
                      : people == 1 ? tr("Record %1 answers of one person").arg(answers)
                                    : tr("Record %1 answers of %2 people").arg(answers).arg(people));
    setActionEnabled(answers > 0);
}

/// First what it would change, when it would change anything that was published or may be used; then the recording.
void SlipDialog::submit()
{
    if (m_isEffectShown) {
        store();
        return;
    }
    QList<ConsentDraft> drafts;
    for (const SlipModel::Slip& slip : m_model->slips(Party(m_party->currentData().toInt()), m_day->date())) {
        drafts += slip.drafts;
    }
    setBusy(true);
    m_session.ask(
        this, [drafts](Library& library) { return ConsentLedger(library).effectOf(drafts); },
        [this](const Result<ConsentEffect>& effect) {
            setBusy(false);
            if (!effect) {
                showError(effect.error().text);
                return;
            }
            askAboutEffect(*effect);
        });
}

void SlipDialog::askAboutEffect(const ConsentEffect& effect)
{
    if (!takesAway(effect)) {
        store();
        return;
    }
    m_effect->setText(effectText(effect));
    m_effect->show();
    m_isEffectShown = true;
    setActionText(tr("Record all the same"));
    actionButton()->setFocus();
}

void SlipDialog::store()
{
    const QList<SlipModel::Slip> slips = m_model->slips(Party(m_party->currentData().toInt()), m_day->date());
    setBusy(true);
    m_session.ask(
        this, [slips](Library& library) { return storeSlips(library, slips); },
        [this](const Result<RecordedConsents>& stored) {
            setBusy(false);
            if (!stored) {
                showError(stored.error().text);
                return;
            }
            Q_EMIT recorded(stored->recorded, static_cast<int>(stored->takedowns.size()));
            accept();
        });
}

} // namespace cloakroom::ui
