#include "core/consent/Clearances.h"

#include "core/catalogue/ClearanceCache.h"
#include "core/catalogue/ClearanceFactsRepository.h"
#include "core/catalogue/ClearanceQuery.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/PersonRepository.h"
#include "core/catalogue/Viewpoint.h"
#include "core/consent/ClearanceText.h"
#include "core/consent/ConsentLedger.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace cloakroom {

namespace {

/// Above this the whole library's answers, which are kept, are quicker than a query that is told every id.
constexpr qsizetype kAskForAll = 2000;

bool isVisible(const PhotoFactsForClearance& photo, const Viewpoint& viewpoint)
{
    return (viewpoint.seesFlagged || (!photo.hasOpenFlag && !photo.isRestricted))
        && (viewpoint.seesBin || !photo.isDeleted);
}

bool isVisible(const ClearanceRow& row, const Viewpoint& viewpoint)
{
    return (viewpoint.seesFlagged || !row.isSealed) && (viewpoint.seesBin || !row.isDeleted);
}

QList<PersonId> peopleIn(const QList<PhotoFactsForClearance>& photos)
{
    QSet<PersonId> people;
    for (const PhotoFactsForClearance& photo : photos) {
        for (const FaceFacts& face : photo.faces) {
            if (face.person) {
                people += face.person->id;
            }
        }
    }
    return people.values();
}

ClearanceMark markOf(const ClearanceRow& row)
{
    return {row.photo, row.outcome, row.toCover, row.unidentified, row.waitsForReview};
}

} // namespace

Result<QList<Clearance>> Clearances::answers(const QList<PhotoId>& photos, const Purpose& purpose, QDate day,
                                             int exportLongestEdge)
{
    if (const auto allowed = m_library.require(Right::SeePhotos); !allowed) {
        return propagate(allowed);
    }
    const auto settings = ConsentLedger(m_library).settings();
    if (!settings) {
        return propagate(settings);
    }
    const auto facts = ClearanceFactsRepository(m_library.db()).photos(photos, purpose.id);
    if (!facts) {
        return propagate(facts);
    }
    const Viewpoint viewpoint = Viewpoint::of(m_library.role());
    Result<QHash<PersonId, QString>> names{QHash<PersonId, QString>()};
    if (viewpoint.seesPeople) {
        names = PersonRepository(m_library.db()).names(peopleIn(*facts));
    }
    if (!names) {
        return propagate(names);
    }
    QList<Clearance> answers;
    for (const PhotoFactsForClearance& photo : *facts) {
        if (isVisible(photo, viewpoint)) {
            Clearance answer = clearanceOf(photo, purpose, *settings, day, exportLongestEdge);
            withhold(answer, viewpoint);
            addSentences(answer, photo, purpose, *names);
            answers += answer;
        }
    }
    return answers;
}

Result<Clearance> Clearances::of(PhotoId photo, const Purpose& purpose, QDate day, int exportLongestEdge)
{
    const auto found = answers({photo}, purpose, day, exportLongestEdge);
    if (!found) {
        return propagate(found);
    }
    if (found->isEmpty()) {
        return fail(ErrorCode::NotFound, QCoreApplication::translate("Clearances", "There is no such photo."));
    }
    return found->constFirst();
}

Result<QList<Clearance>> Clearances::of(const QList<PhotoId>& photos, const Purpose& purpose, QDate day)
{
    return answers(photos, purpose, day, 0);
}

Result<QList<ClearanceMark>> Clearances::marks(const QList<PhotoId>& photos, const Purpose& purpose, QDate day)
{
    if (const auto allowed = m_library.require(Right::SeePhotos); !allowed) {
        return propagate(allowed);
    }
    const auto settings = ConsentLedger(m_library).settings();
    if (!settings) {
        return propagate(settings);
    }
    const auto rows = photos.size() > kAskForAll ? m_library.clearanceCache().rows(purpose, *settings, day)
                                                 : clearanceRows(m_library.db(), &photos, purpose, *settings, day);
    if (!rows) {
        return propagate(rows);
    }
    const Viewpoint viewpoint = Viewpoint::of(m_library.role());
    QList<ClearanceMark> marks;
    marks.reserve(photos.size());
    for (const PhotoId photo : photos) {
        const auto row = std::lower_bound(rows->begin(), rows->end(), photo,
                                          [](const ClearanceRow& one, PhotoId id) { return one.photo < id; });
        if (row != rows->end() && row->photo == photo && isVisible(*row, viewpoint)) {
            marks += markOf(*row);
        }
    }
    return marks;
}

} // namespace cloakroom
