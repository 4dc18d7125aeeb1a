#include "core/faces/MarkedFaces.h"

#include "core/catalogue/MarkedRegionRepository.h"
#include "core/catalogue/PersonRepository.h"
#include "core/faces/PeopleByName.h"
#include "core/faces/RegionMatch.h"

#include <algorithm>

namespace cloakroom {

namespace {

constexpr char kMarkedInFile[] = "file";

QRect rectAfter(const FaceRecord& record, const FaceChanges& changes)
{
    const auto moved = std::find_if(changes.moved.cbegin(), changes.moved.cend(),
                                    [&record](const Face& face) { return face.id == record.face.id; });
    return moved == changes.moved.cend() ? record.face.rect : moved->rect;
}

/// Where faces are when the changes are made, rejected ones too.
QList<QRect> rectsAfter(const QList<FaceRecord>& stored, const FaceChanges& changes)
{
    QList<QRect> rects;
    for (const FaceRecord& record : stored) {
        if (!changes.removed.contains(record.face.id)) {
            rects.append(rectAfter(record, changes));
        }
    }
    for (const Face& face : changes.added) {
        rects.append(face.rect);
    }
    return rects;
}

/// The face that is about to go from there; invalid when there is none.
FaceId goingFrom(QRect rect, const QList<FaceRecord>& stored, const QList<FaceId>& removed)
{
    for (const FaceRecord& record : stored) {
        const bool isGoing = removed.contains(record.face.id);
        if (isGoing && facesMissing({MarkedRegion{rect, {}, {}, {}}}, {record.face.rect}).isEmpty()) {
            return record.face.id;
        }
    }
    return {};
}

} // namespace

bool isMarkedInFile(const Face& face)
{
    return face.detector == QLatin1String(kMarkedInFile);
}

FaceChanges withMarkedFaces(FaceChanges changes, const QList<FaceRecord>& stored, const QList<MarkedRegion>& regions)
{
    for (const QRect& rect : facesMissing(regions, rectsAfter(stored, changes))) {
        if (const FaceId going = goingFrom(rect, stored, changes.removed); going.isValid()) {
            changes.removed.removeOne(going);
            continue;
        }
        Face face;
        face.rect = rect;
        face.detector = QLatin1String(kMarkedInFile);
        changes.added.append(face);
    }
    return changes;
}

Result<int> storeMarkedFaces(Database& database, PhotoId photo, const QList<MarkedRegion>& regions)
{
    MarkedRegionRepository repository(database);
    const auto before = repository.ofPhoto(photo);
    if (!before) {
        return propagate(before);
    }
    if (before->isEmpty() && regions.isEmpty()) {
        return 0;
    }
    if (const auto done = repository.set(photo, regions); !done) {
        return propagate(done);
    }
    FaceRepository faces(database);
    const auto stored = faces.ofPhoto(photo);
    if (!stored) {
        return propagate(stored);
    }
    const FaceChanges changes = withMarkedFaces({}, *stored, regions);
    if (!changes.isEmpty()) {
        if (const auto done = faces.apply(photo, changes); !done) {
            return propagate(done);
        }
    }
    return int(changes.added.size());
}

Result<QStringList> namesWrittenBeside(Database& database, PhotoId photo, PersonId person)
{
    const auto regions = MarkedRegionRepository(database).ofPhoto(photo);
    const auto records = FaceRepository(database).ofPhoto(photo);
    if (!regions || !records) {
        return regions ? propagate(records) : propagate(regions);
    }
    QList<Face> faces;
    FaceId theirs;
    for (const FaceRecord& record : *records) {
        faces.append(record.face);
        if (record.face.state == FaceState::Confirmed && record.face.person == person) {
            theirs = record.face.id;
        }
    }
    const auto self = PersonRepository(database).get(person);
    if (!self) {
        return propagate(self);
    }
    const PeopleByName own(*self ? QList<Person>{**self} : QList<Person>());
    QStringList names;
    for (const NameSuggestion& written : namesFromFile(*regions, faces, own)) {
        if (theirs.isValid() && written.face == theirs && written.person == person && !names.contains(written.name)) {
            names.append(written.name);
        }
    }
    return names;
}

} // namespace cloakroom
