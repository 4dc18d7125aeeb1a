#include "ui/safeguarding/SafeguardingPage.h"

#include "core/consent/People.h"
#include "core/photos/Photos.h"
#include "core/review/Flags.h"
#include "ui/common/EmptyState.h"
#include "ui/common/FormDialog.h"
#include "ui/common/Icons.h"
#include "ui/common/Message.h"
#include "ui/common/Tables.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/people/PeopleModel.h"
#include "ui/safeguarding/RevealDialog.h"
#include "ui/safeguarding/SafeguardingWords.h"
#include "ui/window/PictureLoader.h"
#include "ui/window/Session.h"

#include <QFormLayout>
#include <QHeaderView>
#include <QListWidget>
#include <QLocale>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace cloakroom::ui {

namespace {

constexpr QSize kTile(148, 148);

QString dayText(const QDateTime& utc)
{
    return QLocale().toString(utc.toLocalTime(), QStringLiteral("d MMM yyyy, HH:mm"));
}

} // namespace

SafeguardingPage::SafeguardingPage(Session& session, QWidget* parent)
    : Page(session, tr("Safeguarding"), parent)
    , m_tabs(new QTabWidget)
    , m_people(new PeopleModel(this))
{
    auto* content = new QVBoxLayout;
    auto* card = makeCard(content);
    setStyleProperty(*card, "tint", QStringLiteral("ask"));
    content->setContentsMargins(space::kMedium, space::kSmall, space::kMedium, space::kSmall);
    content->addWidget(makeParagraph(guidanceText()));
    body().addWidget(card);
    m_tabs->addTab(makeInbox(), tr("Flagged photos"));
    m_tabs->addTab(makeProtected(), tr("Protected people"));
    body().addWidget(m_tabs, 1);
    setDetails(makeDetails());
    connect(&session, &Session::flagsChanged, this, [this] { isShown() ? readFlags() : readCount(); });
    connect(&session, &Session::opened, this, &SafeguardingPage::readCount);
    connect(&session, &Session::peopleChanged, this, [this] {
        if (isShown()) {
            readProtected();
        }
    });
    connect(&session.pictures(), &PictureLoader::loaded, this, &SafeguardingPage::showTile);
    connect(&session, &Session::aboutToLock, this, [this] {
        m_flags.clear();
        m_people->setPeople({});
        showTiles();
    });
}

QWidget* SafeguardingPage::makeInbox()
{
    m_tiles = new QListWidget;
    m_tiles->setViewMode(QListView::IconMode);
    m_tiles->setIconSize(kTile);
    m_tiles->setGridSize(kTile + QSize(20, 48));
    m_tiles->setResizeMode(QListView::Adjust);
    m_tiles->setMovement(QListView::Static);
    m_tiles->setWordWrap(true);
    m_tiles->setAccessibleName(tr("Flagged photos, obscured"));
    m_empty =
        new EmptyState(QStringLiteral("safeguarding"), tr("Nothing waits for you"),
                       tr("When somebody flags a photo it disappears for everybody else and waits here, obscured, "
                          "until you decide."));
    m_inboxStack = new QStackedWidget;
    m_inboxStack->addWidget(m_tiles);
    m_inboxStack->addWidget(m_empty);
    connect(m_tiles, &QListWidget::currentRowChanged, this, &SafeguardingPage::showDetails);
    return m_inboxStack;
}

QWidget* SafeguardingPage::makeDetails()
{
    m_heading = makeParagraph({}, "heading");
    m_reason = makeParagraph({});
    m_state = makeParagraph({}, "mute");
    auto* look = makeButton(tr("Look at the photo"), ButtonKind::Usual, QStringLiteral("review"));
    look->setObjectName(QStringLiteral("reveal"));
    connect(look, &QPushButton::clicked, this, &SafeguardingPage::reveal);
    m_outcomes = new QWidget;
    auto* outcomes = new QVBoxLayout(m_outcomes);
    outcomes->setContentsMargins(0, 0, 0, 0);
    outcomes->setSpacing(space::kTiny);
    outcomes->addWidget(makeLabel(tr("What shall happen?"), "strong"));
    for (const FlagOutcome outcome :
         {FlagOutcome::Release, FlagOutcome::Restrict, FlagOutcome::Seal, FlagOutcome::Erase}) {
        auto* button =
            makeButton(outcomeText(outcome), outcome == FlagOutcome::Erase ? ButtonKind::Danger : ButtonKind::Usual);
        button->setMinimumHeight(40);
        button->setAccessibleDescription(outcomeSentence(outcome));
        connect(button, &QPushButton::clicked, this, [this, outcome] { decide(outcome); });
        outcomes->addSpacing(space::kTiny);
        outcomes->addWidget(button);
        outcomes->addWidget(makeParagraph(outcomeSentence(outcome), "small"));
    }
    auto* pane = new QWidget;
    auto* outer = new QVBoxLayout(pane);
    outer->setContentsMargins(space::kLarge, space::kLarge, space::kLarge, space::kLarge);
    m_detailsBody = new QWidget;
    auto* layout = new QVBoxLayout(m_detailsBody);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    layout->addWidget(m_heading);
    layout->addWidget(m_reason);
    layout->addWidget(m_state);
    layout->addWidget(look);
    layout->addSpacing(space::kMedium);
    layout->addWidget(m_outcomes);
    outer->addWidget(m_detailsBody);
    outer->addStretch();
    m_detailsBody->hide();
    return pane;
}

QWidget* SafeguardingPage::makeProtected()
{
    m_protected = makeTable(m_people, tr("Protected people"));
    m_protected->horizontalHeader()->setSectionResizeMode(PeopleModel::Name, QHeaderView::Stretch);
    m_protected->hideColumn(PeopleModel::State);
    auto* empty = new EmptyState(QStringLiteral("safeguarding"), tr("Nobody is protected"),
                                 tr("Protect a person once, on the page People, and no photo of them leaves the school "
                                    "again."),
                                 tr("Show people"));
    m_protectedStack = new QStackedWidget;
    m_published = makeButton(tr("Where were they published?"), ButtonKind::Usual, QStringLiteral("published"));
    m_published->setObjectName(QStringLiteral("wherePublished"));
    auto* list = new QWidget;
    auto* column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kSmall);
    column->addWidget(m_protected, 1);
    column->addWidget(m_published, 0, Qt::AlignLeft);
    m_protectedStack->addWidget(list);
    m_protectedStack->addWidget(empty);
    connect(m_published, &QPushButton::clicked, this, [this] {
        const QModelIndex index = m_protected->currentIndex();
        if (index.isValid()) {
            Q_EMIT publicationsRequested(m_people->personAt(index.row()).id);
        }
    });
    connect(empty, &EmptyState::pressed, this, [this] { Q_EMIT session().pageRequested(QStringLiteral("people")); });
    connect(m_protected, &QTableView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT session().personRequested(m_people->personAt(index.row()).id); });
    return m_protectedStack;
}

void SafeguardingPage::refresh()
{
    readFlags();
    readProtected();
}

void SafeguardingPage::focusFirst()
{
    m_tiles->setFocus();
}

void SafeguardingPage::readCount()
{
    if (!session().may(Right::Safeguard)) {
        return;
    }
    session().ask(
        this, [](Library& library) { return Flags(library).list(); },
        [this](const Result<QList<Flag>>& flags) {
            if (flags) {
                Q_EMIT waitingChanged(
                    int(std::count_if(flags->cbegin(), flags->cend(), [](const Flag& flag) { return !flag.outcome; })));
            }
        });
}

void SafeguardingPage::readFlags()
{
    session().ask(
        this, [](Library& library) { return Flags(library).list(); },
        [this](const Result<QList<Flag>>& flags) {
            if (!flags) {
                showError(flags.error());
                return;
            }
            m_flags = *flags;
            showTiles();
            readCount();
        });
}

void SafeguardingPage::readProtected()
{
    session().ask(
        this, [](Library& library) { return People(library).list(); },
        [this](const Result<QList<Person>>& people) {
            if (!people) {
                showError(people.error());
                return;
            }
            QList<Person> guarded;
            std::copy_if(people->cbegin(), people->cend(), std::back_inserter(guarded),
                         [](const Person& person) { return person.protection.isProtected; });
            m_people->setPeople(guarded);
            m_protectedStack->setCurrentIndex(guarded.isEmpty() ? 1 : 0);
            if (!m_protected->currentIndex().isValid()) {
                m_protected->selectRow(0);
            }
        });
}

void SafeguardingPage::showTiles()
{
    const int row = std::max(0, m_tiles->currentRow());
    m_tiles->clear();
    const QIcon sealed = icon(QStringLiteral("lock"), Ink::Mute);
    for (const Flag& flag : m_flags) {
        const QString state = flag.outcome ? outcomeText(*flag.outcome) : tr("Waits for you");
        auto* tile = new QListWidgetItem(sealed, QStringLiteral("%1\n%2").arg(state, flag.reason.left(60)));
        tile->setToolTip(flag.reason);
        m_tiles->addItem(tile);
        showTile(flag.photo);
    }
    m_inboxStack->setCurrentIndex(m_flags.isEmpty() ? 1 : 0);
    m_tiles->setCurrentRow(std::min(row, int(m_flags.size()) - 1));
    showDetails();
}

void SafeguardingPage::showTile(PhotoId photo)
{
    for (int row = 0; row < int(m_flags.size()) && row < m_tiles->count(); ++row) {
        if (m_flags[row].photo != photo || m_flags[row].outcome == FlagOutcome::Erase) {
            continue;
        }
        // What the library hands out for a flagged photo is obscured already; nothing is uncovered here.
        const QImage image = session().pictures().thumbnail(photo);
        if (!image.isNull()) {
            m_tiles->item(row)->setIcon(
                QPixmap::fromImage(image.scaled(kTile, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation)
                                       .copy(QRect(QPoint(), kTile))));
        }
    }
}

std::optional<Flag> SafeguardingPage::selected() const
{
    const int row = m_tiles->currentRow();
    return row >= 0 && row < m_flags.size() ? std::optional(m_flags[row]) : std::nullopt;
}

void SafeguardingPage::showDetails()
{
    const auto flag = selected();
    m_detailsBody->setVisible(flag.has_value());
    if (!flag) {
        return;
    }
    m_heading->setText(tr("Photo %1").arg(flag->photo.value));
    m_reason->setText(flag->reason);
    QString state = tr("Flagged by %1, %2.").arg(flag->by, dayText(flag->at));
    if (flag->outcome) {
        state += QLatin1Char(' ') + tr("Decided: %1.").arg(outcomeText(*flag->outcome));
    }
    if (!flag->note.isEmpty()) {
        state += QLatin1Char(' ') + flag->note;
    }
    m_state->setText(state);
    const bool isErased = flag->outcome == FlagOutcome::Erase;
    m_outcomes->setVisible(!flag->outcome);
    if (auto* look = m_detailsBody->findChild<QPushButton*>(QStringLiteral("reveal"))) {
        look->setVisible(!isErased);
    }
}

void SafeguardingPage::reveal()
{
    const auto flag = selected();
    if (!flag) {
        return;
    }
    auto* dialog = new FormDialog(tr("Look at photo %1").arg(flag->photo.value), tr("Look at the photo"), this);
    dialog->setIntroduction(tr("Your name, the time and the reason are written into the log."));
    auto* reason = new QPlainTextEdit;
    reason->setObjectName(QStringLiteral("revealReason"));
    reason->setTabChangesFocus(true);
    reason->setFixedHeight(80);
    dialog->form()->addRow(tr("&Why do you have to see it?"), reason);
    dialog->setActionEnabled(false);
    connect(reason, &QPlainTextEdit::textChanged, dialog,
            [dialog, reason] { dialog->setActionEnabled(!reason->toPlainText().trimmed().isEmpty()); });
    connect(dialog, &FormDialog::submitted, this, [this, dialog, reason, photo = flag->photo] {
        dialog->setBusy(true);
        session().ask(
            dialog,
            [photo, words = reason->toPlainText().trimmed()](Library& library) {
                return Photos(library).reveal(photo, words);
            },
            [this, dialog](const Result<QImage>& picture) {
                if (!picture) {
                    dialog->showError(picture.error().text);
                    return;
                }
                dialog->accept();
                (new RevealDialog(session(), *picture, this))->open();
            });
    });
    dialog->open();
    reason->setFocus();
}

void SafeguardingPage::decide(FlagOutcome outcome)
{
    const auto flag = selected();
    if (!flag) {
        return;
    }
    const bool isFinal = outcome == FlagOutcome::Erase;
    auto* dialog = new FormDialog(tr("%1 photo %2").arg(outcomeText(outcome)).arg(flag->photo.value),
                                  isFinal ? tr("Erase this photo for good") : outcomeText(outcome), this);
    dialog->setIntroduction(outcomeSentence(outcome));
    auto* note = new QPlainTextEdit;
    note->setObjectName(QStringLiteral("decisionNote"));
    note->setTabChangesFocus(true);
    note->setFixedHeight(80);
    dialog->form()->addRow(tr("&Note, for the log"), note);
    if (isFinal) {
        dialog->setDestructive();
    }
    const auto update = [dialog, note] { dialog->setActionEnabled(!note->toPlainText().trimmed().isEmpty()); };
    connect(note, &QPlainTextEdit::textChanged, dialog, update);
    update();
    connect(dialog, &FormDialog::submitted, this, [this, dialog, note, outcome, id = flag->id] {
        dialog->setBusy(true);
        session().ask(
            dialog,
            [id, outcome, words = note->toPlainText().trimmed()](Library& library) {
                return Flags(library).resolve(id, outcome, words);
            },
            [this, dialog](const Result<void>& done) {
                if (!done) {
                    dialog->showError(done.error().text);
                    return;
                }
                dialog->accept();
                session().pictures().forget({});
                Q_EMIT session().flagsChanged();
                Q_EMIT session().photosChanged();
                Q_EMIT session().registerChanged();
            });
    });
    dialog->open();
    note->setFocus();
}

} // namespace cloakroom::ui
