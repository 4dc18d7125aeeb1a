#pragma once

#include "core/backup/Restore.h"
#include "core/base/Ids.h"
#include "core/base/Permissions.h"
#include "core/base/Result.h"
#include "core/catalogue/LibraryThread.h"
#include "core/catalogue/PhotoFilter.h"
#include "core/catalogue/Purpose.h"
#include "core/catalogue/Records.h"
#include "core/faces/ModelFiles.h"
#include "core/faces/TemplateSource.h"
#include "ui/window/Job.h"

#include <QList>
#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace cloakroom {
class Password;
class WorkerPool;
} // namespace cloakroom

namespace cloakroom::ui {

class PictureLoader;

/// Everything the window holds while a library is open, and the only way from the window to it. GUI thread; no call
/// waits for the library. Made once, before the window; it survives locking and the next sign-in.
class Session final : public QObject {
    Q_OBJECT

public:
    explicit Session(QObject* parent = nullptr);
    /// Cancels what runs, waits for it and locks.
    ~Session() override;

    /// Opens a library and signs in; `done` is called on the GUI thread, opened() is emitted before it.
    void signIn(const QString& folder, const QString& userName, Password password,
                std::function<void(Result<void>)> done);
    struct NewLibrary {
        QString folder;
        QString schoolName;
        QString userName;
    };
    /// Makes a library, signed in as its first administrator; `done` gets the recovery key, opened() is not emitted
    /// until enter() is called, so that the key can be shown first.
    void createLibrary(const NewLibrary& library, Password password, std::function<void(Result<QString>)> done);
    void enter();
    /// Opens a library with its recovery key, gives `userName` this password and signs in with it.
    void recover(const QString& folder, RecoveryKey key, const QString& userName, Password password,
                 std::function<void(Result<void>)> done);
    /// Makes a library anew from a backup, while none is open; see core/backup/Restore.h. Signs nobody in.
    void restore(const RestoreRequest& request, std::shared_ptr<const RestoreKey> key,
                 std::shared_ptr<JobProgress> progress, std::function<void(Result<RestoreReport>)> done);
    /// Locks, gives the library a new key and signs in again with the same password (which is checked first, by the
    /// caller): keyChangeStarted(), then keyChangeFinished(), and opened() when all went well.
    void changeKey(Password password);
    /// Ends what runs, wipes pictures and keys; locked() is emitted when the keys are gone.
    void lock();

    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    [[nodiscard]] const User& user() const { return m_user; }
    [[nodiscard]] Role role() const { return m_user.role; }
    [[nodiscard]] bool may(Right right) const { return m_isOpen && allows(m_user.role, right); }
    [[nodiscard]] const QString& schoolName() const { return m_schoolName; }
    [[nodiscard]] const QString& folder() const { return m_folder; }

    /// For jobs (on their own thread): their reads and writes.
    [[nodiscard]] LibraryThread& library() { return m_library; }
    /// Made at first use. Any thread.
    [[nodiscard]] WorkerPool& workers();
    /// Which face detector this computer has; its kind is None until it was looked for after signing in.
    [[nodiscard]] const DetectorChoice& detector() const { return m_detector; }
    /// Whoever compares faces makes one for each job; the installed recogniser's unless somebody set another.
    [[nodiscard]] const TemplateSourceMaker& templateSource() const { return m_templateSource; }
    void setTemplateSource(TemplateSourceMaker maker) { m_templateSource = std::move(maker); }
    [[nodiscard]] PictureLoader& pictures() { return *m_pictures; }

    /// Runs `work(Library&)` on the library's thread, then `done(its answer)` on the GUI thread, unless `context` has
    /// gone or the library was locked in between. Both must be copyable; hand results over by value.
    template <typename Work, typename Done>
    void ask(QObject* context, Work work, Done done);

    /// Runs `work(Progress&)` on a job thread, shown in the task bar with progress and cancel; then `done(its answer)`
    /// on the GUI thread. `work` must not touch widgets; it reads the library through library().run().
    template <typename Work, typename Done>
    Job* runJob(const QString& title, QObject* context, Work work, Done done);
    [[nodiscard]] const QList<Job*>& jobs() const { return m_jobs; }

    /// Active purposes in the school's order, without "biometric".
    [[nodiscard]] const QList<Purpose>& purposes() const { return m_purposes; }
    /// "Use for": the purpose that marks are shown for. Invalid until the purposes have been read.
    [[nodiscard]] PurposeId purpose() const { return m_purpose; }
    [[nodiscard]] Purpose currentPurpose() const;
    void setPurpose(PurposeId purpose);

Q_SIGNALS:
    void opened();
    /// Emitted at once when locking starts: drop everything that shows photos or names.
    void aboutToLock();
    void locked();
    void jobStarted(cloakroom::ui::Job* job);

    // Whoever changes something emits what changed; whoever shows it reads again.
    void photosChanged();
    void facesChanged(cloakroom::PhotoId photo); ///< invalid = of many photos
    void peopleChanged();
    void consentsChanged();
    void registerChanged();
    void flagsChanged();
    void purposesChanged();
    void purposeChanged(cloakroom::PurposeId purpose); ///< another one was chosen
    void detectorChanged();
    void settingsChanged(); ///< of the library: how long things are kept, when it locks
    void backupChanged();

    void keyChangeStarted();
    void keyChangeFinished(const QString& problem); ///< a sentence, or empty

    // Ways from one page to another; the window wires them (ui/window/Pages.cpp).
    void pageRequested(const QString& key);
    void photosRequested(const cloakroom::PhotoFilter& filter);
    void reviewRequested(const QList<cloakroom::PhotoId>& photos, int index);
    void exportRequested(const QList<cloakroom::PhotoId>& photos, cloakroom::PurposeId purpose);
    void personRequested(cloakroom::PersonId person);

private:
    struct Opened {
        User user;
        QString schoolName;
    };
    [[nodiscard]] Opened readOpened();
    void finishOpening(const QString& folder, const Opened& opened);
    void readPurposes();
    void runKeyChange(const QString& folder, const QString& user, const std::shared_ptr<Password>& password);
    void findDetector();
    [[nodiscard]] Job* startJob(const QString& title);
    void finishJob(Job* job);

    LibraryThread m_library;
    QThreadPool m_pool;
    std::unique_ptr<WorkerPool> m_workers;
    QMutex m_workersMutex;
    PictureLoader* m_pictures;
    DetectorChoice m_detector;
    TemplateSourceMaker m_templateSource;
    QList<Job*> m_jobs;

    std::atomic<quint64> m_epoch = 0; ///< counts lockings: what was asked before one is not answered after it
    bool m_isOpen = false;
    bool m_isClosing = false;
    User m_user;
    QString m_schoolName;
    QString m_folder;
    QList<Purpose> m_purposes;
    PurposeId m_purpose;
};

template <typename Work, typename Done>
void Session::ask(QObject* context, Work work, Done done)
{
    if (!m_isOpen) {
        return;
    }
    const quint64 epoch = m_epoch;
    auto guarded = [this, epoch, alive = QPointer<QObject>(context), work = std::move(work),
                    done = std::move(done)](Library& library) mutable {
        if (m_epoch != epoch) {
            return;
        }
        auto answer = std::make_shared<std::invoke_result_t<Work&, Library&>>(work(library));
        QMetaObject::invokeMethod(
            this,
            [this, epoch, alive, answer, done = std::move(done)]() mutable {
                if (alive && m_epoch == epoch) {
                    done(std::move(*answer));
                }
            },
            Qt::QueuedConnection);
    };
    static_cast<void>(m_library.post(std::move(guarded)));
}

template <typename Work, typename Done>
Job* Session::runJob(const QString& title, QObject* context, Work work, Done done)
{
    Job* job = startJob(title);
    const quint64 epoch = m_epoch;
    m_pool.start([this, epoch, job, progress = job->progress(), alive = QPointer<QObject>(context),
                  work = std::move(work), done = std::move(done)]() mutable {
        auto answer = std::make_shared<std::invoke_result_t<Work&, Progress&>>(work(*progress));
        QMetaObject::invokeMethod(
            this,
            [this, epoch, job, alive, answer, done = std::move(done)]() mutable {
                finishJob(job);
                if (alive && m_epoch == epoch) {
                    done(std::move(*answer));
                }
            },
            Qt::QueuedConnection);
    });
    return job;
}

} // namespace cloakroom::ui
