#include "ui/review/FaceWallDialog.h"

#include "core/consent/People.h"
#include "core/faces/NameSearch.h"
#include "ui/common/Message.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/review/FaceCell.h"
#include "ui/review/FaceWallModel.h"
#include "ui/review/LookAlikes.h"
#include "ui/review/NameChoices.h"
#include "ui/review/NameField.h"
#include "ui/window/Session.h"

#include <QApplication>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace cloakroom::ui {

namespace {

constexpr int kStepsKept = 50;

} // namespace

FaceWallDialog::FaceWallDialog(Session& session, const FaceWallFilter& filter, const QString& title, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
    , m_lookAlikes(new LookAlikes(session, this))
    , m_filter(filter)
    , m_model(new FaceWallModel(session.pictures(), this))
    , m_choices(new NameChoices(this))
    , m_view(new QListView)
    , m_message(new Message)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Faces"));
    resize(980, 680);
    m_model->setPixelRatio(devicePixelRatioF());
    m_view->setModel(m_model);
    m_view->setItemDelegate(new FaceCell(m_view));
    m_view->setViewMode(QListView::IconMode);
    m_view->setResizeMode(QListView::Adjust);
    m_view->setMovement(QListView::Static);
    m_view->setUniformItemSizes(true);
    m_view->setGridSize({FaceCell::kWidth, FaceCell::kHeight});
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setAccessibleName(tr("Faces"));
    m_view->installEventFilter(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kLarge, space::kLarge, space::kLarge, space::kLarge);
    layout->setSpacing(space::kMedium);
    layout->addWidget(makeHeader(title));
    layout->addWidget(m_message);
    layout->addWidget(m_view, 1);
    layout->addWidget(makeBar());

    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &FaceWallDialog::showSelection);
    connect(m_view, &QListView::activated, this, &FaceWallDialog::openPhoto);
    connect(&session, &Session::aboutToLock, this, &QDialog::close);
    auto* undoKey = new QShortcut(QKeySequence::Undo, this);
    connect(undoKey, &QShortcut::activated, this, &FaceWallDialog::undo);
    connectLookAlikes();
    showSelection();
    read();
}

QWidget* FaceWallDialog::makeHeader(const QString& title)
{
    auto* header = new QWidget;
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::kMedium);
    m_count = makeLabel({}, "mute");
    m_onlyToName = new QCheckBox(tr("Only faces to name"));
    m_onlyToName->setChecked(m_filter.onlyToName);
    m_onlyToName->setVisible(!m_filter.person.isValid());
    row->addWidget(makeLabel(title, "title"));
    row->addWidget(m_count);
    m_putTogether = makeButton(tr("Put &look-alikes together"));
    m_putTogether->setAutoDefault(false);
    m_putTogether->setToolTip(tr("Faces that nobody has named and that look alike stand side by side. It does not say "
                                 "who they are."));
    m_putTogether->hide(); // until it is known that faces may be compared
    row->addStretch();
    row->addWidget(m_putTogether);
    row->addWidget(m_onlyToName);
    connect(m_onlyToName, &QCheckBox::toggled, this, [this](bool isOn) {
        m_filter.onlyToName = isOn;
        read();
    });
    return header;
}

QWidget* FaceWallDialog::makeBar()
{
    m_selected = makeLabel({}, "small");
    m_selected->setMinimumWidth(90);
    m_field = new NameField(*m_choices);
    m_field->setPlaceholderText(tr("Who are they? A name, then Enter"));
    m_field->setAccessibleName(tr("Name of the chosen faces"));
    m_field->setMaximumWidth(280);
    m_notOurs = makeButton(tr("Not &ours"));
    m_notOurs->setToolTip(tr("Somebody who is not on our lists. Always covered."));
    m_notAFace = makeButton(tr("Not a &face"));
    m_forget = makeButton(tr("Take the &name away"));
    m_undo = makeButton(tr("Undo"), ButtonKind::Usual, QStringLiteral("undo"));
    auto* close = makeButton(tr("Done"), ButtonKind::Primary);
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::kSmall);
    row->addWidget(m_selected);
    row->addWidget(m_field, 1);
    for (QPushButton* button : {m_notOurs, m_notAFace, m_forget}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    row->addStretch();
    row->addWidget(m_undo);
    row->addWidget(close);
    m_undo->setAutoDefault(false);
    close->setAutoDefault(false);
    connect(m_field, &NameField::personChosen, this, [this](PersonId person) { decide(FaceState::Confirmed, person); });
    connect(m_field, &NameField::unknownEntered, this, [this] {
        m_message->say(Message::Kind::Info,
                       tr("Nobody on the lists has this name. Add the person on the People page."));
    });
    connect(m_notOurs, &QPushButton::clicked, this, [this] { decide(FaceState::Confirmed); });
    connect(m_notAFace, &QPushButton::clicked, this, [this] { decide(FaceState::Rejected); });
    connect(m_forget, &QPushButton::clicked, this, [this] { decide(FaceState::Unreviewed); });
    connect(m_undo, &QPushButton::clicked, this, &FaceWallDialog::undo);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    return bar;
}

Result<FaceWallDialog::Reading> FaceWallDialog::readAll(Library& library, const FaceWallFilter& filter)
{
    Reading reading;
    auto faces = FaceWall(library).list(filter);
    if (!faces) {
        return propagate(faces);
    }
    reading.faces = *faces;
    auto people = People(library).list();
    if (!people) {
        return propagate(people);
    }
    reading.people = *people;
    if (filter.event.isValid()) {
        auto counts = FaceWall(library).namedIn(filter.event);
        if (!counts) {
            return propagate(counts);
        }
        reading.counts = *counts;
    }
    return reading;
}

void FaceWallDialog::read()
{
    m_session.ask(
        this, [filter = m_filter](Library& library) { return readAll(library, filter); },
        [this](const Result<Reading>& reading) {
            if (!reading) {
                m_message->showError(reading.error());
                return;
            }
            showFaces(*reading);
        });
}

void FaceWallDialog::showFaces(const Reading& reading)
{
    m_people.setPeople(reading.people);
    m_people.setCounts(reading.counts);
    m_choices->setCandidates(m_people.ranked({}));
    m_faces = reading.faces;
    showArranged();
    m_view->setFocus();
    showSelection();
    Q_EMIT shown();
}

void FaceWallDialog::showArranged()
{
    m_model->setFaces(inStacks(m_faces, m_stacks), [this](const Face& face) { return nameOf(face); });
    if (m_model->rowCount() > 0) {
        m_view->setCurrentIndex(m_model->index(0));
        m_view->clearSelection();
    }
}

void FaceWallDialog::connectLookAlikes()
{
    connect(m_putTogether, &QPushButton::clicked, this, &FaceWallDialog::searchLookAlikes);
    connect(m_lookAlikes, &LookAlikes::offered, m_putTogether, &QWidget::show);
    connect(m_lookAlikes, &LookAlikes::found, this, &FaceWallDialog::showStacks);
    connect(m_lookAlikes, &LookAlikes::failed, this, [this](const Error& error) {
        showSearching(false);
        m_message->showError(error);
    });
    connect(m_view, &QListView::clicked, this, [this](const QModelIndex& index) {
        if (QApplication::keyboardModifiers() == Qt::NoModifier) {
            chooseStack(index);
        }
    });
    auto* choose = new QShortcut(QKeySequence(QStringLiteral("Ctrl+L")), this);
    connect(choose, &QShortcut::activated, this, [this] { chooseStack(m_view->currentIndex()); });
    if (!m_filter.person.isValid()) {
        m_lookAlikes->askWhetherOffered();
    }
}

void FaceWallDialog::searchLookAlikes()
{
    if (m_lookAlikes->isSearching()) {
        m_lookAlikes->stop();
        return;
    }
    QList<PhotoId> photos;
    for (const WallFace& one : std::as_const(m_faces)) {
        if (one.face.state == FaceState::Unreviewed && !photos.contains(one.face.photo)) {
            photos.append(one.face.photo);
        }
    }
    m_message->hide();
    showSearching(true);
    m_lookAlikes->search(photos);
}

void FaceWallDialog::showSearching(bool isSearching)
{
    m_putTogether->setText(isSearching ? tr("Stop &looking") : tr("Put &look-alikes together"));
}

void FaceWallDialog::showStacks(const FaceStacks& stacks)
{
    showSearching(false);
    m_stacks = stacks.stacks;
    read();
    QStringList said;
    if (m_stacks.isEmpty()) {
        said += tr("No faces that look alike were found.");
    } else {
        said += tr("%n group(s) of faces that look alike come first, each under one line. Click a face to choose its "
                   "group, look at every face, then say who it is.",
                   nullptr, int(m_stacks.size()));
    }
    if (stacks.leftOut > 0) {
        said += tr("In %n photo(s) no face was compared: their group has no permission, or somebody in it refused.",
                   nullptr, stacks.leftOut);
    }
    m_message->say(Message::Kind::Info, said.join(QLatin1Char(' ')));
}

void FaceWallDialog::chooseStack(const QModelIndex& index)
{
    if (!index.isValid() || index.data(FaceWallModel::StackRole).toInt() == 0) {
        return;
    }
    QItemSelection whole;
    for (const int row : m_model->rowsOfStack(index.row())) {
        whole.select(m_model->index(row), m_model->index(row));
    }
    m_view->selectionModel()->select(whole, QItemSelectionModel::ClearAndSelect);
}

QString FaceWallDialog::nameOf(const Face& face) const
{
    if (face.state == FaceState::Unreviewed) {
        return tr("Nobody named yet");
    }
    const QString name = m_people.nameOf(face.person);
    return !name.isEmpty() ? name : face.isStranger() ? tr("Not on our lists") : tr("Somebody on our lists");
}

bool FaceWallDialog::isLeft(const Face& face) const
{
    return face.state == FaceState::Rejected || (m_filter.onlyToName && face.state != FaceState::Unreviewed)
        || (m_filter.person.isValid() && face.person != m_filter.person);
}

QList<int> FaceWallDialog::selectedRows() const
{
    QList<int> rows;
    for (const QModelIndex& index : m_view->selectionModel()->selectedIndexes()) {
        rows.append(index.row());
    }
    std::sort(rows.begin(), rows.end());
    return rows;
}

void FaceWallDialog::showSelection()
{
    const QList<int> rows = selectedRows();
    const bool hasSome = !rows.isEmpty();
    const int count = m_model->rowCount();
    m_count->setText(count == 1 ? tr("1 face") : tr("%1 faces").arg(count));
    m_selected->setText(hasSome ? tr("%1 chosen").arg(rows.size()) : tr("Choose faces"));
    m_field->setEnabled(hasSome);
    m_notOurs->setEnabled(hasSome);
    m_notAFace->setEnabled(hasSome);
    m_forget->setEnabled(std::any_of(rows.cbegin(), rows.cend(),
                                     [this](int row) { return m_model->faceAt(row).state == FaceState::Confirmed; }));
    m_undo->setEnabled(!m_steps.isEmpty());
}

void FaceWallDialog::decide(FaceState state, PersonId person)
{
    QList<FaceChoice> choices;
    const QList<int> rows = selectedRows();
    for (const int row : rows) {
        choices.append({m_model->faceAt(row).id, state, person});
    }
    m_field->setSettledText({});
    if (choices.isEmpty()) {
        return;
    }
    m_model->decide(choices, [this](const Face& face) { return isLeft(face); });
    const int next = std::min(rows.first(), m_model->rowCount() - 1);
    m_view->setFocus();
    m_view->clearSelection();
    if (next >= 0) {
        m_view->selectionModel()->setCurrentIndex(m_model->index(next), QItemSelectionModel::NoUpdate);
    }
    const auto step = std::make_shared<QList<FaceChoice>>();
    m_steps.append(step);
    m_steps.remove(0, std::max(qsizetype{0}, m_steps.size() - kStepsKept));
    showSelection();
    m_message->hide();
    m_session.ask(
        this,
        [choices, step](Library& library) {
            auto report = FaceWall(library).decide(choices);
            if (report) {
                *step = report->before;
            }
            return report;
        },
        [this, asked = choices.size()](const Result<FaceWallReport>& report) { decided(report, asked); });
}

void FaceWallDialog::decided(const Result<FaceWallReport>& report, qsizetype asked)
{
    if (!report) {
        m_message->showError(report.error());
        read();
        return;
    }
    if (!report->refused.isEmpty()) {
        m_message->say(Message::Kind::Warning,
                       tr("%1 of %2 faces stayed as they were. %3")
                           .arg(report->refused.size())
                           .arg(asked)
                           .arg(report->refused.first().reason));
        read();
    }
    Q_EMIT m_session.facesChanged({});
}

void FaceWallDialog::undo()
{
    if (m_steps.isEmpty()) {
        return;
    }
    const Step step = m_steps.takeLast();
    m_session.ask(
        this,
        [step](Library& library) {
            // Names go back in the other order, so that each finds its photo as it was.
            QList<FaceChoice> before = *step;
            std::reverse(before.begin(), before.end());
            return FaceWall(library).decide(before);
        },
        [this, step](const Result<FaceWallReport>& report) {
            read();
            decided(report, step->size());
        });
}

void FaceWallDialog::openPhoto(const QModelIndex& index)
{
    if (index.isValid()) {
        Q_EMIT m_session.reviewRequested({m_model->faceAt(index.row()).photo}, 0);
        accept();
    }
}

bool FaceWallDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_view || event->type() != QEvent::KeyPress || selectedRows().isEmpty()) {
        return QDialog::eventFilter(watched, event);
    }
    auto* key = static_cast<QKeyEvent*>(event);
    const bool isPlain = (key->modifiers() & ~Qt::ShiftModifier) == Qt::NoModifier;
    if (key->key() == Qt::Key_Delete) {
        decide(FaceState::Rejected);
        return true;
    }
    if (isPlain && !key->text().isEmpty() && key->text().at(0).isLetter()) {
        m_field->setFocus();
        m_field->clear();
        QKeyEvent again(QEvent::KeyPress, key->key(), key->modifiers(), key->text());
        QCoreApplication::sendEvent(m_field, &again);
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace cloakroom::ui
