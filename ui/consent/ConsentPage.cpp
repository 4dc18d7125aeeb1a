#include "ui/consent/ConsentPage.h"

#include "core/catalogue/Library.h"
#include "core/consent/People.h"
#include "core/consent/Purposes.h"
#include "core/publish/Register.h"
#include "core/roster/RosterFile.h"
#include "ui/common/CsvDialog.h"
#include "ui/common/EmptyState.h"
#include "ui/common/Message.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/consent/ConsentDetails.h"
#include "ui/consent/ConsentDialog.h"
#include "ui/consent/ConsentMatrixModel.h"
#include "ui/consent/ConsentMatrixView.h"
#include "ui/consent/ConsentPapers.h"
#include "ui/consent/ConsentWords.h"
#include "ui/consent/DecisionBar.h"
#include "ui/consent/EffectText.h"
#include "ui/consent/SlipDialog.h"
#include "ui/window/Session.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QSignalBlocker>
#include <QStackedWidget>

#include <algorithm>

namespace cloakroom::ui {

ConsentPage::ConsentPage(Session& session, QWidget* parent)
    : Page(session, tr("Consent"), parent)
    , m_model(new ConsentMatrixModel(this))
    , m_table(new ConsentMatrixView(m_model))
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState(QStringLiteral("consent"), tr("Who agreed to what?"),
                             tr("When people are in the library, each of them has a line here with a yes or no for "
                                "every use of photos. Without a yes a face leaves the school covered."),
                             tr("Add people")))
    , m_details(new ConsentDetails)
    , m_bar(new DecisionBar)
    , m_papers(new ConsentPapers(session, this))
    , m_print(makeButton(tr("Forms and letters")))
    , m_slips(makeButton(tr("Enter slips")))
    , m_import(makeButton(tr("Import a list")))
    , m_record(makeButton(tr("Record a decision"), ButtonKind::Primary))
{
    auto* papers = new QMenu(m_print);
    m_papers->fillMenu(*papers);
    m_print->setMenu(papers);
    m_slips->setObjectName(QStringLiteral("enterSlips"));
    m_slips->setToolTip(tr("Type in the forms that came back, a whole class on one screen"));
    addAction(m_print);
    addAction(m_import);
    addAction(m_slips);
    addAction(m_record);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    body().addWidget(makeFilters());
    body().addWidget(m_bar);
    body().addWidget(m_stack, 1);
    setDetails(m_details, 272);
    connectAll();
}

QWidget* ConsentPage::makeFilters()
{
    m_group = new QComboBox;
    m_group->setAccessibleName(tr("Group"));
    m_group->setMinimumWidth(150);
    m_keys = makeLabel(tr("Keys: Y yes   N no   W withdrawn   arrows move"), "small");
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_group);
    row->addStretch();
    row->addWidget(m_keys);
    return bar;
}

void ConsentPage::connectAll()
{
    connect(m_group, &QComboBox::currentIndexChanged, this, &ConsentPage::readMatrix);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &ConsentPage::readCell);
    connect(m_table, &ConsentMatrixView::decided, this, &ConsentPage::askFor);
    // A question about some cells is never answered for others.
    connect(m_table, &ConsentMatrixView::chosenChanged, m_bar, &QWidget::hide);
    connect(m_bar, &DecisionBar::recorded, this, &ConsentPage::record);
    connect(m_bar, &DecisionBar::cancelled, this, [this] {
        m_bar->hide();
        m_table->setFocus();
    });
    connect(m_record, &QPushButton::clicked, this, &ConsentPage::recordOne);
    connect(m_bar, &DecisionBar::changed, this, &ConsentPage::showEffect);
    connect(m_import, &QPushButton::clicked, this, &ConsentPage::importList);
    connect(m_slips, &QPushButton::clicked, this, &ConsentPage::enterSlips);
    connect(m_papers, &ConsentPapers::failed, this, &ConsentPage::showError);
    connect(m_details, &ConsentDetails::recordPressed, this, &ConsentPage::recordOne);
    connect(m_details, &ConsentDetails::takedownsPressed, this,
            [this] { Q_EMIT session().pageRequested(QStringLiteral("published")); });
    connect(m_empty, &EmptyState::pressed, this, [this] { Q_EMIT session().pageRequested(QStringLiteral("people")); });
    const auto readAgain = [this] {
        if (isShown()) {
            refresh();
        }
    };
    connect(&session(), &Session::consentsChanged, this, readAgain);
    connect(&session(), &Session::peopleChanged, this, readAgain);
    connect(&session(), &Session::purposesChanged, this, readAgain);
    connect(&session(), &Session::aboutToLock, this, [this] {
        m_model->set({}, {}, {});
        m_details->clear();
        m_bar->hide();
    });
}

void ConsentPage::refresh()
{
    const bool mayEdit = session().may(Right::EditPeople);
    m_print->setVisible(mayEdit);
    m_slips->setVisible(mayEdit);
    m_import->setVisible(mayEdit);
    m_record->setVisible(mayEdit);
    m_keys->setVisible(mayEdit);
    readGroups();
    readMatrix();
}

void ConsentPage::focusFirst()
{
    m_table->setFocus();
}

void ConsentPage::readGroups()
{
    session().ask(
        this, [](Library& library) { return People(library).groups(); },
        [this](const Result<QList<Group>>& groups) {
            if (!groups) {
                showError(groups.error());
                return;
            }
            const QSignalBlocker blocker(m_group);
            const QVariant chosen = m_group->currentData();
            m_group->clear();
            m_group->addItem(tr("Everybody"), 0);
            for (const Group& group : *groups) {
                m_group->addItem(group.name, group.id.value);
            }
            m_group->setCurrentIndex(std::max(0, m_group->findData(chosen)));
        });
}

void ConsentPage::readMatrix()
{
    const std::optional<GroupId> group = chosenGroup();
    m_papers->setGroup(group, m_group->currentText());
    session().ask(
        this,
        [group](Library& library) -> Result<Matrix> {
            Matrix out;
            out.today = library.today();
            const auto purposes = Purposes(library).list();
            if (!purposes) {
                return propagate(purposes);
            }
            std::copy_if(purposes->cbegin(), purposes->cend(), std::back_inserter(out.purposes),
                         [](const Purpose& purpose) { return purpose.active; });
            auto rows = ConsentLedger(library).matrix(group, out.purposes, out.today);
            if (!rows) {
                return propagate(rows);
            }
            out.rows = std::move(*rows);
            return out;
        },
        [this](const Result<Matrix>& matrix) {
            if (!matrix) {
                showError(matrix.error());
                return;
            }
            showMatrix(*matrix);
        });
}

std::optional<GroupId> ConsentPage::chosenGroup() const
{
    const GroupId chosen{m_group->currentData().toLongLong()};
    return chosen.isValid() ? std::optional(chosen) : std::nullopt;
}

void ConsentPage::showMatrix(const Matrix& matrix)
{
    m_today = matrix.today;
    m_model->set(matrix.rows, matrix.purposes, matrix.today);
    m_table->sizeColumns();
    m_stack->setCurrentIndex(matrix.rows.isEmpty() && m_group->currentIndex() <= 0 ? 1 : 0);
    const QString count = matrix.rows.size() == 1 ? tr("1 person") : tr("%1 people").arg(matrix.rows.size());
    setSubtitle(m_group->currentIndex() > 0 ? tr("%1, %2").arg(m_group->currentText(), count) : count);
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0) {
        m_table->setCurrentIndex(m_model->index(0, ConsentMatrixModel::kFirstPurposeColumn));
    } else {
        readCell();
    }
}

void ConsentPage::readCell()
{
    const QModelIndex index = m_table->currentIndex();
    if (!m_model->isCell(index)) {
        m_details->clear();
        return;
    }
    ConsentDetails::Cell cell;
    cell.person = m_model->personAt(index.row());
    cell.purpose = m_model->purposeAt(index.column());
    cell.standing = m_model->standingAt(index);
    const bool maySeeRegister = session().may(Right::Export);
    session().ask(
        this,
        [cell, maySeeRegister](Library& library) mutable -> Result<ConsentDetails::Cell> {
            const auto history = ConsentLedger(library).history(cell.person.id, cell.purpose.id);
            if (!history) {
                return propagate(history);
            }
            cell.history = *history;
            if (maySeeRegister) {
                RegisterFilter filter;
                filter.person = cell.person.id;
                filter.purpose = cell.purpose.id;
                filter.takedownsOnly = true;
                const auto takedowns = Register(library).list(filter);
                if (!takedowns) {
                    return propagate(takedowns);
                }
                cell.takedowns = *takedowns;
            }
            return cell;
        },
        [this](const Result<ConsentDetails::Cell>& read) {
            if (!read) {
                showError(read.error());
                return;
            }
            const QModelIndex now = m_table->currentIndex();
            const bool isStillIt = m_model->isCell(now) && m_model->personAt(now.row()).id == read->person.id
                && m_model->purposeAt(now.column()).id == read->purpose.id;
            if (isStillIt) {
                m_details->showCell(*read, m_today, session().may(Right::EditPeople));
            }
        });
}

void ConsentPage::askFor(Decision decision)
{
    const QList<QModelIndex> cells = m_table->chosenCells();
    if (cells.isEmpty() || !session().may(Right::EditPeople)) {
        return;
    }
    const bool hasPupils = std::any_of(cells.cbegin(), cells.cend(), [this](const QModelIndex& cell) {
        return m_model->personAt(cell.row()).kind == PersonKind::Pupil;
    });
    m_bar->ask(decision, int(cells.size()), hasPupils, m_today);
    showEffect();
}

/// What the decision would change, before it is recorded.
void ConsentPage::showEffect()
{
    m_bar->setEffect({});
    session().ask(
        this, [drafts = draftsOfBar()](Library& library) { return ConsentLedger(library).effectOf(drafts); },
        [this](const Result<ConsentEffect>& effect) {
            if (effect && m_bar->isVisible()) {
                m_bar->setEffect(effectText(*effect));
            }
        });
}

QList<ConsentDraft> ConsentPage::draftsOfBar() const
{
    QList<ConsentDraft> drafts;
    for (const QModelIndex& cell : m_table->chosenCells()) {
        const Person& person = m_model->personAt(cell.row());
        ConsentDraft draft;
        draft.person = person.id;
        draft.purpose = m_model->purposeAt(cell.column()).id;
        draft.decision = m_bar->decision();
        draft.party = person.kind == PersonKind::Pupil ? m_bar->party() : Party::Self;
        draft.on = m_bar->day();
        drafts.append(draft);
    }
    return drafts;
}

void ConsentPage::record()
{
    const QList<ConsentDraft> drafts = draftsOfBar();
    m_bar->hide();
    m_table->setFocus();
    storeDrafts(drafts);
}

void ConsentPage::storeDrafts(const QList<ConsentDraft>& drafts)
{
    if (drafts.isEmpty()) {
        return;
    }
    session().ask(
        this, [drafts](Library& library) { return ConsentLedger(library).recordAll(drafts); },
        [this](const Result<RecordedConsents>& stored) {
            if (!stored) {
                showError(stored.error());
                return;
            }
            afterChange(int(stored->takedowns.size()), stored->recorded);
        });
}

void ConsentPage::enterSlips()
{
    m_bar->hide();
    auto* dialog = new SlipDialog(session(), chosenGroup(), m_group->currentText(), this);
    connect(dialog, &SlipDialog::recorded, this, [this](int decisions, int takedowns) {
        afterChange(takedowns, decisions);
        if (takedowns == 0) {
            message().say(Message::Kind::Success,
                          decisions == 1 ? tr("One decision is recorded.")
                                         : tr("%1 decisions are recorded.").arg(decisions));
        }
    });
    dialog->open();
}

void ConsentPage::afterChange(int takedowns, int decisions)
{
    if (takedowns > 0) {
        message().say(
            Message::Kind::Warning,
            takedowns == 1
                ? tr("One published photo is no longer agreed to and has to be taken down.")
                : tr("%1 published photos are no longer agreed to and have to be taken down.").arg(takedowns));
    } else {
        message().hide();
    }
    if (decisions > 0) {
        Q_EMIT session().consentsChanged();
        Q_EMIT session().registerChanged();
    }
}

void ConsentPage::recordOne()
{
    const QModelIndex cell = m_table->currentIndex();
    if (!cell.isValid() || !session().may(Right::EditPeople)) {
        message().say(Message::Kind::Info, tr("Choose the person's line first."));
        return;
    }
    QList<Purpose> purposes;
    for (int column = ConsentMatrixModel::kFirstPurposeColumn; column < m_model->columnCount(); ++column) {
        purposes.append(m_model->purposeAt(column));
    }
    const PurposeId chosen = m_model->isCell(cell) ? m_model->purposeAt(cell.column()).id : PurposeId{};
    auto* dialog = new ConsentDialog(m_model->personAt(cell.row()), purposes, chosen, m_today, this);
    connect(dialog, &FormDialog::submitted, this, [this, dialog] {
        dialog->setBusy(true);
        session().ask(
            dialog,
            [draft = dialog->draft(),
             path = dialog->evidencePath()](Library& library) mutable -> Result<RecordedConsent> {
                auto evidence = ConsentDialog::readEvidence(path);
                if (!evidence) {
                    return propagate(evidence);
                }
                draft.evidence = std::move(*evidence);
                return ConsentLedger(library).record(draft);
            },
            [this, dialog](const Result<RecordedConsent>& recorded) {
                if (!recorded) {
                    dialog->showError(recorded.error().text);
                    return;
                }
                dialog->accept();
                afterChange(int(recorded->takedowns.size()), 1);
            });
    });
    dialog->open();
}

void ConsentPage::importList()
{
    const CsvDialog::Runner runner = [this](const QString& path, CsvMode mode, const CsvDialog::Answer& answer) {
        session().runJob(
            tr("Reading a list of consents"), this,
            [&session = session(), path, mode](Progress&) -> Result<CsvReport> {
                const auto table = readListFile(session.workers(), path);
                if (!table) {
                    return propagate(table);
                }
                return session.library().run(
                    [&](Library& library) { return ConsentLedger(library).importTable(*table, mode); });
            },
            answer);
    };
    auto* dialog = new CsvDialog(tr("Import a list of consents"),
                                 tr("A CSV file with a line for each decision: school number, purpose, decision, by, "
                                    "on and until. You see what would change before anything is written."),
                                 runner, this);
    connect(dialog, &CsvDialog::imported, this, [this](const CsvReport& report) {
        afterChange(report.takedowns, report.added);
        message().say(report.takedowns > 0 ? Message::Kind::Warning : Message::Kind::Success,
                      tr("The list is imported: %1.").arg(CsvDialog::summary(report)));
    });
    dialog->open();
}

} // namespace cloakroom::ui
