#include "core/demo/DemoSchool.h"

#include "core/accounts/Users.h"
#include "core/catalogue/LibraryThread.h"
#include "core/consent/ConsentLedger.h"
#include "core/consent/People.h"
#include "core/consent/Purposes.h"
#include "core/demo/DatedJpeg.h"
#include "core/demo/DemoCast.h"
#include "core/faces/Faces.h"
#include "core/intake/Importer.h"
#include "core/photos/Photos.h"
#include "core/publish/ExportJob.h"
#include "core/publish/Register.h"
#include "core/review/Flags.h"
#include "core/review/SignOffs.h"
#include "core/roster/Rosters.h"
#include "core/tables/CsvReader.h"
#include "core/worker/WorkerPool.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace cloakroom::demo {

namespace {

constexpr QSize kPictureSize(1800, 1200);
constexpr double kSameFace = 0.3; ///< overlap from which a found face is the drawn one

QString tr(const char* text)
{
    return QCoreApplication::translate("DemoSchool", text);
}

/// Makes the school step by step; each step stops at the first error.
class SchoolMaker {
public:
    SchoolMaker(QString folder, QString exportsFolder, WorkerPool& workers, Progress& progress)
        : m_folder(std::move(folder))
        , m_exports(std::move(exportsFolder))
        , m_workers(workers)
        , m_progress(progress)
        , m_cast(cast())
        , m_shots(shots(QDate::currentDate()))
    {
    }

    Result<Summary> make()
    {
        using Step = Result<void> (SchoolMaker::*)();
        for (const Step step : {&SchoolMaker::createLibrary, &SchoolMaker::addUsers, &SchoolMaker::addPeople,
                                &SchoolMaker::importPictures, &SchoolMaker::nameFaces, &SchoolMaker::flagOne,
                                &SchoolMaker::publishNewsletter, &SchoolMaker::publishPost, &SchoolMaker::changeMinds,
                                &SchoolMaker::protectOne, &SchoolMaker::countTakedowns}) {
            if (const auto done = (this->*step)(); !done) {
                return propagate(done);
            }
        }
        return m_summary;
    }

private:
    static Password password() { return Password::fromText(QString::fromLatin1(kPassword)); }

    Result<void> openAs(const char* user)
    {
        return m_library.open([this, user] { return Library::open(m_folder, QString::fromLatin1(user), password()); });
    }

    Result<void> createLibrary()
    {
        return m_library.open([this]() -> Result<std::unique_ptr<Library>> {
            auto created = Library::create(m_folder, QStringLiteral("Wood End Primary School (made up)"),
                                           QString::fromLatin1(kAdmin), password(), KdfCost::standard());
            if (!created) {
                return propagate(created);
            }
            return std::move(created->library);
        });
    }

    Result<void> addUsers()
    {
        return m_library.run([](Library& library) -> Result<void> {
            Users users(library);
            if (const auto added = users.add(QString::fromLatin1(kMarketing), Role::Marketing, password()); !added) {
                return propagate(added);
            }
            if (const auto added = users.add(QString::fromLatin1(kSafeguarding), Role::Safeguarding, password());
                !added) {
                return propagate(added);
            }
            return {};
        });
    }

    Result<void> addPeople()
    {
        return m_library.run([this](Library& library) -> Result<void> {
            const Roster roster = rosterOf({{readCsv(peopleCsv(m_cast))}, std::nullopt}, {}, library.today());
            const auto people = Rosters(library).apply(roster);
            if (!people) {
                return propagate(people);
            }
            m_summary.people = people->count(RosterChangeKind::Joins);
            const Table said = readCsv(consentsCsv(m_cast, library.today()));
            const auto consents = ConsentLedger(library).importTable(said, CsvMode::Write);
            if (!consents) {
                return propagate(consents);
            }
            if (!consents->errors.isEmpty() || !people->problems.isEmpty()) {
                return fail(ErrorCode::Internal, tr("The made-up lists of the demo school were not accepted."));
            }
            return {};
        });
    }

    // Like a card: a folder for each event, every picture with its time, as a camera writes them.
    Result<void> importPictures()
    {
        const QTemporaryDir card;
        for (int index = 0; index < m_shots.size(); ++index) {
            const Shot& shot = m_shots[index];
            QList<Look> looks;
            for (const int person : shot.people) {
                looks.append(lookOf(person));
            }
            const DrawnScene scene = drawScene(kPictureSize, shot.place, looks, static_cast<quint32>(index + 1));
            m_faces.insert(shot.fileName, scene.faces);
            const auto jpeg = datedJpeg(scene.picture, shot.takenAt, QStringLiteral("Drawn"), QStringLiteral("Demo 1"));
            if (!jpeg) {
                return propagate(jpeg);
            }
            const QString folder = card.filePath(shot.event);
            QDir().mkpath(folder);
            QFile file(folder + QLatin1Char('/') + shot.fileName);
            if (!file.open(QIODevice::WriteOnly) || file.write(*jpeg) != jpeg->size()) {
                return fail(ErrorCode::Unreadable,
                            tr("The pictures of the demo school could not be drawn to the disk."));
            }
        }
        return importEvents(card.path());
    }

    Result<void> importEvents(const QString& card)
    {
        const QStringList events = QDir(card).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString& event : events) {
            ImportRequest request;
            request.sources = {card + QLatin1Char('/') + event};
            request.event = event;
            const auto report = importPhotos(m_library, m_workers, request, m_progress);
            if (!report) {
                return propagate(report);
            }
            m_summary.photos += report->imported;
        }
        if (m_summary.photos != m_shots.size()) {
            return fail(ErrorCode::Internal, tr("Not every picture of the demo school came into its library."));
        }
        return {};
    }

    // The newest event still waits for most of its names, as after a real sports day.
    Result<void> nameFaces()
    {
        return m_library.run([this](Library& library) -> Result<void> {
            const auto photos = Photos(library).find({});
            if (!photos) {
                return propagate(photos);
            }
            const auto summaries = Photos(library).summaries(*photos);
            if (!summaries) {
                return propagate(summaries);
            }
            for (const PhotoSummary& photo : *summaries) {
                const int index = indexOf(photo.name);
                m_photoOf.insert(index, photo.id);
                const bool isSettled = index < m_shots.size() - 7 && index % 8 != 7;
                if (auto done = nameFacesOf(library, photo.id, index, isSettled); !done) {
                    return done;
                }
            }
            return {};
        });
    }

    [[nodiscard]] int indexOf(const QString& fileName) const
    {
        for (int index = 0; index < m_shots.size(); ++index) {
            if (m_shots[index].fileName == fileName) {
                return index;
            }
        }
        return -1;
    }

    static double overlap(QRect first, QRect second)
    {
        const QRect both = first & second;
        const double shared = both.isEmpty() ? 0.0 : double(both.width()) * both.height();
        return shared / (double(first.width()) * first.height() + double(second.width()) * second.height() - shared);
    }

    static FaceId foundAt(const QList<Face>& found, QRect drawn)
    {
        for (const Face& face : found) {
            if (overlap(face.rect, drawn) >= kSameFace) {
                return face.id;
            }
        }
        return {};
    }

    Result<void> nameFacesOf(Library& library, PhotoId photo, int index, bool isSettled)
    {
        Faces faces(library);
        const auto found = faces.list(photo);
        if (!found) {
            return propagate(found);
        }
        const QList<QRect> drawn = m_faces.value(m_shots[index].fileName);
        QList<FaceId> matched;
        for (int place = 0; place < drawn.size(); ++place) {
            FaceId face = foundAt(*found, drawn[place]);
            if (!face.isValid()) {
                const auto added = faces.add(photo, drawn[place]);
                if (!added) {
                    return propagate(added);
                }
                face = *added;
            } else if (auto moved = faces.move(face, drawn[place]); !moved) {
                return moved;
            }
            matched.append(face);
            if (isSettled || place % 2 == 0) {
                if (auto done = nameOne(library, face, m_shots[index].people[place]); !done) {
                    return done;
                }
            }
        }
        for (const Face& face : *found) {
            if (!matched.contains(face.id)) {
                if (auto done = faces.reject(face.id); !done) {
                    return done;
                }
            }
        }
        return isSettled ? SignOffs(library).signOffFaces(photo) : Result<void>();
    }

    Result<void> nameOne(Library& library, FaceId face, int number)
    {
        if (number == kStranger) {
            return Faces(library).markStranger(face);
        }
        const auto person = personOf(library, number);
        if (!person) {
            return propagate(person);
        }
        return Faces(library).confirm(face, person->id);
    }

    Result<Person> personOf(Library& library, int number)
    {
        return People(library).findExternal(m_cast[number].externalId);
    }

    Result<void> flagOne()
    {
        return m_library.run([this](Library& library) -> Result<void> {
            const auto flag = Flags(library).add(m_photoOf.value(6), tr("A name badge can be read on the left."));
            return flag ? Result<void>() : propagate(flag);
        });
    }

    Result<ExportReport> exportFor(const char* purposeKey, const QList<PhotoId>& photos, const QString& place)
    {
        const auto purpose = m_library.run(
            [purposeKey](Library& library) { return Purposes(library).byKey(QString::fromLatin1(purposeKey)); });
        if (!purpose) {
            return propagate(purpose);
        }
        ExportRequest request;
        request.photos = photos;
        request.purpose = purpose->id;
        request.folder = m_exports + QLatin1Char('/') + QString::fromLatin1(purposeKey);
        request.place = place;
        auto report = exportPhotos(m_library, m_workers, request, m_progress);
        if (report) {
            m_summary.exported += static_cast<int>(report->exported.size());
        }
        return report;
    }

    Result<void> publishNewsletter()
    {
        QList<PhotoId> photos;
        for (int index = 8; index < 20; ++index) {
            photos.append(m_photoOf.value(index));
        }
        const auto report = exportFor("newsletter", photos, tr("Summer newsletter, page 2"));
        if (report && report->exported.isEmpty()) {
            return fail(ErrorCode::Internal, tr("No photo of the demo school could be published."));
        }
        return report ? Result<void>() : propagate(report);
    }

    // Social media asks for a second pair of eyes: somebody else than who signed off the faces.
    Result<void> publishPost()
    {
        if (auto opened = openAs(kMarketing); !opened) {
            return opened;
        }
        const QList<PhotoId> photos{m_photoOf.value(2), m_photoOf.value(3), m_photoOf.value(11)};
        auto signedOff = m_library.run([&photos](Library& library) -> Result<void> {
            const auto purpose = Purposes(library).byKey(QStringLiteral("social-media"));
            if (!purpose) {
                return propagate(purpose);
            }
            for (const PhotoId photo : photos) {
                if (auto done = SignOffs(library).signOffPublish(photo, purpose->id); !done) {
                    return done;
                }
            }
            return {};
        });
        if (!signedOff) {
            return signedOff;
        }
        const auto report = exportFor("social-media", photos, tr("Post about the spring fair"));
        return report ? Result<void>() : propagate(report);
    }

    // One parent withdraws after the newsletter went out: the register shows what has to come down.
    Result<void> changeMinds()
    {
        if (auto opened = openAs(kAdmin); !opened) {
            return opened;
        }
        return m_library.run([this](Library& library) -> Result<void> {
            const auto entries = Register(library).list();
            if (!entries) {
                return propagate(entries);
            }
            for (const RegisterEntry& entry : *entries) {
                if (entry.purposeKey == QLatin1String("newsletter") && !entry.shown.isEmpty()) {
                    return withdraw(library, entry);
                }
            }
            return {};
        });
    }

    static Result<void> withdraw(Library& library, const RegisterEntry& entry)
    {
        const auto person = People(library).get(entry.shown.constFirst());
        if (!person) {
            return propagate(person);
        }
        ConsentDraft draft;
        draft.person = person->id;
        draft.purpose = entry.purpose;
        draft.decision = Decision::Withdrawn;
        draft.party = person->kind == PersonKind::Pupil ? Party::Parent2 : Party::Self;
        draft.on = library.today();
        draft.note = tr("By telephone, letter to follow.");
        const auto recorded = ConsentLedger(library).record(draft);
        return recorded ? Result<void>() : propagate(recorded);
    }

    Result<void> protectOne()
    {
        if (auto opened = openAs(kSafeguarding); !opened) {
            return opened;
        }
        return m_library.run([this](Library& library) -> Result<void> {
            const auto person = personOf(library, 15);
            if (!person) {
                return propagate(person);
            }
            return People(library).protect(person->id, tr("Court order: may not be found."), false);
        });
    }

    Result<void> countTakedowns()
    {
        return m_library.run([this](Library& library) -> Result<void> {
            const auto count = Register(library).takedownCount();
            if (!count) {
                return propagate(count);
            }
            m_summary.takedowns = *count;
            return {};
        });
    }

    QString m_folder;
    QString m_exports;
    WorkerPool& m_workers;
    Progress& m_progress;
    QList<CastMember> m_cast;
    QList<Shot> m_shots;
    QHash<QString, QList<QRect>> m_faces; ///< by file name
    QHash<int, PhotoId> m_photoOf; ///< by place in m_shots
    LibraryThread m_library;
    Summary m_summary;
};

} // namespace

Result<Summary> makeSchool(const QString& folder, const QString& exportsFolder, WorkerPool& workers, Progress& progress)
{
    return SchoolMaker(folder, exportsFolder, workers, progress).make();
}

} // namespace cloakroom::demo
