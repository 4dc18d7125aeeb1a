#include "core/handover/HandoverRun.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/PendingExport.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>

#include <fcntl.h>

#include <algorithm>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Handover", text);
}

/// A folder's errors speak of exports, of which some may be complete.
tl::unexpected<Error> notWritten(const Error& error)
{
    switch (error.code) {
    case ErrorCode::NoSpace:
        return fail(
            error.code,
            tr("There is not enough space for the hand-over file, so none was made and nothing was handed over. "
               "Make space, choose another place or fewer photos."),
            error.detail);
    case ErrorCode::Unreadable:
        return fail(error.code,
                    tr("The hand-over file cannot be written there, so none was made and nothing was handed over. "
                       "Check that the medium is still there and that you may write to it, or choose another place."),
                    error.detail);
    case ErrorCode::AlreadyExists:
        return fail(error.code,
                    tr("There is a file of this name already, which was left as it is. Nothing was handed over: choose "
                       "another name."),
                    error.detail);
    case ErrorCode::Damaged:
        return fail(error.code,
                    tr("The file on the medium is not what was written to it, so it was taken away again. Nothing was "
                       "handed over. The medium may be failing: choose another one."),
                    error.detail);
    default:
        return tl::unexpected<Error>(error);
    }
}

QString pictureName(const QString& mark, qsizetype number)
{
    constexpr int kDigits = 4;
    return QStringLiteral("handover-%1-%2.jpg").arg(mark).arg(number, kDigits, 10, QLatin1Char('0'));
}

} // namespace

HandoverRun::HandoverRun(LibraryThread& library, WorkerPool& workers, const HandoverRequest& request,
                         const TargetFolder& target, Progress& progress)
    : ExportRun(library, workers, request.what, &target, progress)
    , m_wanted(request)
    , m_folder(target)
{
}

Result<HandoverReport> HandoverRun::handOver(const Password& password)
{
    auto file = m_folder.begin();
    if (!file) {
        return notWritten(file.error());
    }
    m_file = std::move(*file);
    auto writer = HandoverWriter::begin(password, m_wanted.cost, [this](ByteView sealed) {
        const QByteArrayView bytes(sealed.data(), static_cast<qsizetype>(sealed.size()));
        m_hash.add(sealed);
        m_bytes += bytes.size();
        return m_file->append(bytes.data(), bytes.size());
    });
    if (!writer) {
        return notWritten(writer.error());
    }
    m_writer = std::move(*writer);
    HandoverReport report;
    report.photos = run();
    if (const auto failure = targetFailure()) {
        return notWritten(*failure);
    }
    if (report.photos.wasCancelled || m_handed.isEmpty()) {
        report.photos.exported.clear();
        return report;
    }
    if (report.photos.exported.size() != m_handed.size()) {
        return fail(ErrorCode::Internal,
                    tr("Memory was too short to make the hand-over, so no file was made and nothing was handed over. "
                       "Close other programs, or choose fewer photos."));
    }
    const auto pending = closeFile();
    if (!pending) {
        return notWritten(pending.error());
    }
    if (isCancelled()) {
        report.photos.wasCancelled = true;
        report.photos.exported.clear();
        return report;
    }
    const auto published = library().run([&](Library& open) { return publish(open, **pending); });
    if (!published) {
        return propagate(published);
    }
    for (qsizetype i = 0; i < m_handed.size(); ++i) {
        report.photos.exported[i].registerEntry = m_handed[i].entry;
        report.names += static_cast<int>(m_handed[i].names.size());
    }
    report.path = m_folder.path() + QLatin1Char('/') + QFileInfo(m_wanted.path).fileName();
    report.bytes = m_bytes;
    return report;
}

ExportRun::Outcome HandoverRun::letOut(const ExportPlan& plan, const Picture& picture, qsizetype number)
{
    const auto names = library().run([&plan](Library& open) { return namedFaces(open, plan); });
    const auto marked = names ? withNamedRegions(picture.jpeg, picture.size, *names) : propagate(names);
    if (!marked) {
        return tl::unexpected(refusalFor(Rule::CheckFailed, marked.error()));
    }
    awaitTurn(number);
    if (isCancelled()) {
        return tl::unexpected(Refusal());
    }
    if (const auto failure = targetFailure()) {
        return tl::unexpected(refusalFor(Rule::NotWritten, *failure));
    }
    const QString name = pictureName(m_writer->mark(), m_handed.size() + 1);
    // On the list first: nothing may lie in the file that is not going to be registered.
    m_handed += Handed{plan, *names, finishedPicture(picture, *marked), name, {}};
    if (const auto added = m_writer->add(name, *marked); !added) {
        return stopWriting(added.error());
    }
    return ExportedPhoto{plan.photo, name, m_handed.last().picture.sha256, plan.shown(), plan.coveredFaces, {}};
}

/// What was proven is what lies on the medium: read past the cache where the system lets us.
Result<std::unique_ptr<PendingFile>> HandoverRun::closeFile()
{
    if (const auto done = m_writer->finish(); !done) {
        return propagate(done);
    }
    auto pending = m_file->finish();
    if (!pending) {
        return pending;
    }
    Descriptor written = Descriptor::open(m_file->readingPath(), O_RDONLY);
    if (!written.isOpen()) {
        return failFromErrno(errno, "read back");
    }
    if (const auto same = m_writer->requireSame(std::move(written), m_handed.size()); !same) {
        return propagate(same);
    }
    return pending;
}

/// In one piece of work on the library's thread, so that no withdrawal comes between.
Result<void> HandoverRun::publish(Library& library, PendingFile& file)
{
    if (auto unchanged = requireUnchanged(library); !unchanged) {
        return unchanged;
    }
    if (auto entered = enter(library); !entered) {
        return entered;
    }
    const auto named = file.publish(QFileInfo(m_wanted.path).fileName());
    if (named) {
        // Should this fail, the next opening finds the file where it was to be, and clears it.
        (void)clearPendingExport(library.db());
        return {};
    }
    if (auto undone = takeBack(library); !undone) {
        return undone;
    }
    return notWritten(named.error());
}

Result<void> HandoverRun::requireUnchanged(Library& library) const
{
    if (auto allowed = library.require(Right::Originals); !allowed) {
        return allowed;
    }
    const auto isAsItWas = [&](const Handed& handed) {
        if (!whyNoLonger(library, handed.plan, terms()).isEmpty()) {
            return false;
        }
        const auto plan = planExport(library, handed.plan.photo, terms());
        const auto names = plan ? namedFaces(library, *plan) : Result<QList<NamedRegion>>(propagate(plan));
        return names && *names == handed.names && requireHandoverPurpose(plan->purpose);
    };
    const auto unchanged = std::count_if(m_handed.begin(), m_handed.end(), isAsItWas);
    const int changed = static_cast<int>(m_handed.size() - unchanged);
    if (changed == 0) {
        return {};
    }
    return fail(ErrorCode::Invalid,
                QCoreApplication::translate(
                    "Handover",
                    "What may be seen in %n of these photo(s), or by which name, changed while the hand-over was being "
                    "made. No file was made and nothing was handed over: make it again.",
                    nullptr, changed));
}

Result<void> HandoverRun::enter(Library& library)
{
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    QList<RegisterId> entries;
    QJsonArray logged;
    for (Handed& handed : m_handed) {
        const auto entry = enterPublication(library, handed.plan, handed.picture, handed.name);
        if (!entry) {
            return propagate(entry);
        }
        handed.entry = *entry;
        entries += *entry;
        logged += entry->value;
    }
    const QByteArray sha256 = m_hash.finish();
    const QString path = m_folder.path() + QLatin1Char('/') + QFileInfo(m_wanted.path).fileName();
    if (auto done = keepPendingHandover(library.db(), entries, path, sha256); !done) {
        return done;
    }
    if (auto done = audit::append(library, QStringLiteral("handover.create"),
                                  {{QStringLiteral("purpose"), m_wanted.what.purpose.value},
                                   {QStringLiteral("registers"), logged},
                                   {QStringLiteral("sha256"), QString::fromLatin1(sha256.toHex())}});
        !done) {
        return done;
    }
    return transaction->commit();
}

/// The file did not get its name: nothing left, and both are on record.
Result<void> HandoverRun::takeBack(Library& library) const
{
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    for (const Handed& handed : m_handed) {
        if (auto done = removePublication(library, handed.plan, handed.entry); !done) {
            return done;
        }
    }
    if (auto done = clearPendingExport(library.db()); !done) {
        return done;
    }
    return transaction->commit();
}

} // namespace cloakroom
