#include "core/faces/RegionMatch.h"

#include "core/faces/FacesReconcile.h"
#include "core/faces/PeopleByName.h"

#include <QCoreApplication>

#include <algorithm>

namespace cloakroom {

namespace {

constexpr double kLeastOverlap = 0.2;
constexpr double kMostLarger = 6; // times the other's area, where only the middles agree
constexpr double kMiddlesAgree = 0.1; // counts less than any overlap that is enough
constexpr double kSamePlace = 0.5;

QString tr(const char* text)
{
    return QCoreApplication::translate("RegionMatch", text);
}

double areaOf(QRect rect)
{
    return double(rect.width()) * rect.height();
}

/// 0 when these cannot be the same face.
double fitOf(QRect region, QRect face)
{
    const double overlap = overlapOf(region, face);
    if (overlap >= kLeastOverlap) {
        return overlap;
    }
    const double larger = std::max(areaOf(region), areaOf(face));
    const double smaller = std::min(areaOf(region), areaOf(face));
    const bool isAlike = region.contains(face.center()) && face.contains(region.center()) && smaller > 0
        && larger <= kMostLarger * smaller;
    return isAlike ? kMiddlesAgree : 0;
}

int countOf(const QList<MarkedRegion>& regions, Placing reading, const QList<QRect>& faces)
{
    QList<MarkedRegion> read;
    std::copy_if(regions.cbegin(), regions.cend(), std::back_inserter(read),
                 [reading](const MarkedRegion& region) { return region.placing == reading; });
    const QList<int> marked = facesMarkedBy(read, faces);
    return int(marked.size() - marked.count(-1));
}

QList<QRect> rectsOf(const QList<Face>& faces)
{
    QList<QRect> rects;
    for (const Face& face : faces) {
        rects.append(face.rect);
    }
    return rects;
}

/// The face that fits best, whatever else fits it: a face may have been given two names.
int bestFace(const MarkedRegion& region, const QList<QRect>& faces)
{
    int best = -1;
    double most = 0;
    for (int i = 0; i < int(faces.size()); ++i) {
        if (const double fit = fitOf(region.rect, faces[i]); fit > most) {
            most = fit;
            best = i;
        }
    }
    return best;
}

bool isTwice(const QList<MarkedRegion>& regions, const MarkedRegion& region)
{
    return std::any_of(regions.cbegin(), regions.cend(), [&region](const MarkedRegion& other) {
        return other.placing == region.placing && foldedName(other.name) == foldedName(region.name)
            && overlapOf(other.rect, region.rect) < kSamePlace;
    });
}

NameSuggestion suggestionOf(const MarkedRegion& region, const PeopleByName& people)
{
    NameSuggestion suggestion;
    suggestion.name = region.name;
    suggestion.sureness = region.placing == Placing::Sure ? Sureness::Likely : Sureness::Perhaps;
    if (region.placing != Placing::Sure) {
        suggestion.warnings.append(
            tr("It is not certain which face this name was written for: look whether it is this one."));
    }
    const QList<Person> called = people.called(region.name);
    if (called.size() == 1) {
        suggestion.person = called.first().id;
    } else if (called.isEmpty()) {
        suggestion.warnings.append(tr("Nobody on your lists has exactly this name."));
    } else {
        suggestion.warnings.append(QCoreApplication::translate(
            "RegionMatch", "%n person(s) on your lists have this name.", nullptr, int(called.size())));
    }
    return suggestion;
}

} // namespace

QList<int> facesMarkedBy(const QList<MarkedRegion>& regions, const QList<QRect>& faces)
{
    struct Pair {
        int region = 0;
        int face = 0;
        double fit = 0;
    };
    QList<Pair> pairs;
    for (int r = 0; r < int(regions.size()); ++r) {
        for (int f = 0; f < int(faces.size()); ++f) {
            if (const double fit = fitOf(regions[r].rect, faces[f]); fit > 0) {
                pairs.append({r, f, fit});
            }
        }
    }
    std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.fit > b.fit; });
    QList<int> marked(regions.size(), -1);
    for (const Pair& pair : std::as_const(pairs)) {
        if (marked[pair.region] < 0 && !marked.contains(pair.face)) {
            marked[pair.region] = pair.face;
        }
    }
    return marked;
}

QList<MarkedRegion> settledReading(const QList<MarkedRegion>& regions, const QList<QRect>& faces)
{
    const int asStored = countOf(regions, Placing::AsStored, faces);
    const int asShown = countOf(regions, Placing::AsShown, faces);
    QList<MarkedRegion> settled = regions;
    if (asStored != asShown) {
        const Placing wrong = asStored > asShown ? Placing::AsShown : Placing::AsStored;
        settled.removeIf([wrong](const MarkedRegion& region) { return region.placing == wrong; });
    }
    return settled;
}

QList<QRect> facesMissing(const QList<MarkedRegion>& regions, const QList<QRect>& faces)
{
    QList<MarkedRegion> places;
    for (const MarkedRegion& region : settledReading(regions, faces)) {
        const bool isKnown = std::any_of(places.cbegin(), places.cend(), [&region](const MarkedRegion& other) {
            return overlapOf(other.rect, region.rect) >= kSamePlace;
        });
        if (!isKnown) {
            places.append(region);
        }
    }
    const QList<int> marked = facesMarkedBy(places, faces);
    QList<QRect> missing;
    for (int i = 0; i < int(places.size()); ++i) {
        if (marked[i] < 0) {
            missing.append(places[i].rect);
        }
    }
    return missing;
}

QList<NameSuggestion> namesFromFile(const QList<MarkedRegion>& regions, const QList<Face>& faces,
                                    const PeopleByName& people)
{
    const QList<QRect> rects = rectsOf(faces);
    const QList<MarkedRegion> settled = settledReading(regions, rects);
    QList<NameSuggestion> names;
    for (const MarkedRegion& region : settled) {
        const int face = bestFace(region, rects);
        if (face < 0 || region.name.isEmpty()) {
            continue;
        }
        NameSuggestion suggestion = suggestionOf(region, people);
        suggestion.face = faces[face].id;
        if (isTwice(settled, region)) {
            suggestion.sureness = Sureness::Perhaps;
            suggestion.warnings.append(tr("This name was written beside another face, too."));
        }
        names.append(suggestion);
    }
    return names;
}

} // namespace cloakroom
