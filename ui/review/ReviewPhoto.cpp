#include "ui/review/ReviewPhoto.h"

#include "core/catalogue/Library.h"
#include "core/consent/Clearances.h"
#include "core/faces/Faces.h"
#include "core/faces/NameSuggestions.h"
#include "core/faces/QuietFaces.h"
#include "core/photos/Photos.h"
#include "core/review/SignOffs.h"

#include <algorithm>

namespace cloakroom::ui {

std::optional<SignOff> ReviewPhoto::signOff(SignOffKind kind, PurposeId purpose) const
{
    const auto found = std::find_if(signOffs.cbegin(), signOffs.cend(), [&](const SignOff& signOff) {
        return signOff.kind == kind && (kind == SignOffKind::Faces || signOff.purpose == purpose);
    });
    return found == signOffs.cend() ? std::nullopt : std::optional(*found);
}

bool ReviewPhoto::isSignedOff() const
{
    return signOff(SignOffKind::Faces).has_value();
}

bool ReviewPhoto::isFitToPublish(PurposeId purpose) const
{
    return signOff(SignOffKind::Publish, purpose).has_value();
}

CanvasMark ReviewPhoto::markOf(const Face& face) const
{
    if (face.state == FaceState::Unreviewed) {
        return CanvasMark::Unknown;
    }
    if (!clearance) {
        return CanvasMark::Covered;
    }
    const auto found = std::find_if(clearance->faces.cbegin(), clearance->faces.cend(),
                                    [&](const FaceClearance& one) { return one.face == face.id; });
    const bool isShown = found != clearance->faces.cend() && !found->isCovered();
    return isShown ? CanvasMark::Shown : CanvasMark::Covered;
}

QList<NameSuggestion> ReviewPhoto::suggestionsFor(const Face& face) const
{
    QList<NameSuggestion> fitting;
    if (face.state != FaceState::Unreviewed) {
        return fitting;
    }
    const auto isNamed = [this](PersonId person) {
        return person.isValid() && std::any_of(faces.cbegin(), faces.cend(), [person](const Face& other) {
                   return other.person == person;
               });
    };
    std::copy_if(suggestions.cbegin(), suggestions.cend(), std::back_inserter(fitting),
                 [&](const NameSuggestion& one) { return one.face == face.id && !isNamed(one.person); });
    return fitting;
}

namespace {

/// Names that may be offered, and what users said against it.
Result<void> readSuggestions(Library& library, PhotoId photo, ReviewPhoto& out)
{
    auto suggestions = NameSuggestions(library).of(photo);
    if (!suggestions) {
        return propagate(suggestions);
    }
    out.suggestions = *suggestions;
    if (!allows(library.role(), Right::NameFaces)) {
        return {};
    }
    auto declined = NameSuggestions(library).declined(photo);
    if (!declined) {
        return propagate(declined);
    }
    out.declined = *declined;
    auto quiet = QuietFaces(library).of(photo);
    if (!quiet) {
        return propagate(quiet);
    }
    out.quiet = *quiet;
    return {};
}

} // namespace

Result<ReviewPhoto> readReviewPhoto(Library& library, PhotoId photo, const Purpose& purpose)
{
    ReviewPhoto out;
    auto details = Photos(library).details(photo);
    if (!details) {
        return propagate(details);
    }
    out.details = *details;
    auto faces = Faces(library).list(photo);
    if (!faces) {
        return propagate(faces);
    }
    std::copy_if(faces->cbegin(), faces->cend(), std::back_inserter(out.faces),
                 [](const Face& face) { return face.state != FaceState::Rejected; });
    out.faces = inReadingOrder(out.faces);
    auto regions = Faces(library).regions(photo);
    if (!regions) {
        return propagate(regions);
    }
    out.regions = *regions;
    if (auto read = readSuggestions(library, photo, out); !read) {
        return propagate(read);
    }
    auto signOffs = SignOffs(library).list(photo);
    if (!signOffs) {
        return propagate(signOffs);
    }
    std::copy_if(signOffs->cbegin(), signOffs->cend(), std::back_inserter(out.signOffs),
                 [](const SignOff& signOff) { return signOff.isCurrent; });
    if (purpose.id.isValid()) {
        auto clearance = Clearances(library).of(photo, purpose, library.today());
        if (!clearance) {
            return propagate(clearance);
        }
        out.clearance = *clearance;
    }
    return out;
}

QList<Face> inReadingOrder(QList<Face> faces)
{
    const auto isAbove = [](const Face& a, const Face& b) { return a.rect.center().y() < b.rect.center().y(); };
    std::stable_sort(faces.begin(), faces.end(), isAbove);
    auto row = faces.begin();
    while (row != faces.end()) {
        // The topmost face decides how far down its row goes: rows cannot run into each other over many faces.
        const int lowest = row->rect.center().y() + row->rect.height() / 2;
        const auto next =
            std::find_if(row, faces.end(), [lowest](const Face& face) { return face.rect.center().y() > lowest; });
        std::stable_sort(row, next, [](const Face& a, const Face& b) { return a.rect.x() < b.rect.x(); });
        row = next;
    }
    return faces;
}

void LikelyPeople::setPeople(const QList<Person>& people)
{
    m_people = people;
    std::sort(m_people.begin(), m_people.end(), [](const Person& a, const Person& b) {
        return QString::localeAwareCompare(a.fullName(), b.fullName()) < 0;
    });
    m_places.clear();
    for (int i = 0; i < int(m_people.size()); ++i) {
        m_places.insert(m_people[i].id, i);
    }
}

const Person* LikelyPeople::find(PersonId person) const
{
    const auto found = m_places.constFind(person);
    return found == m_places.cend() ? nullptr : &m_people[*found];
}

QString LikelyPeople::nameOf(PersonId person) const
{
    const Person* found = find(person);
    return found ? found->fullName() : QString();
}

QList<LikelyPeople::Candidate> LikelyPeople::ranked(const QList<Face>& inPhoto, const QString& group) const
{
    constexpr int kIsOfClass = 1000; // said at import: outweighs what was seen
    constexpr int kIsMate = 3;
    QSet<QString> groups;
    for (const Face& face : inPhoto) {
        if (const Person* person = find(face.person)) {
            groups.unite(QSet<QString>(person->groups.cbegin(), person->groups.cend()));
        }
    }
    QList<Candidate> out;
    out.reserve(m_people.size());
    for (const Person& person : m_people) {
        const int named = m_counts.value(person.id);
        const bool isMate = std::any_of(person.groups.cbegin(), person.groups.cend(),
                                        [&](const QString& one) { return groups.contains(one); });
        const bool isOfClass = !group.isEmpty() && person.groups.contains(group);
        out.append({person, named > 0, named * 2 + (isMate ? kIsMate : 0) + (isOfClass ? kIsOfClass : 0)});
    }
    // By name they are already.
    std::stable_sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) { return a.rank > b.rank; });
    return out;
}

} // namespace cloakroom::ui
