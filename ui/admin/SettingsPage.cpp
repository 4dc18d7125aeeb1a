#include "ui/admin/SettingsPage.h"

#include "core/catalogue/LibraryInfo.h"
#include "core/consent/ConsentLedger.h"
#include "core/consent/Purposes.h"
#include "ui/admin/AdminWords.h"
#include "ui/admin/RecognitionTab.h"
#include "ui/admin/SafekeepingTab.h"
#include "ui/common/Message.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/window/Session.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableWidget>
#include <QVBoxLayout>

namespace cloakroom::ui {

namespace {

QTableWidget* listTable(const QStringList& columns, const QString& name)
{
    auto* table = new QTableWidget(0, int(columns.size()));
    table->setHorizontalHeaderLabels(columns);
    table->setAccessibleName(name);
    table->setShowGrid(false);
    table->setTabKeyNavigation(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(34);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setDefaultSectionSize(200);
    return table;
}

void setRow(QTableWidget& table, int row, const QStringList& texts)
{
    for (int column = 0; column < int(texts.size()); ++column) {
        table.setItem(row, column, new QTableWidgetItem(texts[column]));
    }
}

QWidget* tab(QVBoxLayout*& layout)
{
    auto* page = new QWidget;
    layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, space::kLarge, 0, 0);
    layout->setSpacing(space::kMedium);
    return page;
}

QHBoxLayout* buttonRow(std::initializer_list<QPushButton*> buttons)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kSmall);
    for (QPushButton* button : buttons) {
        row->addWidget(button);
    }
    row->addStretch();
    return row;
}

QSpinBox* ageField()
{
    auto* field = new QSpinBox;
    field->setRange(0, 18);
    field->setSpecialValueText(SettingsPage::tr("Never"));
    field->setMaximumWidth(160);
    return field;
}

} // namespace

SettingsPage::SettingsPage(Session& session, QWidget* parent)
    : Page(session, tr("Settings"), parent)
    , m_tabs(new QTabWidget)
{
    auto* password = makeButton(tr("Change your password"), ButtonKind::Usual, QStringLiteral("key"));
    auto* keyFile = makeButton(tr("Your key file…"));
    keyFile->setToolTip(tr("A file on a stick that is needed to sign in, beside your password"));
    addAction(keyFile);
    addAction(password);
    m_usersTab = makeUsers();
    m_purposesTab = makePurposes();
    m_agesTab = makeAges();
    m_libraryTab = makeLibrary();
    m_recognitionTab = new RecognitionTab(session, message());
    m_safekeepingTab = new SafekeepingTab(session, message());
    m_tabs->addTab(m_usersTab, tr("Users"));
    m_tabs->addTab(m_purposesTab, tr("Purposes"));
    m_tabs->addTab(m_agesTab, tr("Who must agree"));
    m_tabs->addTab(makeDetector(), tr("Finding faces"));
    m_tabs->addTab(m_recognitionTab, tr("Recognising faces"));
    m_tabs->addTab(m_libraryTab, tr("Library"));
    m_tabs->addTab(m_safekeepingTab, tr("Backup and keys"));
    body().addWidget(m_tabs, 1);
    connect(password, &QPushButton::clicked, this, &SettingsPage::changePassword);
    connect(keyFile, &QPushButton::clicked, this, &SettingsPage::changeKeyFile);
    connect(&session, &Session::detectorChanged, this, &SettingsPage::showDetector);
    connect(&session, &Session::aboutToLock, this, [this] {
        m_users->setRowCount(0);
        m_userList.clear();
    });
}

QWidget* SettingsPage::makeUsers()
{
    QVBoxLayout* layout = nullptr;
    QWidget* page = tab(layout);
    m_users = listTable({tr("Name"), tr("Role"), tr("State")}, tr("Users"));
    auto* add = makeButton(tr("Add a user"), ButtonKind::Primary);
    auto* role = makeButton(tr("Change role"));
    auto* disable = makeButton(tr("Switch off"));
    disable->setToolTip(tr("The user can no longer sign in. What they did stays in the log."));
    layout->addLayout(buttonRow({add, role, disable}));
    layout->addWidget(m_users, 1);
    connect(add, &QPushButton::clicked, this, &SettingsPage::addUser);
    connect(role, &QPushButton::clicked, this, &SettingsPage::changeRole);
    connect(disable, &QPushButton::clicked, this, &SettingsPage::disableUser);
    return page;
}

QWidget* SettingsPage::makePurposes()
{
    QVBoxLayout* layout = nullptr;
    QWidget* page = tab(layout);
    m_purposes = listTable({tr("Purpose"), tr("Who sees it"), tr("People are shown"), tr("Second check"), tr("State")},
                           tr("Purposes"));
    auto* add = makeButton(tr("Add a purpose"), ButtonKind::Primary);
    auto* change = makeButton(tr("Change"));
    layout->addLayout(buttonRow({add, change}));
    layout->addWidget(m_purposes, 1);
    const auto changeSelected = [this] {
        if (const int row = m_purposes->currentRow(); row >= 0 && row < m_purposeList.size()) {
            editPurpose(m_purposeList[row]);
        }
    };
    connect(add, &QPushButton::clicked, this, [this] { editPurpose({}); });
    connect(change, &QPushButton::clicked, this, changeSelected);
    connect(m_purposes, &QTableWidget::cellActivated, this, changeSelected);
    return page;
}

QWidget* SettingsPage::makeAges()
{
    QVBoxLayout* layout = nullptr;
    QWidget* page = tab(layout);
    m_childToo = ageField();
    m_childAlone = ageField();
    m_endMonth = new QSpinBox;
    m_endMonth->setRange(1, 12);
    m_endDay = new QSpinBox;
    m_endDay->setRange(1, 31);
    for (QSpinBox* field : {m_endMonth, m_endDay}) {
        field->setMaximumWidth(80);
    }
    m_endDay->setAccessibleName(tr("Day on which the school year ends"));
    m_endMonth->setAccessibleName(tr("Month in which the school year ends"));
    auto* end = new QHBoxLayout;
    end->addWidget(m_endDay);
    end->addWidget(m_endMonth);
    end->addStretch();
    auto* form = new QFormLayout;
    form->setSpacing(space::kMedium);
    form->addRow(tr("A parent and the pupil from age"), m_childToo);
    form->addRow(tr("The pupil alone from age"), m_childAlone);
    form->addRow(tr("The school year ends on (day, month)"), end);
    auto* save = makeButton(tr("Save"), ButtonKind::Primary);
    layout->addWidget(makeParagraph(tr("Below these ages a parent or carer decides. A no by anyone who may speak for "
                                       "a pupil always counts, the pupil's own as well. For single pupils it can be "
                                       "set otherwise on their own page."),
                                    "mute"));
    layout->addLayout(form);
    layout->addLayout(buttonRow({save}));
    layout->addStretch();
    connect(save, &QPushButton::clicked, this, &SettingsPage::saveAges);
    return page;
}

QWidget* SettingsPage::makeDetector()
{
    QVBoxLayout* layout = nullptr;
    QWidget* page = tab(layout);
    m_detector = makeParagraph({}, "strong");
    m_detectorHelp = makeParagraph({}, "mute");
    m_detectorHelp->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* content = new QVBoxLayout;
    auto* card = makeCard(content);
    content->addWidget(m_detector);
    content->addWidget(m_detectorHelp);
    layout->addWidget(card);
    layout->addStretch();
    return page;
}

QWidget* SettingsPage::makeLibrary()
{
    QVBoxLayout* layout = nullptr;
    QWidget* page = tab(layout);
    m_counts = makeParagraph({});
    m_quickCheck = makeButton(tr("Check quickly"));
    m_fullCheck = makeButton(tr("Check every file"));
    auto* content = new QVBoxLayout;
    auto* card = makeCard(content);
    content->addWidget(makeLabel(tr("What is in it"), "strong"));
    content->addWidget(m_counts);
    content->addWidget(makeParagraph(tr("A check proves that nothing is missing or damaged. The quick one looks that "
                                        "everything is there; the other one reads every photo."),
                                     "mute"));
    content->addLayout(buttonRow({m_quickCheck, m_fullCheck}));
    layout->addWidget(card);
    layout->addStretch();
    connect(m_quickCheck, &QPushButton::clicked, this, [this] { checkLibrary(false); });
    connect(m_fullCheck, &QPushButton::clicked, this, [this] { checkLibrary(true); });
    return page;
}

void SettingsPage::refresh()
{
    const bool isAdmin = session().may(Right::Administer);
    for (QWidget* page : {m_usersTab, m_purposesTab, m_agesTab, m_libraryTab, static_cast<QWidget*>(m_recognitionTab),
                          static_cast<QWidget*>(m_safekeepingTab)}) {
        m_tabs->setTabVisible(m_tabs->indexOf(page), isAdmin);
    }
    showDetector();
    if (isAdmin) {
        readUsers();
        readPurposes();
        readAges();
        readCounts();
        m_recognitionTab->refresh();
        m_safekeepingTab->refresh();
    }
}

void SettingsPage::showSafekeeping()
{
    if (session().may(Right::Administer)) {
        m_tabs->setCurrentWidget(m_safekeepingTab);
    }
}

void SettingsPage::focusFirst()
{
    m_tabs->setFocus();
}

void SettingsPage::readPurposes()
{
    session().ask(
        this, [](Library& library) { return Purposes(library).list(); },
        [this](const Result<QList<Purpose>>& purposes) {
            if (!purposes) {
                showError(purposes.error());
                return;
            }
            m_purposeList = *purposes;
            m_purposes->setRowCount(int(purposes->size()));
            for (int row = 0; row < int(purposes->size()); ++row) {
                const Purpose& purpose = (*purposes)[row];
                setRow(*m_purposes, row,
                       {purpose.name, audienceText(purpose.audience), basisText(purpose.basis),
                        purpose.secondCheck ? tr("By a second user") : QString(),
                        purpose.active ? tr("In use") : tr("Switched off")});
            }
        });
}

void SettingsPage::readAges()
{
    session().ask(
        this, [](Library& library) { return ConsentLedger(library).settings(); },
        [this](const Result<ConsentSettings>& settings) {
            if (!settings) {
                showError(settings.error());
                return;
            }
            m_childToo->setValue(settings->childTooFromAge.value_or(0));
            m_childAlone->setValue(settings->childAloneFromAge.value_or(0));
            m_endMonth->setValue(settings->schoolYearEndMonth);
            m_endDay->setValue(settings->schoolYearEndDay);
        });
}

void SettingsPage::saveAges()
{
    ConsentSettings settings;
    settings.childTooFromAge = m_childToo->value() > 0 ? std::optional(m_childToo->value()) : std::nullopt;
    settings.childAloneFromAge = m_childAlone->value() > 0 ? std::optional(m_childAlone->value()) : std::nullopt;
    settings.schoolYearEndMonth = m_endMonth->value();
    settings.schoolYearEndDay = m_endDay->value();
    session().ask(
        this, [settings](Library& library) { return ConsentLedger(library).setSettings(settings); },
        [this](const Result<void>& done) {
            if (!done) {
                showError(done.error());
                return;
            }
            message().say(Message::Kind::Success, tr("Saved. Consents are looked at by these ages from now on."));
            Q_EMIT session().consentsChanged();
        });
}

void SettingsPage::readCounts()
{
    session().ask(
        this, [](Library& library) { return countLibrary(library); },
        [this](const Result<LibraryCounts>& counts) {
            if (!counts) {
                showError(counts.error());
                return;
            }
            m_counts->setText(tr("%1 photos, %2 people, %3 faces, %4 on disk")
                                  .arg(counts->photos)
                                  .arg(counts->people)
                                  .arg(counts->faces)
                                  .arg(QLocale().formattedDataSize(counts->bytes)));
        });
}

void SettingsPage::checkLibrary(bool isFull)
{
    m_quickCheck->setEnabled(false);
    m_fullCheck->setEnabled(false);
    const VerifyDepth depth = isFull ? VerifyDepth::Full : VerifyDepth::Quick;
    message().say(Message::Kind::Info, tr("Checking the library ..."));
    session().ask(
        this, [depth](Library& library) { return verifyLibrary(library, depth); },
        [this](const Result<LibraryVerification>& verified) {
            m_quickCheck->setEnabled(true);
            m_fullCheck->setEnabled(true);
            if (!verified) {
                showError(verified.error());
            } else if (verified->ok) {
                message().say(Message::Kind::Success,
                              tr("Nothing is missing or damaged. %1 photos were checked.").arg(verified->checked));
            } else {
                const QStringList problems = verified->damaged + verified->missing;
                message().say(Message::Kind::Error,
                              tr("%n problem(s) were found: %1. Repair it from your backup before you go on.", nullptr,
                                 int(problems.size()))
                                  .arg(problems.mid(0, 5).join(QStringLiteral(", "))));
            }
        });
}

void SettingsPage::showDetector()
{
    const DetectorChoice& choice = session().detector();
    m_detector->setText(choice.description);
    switch (choice.kind) {
    case DetectorKind::YuNet:
        m_detectorHelp->setText(tr("This is the better one. Faces are found by this computer alone; nothing is sent "
                                   "anywhere, and nobody is recognised by it."));
        break;
    case DetectorKind::Cascade:
        m_detectorHelp->setText(tr("It overlooks more turned and small faces than the better one, so look twice "
                                   "before you sign a photo off. Your technician can install the better one with "
                                   "packaging/fetch-models, or copy its file into one of: %1")
                                    .arg(modelFolders().join(QStringLiteral(", "))));
        break;
    case DetectorKind::None:
        m_detectorHelp->setText(tr("Without one every face has to be drawn by hand, and nothing can be exported, since "
                                   "finished photos could not be checked."));
        break;
    }
}

} // namespace cloakroom::ui
