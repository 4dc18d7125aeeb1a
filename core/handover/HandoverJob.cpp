#include "core/handover/HandoverJob.h"

#include "core/catalogue/Library.h"
#include "core/consent/Purposes.h"
#include "core/crypto/PasswordPolicy.h"
#include "core/handover/HandoverRun.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Handover", text);
}

/// The library's folder when the request makes sense and the user may do it.
Result<QString> checkRequest(Library& library, const HandoverRequest& request)
{
    for (const Right right : {Right::Originals, Right::Export}) {
        if (const auto allowed = library.require(right); !allowed) {
            return propagate(allowed);
        }
    }
    const auto purpose = Purposes(library).get(request.what.purpose);
    if (!purpose) {
        return propagate(purpose);
    }
    if (const auto fits = requireHandoverPurpose(*purpose); !fits) {
        return propagate(fits);
    }
    constexpr int kBestQuality = 100;
    const ExportRequest& what = request.what;
    if (what.quality < 0 || what.quality > kBestQuality || what.maxEdge < 0 || what.maxKilobytes < 0) {
        return fail(ErrorCode::Invalid,
                    tr("The quality goes from 1 to 100, and longest edge and file size are numbers above 0."));
    }
    return library.path();
}

Result<void> checkPassword(const Password& password)
{
    QString text = QString::fromUtf8(reinterpret_cast<const char*>(password.view().data()),
                                     static_cast<qsizetype>(password.view().size()));
    const PasswordVerdict verdict = judgePassword(text);
    wipe(text);
    return verdict.isAccepted ? Result<void>() : fail(ErrorCode::Invalid, verdict.reason);
}

Result<TargetFolder> folderFor(const QString& path, const QString& libraryFolder)
{
    const QFileInfo file(path);
    if (path.isEmpty() || file.fileName().isEmpty()) {
        return fail(ErrorCode::Invalid, tr("Say what the hand-over file is to be called, and where it is to lie."));
    }
    auto target = TargetFolder::open(file.absolutePath(), libraryFolder);
    if (target && target->holds(file.fileName())) {
        return fail(ErrorCode::AlreadyExists,
                    tr("There is a file of this name already, which was left as it is. Nothing was handed over: choose "
                       "another name."));
    }
    return target;
}

/// What counts for nothing in a hand-over.
HandoverRequest plain(const HandoverRequest& request)
{
    HandoverRequest wanted = request;
    wanted.what.folder.clear();
    wanted.what.caption.clear();
    wanted.what.replaces = {};
    return wanted;
}

} // namespace

Result<void> requireHandoverPurpose(const Purpose& purpose)
{
    const QList<Purpose> own = Purposes::defaults();
    if (std::any_of(own.begin(), own.end(), [&purpose](const Purpose& one) { return one.key == purpose.key; })) {
        return fail(ErrorCode::Invalid,
                    tr("Nobody was asked about handing photos with names to another school when they agreed to \"%1\". "
                       "Add a purpose for it in the settings, ask for consent, and choose that one.")
                        .arg(purpose.name));
    }
    if (purpose.audience != Audience::Outside || !purpose.active) {
        return fail(ErrorCode::Invalid,
                    tr("The purpose \"%1\" is for use inside the school, or not in use. A hand-over leaves the school: "
                       "choose a purpose for that.")
                        .arg(purpose.name));
    }
    if (purpose.profile.noNames) {
        return fail(ErrorCode::Invalid,
                    tr("No names may stand beside photos for the purpose \"%1\", and a hand-over carries names. Choose "
                       "a purpose that was made for it.")
                        .arg(purpose.name));
    }
    return {};
}

Result<QList<Purpose>> handoverPurposes(Library& library)
{
    if (const auto allowed = library.require(Right::Originals); !allowed) {
        return propagate(allowed);
    }
    auto purposes = Purposes(library).list();
    if (purposes) {
        purposes->removeIf([](const Purpose& purpose) { return !requireHandoverPurpose(purpose); });
    }
    return purposes;
}

Result<HandoverReport> createHandover(LibraryThread& library, WorkerPool& workers, const HandoverRequest& request,
                                      const Password& password, Progress& progress)
{
    const HandoverRequest wanted = plain(request);
    const auto folder = library.run([&wanted](Library& open) { return checkRequest(open, wanted); });
    if (!folder) {
        return propagate(folder);
    }
    if (wanted.what.isDryRun) {
        HandoverReport report;
        report.photos = ExportRun(library, workers, wanted.what, nullptr, progress).run();
        return report;
    }
    if (const auto fit = checkPassword(password); !fit) {
        return propagate(fit);
    }
    const auto target = folderFor(wanted.path, *folder);
    if (!target) {
        return propagate(target);
    }
    return HandoverRun(library, workers, wanted, *target, progress).handOver(password);
}

} // namespace cloakroom
