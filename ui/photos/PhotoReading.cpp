#include "ui/photos/PhotoReading.h"

#include "core/catalogue/Library.h"
#include "core/consent/People.h"
#include "core/faces/Faces.h"
#include "core/photos/Photos.h"
#include "core/photos/Stacks.h"
#include "core/publish/Register.h"

#include <limits>

namespace cloakroom::ui {

namespace {

template <typename Small>
Small clamped(int value)
{
    return static_cast<Small>(std::clamp(value, 0, static_cast<int>(std::numeric_limits<Small>::max())));
}

GridRow rowFrom(const PhotoSummary& summary)
{
    GridRow row;
    if (summary.takenAt) {
        // The wall clock as it is: a day heading shows the day on which the camera says it was.
        row.takenAt = QDateTime(summary.takenAt->date(), summary.takenAt->time(), Qt::UTC).toSecsSinceEpoch();
    }
    row.faces = clamped<qint16>(summary.faceCount);
    row.rating = clamped<qint8>(summary.rating);
    row.kind = summary.kind;
    row.isFlagged = summary.isFlagged;
    return row;
}

void addMark(GridRow& row, const ClearanceMark& mark)
{
    row.hasMark = true;
    row.outcome = mark.outcome;
    row.toCover = clamped<qint16>(mark.toCover);
    row.unidentified = clamped<qint16>(mark.unidentified);
    row.waitsForReview = mark.waitsForReview;
}

} // namespace

PhotoGridModel::Rows readRows(Library& library, const QList<PhotoId>& photos, const Purpose& purpose)
{
    PhotoGridModel::Rows rows;
    const auto summaries = Photos(library).summaries(photos);
    if (!summaries) {
        return rows;
    }
    QHash<PhotoId, ClearanceMark> marks;
    if (purpose.id.isValid()) {
        if (const auto found = Clearances(library).marks(photos, purpose, library.today())) {
            for (const ClearanceMark& mark : *found) {
                marks.insert(mark.photo, mark);
            }
        }
    }
    const auto stacks = Stacks(library).sizes(photos).value_or(QHash<PhotoId, int>());
    rows.reserve(summaries->size());
    for (const PhotoSummary& summary : *summaries) {
        GridRow row = rowFrom(summary);
        row.inStack = clamped<qint16>(stacks.value(summary.id));
        if (const auto mark = marks.constFind(summary.id); mark != marks.cend()) {
            addMark(row, *mark);
        }
        rows.append({summary.id, row});
    }
    return rows;
}

Result<PhotoSheet> readSheet(Library& library, PhotoId photo, const Purpose& purpose)
{
    PhotoSheet sheet;
    Photos photos(library);
    auto details = photos.details(photo);
    if (!details) {
        return propagate(details);
    }
    sheet.details = std::move(*details);
    sheet.inStack = Stacks(library).sizes({photo}).value_or(QHash<PhotoId, int>()).value(photo);
    if (purpose.id.isValid()) {
        if (auto clearance = Clearances(library).of(photo, purpose, library.today())) {
            sheet.clearance = std::move(*clearance);
            sheet.hasClearance = true;
        }
    }
    if (auto faces = Faces(library).list(photo)) {
        sheet.faces = std::move(*faces);
    }
    People people(library);
    for (const Face& face : std::as_const(sheet.faces)) {
        if (face.person.isValid() && !sheet.names.contains(face.person)) {
            if (const auto person = people.get(face.person)) {
                sheet.names.insert(face.person, person->fullName());
            }
        }
    }
    RegisterFilter filter;
    filter.photo = photo;
    if (auto uses = Register(library).list(filter)) {
        sheet.uses = std::move(*uses);
    }
    sheet.allTags = photos.tags().value_or(QStringList());
    return sheet;
}

} // namespace cloakroom::ui
