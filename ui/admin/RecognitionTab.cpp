#include "ui/admin/RecognitionTab.h"

#include "core/catalogue/Library.h"
#include "ui/admin/RecognitionRecords.h"
#include "ui/common/FormDialog.h"
#include "ui/common/Message.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/window/Session.h"

#include <QDateEdit>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QScrollArea>
#include <QTableWidget>
#include <QVBoxLayout>

#include <utility>

namespace cloakroom::ui {

namespace {

QHBoxLayout* rowOf(std::initializer_list<QPushButton*> buttons)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kSmall);
    for (QPushButton* button : buttons) {
        row->addWidget(button);
    }
    row->addStretch();
    return row;
}

QString stated(const std::optional<QDate>& on, const QString& by)
{
    if (!on || by.isEmpty()) {
        return RecognitionTab::tr("Not stated yet.");
    }
    return RecognitionTab::tr("Stated: %1, answered for by %2.").arg(QLocale().toString(*on, QLocale::LongFormat), by);
}

QString leaveText(const RecognitionSwitch& set)
{
    if (!set.isComparisonAllowed || !set.allowedOn) {
        return {};
    }
    return RecognitionTab::tr("by %1, %2").arg(set.allowedBy, QLocale().toString(*set.allowedOn, QLocale::ShortFormat));
}

} // namespace

RecognitionTab::RecognitionTab(Session& session, Message& message, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_message(message)
{
    auto* content = new QWidget;
    auto* cards = new QVBoxLayout(content);
    cards->setContentsMargins(0, space::kLarge, 0, 0);
    cards->setSpacing(space::kMedium);
    cards->addWidget(makeLaw());
    cards->addWidget(makeStatements());
    cards->addWidget(makeGroups());
    cards->addWidget(makeKept());
    cards->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(content);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    connect(&session, &Session::aboutToLock, this, [this] {
        m_status = {};
        m_groups->setRowCount(0);
        m_assessed->clear();
        m_notices->clear();
    });
}

QWidget* RecognitionTab::makeLaw()
{
    m_state = makeLabel({}, "strong");
    m_switch = makeButton(tr("Switch on"), ButtonKind::Primary);
    auto* content = new QVBoxLayout;
    auto* card = makeCard(content);
    content->addWidget(m_state);
    content->addWidget(makeParagraph(tr(
        "Finding faces is allowed for everybody. Recognising whose face it is uses biometric data. In England and "
        "Wales the Protection of Freedoms Act 2012 (sections 26 to 28) asks for this before a school may do it: every "
        "parent is told in writing and can object; one parent at least agrees in writing and none objects; and a "
        "child who does not want it is never recognised, whatever the parents say. Whoever does not take part must "
        "be able to do the same without it: everything in this program can be named by hand.")));
    content->addWidget(makeParagraph(
        tr("It is off until everything below is stated. Names are suggested only, never given. Only of people whose "
           "biometric consent is recorded (page Consent, Face recognition) anything is kept; a withdrawal deletes it "
           "at "
           "once."),
        "mute"));
    content->addLayout(rowOf({m_switch}));
    connect(m_switch, &QPushButton::clicked, this, [this] {
        const bool isOn = m_status.setup.isOn;
        change(
            [isOn](Library& library) {
                return isOn ? Recognition(library).switchOff() : Recognition(library).switchOn();
            },
            isOn ? tr("Face recognition is off. What was kept for it is deleted.")
                 : tr("Face recognition is on for the groups that are switched on below."));
    });
    return card;
}

QWidget* RecognitionTab::makeStatements()
{
    m_assessed = makeParagraph({});
    m_notices = makeParagraph({});
    auto* assess = makeButton(tr("State the assessment…"));
    auto* notify = makeButton(tr("State the notices…"));
    auto* content = new QVBoxLayout;
    auto* card = makeCard(content);
    content->addWidget(makeLabel(tr("Data protection impact assessment"), "strong"));
    content->addWidget(m_assessed);
    content->addLayout(rowOf({assess}));
    content->addWidget(makeLabel(tr("Notices to every parent"), "strong"));
    content->addWidget(m_notices);
    content->addLayout(rowOf({notify}));
    connect(assess, &QPushButton::clicked, this, [this] {
        state(
            tr("The assessment is done"),
            tr("A data protection impact assessment of face recognition in this library was made, and whoever "
               "answers for data protection agreed to it."),
            [](Library& library, QDate on, const QString& by) { return Recognition(library).stateAssessment(on, by); });
    });
    connect(notify, &QPushButton::clicked, this, [this] {
        state(tr("Every parent was told"),
              tr("Every parent was told in writing what is to be done with their child's face, and that they can "
                 "object at any time."),
              [](Library& library, QDate on, const QString& by) { return Recognition(library).stateNotices(on, by); });
    });
    return card;
}

QWidget* RecognitionTab::makeGroups()
{
    m_groups = new QTableWidget(0, 5);
    m_groups->setHorizontalHeaderLabels(
        {tr("Group"), tr("Recognition"), tr("Agreed"), tr("Do not agree"), tr("Officer's leave")});
    m_groups->setAccessibleName(tr("Groups"));
    m_groups->setShowGrid(false);
    m_groups->setTabKeyNavigation(false);
    m_groups->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_groups->setSelectionMode(QAbstractItemView::SingleSelection);
    m_groups->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_groups->verticalHeader()->hide();
    m_groups->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_groups->horizontalHeader()->setStretchLastSection(true);
    m_groups->horizontalHeader()->setDefaultSectionSize(140);
    m_groups->setMinimumHeight(200);
    m_groupOn = makeButton(tr("Switch on for this group"));
    m_groupOff = makeButton(tr("Switch off for this group"));
    m_leave = makeButton(tr("Officer's leave…"));
    m_leave->setToolTip(
        tr("Photos of a group in which somebody does not agree are left out, unless the data protection "
           "officer allowed comparing unknown faces"));
    auto* content = new QVBoxLayout;
    auto* card = makeCard(content);
    content->addWidget(makeLabel(tr("Groups"), "strong"));
    content->addWidget(makeParagraph(tr("Names are suggested in photos that were taken of a group that is switched on, "
                                        "and only while nobody in it said no."),
                                     "mute"));
    content->addWidget(m_groups);
    content->addLayout(rowOf({m_groupOn, m_groupOff, m_leave}));
    connect(m_groups, &QTableWidget::itemSelectionChanged, this, &RecognitionTab::enableGroupButtons);
    connect(m_groupOn, &QPushButton::clicked, this, [this] { switchGroup(true); });
    connect(m_groupOff, &QPushButton::clicked, this, [this] { switchGroup(false); });
    connect(m_leave, &QPushButton::clicked, this, &RecognitionTab::stateLeave);
    return card;
}

QWidget* RecognitionTab::makeKept()
{
    m_kept = makeParagraph({});
    m_model = makeParagraph({}, "mute");
    m_model->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* receipts = makeButton(tr("Receipts of deletions…"), ButtonKind::Usual, QStringLiteral("document"));
    auto* history = makeButton(tr("What was stated and switched…"), ButtonKind::Usual, QStringLiteral("document"));
    auto* content = new QVBoxLayout;
    auto* card = makeCard(content);
    content->addWidget(makeLabel(tr("What is kept"), "strong"));
    content->addWidget(m_kept);
    content->addWidget(m_model);
    content->addLayout(rowOf({receipts, history}));
    connect(receipts, &QPushButton::clicked, this, &RecognitionTab::showReceipts);
    connect(history, &QPushButton::clicked, this, &RecognitionTab::showHistory);
    return card;
}

void RecognitionTab::refresh()
{
    using Answer = std::pair<RecognitionStatus, RecogniserChoice>;
    m_session.ask(
        this,
        [](Library& library) -> Result<Answer> {
            const auto status = Recognition(library).status();
            if (!status) {
                return propagate(status);
            }
            return Answer(*status, chooseRecogniser());
        },
        [this](const Result<Answer>& answer) {
            if (!answer) {
                m_message.showError(answer.error());
                return;
            }
            m_model->setText(answer->second.description);
            showStatus(answer->first);
        });
}

void RecognitionTab::showStatus(const RecognitionStatus& status)
{
    m_status = status;
    m_state->setText(status.isInForce ? tr("Face recognition is on") : tr("Face recognition is off"));
    m_switch->setText(status.setup.isOn ? tr("Switch off") : tr("Switch on"));
    m_switch->setEnabled(status.setup.isOn || (status.setup.assessedOn && status.setup.noticesSentOn));
    m_assessed->setText(stated(status.setup.assessedOn, status.setup.assessedBy));
    m_notices->setText(stated(status.setup.noticesSentOn, status.setup.noticesBy));
    m_kept->setText(status.templates == 0 ? tr("Nothing is kept of anybody's face.")
                                          : tr("Measurements of faces are kept: %1, of %2 people who agreed.")
                                                .arg(status.templates)
                                                .arg(status.people));
    showGroups();
}

void RecognitionTab::showGroups()
{
    const int row = m_groups->currentRow();
    m_groups->setRowCount(int(m_status.groups.size()));
    for (int i = 0; i < int(m_status.groups.size()); ++i) {
        const RecognitionGroup& group = m_status.groups[i];
        const QStringList texts{group.group.name, group.set.isOn ? tr("On") : tr("Off"),
                                tr("%1 of %2").arg(group.answers.agreed).arg(group.answers.members),
                                QString::number(group.answers.refused), leaveText(group.set)};
        for (int column = 0; column < int(texts.size()); ++column) {
            m_groups->setItem(i, column, new QTableWidgetItem(texts[column]));
        }
    }
    m_groups->setCurrentCell(row, 0);
    enableGroupButtons();
}

std::optional<RecognitionGroup> RecognitionTab::selectedGroup() const
{
    const int row = m_groups->currentRow();
    return row >= 0 && row < int(m_status.groups.size()) ? std::optional(m_status.groups[row]) : std::nullopt;
}

void RecognitionTab::enableGroupButtons()
{
    const auto group = selectedGroup();
    m_groupOn->setEnabled(group && !group->set.isOn);
    m_groupOff->setEnabled(group && group->set.isOn);
    m_leave->setEnabled(group.has_value());
    m_leave->setText(group && group->set.isComparisonAllowed ? tr("Take the officer's leave back")
                                                             : tr("Officer's leave…"));
}

void RecognitionTab::change(std::function<Result<void>(Library&)> work, const QString& sentence)
{
    m_session.ask(this, std::move(work), [this, sentence](const Result<void>& done) {
        if (done) {
            m_message.say(Message::Kind::Success, sentence);
            Q_EMIT m_session.settingsChanged();
        } else {
            m_message.showError(done.error());
        }
        refresh();
    });
}

void RecognitionTab::state(const QString& title, const QString& introduction, Statement statement)
{
    auto* dialog = new FormDialog(title, tr("State it"), this);
    dialog->setIntroduction(introduction);
    auto* day = new QDateEdit(m_session.isOpen() ? QDate::currentDate() : QDate());
    day->setCalendarPopup(true);
    day->setMaximumDate(QDate::currentDate());
    auto* who = new QLineEdit;
    who->setPlaceholderText(tr("Name and office"));
    dialog->form()->addRow(tr("On"), day);
    dialog->form()->addRow(tr("Answered for by"), who);
    dialog->setActionEnabled(false);
    connect(who, &QLineEdit::textChanged, dialog,
            [dialog](const QString& text) { dialog->setActionEnabled(!text.trimmed().isEmpty()); });
    connect(dialog, &FormDialog::submitted, this, [this, dialog, day, who, statement = std::move(statement)] {
        dialog->setBusy(true);
        m_session.ask(
            this,
            [statement, on = day->date(), by = who->text()](Library& library) { return statement(library, on, by); },
            [this, dialog = QPointer<FormDialog>(dialog)](const Result<void>& done) {
                if (dialog && !done) {
                    dialog->setBusy(false);
                    dialog->showError(done.error().text);
                } else if (dialog) {
                    dialog->accept();
                }
                refresh();
            });
    });
    dialog->open();
}

void RecognitionTab::switchGroup(bool isOn)
{
    const auto group = selectedGroup();
    if (!group) {
        return;
    }
    change([id = group->group.id, isOn](Library& library) { return Recognition(library).setGroup(id, isOn); },
           isOn ? tr("Face recognition is on for %1.").arg(group->group.name)
                : tr("Face recognition is off for %1.").arg(group->group.name));
}

void RecognitionTab::stateLeave()
{
    const auto group = selectedGroup();
    if (!group) {
        return;
    }
    const GroupId id = group->group.id;
    if (group->set.isComparisonAllowed) {
        change([id](Library& library) { return Recognition(library).forbidComparison(id); },
               tr("Photos of %1 are left out again while somebody in it does not agree.").arg(group->group.name));
        return;
    }
    state(tr("The officer's leave for %1").arg(group->group.name),
          tr("The data protection officer allowed comparing unknown faces in photos of this group although somebody in "
             "it does not agree. Their own face is still not kept, and photos in which they are named stay left out."),
          [id](Library& library, QDate on, const QString& by) {
              return Recognition(library).allowComparison(id, on, by);
          });
}

void RecognitionTab::showReceipts()
{
    m_session.ask(
        this, [](Library& library) { return templateReceiptLines(library); },
        [this](const Result<RecordLines>& lines) {
            if (!lines) {
                m_message.showError(lines.error());
                return;
            }
            openRecords(tr("Receipts of deletions"), *lines, this);
        });
}

void RecognitionTab::showHistory()
{
    m_session.ask(
        this, [](Library& library) { return recognitionHistoryLines(library); },
        [this](const Result<RecordLines>& lines) {
            if (!lines) {
                m_message.showError(lines.error());
                return;
            }
            openRecords(tr("What was stated and switched"), *lines, this);
        });
}

} // namespace cloakroom::ui
