#include "ui/window/Session.h"

#include "core/accounts/Users.h"
#include "core/base/Progress.h"
#include "core/consent/BiometricTemplates.h"
#include "core/consent/Purposes.h"
#include "core/faces/WorkerTemplates.h"
#include "core/storage/LibraryFolder.h"
#include "core/storage/Password.h"
#include "core/worker/WorkerPool.h"
#include "ui/window/PictureLoader.h"

#include <QMutexLocker>
#include <QSettings>
#include <QThread>

#include <algorithm>

namespace cloakroom::ui {

namespace {

constexpr auto kPurposeSetting = "window/purpose";

bool isForPhotos(const Purpose& purpose)
{
    return purpose.active && purpose.key != QLatin1String("biometric");
}

} // namespace

Session::Session(QObject* parent)
    : QObject(parent)
    , m_pictures(new PictureLoader(*this, this))
    , m_templateSource(&WorkerTemplates::installed)
{
    // Jobs mostly wait for worker processes and the library's thread; a second one may start beside a long import.
    m_pool.setMaxThreadCount(std::max(3, QThread::idealThreadCount()));
    connect(this, &Session::facesChanged, m_pictures, &PictureLoader::forget);
    connect(this, &Session::peopleChanged, m_pictures, &PictureLoader::clear);
    connect(this, &Session::flagsChanged, m_pictures, &PictureLoader::clear);
    connect(this, &Session::purposesChanged, this, &Session::readPurposes);
}

Session::~Session()
{
    ++m_epoch;
    m_isOpen = false;
    for (Job* job : m_jobs) {
        job->cancel();
    }
    m_pool.waitForDone();
    m_workers.reset();
    m_library.close();
}

void Session::signIn(const QString& folder, const QString& userName, Password password,
                     std::function<void(Result<void>)> done)
{
    auto secret = std::make_shared<Password>(std::move(password));
    m_pool.start([this, folder, userName, secret, done = std::move(done)]() mutable {
        auto result =
            std::make_shared<Result<void>>(m_library.open([&] { return Library::open(folder, userName, *secret); }));
        secret.reset();
        const Opened opened = *result ? readOpened() : Opened{};
        QMetaObject::invokeMethod(
            this,
            [this, folder, opened, result, done = std::move(done)] {
                if (*result) {
                    finishOpening(folder, opened);
                    enter();
                }
                done(*result);
            },
            Qt::QueuedConnection);
    });
}

void Session::createLibrary(const NewLibrary& library, Password password, std::function<void(Result<QString>)> done)
{
    auto secret = std::make_shared<Password>(std::move(password));
    m_pool.start([this, library, secret, done = std::move(done)]() mutable {
        auto key = std::make_shared<QString>();
        auto result = m_library.open([&]() -> Result<std::unique_ptr<Library>> {
            auto created =
                Library::create(library.folder, library.schoolName, library.userName, *secret, KdfCost::calibrated());
            if (!created) {
                return propagate(created);
            }
            *key = created->recoveryKey;
            return std::move(created->library);
        });
        secret.reset();
        const Opened opened = result ? readOpened() : Opened{};
        QMetaObject::invokeMethod(
            this,
            [this, folder = library.folder, opened, key, result, done = std::move(done)] {
                if (!result) {
                    done(propagate(result));
                    return;
                }
                finishOpening(folder, opened);
                done(std::move(*key));
            },
            Qt::QueuedConnection);
    });
}

Session::Opened Session::readOpened()
{
    return m_library.run([](Library& library) {
        // A biometric consent may have run out since. What cannot be settled now is before anything is compared.
        [[maybe_unused]] const auto settled = settleTemplatesNow(library);
        return Opened{library.user(), library.schoolName()};
    });
}

void Session::finishOpening(const QString& folder, const Opened& opened)
{
    m_isOpen = true;
    m_folder = folder;
    m_user = opened.user;
    m_schoolName = opened.schoolName;
}

void Session::enter()
{
    Q_EMIT opened();
    readPurposes();
    findDetector();
}

void Session::recover(const QString& folder, RecoveryKey key, const QString& userName, Password password,
                      std::function<void(Result<void>)> done)
{
    auto paper = std::make_shared<RecoveryKey>(std::move(key));
    auto secret = std::make_shared<Password>(std::move(password));
    m_pool.start([this, folder, paper, userName, secret, done = std::move(done)]() mutable {
        auto recovered = std::make_shared<Result<void>>();
        if (const auto opened = Library::openWithRecoveryKey(folder, *paper); !opened) {
            *recovered = propagate(opened);
        } else {
            *recovered = Users(**opened).recover(userName, *secret);
        }
        QMetaObject::invokeMethod(
            this,
            [this, folder, userName, secret, recovered, done = std::move(done)] {
                if (*recovered) {
                    signIn(folder, userName, secret->clone(), done);
                } else {
                    done(*recovered);
                }
            },
            Qt::QueuedConnection);
    });
}

void Session::restore(const RestoreRequest& request, std::shared_ptr<const RestoreKey> key,
                      std::shared_ptr<JobProgress> progress, std::function<void(Result<RestoreReport>)> done)
{
    m_pool.start([this, request, key = std::move(key), progress = std::move(progress), done = std::move(done)] {
        auto report = std::make_shared<Result<RestoreReport>>(restoreLibrary(request, *key, *progress));
        QMetaObject::invokeMethod(
            this, [report, done] { done(*report); }, Qt::QueuedConnection);
    });
}

void Session::changeKey(Password password)
{
    if (!m_isOpen || m_isClosing) {
        return;
    }
    auto secret = std::make_shared<Password>(std::move(password));
    connect(
        this, &Session::locked, this,
        [this, folder = m_folder, user = m_user.name, secret] { runKeyChange(folder, user, secret); },
        Qt::SingleShotConnection);
    lock();
    Q_EMIT keyChangeStarted();
}

void Session::runKeyChange(const QString& folder, const QString& user, const std::shared_ptr<Password>& password)
{
    m_pool.start([this, folder, user, password] {
        NoProgress progress;
        auto opened = Library::open(folder, user, *password);
        auto changed = std::make_shared<Result<void>>(opened ? Library::changeKey(std::move(*opened), progress)
                                                             : Result<void>(propagate(opened)));
        QMetaObject::invokeMethod(
            this,
            [this, folder, user, password, changed] {
                // Whatever came of it, one of the two generations opens.
                signIn(folder, user, password->clone(), [this, changed](const Result<void>& signedIn) {
                    const Result<void>& outcome = *changed ? signedIn : *changed;
                    Q_EMIT keyChangeFinished(outcome ? QString() : outcome.error().text);
                });
            },
            Qt::QueuedConnection);
    });
}

void Session::lock()
{
    if (!m_isOpen || m_isClosing) {
        return;
    }
    ++m_epoch;
    m_isOpen = false;
    m_isClosing = true;
    for (Job* job : std::as_const(m_jobs)) {
        job->cancel();
    }
    m_pictures->clear();
    m_purposes.clear();
    m_purpose = {};
    m_user = {};
    m_schoolName.clear();
    Q_EMIT aboutToLock();
    // Jobs end after their current item; the keys must outlive them. A thread of its own: the pool is waited for.
    auto* closer = QThread::create([this] {
        m_pool.waitForDone();
        m_library.close();
    });
    connect(closer, &QThread::finished, this, [this, closer] {
        closer->deleteLater();
        m_isClosing = false;
        Q_EMIT locked();
    });
    closer->start();
}

WorkerPool& Session::workers()
{
    const QMutexLocker lock(&m_workersMutex);
    if (!m_workers) {
        m_workers = std::make_unique<WorkerPool>(std::max(1, QThread::idealThreadCount()));
    }
    return *m_workers;
}

void Session::findDetector()
{
    m_pool.start([this, epoch = m_epoch.load()] {
        const DetectorChoice choice = chooseDetector();
        QMetaObject::invokeMethod(
            this,
            [this, epoch, choice] {
                if (m_epoch == epoch) {
                    m_detector = choice;
                    Q_EMIT detectorChanged();
                }
            },
            Qt::QueuedConnection);
    });
}

void Session::readPurposes()
{
    ask(
        this, [](Library& library) { return Purposes(library).list(); },
        [this](Result<QList<Purpose>> all) {
            if (!all) {
                return;
            }
            m_purposes.clear();
            std::copy_if(all->cbegin(), all->cend(), std::back_inserter(m_purposes), isForPhotos);
            const QString last = QSettings().value(QLatin1String(kPurposeSetting)).toString();
            const auto wanted = std::find_if(m_purposes.cbegin(), m_purposes.cend(), [&](const Purpose& purpose) {
                return m_purpose.isValid() ? purpose.id == m_purpose : purpose.key == last;
            });
            const bool isThere = wanted != m_purposes.cend();
            m_purpose = isThere ? wanted->id : m_purposes.isEmpty() ? PurposeId{} : m_purposes.first().id;
            Q_EMIT purposeChanged(m_purpose);
        });
}

Purpose Session::currentPurpose() const
{
    const auto found = std::find_if(m_purposes.cbegin(), m_purposes.cend(),
                                    [this](const Purpose& purpose) { return purpose.id == m_purpose; });
    return found == m_purposes.cend() ? Purpose{} : *found;
}

void Session::setPurpose(PurposeId purpose)
{
    if (purpose == m_purpose) {
        return;
    }
    m_purpose = purpose;
    QSettings().setValue(QLatin1String(kPurposeSetting), currentPurpose().key);
    Q_EMIT purposeChanged(purpose);
}

Job* Session::startJob(const QString& title)
{
    auto* job = new Job(title, this);
    m_jobs.append(job);
    Q_EMIT jobStarted(job);
    return job;
}

void Session::finishJob(Job* job)
{
    m_jobs.removeOne(job);
    job->finish();
    job->deleteLater();
}

} // namespace cloakroom::ui
