#include "ui/publish/HandoverDialog.h"

#include "core/catalogue/Library.h"
#include "core/consent/Clearances.h"
#include "ui/common/FolderField.h"
#include "ui/common/NewPasswordFields.h"
#include "ui/common/Widgets.h"
#include "ui/publish/ExportChoices.h"
#include "ui/publish/ExportHelp.h"
#include "ui/publish/ExportResult.h"
#include "ui/publish/StayCard.h"
#include "ui/window/Session.h"

#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QStandardPaths>

#include <algorithm>

namespace cloakroom::ui {

namespace {

constexpr int kWidth = 680;

/// Not one that is there.
QString freePath()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString day = QDate::currentDate().toString(Qt::ISODate);
    for (int number = 1;; ++number) {
        const QString name = number == 1 ? HandoverDialog::tr("Hand-over %1").arg(day)
                                         : HandoverDialog::tr("Hand-over %1 (%2)").arg(day).arg(number);
        QString path = QStringLiteral("%1/%2.handover").arg(folder, name);
        if (!QFileInfo::exists(path)) {
            return path;
        }
    }
}

} // namespace

HandoverDialog::HandoverDialog(Session& session, QList<PhotoId> photos, QWidget* parent)
    : FormDialog(tr("Hand over to another school"), tr("Hand over"), parent)
    , m_session(session)
    , m_photos(std::move(photos))
    , m_choice(new QComboBox)
    , m_school(new QLineEdit)
    , m_path(new FolderField(tr("What should the hand-over file be called?"), FolderField::Of::NewFile))
    , m_choices(new ExportChoices({}, ExportChoices::For::Handover))
    , m_stays(new StayCard)
    , m_progress(new QProgressBar)
{
    setObjectName(QStringLiteral("handoverDialog"));
    setMinimumWidth(kWidth);
    setIntroduction(
        tr("Makes one encrypted file that another school takes into its own program. Photos go as in an export: faces "
           "without consent are covered. Whoever agreed to the hand-over is named in it; nobody else is."));
    makeFields();
    setActionEnabled(false);
    connect(this, &FormDialog::submitted, this, &HandoverDialog::start);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &HandoverDialog::choosePurpose);
    connect(m_password, &NewPasswordFields::changed, this, &HandoverDialog::checkReady);
    connect(&session, &Session::aboutToLock, this, &QDialog::close);
    readPurposes();
}

HandoverDialog::~HandoverDialog() = default;

void HandoverDialog::makeFields()
{
    m_choice->setObjectName(QStringLiteral("handoverPurpose"));
    m_choice->setAccessibleName(tr("What people agreed to"));
    m_school->setObjectName(QStringLiteral("handoverSchool"));
    m_school->setPlaceholderText(tr("For example: Hilltop School"));
    form()->addRow(tr("&Agreed to"), m_choice);
    form()->addRow(tr("&Which school"), m_school);
    form()->addRow(tr("&File"), m_path);
    m_password = new NewPasswordFields(this);
    m_progress->setTextVisible(false);
    m_progress->hide();
    addWide(m_choices);
    addWide(m_stays);
    addWide(m_progress);
    setPath(freePath());
}

void HandoverDialog::hideFields()
{
    for (int row = 0; row < form()->rowCount(); ++row) {
        form()->setRowVisible(row, false);
    }
    m_choices->hide();
    m_stays->hide();
    actionButton()->hide();
    cancelButton()->setText(tr("Close"));
    fit();
}

void HandoverDialog::setPath(const QString& path)
{
    m_path->setPath(path);
}

void HandoverDialog::readPurposes()
{
    m_session.ask(
        this, [](Library& library) { return handoverPurposes(library); },
        [this](const Result<QList<Purpose>>& purposes) {
            if (!purposes) {
                showError(purposes.error().text);
                return;
            }
            m_purposes = *purposes;
            showPurposes();
        });
}

void HandoverDialog::showPurposes()
{
    if (m_purposes.isEmpty()) {
        // Nothing went wrong: this is what has to come first.
        setIntroduction(
            tr("Nobody has been asked yet whether their photos and names may go to another school. An "
               "administrator adds a purpose for it (Settings, Purposes) and the school asks for consent; what "
               "people agreed to for the newsletter or the website does not count."));
        hideFields();
        Q_EMIT planned();
        return;
    }
    for (const Purpose& purpose : std::as_const(m_purposes)) {
        m_choice->addItem(purpose.name, purpose.id.value);
    }
    m_choice->setCurrentIndex(std::max(0, m_choice->findData(m_session.purpose().value)));
}

void HandoverDialog::choosePurpose()
{
    const int index = m_choice->currentIndex();
    if (index < 0 || index >= m_purposes.size()) {
        return;
    }
    m_purpose = m_purposes[index];
    m_choices->setPurpose(m_purpose);
    delete m_help;
    m_help = new ExportHelp(m_session, m_purpose, this);
    connect(m_help, &ExportHelp::left, this, &HandoverDialog::reject);
    connect(m_help, &ExportHelp::said, this, &HandoverDialog::showError);
    connect(m_help, &ExportHelp::failed, this, &HandoverDialog::showError);
    m_plan = {};
    checkReady();
    readPlan();
}

void HandoverDialog::readPlan()
{
    m_session.ask(
        this,
        [photos = m_photos, purpose = m_purpose](Library& library) {
            return Clearances(library).of(photos, purpose, library.today());
        },
        [this, asked = m_purpose.id](const Result<QList<Clearance>>& clearances) {
            if (asked != m_purpose.id) {
                return; // another one was chosen meanwhile
            }
            if (!clearances) {
                showError(clearances.error().text);
                return;
            }
            m_plan = planExport(m_photos, *clearances);
            showPlan();
            Q_EMIT planned();
        });
}

void HandoverDialog::showPlan()
{
    const int leaving = int(m_plan.leaving().size());
    setActionText(leaving == 0       ? tr("Hand over")
                      : leaving == 1 ? tr("Hand over one photo")
                                     : tr("Hand over %1 photos").arg(leaving));
    m_choices->showPlan(m_plan);
    m_stays->showPlan(m_plan, *m_help, coverStyleKey(m_choices->style()));
    checkReady();
    fit();
}

void HandoverDialog::checkReady()
{
    setActionEnabled(!m_plan.leaving().isEmpty() && m_password->isGood());
}

HandoverRequest HandoverDialog::request() const
{
    HandoverRequest wanted;
    wanted.what = m_choices->request();
    wanted.what.photos = m_photos;
    wanted.what.purpose = m_purpose.id;
    wanted.what.place = m_school->text().trimmed();
    wanted.path = m_path->path();
    return wanted;
}

void HandoverDialog::start()
{
    const HandoverRequest wanted = request();
    if (!QDir::isAbsolutePath(wanted.path)) {
        showError(tr("Say what the hand-over file is to be called, and where it is to lie."));
        return;
    }
    setBusy(true);
    m_progress->setRange(0, 0);
    m_progress->show();
    const auto password = std::make_shared<const Password>(m_password->take());
    m_job = m_session.runJob(
        tr("Handing photos over"), this,
        [session = &m_session, wanted, password](Progress& progress) {
            return createHandover(session->library(), session->workers(), wanted, *password, progress);
        },
        [this](const Result<HandoverReport>& report) { showAnswer(report); });
    connect(m_job, &Job::advanced, this, &HandoverDialog::showProgress);
}

void HandoverDialog::showProgress()
{
    const JobProgress::State state = m_job->state();
    m_progress->setRange(0, int(state.total));
    m_progress->setValue(int(state.done));
}

void HandoverDialog::showAnswer(const Result<HandoverReport>& report)
{
    m_job = nullptr;
    m_progress->hide();
    setBusy(false);
    if (!report || report->photos.wasCancelled) {
        showError(report ? tr("No file was made and nothing was handed over.") : report.error().text);
        fit();
        Q_EMIT failed();
        return;
    }
    showResult(*report);
    Q_EMIT m_session.registerChanged();
    Q_EMIT m_session.photosChanged();
    Q_EMIT handedOver(*report);
}

void HandoverDialog::showResult(const HandoverReport& report)
{
    hideFields();
    const qsizetype count = report.photos.exported.size();
    const QString title = count == 0 ? tr("No photo was handed over")
        : count == 1                 ? tr("One photo is handed over")
                                     : tr("%1 photos are handed over").arg(count);
    setWindowTitle(title);
    setIntroduction(count == 0
                        ? tr("No file was made.")
                        : tr("%1 is ready to be taken to the other school. Tell them the password by another way than "
                             "the file: nobody can open it without, and nobody can find the password again. Faces "
                             "that carry a name: %2.")
                              .arg(QDir::toNativeSeparators(report.path))
                              .arg(report.names));
    addWide(makeLabel(title, "heading"));
    addWide(new ExportResult(report.photos, QFileInfo(report.path).path(), *m_help, coverStyleKey(m_choices->style())));
    cancelButton()->setFocus();
    fit();
}

void HandoverDialog::reject()
{
    if (m_job) {
        m_job->cancel();
    }
    FormDialog::reject();
}

} // namespace cloakroom::ui
