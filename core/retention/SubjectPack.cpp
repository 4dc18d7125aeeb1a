#include "core/retention/SubjectPack.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/FaceRepository.h"
#include "core/catalogue/SignOffRepository.h"
#include "core/catalogue/Viewpoint.h"
#include "core/consent/People.h"
#include "core/crypto/Sha256.h"
#include "core/faces/MarkedFaces.h"
#include "core/imaging/CleanJpeg.h"
#include "core/photos/Photos.h"
#include "core/photos/VisiblePhoto.h"
#include "core/publish/ExportCheck.h"
#include "core/publish/ExportPublish.h"
#include "core/publish/ExportSource.h"
#include "core/publish/TargetFolder.h"
#include "core/retention/SubjectRecords.h"
#include "core/worker/WorkerPool.h"

#include <QCoreApplication>
#include <QDir>

#include <tl/expected.hpp>

#include <algorithm>

namespace cloakroom {

namespace {

constexpr int kQuality = 92;

QString tr(const char* text)
{
    return QCoreApplication::translate("SubjectPack", text);
}

tl::unexpected<Refusal> refused(Rule rule, const QString& text)
{
    return tl::unexpected(Refusal{{rule, text}});
}

tl::unexpected<Refusal> refused(Rule rule, const Error& error)
{
    return tl::unexpected(refusalFor(rule, error));
}

/// Right and person; a protected person's photos are the safeguarding lead's to give out.
Result<void> requirePack(Library& library, PersonId person)
{
    if (auto allowed = library.require(Right::Originals); !allowed) {
        return allowed;
    }
    const auto found = People(library).get(person);
    if (!found) {
        return propagate(found);
    }
    if (found->protection.isProtected && !allows(library.role(), Right::SeeProtectedUncovered)) {
        return fail(ErrorCode::NotAllowed,
                    tr("Photos and records of this person are given out by the safeguarding lead alone."));
    }
    return {};
}

Result<QList<PhotoId>> photosOf(Library& library, PersonId person)
{
    PhotoFilter filter;
    filter.persons = {person};
    auto photos = Photos(library).find(filter);
    if (!photos || !Viewpoint::of(library.role()).seesBin) {
        return photos;
    }
    filter.inBin = true;
    const auto inBin = Photos(library).find(filter);
    if (!inBin) {
        return propagate(inBin);
    }
    return *photos + *inBin;
}

Result<bool> isSignedOff(Library& library, PhotoId photo)
{
    const auto known = SignOffRepository(library.db()).ofPhoto(photo);
    if (!known) {
        return propagate(known);
    }
    return std::any_of(known->begin(), known->end(),
                       [](const SignOff& signOff) { return signOff.isCurrent && signOff.kind == SignOffKind::Faces; });
}

/// Everybody but the person, and every region, under flat covers.
Result<void> coverOthers(Library& library, PersonId person, ExportPlan& plan)
{
    const auto records = FaceRepository(library.db()).ofPhoto(plan.photo);
    if (!records) {
        return propagate(records);
    }
    const auto regions = FaceRepository(library.db()).regions(plan.photo);
    if (!regions) {
        return propagate(regions);
    }
    for (const FaceRecord& record : *records) {
        const Face& face = record.face;
        plan.faces += face;
        const bool isTheirs = face.state == FaceState::Confirmed && face.person == person;
        if (face.state != FaceState::Rejected && !isTheirs) {
            plan.coveredFaces += face.id;
            plan.covers += coverOf(face.rect);
        }
    }
    for (const CoverRegion& region : *regions) {
        plan.covers += coverOf(region);
    }
    for (Cover& cover : plan.covers) {
        cover.isPlain = true;
    }
    plan.facesHash = facesHash(plan.faces, *regions);
    return {};
}

tl::expected<ExportPlan, Refusal> planPhoto(Library& library, PersonId person, PhotoId photo)
{
    const auto state = visiblePhoto(library, photo);
    if (!state) {
        return refused(Rule::SourceUnusable, state.error());
    }
    if (state->isFlagged) {
        return refused(Rule::Flagged, tr("This photo is flagged. Decide about it first."));
    }
    if (state->kind != PhotoKind::Still) {
        return refused(Rule::Video, tr("This is a video, and the others in it cannot be covered yet."));
    }
    const auto isMarked = isSignedOff(library, photo);
    if (!isMarked) {
        return refused(Rule::SourceUnusable, isMarked.error());
    }
    if (!*isMarked) {
        return refused(Rule::NotSignedOff,
                       tr("Nobody has confirmed yet that every face in this photo is marked, so the others in it might "
                          "not be covered."));
    }
    const auto original = PhotoRepository(library.db()).original(photo);
    if (!original) {
        return refused(Rule::SourceUnusable, original.error());
    }
    ExportPlan plan;
    plan.photo = photo;
    plan.size = state->size;
    plan.frame = {state->size, {}};
    plan.longestEdge = limitedEdge(state->size, 0);
    plan.original = *original;
    if (const auto done = coverOthers(library, person, plan); !done) {
        return refused(Rule::SourceUnusable, done.error());
    }
    return plan;
}

/// One pack while it is made. Job thread.
class PackRun {
public:
    PackRun(LibraryThread& library, WorkerPool& workers, PersonId person, const TargetFolder& target,
            Progress& progress)
        : m_library(library)
        , m_workers(workers)
        , m_person(person)
        , m_target(target)
        , m_progress(progress)
    {
    }

    [[nodiscard]] Result<SubjectPackReport> run(const QList<PhotoId>& photos)
    {
        SubjectPackReport report;
        for (qsizetype i = 0; i < photos.size(); ++i) {
            m_progress.report(i, photos.size(), {});
            if (m_progress.isCancelled()) {
                report.wasCancelled = true;
                return report;
            }
            const auto packed = packOne(photos[i]);
            if (packed) {
                report.photos += *packed;
            } else {
                report.leftOut += LeftOutPhoto{photos[i], packed.error()};
            }
            if (m_failure) {
                return tl::unexpected(*m_failure);
            }
        }
        if (const auto done = writeRecords(report); !done) {
            return propagate(done);
        }
        m_progress.report(photos.size(), photos.size(), {});
        return report;
    }

private:
    [[nodiscard]] tl::expected<PackedPhoto, Refusal> packOne(PhotoId photo)
    {
        const auto plan = m_library.run([&](Library& library) { return planPhoto(library, m_person, photo); });
        if (!plan) {
            return tl::unexpected(plan.error());
        }
        const auto original = readOriginal(m_library, m_workers, *plan);
        if (!original) {
            return refused(Rule::SourceUnusable, original.error());
        }
        const QImage picture = covered(*original, plan->covers, CoverStyle::Solid);
        const auto jpeg = toJpeg(picture, kQuality, ChromaSampling::Full);
        if (!jpeg) {
            return refused(Rule::SourceUnusable, jpeg.error());
        }
        const auto findings = checkFinished(m_workers, *jpeg, *original, *plan, CoverStyle::Solid);
        if (!findings) {
            return refused(Rule::CheckFailed, findings.error());
        }
        if (!findings->isClean()) {
            return sendBack(*plan, findings->unknownFaces);
        }
        return write(*plan, *jpeg);
    }

    [[nodiscard]] tl::unexpected<Refusal> sendBack(const ExportPlan& plan, const QList<DetectedFace>& unknownFaces)
    {
        const QString detector = m_workers.detector().name;
        const auto done =
            m_library.run([&](Library& library) { return sendBackToReview(library, plan, unknownFaces, detector); });
        if (!done) {
            return refused(Rule::CheckFailed, done.error());
        }
        return refused(
            Rule::CheckFailed,
            tr("The finished picture shows a face that nobody has marked, or that is not covered whole. Look "
               "at the faces of this photo again and sign them off."));
    }

    [[nodiscard]] tl::expected<PackedPhoto, Refusal> write(const ExportPlan& plan, const QByteArray& jpeg)
    {
        const auto pending = m_target.write(jpeg);
        if (!pending) {
            m_failure = pending.error();
            return refused(Rule::NotWritten, pending.error());
        }
        PackedPhoto packed{plan.photo, freshName(), sha256Of(jpeg), plan.coveredFaces};
        const auto published = m_library.run([&](Library& library) -> tl::expected<void, Refusal> {
            // What may be seen in it is asked once more, in the same breath in which it leaves.
            const auto fresh = planPhoto(library, m_person, plan.photo);
            if (!fresh) {
                return tl::unexpected(fresh.error());
            }
            if (fresh->facesHash != plan.facesHash || fresh->covers != plan.covers) {
                return refused(Rule::NotSignedOff,
                               tr("The faces of this photo changed meanwhile. Make the pack again."));
            }
            if (const auto logged = record(library, packed); !logged) {
                return refused(Rule::NotWritten, logged.error());
            }
            if (const auto named = (*pending)->publish(packed.file); !named) {
                m_failure = named.error();
                return refused(Rule::NotWritten, named.error());
            }
            return {};
        });
        if (!published) {
            return tl::unexpected(published.error());
        }
        return packed;
    }

    [[nodiscard]] QString freshName()
    {
        constexpr int kDigits = 4;
        return QStringLiteral("photo-%1.jpg").arg(++m_number, kDigits, 10, QLatin1Char('0'));
    }

    [[nodiscard]] Result<void> record(Library& library, const PackedPhoto& packed) const
    {
        if (auto allowed = requirePack(library, m_person); !allowed) {
            return allowed;
        }
        return append(library, QStringLiteral("subject-pack.photo"),
                      {{QStringLiteral("person"), m_person.value},
                       {QStringLiteral("photo"), packed.photo.value},
                       {QStringLiteral("sha256"), QString::fromLatin1(packed.sha256.toHex())}});
    }

    [[nodiscard]] static Result<void> append(Library& library, const QString& action, const QJsonObject& subject)
    {
        auto transaction = library.db().begin();
        if (!transaction) {
            return propagate(transaction);
        }
        if (auto done = audit::append(library, action, subject); !done) {
            return done;
        }
        return transaction->commit();
    }

    [[nodiscard]] Result<void> writeRecords(SubjectPackReport& report)
    {
        const auto records = m_library.run([&](Library& library) { return recordsOf(library, report); });
        if (!records) {
            return propagate(records);
        }
        for (const RecordFile& file : recordFiles(*records)) {
            const auto pending = m_target.write(file.bytes);
            if (!pending) {
                return propagate(pending);
            }
            if (auto done = (*pending)->publish(file.name); !done) {
                return done;
            }
            report.files += file.name;
        }
        return {};
    }

    [[nodiscard]] Result<SubjectRecords> recordsOf(Library& library, const SubjectPackReport& report) const
    {
        auto records = readSubjectRecords(library, m_person);
        if (!records) {
            return records;
        }
        for (const PackedPhoto& packed : report.photos) {
            const auto details = Photos(library).details(packed.photo);
            if (!details) {
                return propagate(details);
            }
            const auto written = namesWrittenBeside(library.db(), packed.photo, m_person);
            if (!written) {
                return propagate(written);
            }
            const PhotoSummary& summary = details->summary;
            records->photos +=
                RecordedPhoto{packed.file, summary.takenAt ? summary.takenAt->date().toString(Qt::ISODate) : QString(),
                              summary.event, written->join(QStringLiteral(", "))};
        }
        if (const auto done = append(
                library, QStringLiteral("subject-pack.records"),
                {{QStringLiteral("person"), m_person.value}, {QStringLiteral("photos"), qint64{report.photos.size()}}});
            !done) {
            return propagate(done);
        }
        return records;
    }

    LibraryThread& m_library;
    WorkerPool& m_workers;
    PersonId m_person;
    const TargetFolder& m_target;
    Progress& m_progress;
    int m_number = 0;
    std::optional<Error> m_failure; ///< nothing more can be written
};

Result<TargetFolder> emptyFolder(const QString& folder, const QString& libraryFolder)
{
    const auto target = TargetFolder::open(folder, libraryFolder);
    if (!target) {
        return propagate(target);
    }
    if (!QDir(target->path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot)) {
        return fail(
            ErrorCode::Invalid,
            tr("This folder holds other things. Choose an empty one, so that nothing else is given out with it."));
    }
    return *target;
}

} // namespace

Result<SubjectPackReport> makeSubjectPack(LibraryThread& library, WorkerPool& workers, PersonId person,
                                          const QString& folder, Progress& progress)
{
    const auto photos = library.run([person](Library& open) -> Result<QList<PhotoId>> {
        const auto allowed = requirePack(open, person);
        return allowed ? photosOf(open, person) : propagate(allowed);
    });
    if (!photos) {
        return propagate(photos);
    }
    if (workers.detector().kind == DetectorKind::None) {
        return fail(
            ErrorCode::Unsupported,
            tr("There is no face detector on this computer, so that no finished picture can be checked. Nothing "
               "was written. Ask your technician to install one."));
    }
    const QString libraryFolder = library.run([](Library& open) { return open.path(); });
    const auto target = emptyFolder(folder, libraryFolder);
    if (!target) {
        return propagate(target);
    }
    return PackRun(library, workers, person, *target, progress).run(*photos);
}

} // namespace cloakroom
