#include "ui/publish/SecondLookPage.h"

#include "core/publish/ExportJob.h"
#include "core/publish/ExportPreview.h"
#include "ui/common/EmptyState.h"
#include "ui/common/FormDialog.h"
#include "ui/common/Message.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/window/Session.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QListWidget>
#include <QLocale>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace cloakroom::ui {

namespace {

constexpr int kListWidth = 260;

QString when(const QDateTime& utc)
{
    return QLocale().toString(utc.toLocalTime(), QStringLiteral("d MMM yyyy, HH:mm"));
}

QString outcomeText(const SecondLook& look)
{
    if (!look.outcome) {
        return look.isCurrent ? SecondLookPage::tr("Waits") : SecondLookPage::tr("The photo changed: ask again");
    }
    switch (*look.outcome) {
    case SecondLookOutcome::Approved:
        return SecondLookPage::tr("Approved by %1").arg(look.decidedByName);
    case SecondLookOutcome::SentBack:
        return SecondLookPage::tr("Sent back by %1").arg(look.decidedByName);
    case SecondLookOutcome::Withdrawn:
        return SecondLookPage::tr("Taken back");
    case SecondLookOutcome::Outdated:
        break;
    }
    return SecondLookPage::tr("The photo changed");
}

} // namespace

LookPicture::LookPicture(QWidget* parent)
    : QWidget(parent)
{
    setMinimumSize(320, 240);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void LookPicture::setImage(const QImage& image, const QString& otherwise)
{
    m_image = image;
    m_otherwise = otherwise;
    update();
}

void LookPicture::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const Colours& colours = Theme::current().colours();
    painter.fillRect(rect(), colours.darkroom);
    if (m_image.isNull()) {
        painter.setPen(colours.darkroomMute);
        painter.drawText(rect().adjusted(20, 20, -20, -20), Qt::AlignCenter | Qt::TextWordWrap, m_otherwise);
        return;
    }
    QRect target(QPoint(), m_image.size().scaled(size(), Qt::KeepAspectRatio));
    target.moveCenter(rect().center());
    painter.drawImage(target, m_image);
}

SecondLookPage::SecondLookPage(Session& session, QWidget* parent)
    : Page(session, tr("Second look"), parent)
    , m_tabs(new QTabWidget)
    , m_stack(new QStackedWidget)
    , m_empty(
          new EmptyState(QStringLiteral("shield-check"), tr("Nothing waits for a second look"),
                         tr("Some uses ask for two pairs of eyes. When somebody asks for the second pair, the photo "
                            "waits here as it would leave.")))
{
    m_stack->addWidget(makeQueue());
    m_stack->addWidget(m_empty);
    m_tabs->addTab(m_stack, tr("Waiting"));
    m_tabs->addTab(makeMine(), tr("Asked by you"));
    body().addWidget(m_tabs, 1);
    const auto readAgain = [this] { isShown() ? refresh() : readCount(); };
    connect(&session, &Session::photosChanged, this, readAgain);
    connect(&session, &Session::facesChanged, this, readAgain);
    connect(&session, &Session::flagsChanged, this, readAgain);
    connect(&session, &Session::opened, this, &SecondLookPage::readCount);
    connect(&session, &Session::aboutToLock, this, &SecondLookPage::forget);
}

QWidget* SecondLookPage::makeQueue()
{
    m_queue = new QListWidget;
    m_queue->setObjectName(QStringLiteral("secondLooks"));
    m_queue->setAccessibleName(tr("Photos that wait for a second look"));
    m_queue->setWordWrap(true);
    m_queue->setFixedWidth(kListWidth);
    m_picture = new LookPicture;
    auto* page = new QWidget;
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(0, space::kMedium, 0, 0);
    row->setSpacing(space::kLarge);
    row->addWidget(m_queue);
    row->addWidget(m_picture, 1);
    row->addWidget(makeSide());
    connect(m_queue, &QListWidget::currentRowChanged, this, &SecondLookPage::showSelected);
    return page;
}

QWidget* SecondLookPage::makeSide()
{
    m_heading = makeParagraph({}, "heading");
    m_facts = makeParagraph({}, "mute");
    m_why = makeParagraph({});
    m_approve = makeButton(tr("Fit to publish"), ButtonKind::Primary);
    m_approve->setObjectName(QStringLiteral("approve"));
    m_sendBack = makeButton(tr("Send back with a note"));
    m_sendBack->setObjectName(QStringLiteral("sendBack"));
    m_withdraw = makeButton(tr("Take the request back"));
    m_withdraw->setObjectName(QStringLiteral("withdraw"));
    auto* side = new QWidget;
    side->setFixedWidth(kListWidth);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    layout->addWidget(m_heading);
    layout->addWidget(m_facts);
    layout->addWidget(m_why);
    layout->addSpacing(space::kSmall);
    for (QPushButton* button : {m_approve, m_sendBack, m_withdraw}) {
        layout->addWidget(button);
    }
    layout->addStretch();
    connect(m_approve, &QPushButton::clicked, this, &SecondLookPage::approve);
    connect(m_sendBack, &QPushButton::clicked, this, &SecondLookPage::askForNote);
    connect(m_withdraw, &QPushButton::clicked, this, &SecondLookPage::withdraw);
    return side;
}

QWidget* SecondLookPage::makeMine()
{
    m_mine = new QTableWidget(0, 4);
    m_mine->setObjectName(QStringLiteral("ownLooks"));
    m_mine->setAccessibleName(tr("What you asked for"));
    m_mine->setHorizontalHeaderLabels({tr("Photo"), tr("Used for"), tr("What became of it"), tr("Note")});
    m_mine->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_mine->horizontalHeader()->setStretchLastSection(true);
    m_mine->horizontalHeader()->resizeSection(0, 90);
    m_mine->horizontalHeader()->resizeSection(1, 150);
    m_mine->horizontalHeader()->resizeSection(2, 240);
    m_mine->verticalHeader()->hide();
    m_mine->setShowGrid(false);
    m_mine->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_mine->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_mine->setWordWrap(true);
    connect(m_mine, &QTableWidget::cellActivated, this, [this](int row) {
        const PhotoId photo{m_mine->item(row, 0)->data(Qt::UserRole).toLongLong()};
        Q_EMIT session().reviewRequested({photo}, 0);
    });
    return m_mine;
}

void SecondLookPage::focusFirst()
{
    m_queue->setFocus();
}

void SecondLookPage::refresh()
{
    struct Both {
        QList<SecondLookTask> queue;
        QList<SecondLook> mine;
    };
    session().ask(
        this,
        [](Library& library) -> Result<Both> {
            const auto queue = SecondLooks(library).queue();
            if (!queue) {
                return propagate(queue);
            }
            const auto mine = SecondLooks(library).mine();
            if (!mine) {
                return propagate(mine);
            }
            return Both{*queue, *mine};
        },
        [this](const Result<Both>& both) {
            if (!both) {
                showError(both.error());
                return;
            }
            showQueue(both->queue);
            showMine(both->mine);
            readCount();
        });
}

void SecondLookPage::readCount()
{
    if (!session().may(Right::Export)) {
        return;
    }
    session().ask(
        this, [](Library& library) { return SecondLooks(library).waitingCount(); },
        [this](const Result<int>& count) { Q_EMIT waitingChanged(count.value_or(0)); });
}

QString SecondLookPage::purposeName(const SecondLook& look) const
{
    for (const Purpose& purpose : session().purposes()) {
        if (purpose.id == look.purpose) {
            return purpose.name;
        }
    }
    return look.purposeKey;
}

void SecondLookPage::showQueue(const QList<SecondLookTask>& tasks)
{
    const auto before = selected();
    m_tasks = tasks;
    m_queue->clear();
    int row = 0;
    for (int i = 0; i < int(tasks.size()); ++i) {
        const SecondLook& look = tasks[i].look;
        new QListWidgetItem(
            tr("Photo %1 · %2\nasked by %3").arg(look.photo.value).arg(purposeName(look), look.askedByName), m_queue);
        row = before && before->look.id == look.id ? i : row;
    }
    m_stack->setCurrentIndex(tasks.isEmpty() ? 1 : 0);
    m_queue->setCurrentRow(tasks.isEmpty() ? -1 : row);
    setSubtitle(tasks.size() == 1 ? tr("1 photo") : tr("%1 photos").arg(tasks.size()));
    showSelected();
}

void SecondLookPage::showMine(const QList<SecondLook>& looks)
{
    m_mine->setRowCount(int(looks.size()));
    for (int row = 0; row < int(looks.size()); ++row) {
        const SecondLook& look = looks[row];
        const QStringList texts{QString::number(look.photo.value), purposeName(look), outcomeText(look), look.answer};
        for (int column = 0; column < int(texts.size()); ++column) {
            auto* item = new QTableWidgetItem(texts[column]);
            item->setData(Qt::UserRole, look.photo.value);
            item->setToolTip(texts[column]);
            m_mine->setItem(row, column, item);
        }
    }
    m_mine->resizeRowsToContents();
    const auto sentBack = std::count_if(
        looks.begin(), looks.end(), [](const SecondLook& look) { return look.outcome == SecondLookOutcome::SentBack; });
    m_tabs->setTabText(1, sentBack > 0 ? tr("Asked by you (%1 sent back)").arg(sentBack) : tr("Asked by you"));
}

std::optional<SecondLookTask> SecondLookPage::selected() const
{
    const int row = m_queue->currentRow();
    return row >= 0 && row < int(m_tasks.size()) ? std::optional(m_tasks[row]) : std::nullopt;
}

void SecondLookPage::showSelected()
{
    const auto task = selected();
    for (QPushButton* button : {m_approve, m_sendBack, m_withdraw}) {
        button->setVisible(task.has_value());
    }
    ++m_question;
    if (!task) {
        m_heading->clear();
        m_facts->clear();
        m_why->clear();
        m_picture->setImage({});
        return;
    }
    const SecondLook& look = task->look;
    const bool isOwn = look.askedBy == session().user().id;
    m_heading->setText(tr("Photo %1 for: %2").arg(look.photo.value).arg(purposeName(look)));
    QStringList facts{tr("Asked by %1 on %2.").arg(look.askedByName, when(look.askedAt))};
    if (!look.note.isEmpty()) {
        facts.append(tr("Note: %1").arg(look.note));
    }
    m_facts->setText(facts.join(QLatin1Char('\n')));
    m_approve->setVisible(task->mayDecide);
    m_sendBack->setVisible(!isOwn && session().may(Right::SignOffPublish));
    m_withdraw->setVisible(isOwn);
    if (!look.isCurrent) {
        m_why->setText(tr("This photo changed after it was asked about. It has to be asked for again."));
    } else if (isOwn) {
        m_why->setText(tr("You asked for this yourself, so somebody else has to look."));
    } else if (!task->mayDecide) {
        m_why->setText(tr("You confirmed its faces, or your role does not approve, so somebody else has to look."));
    } else {
        m_why->setText(
            tr("This is how it would leave. Is everybody covered who has to be? Is it kind to those who can be "
               "seen?"));
    }
    readPicture(look);
}

void SecondLookPage::readPicture(const SecondLook& look)
{
    const quint64 question = m_question;
    m_picture->setImage({}, tr("Making the preview ..."));
    session().ask(
        this,
        [look](Library& library) {
            return previewForSecondLook(library, look.photo, look.purpose,
                                        coverStyleFromKey(look.style).value_or(CoverStyle::Solid));
        },
        [this, question](const Result<QImage>& picture) {
            if (question != m_question) {
                return;
            }
            m_picture->setImage(picture ? *picture : QImage(), picture ? QString() : picture.error().text);
            // What cannot be seen is not approved.
            m_approve->setEnabled(picture.has_value());
        });
}

void SecondLookPage::decided(const Result<void>& done)
{
    if (!done) {
        showError(done.error());
        return;
    }
    Q_EMIT session().photosChanged();
}

void SecondLookPage::approve()
{
    const auto task = selected();
    if (!task || m_picture->image().isNull()) {
        return;
    }
    session().ask(
        this, [id = task->look.id](Library& library) { return SecondLooks(library).approve(id); },
        [this](const Result<void>& done) { decided(done); });
}

void SecondLookPage::sendBack(const QString& note)
{
    const auto task = selected();
    if (!task) {
        return;
    }
    session().ask(
        this, [id = task->look.id, note](Library& library) { return SecondLooks(library).sendBack(id, note); },
        [this](const Result<void>& done) { decided(done); });
}

void SecondLookPage::askForNote()
{
    if (!selected()) {
        return;
    }
    auto* dialog = new FormDialog(tr("Send back with a note"), tr("Send back"), this);
    dialog->setIntroduction(tr("Whoever asked reads what should be different. The photo stays in until then."));
    auto* note = new QPlainTextEdit;
    note->setObjectName(QStringLiteral("note"));
    note->setTabChangesFocus(true);
    note->setFixedHeight(96);
    note->setPlaceholderText(tr("For example: cover the name badge of the girl on the left"));
    dialog->form()->addRow(tr("&Note"), note);
    dialog->setActionEnabled(false);
    connect(note, &QPlainTextEdit::textChanged, dialog,
            [dialog, note] { dialog->setActionEnabled(!note->toPlainText().trimmed().isEmpty()); });
    connect(dialog, &FormDialog::submitted, this, [this, dialog, note] {
        const QString words = note->toPlainText();
        dialog->accept();
        sendBack(words);
    });
    dialog->open();
    note->setFocus();
}

void SecondLookPage::withdraw()
{
    const auto task = selected();
    if (!task) {
        return;
    }
    session().ask(
        this, [id = task->look.id](Library& library) { return SecondLooks(library).withdraw(id); },
        [this](const Result<void>& done) { decided(done); });
}

void SecondLookPage::forget()
{
    showQueue({});
    showMine({});
}

} // namespace cloakroom::ui
