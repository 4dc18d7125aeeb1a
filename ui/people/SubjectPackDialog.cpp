#include "ui/people/SubjectPackDialog.h"

#include "ui/common/FolderField.h"
#include "ui/common/Widgets.h"
#include "ui/window/Session.h"

#include <QDesktopServices>
#include <QDir>
#include <QFormLayout>
#include <QStandardPaths>
#include <QUrl>

namespace cloakroom::ui {

namespace {

QString resultText(const SubjectPackReport& report)
{
    QStringList sentences;
    if (report.wasCancelled) {
        sentences += SubjectPackDialog::tr("The pack was ended early and is not complete.");
    }
    sentences += report.photos.size() == 1
        ? SubjectPackDialog::tr("One photo and the records are in the folder; index.html opens them.")
        : SubjectPackDialog::tr("%1 photos and the records are in the folder; index.html opens them.")
              .arg(report.photos.size());
    if (!report.leftOut.isEmpty()) {
        sentences += report.leftOut.size() == 1
            ? SubjectPackDialog::tr("One photo had to be left out:")
            : SubjectPackDialog::tr("%1 photos had to be left out:").arg(report.leftOut.size());
    }
    constexpr int kMost = 8;
    for (const LeftOutPhoto& photo : report.leftOut.mid(0, kMost)) {
        const QString why = photo.reasons.isEmpty() ? QString() : photo.reasons.first().text;
        sentences += SubjectPackDialog::tr("Photo %1: %2").arg(photo.photo.value).arg(why);
    }
    return sentences.join(QLatin1Char('\n'));
}

} // namespace

SubjectPackDialog::SubjectPackDialog(Session& session, const Person& person, QWidget* parent)
    : FormDialog(tr("Photos and records of %1").arg(person.fullName()), tr("Make the pack"), parent)
    , m_session(session)
    , m_person(person.id)
    , m_folder(new FolderField(tr("Where should the pack go?")))
    , m_said(makeParagraph({}))
    , m_openFolder(makeButton(tr("Open folder"), ButtonKind::Usual, QStringLiteral("folder")))
    , m_review(makeButton(tr("Review what was left out")))
{
    setObjectName(QStringLiteral("subjectPack"));
    setMinimumWidth(560);
    setIntroduction(
        tr("For an access request, or for somebody who leaves: every photo in which this person is named, with "
           "everybody else covered, and what is stored about them. The pack is not encrypted: it is for the "
           "person, on paper or a stick. Making it is recorded."));
    form()->addRow(tr("&Empty folder"), m_folder);
    m_said->hide();
    m_openFolder->hide();
    m_openFolder->setObjectName(QStringLiteral("openPack"));
    m_review->hide();
    m_review->setObjectName(QStringLiteral("reviewLeftOut"));
    addWide(m_said);
    addWide(m_openFolder);
    addWide(m_review);
    setFolder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) + QLatin1Char('/')
              + tr("Photos and records %1").arg(QDate::currentDate().toString(Qt::ISODate)));
    connect(this, &FormDialog::submitted, this, &SubjectPackDialog::start);
    connect(&session, &Session::aboutToLock, this, &QDialog::close);
    connect(m_openFolder, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_folder->path())); });
    connect(m_review, &QPushButton::clicked, this, [this] {
        Q_EMIT m_session.reviewRequested(m_leftOut, 0);
        accept();
    });
}

void SubjectPackDialog::setFolder(const QString& folder)
{
    m_folder->setPath(folder);
}

void SubjectPackDialog::start()
{
    const QString folder = m_folder->path();
    if (!QDir::isAbsolutePath(folder)) {
        showError(tr("Choose the folder that the pack goes to."));
        return;
    }
    setBusy(true);
    m_said->setText(
        tr("Photos are read, covered and checked. The bar at the bottom of the window says how far it is."));
    m_said->show();
    m_job = m_session.runJob(
        tr("Making a pack of photos and records"), this,
        [session = &m_session, person = m_person, folder](Progress& progress) {
            return makeSubjectPack(session->library(), session->workers(), person, folder, progress);
        },
        [this](const Result<SubjectPackReport>& report) { showResult(report); });
}

void SubjectPackDialog::showResult(const Result<SubjectPackReport>& report)
{
    setBusy(false);
    if (!report) {
        m_said->hide();
        showError(report.error().text);
        return;
    }
    m_said->setText(resultText(*report));
    m_leftOut.clear();
    for (const LeftOutPhoto& photo : report->leftOut) {
        m_leftOut += photo.photo;
    }
    m_openFolder->show();
    m_review->setVisible(!m_leftOut.isEmpty());
    actionButton()->hide();
    m_folder->setEnabled(false);
    cancelButton()->setText(tr("Close"));
    cancelButton()->setFocus();
    Q_EMIT packed(*report);
}

void SubjectPackDialog::reject()
{
    if (m_job) {
        m_job->cancel();
    }
    FormDialog::reject();
}

} // namespace cloakroom::ui
