#include "ui/publish/PublishedPage.h"

#include "core/consent/People.h"
#include "core/consent/Purposes.h"
#include "core/publish/ExportJob.h"
#include "core/publish/PublicationProof.h"
#include "core/publish/Register.h"
#include "ui/common/Chip.h"
#include "ui/common/EmptyState.h"
#include "ui/common/FormDialog.h"
#include "ui/common/Message.h"
#include "ui/common/PaperDialog.h"
#include "ui/common/Tables.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/consent/ChipDelegate.h"
#include "ui/publish/RegisterModel.h"
#include "ui/window/PictureLoader.h"
#include "ui/window/Session.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace cloakroom::ui {

namespace {

constexpr int kRow = 48;
constexpr int kPictureWidth = 256;

/// A list with "all" first, keeping what is chosen.
template <typename IdType>
void fillChoices(QComboBox& box, const QString& all, const QList<std::pair<QString, IdType>>& choices)
{
    const QSignalBlocker blocker(box);
    const QVariant chosen = box.currentData();
    box.clear();
    box.addItem(all, 0);
    for (const auto& [name, id] : choices) {
        box.addItem(name, id.value);
    }
    box.setCurrentIndex(std::max(0, box.findData(chosen)));
}

} // namespace

PublishedPage::PublishedPage(Session& session, QWidget* parent)
    : Page(session, tr("Published"), parent)
    , m_model(new RegisterModel(session.pictures(), this))
    , m_table(makeTable(m_model, tr("Published photos")))
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState(QStringLiteral("published"), tr("Nothing has left yet"),
                             tr("Every photo that is exported stands here, with who is visible in it and where it is "
                                "used. When somebody withdraws, what has to come down is shown first."),
                             tr("Choose photos")))
{
    m_table->verticalHeader()->setDefaultSectionSize(kRow);
    m_table->setIconSize({40, 40});
    m_table->setItemDelegateForColumn(RegisterModel::Status,
                                      new ChipDelegate(RegisterModel::MarkRole, Qt::AlignLeft, m_table));
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(RegisterModel::Place, QHeaderView::Stretch);
    header->setStretchLastSection(false);
    for (const auto& [column, width] : {std::pair{int(RegisterModel::Picture), 60},
                                        {int(RegisterModel::Day), 104},
                                        {int(RegisterModel::Purpose), 120},
                                        {int(RegisterModel::File), 140},
                                        {int(RegisterModel::By), 120},
                                        {int(RegisterModel::Status), 112}}) {
        header->resizeSection(column, width);
    }
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    body().addWidget(makeFilters());
    body().addWidget(m_stack, 1);
    setDetails(makeDetails());
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &PublishedPage::showDetails);
    connect(m_empty, &EmptyState::pressed, this,
            [this] { Q_EMIT this->session().pageRequested(QStringLiteral("photos")); });
    const auto readAgain = [this] {
        if (isShown()) {
            readEntries();
        }
        readCount();
    };
    connect(&session, &Session::registerChanged, this, readAgain);
    connect(&session, &Session::consentsChanged, this, readAgain);
    connect(&session, &Session::facesChanged, this, readAgain);
    connect(&session, &Session::opened, this, &PublishedPage::readCount);
    connect(&session, &Session::aboutToLock, this, [this] {
        m_names.clear();
        m_model->set({}, {});
        m_person->clear();
        showDetails();
    });
}

QWidget* PublishedPage::makeFilters()
{
    m_purpose = new QComboBox;
    m_purpose->setAccessibleName(tr("Used for"));
    m_purpose->setMinimumWidth(150);
    m_person = new QComboBox;
    m_person->setAccessibleName(tr("Person"));
    m_person->setMinimumWidth(180);
    m_takedowns = new QCheckBox(tr("Only what has to come down"));
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::kSmall);
    row->addWidget(m_purpose);
    row->addWidget(m_person);
    row->addWidget(m_takedowns);
    row->addStretch();
    connect(m_purpose, &QComboBox::currentIndexChanged, this, &PublishedPage::readEntries);
    connect(m_person, &QComboBox::currentIndexChanged, this, &PublishedPage::readEntries);
    connect(m_takedowns, &QCheckBox::toggled, this, &PublishedPage::readEntries);
    return bar;
}

QWidget* PublishedPage::makeDetails()
{
    m_picture = new QLabel;
    m_picture->setAlignment(Qt::AlignCenter);
    m_heading = makeParagraph({}, "heading");
    m_chip = new Chip(Mark::Ok);
    m_reason = makeParagraph({});
    m_facts = makeParagraph({}, "mute");
    m_takenDown = makeButton(tr("It is taken down"), ButtonKind::Primary);
    m_takenDown->setObjectName(QStringLiteral("takenDown"));
    m_replace = makeButton(tr("Replace with a covered one"));
    m_setPlace = makeButton(tr("Set the place"));
    m_proof = makeButton(tr("On whose consent?"));
    m_proof->setObjectName(QStringLiteral("proof"));
    m_proof->setToolTip(tr("What the ledger of consents said when this was published, as a page to print"));
    auto* pane = new QWidget;
    auto* outer = new QVBoxLayout(pane);
    outer->setContentsMargins(space::kLarge, space::kLarge, space::kLarge, space::kLarge);
    m_detailsBody = new QWidget;
    auto* layout = new QVBoxLayout(m_detailsBody);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    layout->addWidget(m_picture);
    layout->addWidget(m_heading);
    layout->addWidget(m_chip);
    layout->addWidget(m_reason);
    layout->addWidget(m_facts);
    layout->addSpacing(space::kSmall);
    for (QPushButton* button : {m_takenDown, m_replace, m_setPlace, m_proof}) {
        layout->addWidget(button);
    }
    outer->addWidget(m_detailsBody);
    outer->addStretch();
    m_detailsBody->hide();
    connect(m_takenDown, &QPushButton::clicked, this, &PublishedPage::markTakenDown);
    connect(m_replace, &QPushButton::clicked, this, &PublishedPage::replace);
    connect(m_setPlace, &QPushButton::clicked, this, &PublishedPage::setPlace);
    connect(m_proof, &QPushButton::clicked, this, &PublishedPage::showProof);
    connect(&session().pictures(), &PictureLoader::loaded, this, [this](PhotoId photo) {
        if (const auto entry = selected(); entry && entry->photo == photo) {
            showDetails();
        }
    });
    return pane;
}

void PublishedPage::refresh()
{
    readChoices();
    readEntries();
}

void PublishedPage::focusFirst()
{
    m_table->setFocus();
}

void PublishedPage::readChoices()
{
    struct Choices {
        QList<Purpose> purposes;
        QList<Person> people;
    };
    session().ask(
        this,
        [](Library& library) -> Result<Choices> {
            const auto purposes = Purposes(library).list();
            if (!purposes) {
                return propagate(purposes);
            }
            const auto people = People(library).list();
            if (!people) {
                return propagate(people);
            }
            return Choices{*purposes, *people};
        },
        [this](const Result<Choices>& choices) {
            if (!choices) {
                showError(choices.error());
                return;
            }
            QList<std::pair<QString, PurposeId>> purposes;
            m_purposeNames.clear();
            for (const Purpose& purpose : choices->purposes) {
                purposes.append({purpose.name, purpose.id});
                m_purposeNames.insert(purpose.id, purpose.name);
            }
            QList<std::pair<QString, PersonId>> people;
            m_names.clear();
            for (const Person& person : choices->people) {
                people.append({person.fullName(), person.id});
                m_names.insert(person.id, person.fullName());
            }
            fillChoices(*m_purpose, tr("Every use"), purposes);
            fillChoices(*m_person, tr("Everybody"), people);
            showDetails();
        });
}

void PublishedPage::readEntries()
{
    RegisterFilter filter;
    if (const PurposeId purpose{m_purpose->currentData().toLongLong()}; purpose.isValid()) {
        filter.purpose = purpose;
    }
    if (const PersonId person{m_person->currentData().toLongLong()}; person.isValid()) {
        filter.person = person;
    }
    filter.takedownsOnly = m_takedowns->isChecked();
    const bool isFiltered = filter.purpose || filter.person || filter.takedownsOnly;
    session().ask(
        this, [filter](Library& library) { return Register(library).list(filter); },
        [this, isFiltered](const Result<QList<RegisterEntry>>& entries) {
            if (!entries) {
                showError(entries.error());
                return;
            }
            const auto before = selected();
            m_model->set(*entries, m_purposeNames);
            m_stack->setCurrentIndex(entries->isEmpty() && !isFiltered ? 1 : 0);
            setSubtitle(entries->size() == 1 ? tr("1 photo") : tr("%1 photos").arg(entries->size()));
            int wanted = entries->isEmpty() ? -1 : 0;
            for (int row = 0; before && row < m_model->rowCount(); ++row) {
                wanted = m_model->entryAt(row).id == before->id ? row : wanted;
            }
            m_table->setCurrentIndex(m_model->index(wanted, RegisterModel::Day));
            showDetails();
        });
}

void PublishedPage::readCount()
{
    if (!session().may(Right::Export)) {
        return;
    }
    session().ask(
        this, [](Library& library) { return Register(library).takedownCount(); },
        [this](const Result<int>& count) { Q_EMIT waitingChanged(count.value_or(0)); });
}

std::optional<RegisterEntry> PublishedPage::selected() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() && index.row() < m_model->rowCount() ? std::optional(m_model->entryAt(index.row()))
                                                                : std::nullopt;
}

void PublishedPage::showDetails()
{
    const auto entry = selected();
    m_detailsBody->setVisible(entry.has_value());
    if (!entry) {
        return;
    }
    const bool isTakedown = entry->status == RegisterStatus::Takedown;
    const QImage image = session().pictures().thumbnail(entry->photo);
    m_picture->setPixmap(
        QPixmap::fromImage(image.isNull() ? QImage() : image.scaledToWidth(kPictureWidth, Qt::SmoothTransformation)));
    m_heading->setText(entry->place.isEmpty() ? m_model->purposeName(*entry) : entry->place);
    m_chip->setMark(isTakedown                                       ? Mark::Stop
                        : entry->status == RegisterStatus::Published ? Mark::Ok
                                                                     : Mark::Plain,
                    RegisterModel::statusText(entry->status));
    m_reason->setText(entry->reason);
    m_reason->setVisible(!entry->reason.isEmpty());
    QStringList shown;
    for (const PersonId person : entry->shown) {
        shown.append(m_names.value(person, tr("somebody")));
    }
    QStringList facts;
    facts.append(tr("Exported on %1 by %2 as %3.")
                     .arg(QLocale().toString(entry->exportedAt.toLocalTime(), QStringLiteral("d MMMM yyyy, HH:mm")),
                          entry->by, entry->file));
    facts.append(shown.isEmpty() ? tr("Nobody by name is visible.") : tr("Visible: %1.").arg(shown.join(tr(", "))));
    if (!entry->covered.isEmpty()) {
        facts.append(entry->covered.size() == 1 ? tr("One face is covered.")
                                                : tr("%1 faces are covered.").arg(entry->covered.size()));
    }
    m_facts->setText(facts.join(QLatin1Char('\n')));
    m_takenDown->setVisible(isTakedown || entry->status == RegisterStatus::Published);
    m_replace->setVisible(isTakedown);
}

void PublishedPage::markTakenDown()
{
    const auto entry = selected();
    if (!entry) {
        return;
    }
    session().ask(
        this, [id = entry->id](Library& library) { return Register(library).markTakenDown(id); },
        [this](const Result<void>& done) {
            if (!done) {
                showError(done.error());
                return;
            }
            Q_EMIT session().registerChanged();
        });
}

void PublishedPage::replace()
{
    const auto entry = selected();
    if (!entry) {
        return;
    }
    auto* chooser = new QFileDialog(this, tr("Where should the covered photo go?"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::Directory);
    connect(chooser, &QFileDialog::fileSelected, this, [this, id = entry->id](const QString& folder) {
        session().runJob(
            tr("Replacing a published photo"), this,
            [session = &session(), id, folder](Progress& progress) {
                return reissuePhoto(session->library(), session->workers(), id, folder, progress);
            },
            [this, folder](const Result<ExportReport>& report) {
                if (!report) {
                    showError(report.error());
                } else if (report->exported.isEmpty()) {
                    const bool hasReason = !report->refused.isEmpty() && !report->refused.first().reasons.isEmpty();
                    message().say(Message::Kind::Warning,
                                  hasReason ? report->refused.first().reasons.first().text
                                            : tr("The photo was not replaced."));
                } else {
                    message().say(Message::Kind::Success,
                                  tr("The covered photo is in %1. Put it in the place of the old one.")
                                      .arg(QDir::toNativeSeparators(folder)));
                }
                Q_EMIT session().registerChanged();
            });
    });
    chooser->open();
}

void PublishedPage::showProof()
{
    const auto entry = selected();
    if (!entry) {
        return;
    }
    session().ask(
        this, [id = entry->id](Library& library) { return publicationProof(library, id); },
        [this](const Result<PublicationProof>& proof) {
            if (!proof) {
                showError(proof.error());
                return;
            }
            const QString name =
                tr("Photo %1 published %2").arg(proof->entry.photo.value).arg(proof->day.toString(Qt::ISODate));
            (new PaperDialog(proofPaper(*proof), name, this))->open();
        });
}

void PublishedPage::setPlace()
{
    const auto entry = selected();
    if (!entry) {
        return;
    }
    auto* dialog = new FormDialog(tr("Where is this photo used?"), tr("Save place"), this);
    auto* place = new QLineEdit(entry->place);
    place->setMaxLength(500);
    dialog->form()->addRow(tr("&Place"), place);
    connect(dialog, &FormDialog::submitted, this, [this, dialog, place, id = entry->id] {
        dialog->setBusy(true);
        session().ask(
            dialog,
            [id, text = place->text().trimmed()](Library& library) { return Register(library).setPlace(id, text); },
            [this, dialog](const Result<void>& done) {
                if (!done) {
                    dialog->showError(done.error().text);
                    return;
                }
                dialog->accept();
                Q_EMIT session().registerChanged();
            });
    });
    dialog->open();
    place->setFocus();
}

} // namespace cloakroom::ui
