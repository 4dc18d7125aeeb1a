#include "core/faces/CompareTask.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/DeclinedNameRepository.h"
#include "core/catalogue/FaceRepository.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/PersonRepository.h"
#include "core/catalogue/PhotoRepository.h"
#include "core/catalogue/RecognitionRepository.h"
#include "core/catalogue/Viewpoint.h"
#include "core/consent/BiometricFacts.h"
#include "core/consent/BiometricTemplates.h"
#include "core/faces/FaceChecks.h"
#include "core/photos/VisiblePhoto.h"

#include <QCoreApplication>

#include <algorithm>

namespace cloakroom {

namespace {

/// Faces learnt of one person: enough for a few years and hair cuts.
constexpr int kMostTemplates = 6;

QString tr(const char* text)
{
    return QCoreApplication::translate("NameSearch", text);
}

QByteArray shaOf(const FaceModel& model)
{
    return QByteArray::fromHex(model.sha256);
}

/// The photo's part of the gate's question; unknown counts against it.
Result<PhotoForRecognition> photoForGate(Library& library, const QList<FaceRecord>& faces, PhotoId photo)
{
    PhotoForRecognition answer;
    const auto state = PhotoRepository(library.db()).state(photo, Viewpoint{});
    if (!state) {
        return state.error().code == ErrorCode::NotFound ? Result<PhotoForRecognition>(answer) : propagate(state);
    }
    QList<PersonId> named;
    for (const FaceRecord& record : faces) {
        if (record.face.person.isValid()) {
            named += record.face.person;
        }
    }
    const auto standings = biometricStandings(library, named);
    const auto showsProtected = FaceRepository(library.db()).showsProtected(photo);
    if (!standings || !showsProtected) {
        return !standings ? Result<PhotoForRecognition>(propagate(standings)) : propagate(showsProtected);
    }
    answer.kind = state->kind;
    answer.isHeldBack = false;
    answer.showsProtected = *showsProtected;
    answer.showsRefusal = std::any_of(standings->cbegin(), standings->cend(), isRefusal);
    return answer;
}

/// Everybody who is not protected, by id.
Result<QHash<PersonId, Person>> openPeople(Library& library)
{
    const auto people = PersonRepository(library.db()).list({});
    if (!people) {
        return propagate(people);
    }
    QHash<PersonId, Person> byId;
    for (const Person& person : *people) {
        byId.insert(person.id, person);
    }
    return byId;
}

Nearness nearnessOf(const Person& person, const QSet<PersonId>& members, const QSet<QString>& years)
{
    if (members.contains(person.id)) {
        return Nearness::InGroup;
    }
    return years.contains(person.yearGroup) ? Nearness::SameYear : Nearness::Elsewhere;
}

Result<QSet<PersonId>> namedIn(Library& library, PhotoId photo)
{
    const auto faces = FaceRepository(library.db()).ofPhoto(photo);
    if (!faces) {
        return propagate(faces);
    }
    QSet<PersonId> named;
    for (const FaceRecord& record : *faces) {
        named += record.face.person;
    }
    return named;
}

ProbeFace probeOf(FaceId face, const QList<DeclinedNameRepository::Row>& declined)
{
    ProbeFace probe{face, {}};
    for (const DeclinedNameRepository::Row& row : declined) {
        if (row.face == face && row.person.isValid()) {
            probe.refused += row.person;
        }
    }
    return probe;
}

bool isStillNamedSo(Library& library, const FaceToLearn& face)
{
    const auto now = FaceRepository(library.db()).get(face.face);
    return now && now->face.state == FaceState::Confirmed && now->face.person == face.person
        && now->face.rect == face.rect;
}

} // namespace

Result<void> requireRecognition(Library& library)
{
    const auto state = recognitionState(library);
    if (!state) {
        return propagate(state);
    }
    if (!state->setup.isComplete(library.today())) {
        return fail(ErrorCode::NotAllowed,
                    tr("Face recognition is switched off in this school, so no face was compared. Everything can be "
                       "named by hand."));
    }
    return {};
}

Result<std::optional<CompareTask>> compareTask(Library& library, PhotoId photo)
{
    if (const auto on = requireRecognition(library); !on) {
        return propagate(on);
    }
    if (const auto visible = visiblePhoto(library, photo); !visible) {
        return visible.error().code == ErrorCode::NotFound ? Result<std::optional<CompareTask>>(std::nullopt)
                                                           : propagate(visible);
    }
    RecognitionRepository recognition(library.db());
    const auto state = recognitionState(library);
    const auto place = recognition.placeOf(photo);
    const auto faces = FaceRepository(library.db()).ofPhoto(photo);
    const auto unsuggested = recognition.unsuggested(photo);
    const auto declined = DeclinedNameRepository(library.db()).ofPhoto(photo);
    if (!state || !place) {
        return !state ? Result<std::optional<CompareTask>>(propagate(state)) : propagate(place);
    }
    if (!faces || !unsuggested || !declined) {
        return tl::unexpected<Error>(!faces ? faces.error() : !unsuggested ? unsuggested.error() : declined.error());
    }
    const auto group = groupForRecognition(library, *state, place->group);
    const auto facts = photoForGate(library, *faces, photo);
    if (!group || !facts) {
        return !group ? Result<std::optional<CompareTask>>(propagate(group)) : propagate(facts);
    }
    CompareTask task{photo, place->import, place->group, {}, {}, {}};
    for (const FaceRecord& record : *faces) {
        const RecognitionRule rule = mayCompare(state->setup, *group, *facts, record.face.state, library.today());
        if (rule == RecognitionRule::Allowed && !unsuggested->contains(record.face.id)) {
            task.faces += probeOf(record.face.id, *declined);
            task.rects += record.face.rect;
        }
    }
    if (task.faces.isEmpty()) {
        return std::optional<CompareTask>();
    }
    const auto original = PhotoRepository(library.db()).original(photo);
    if (!original) {
        return propagate(original);
    }
    task.original = *original;
    return std::optional(std::move(task));
}

Result<QList<LearnTask>> learnTasks(Library& library, const QList<PhotoId>& photos, const FaceModel& model)
{
    if (const auto on = requireRecognition(library); !on) {
        return propagate(on);
    }
    RecognitionRepository recognition(library.db());
    QSet<GroupId> groups;
    QSet<PersonId> people;
    for (const PhotoId photo : photos) {
        const auto place = recognition.placeOf(photo);
        if (!place) {
            return propagate(place);
        }
        if (groups.contains(place->group)) {
            continue;
        }
        groups += place->group;
        const auto members = recognition.members(place->group);
        if (!members) {
            return propagate(members);
        }
        people += QSet<PersonId>(members->cbegin(), members->cend());
    }
    const auto rules = enrolmentOf(library, QList<PersonId>(people.cbegin(), people.cend()));
    if (!rules) {
        return propagate(rules);
    }
    people.removeIf([&rules](PersonId person) {
        return rules->value(person, RecognitionRule::NoConsent) != RecognitionRule::Allowed;
    });
    const auto faces = TemplateRepository(library.db())
                           .toLearn(QList<PersonId>(people.cbegin(), people.cend()), shaOf(model), kMostTemplates);
    if (!faces) {
        return propagate(faces);
    }
    QList<LearnTask> tasks;
    for (const FaceToLearn& face : *faces) {
        if (tasks.isEmpty() || tasks.constLast().photo != face.photo) {
            const auto original = PhotoRepository(library.db()).original(face.photo);
            if (!original) {
                return propagate(original);
            }
            tasks += LearnTask{face.photo, *original, {}};
        }
        tasks.last().faces += face;
    }
    return tasks;
}

Result<int> keepTemplates(Library& library, const QList<FaceToLearn>& faces,
                          const std::vector<std::optional<FaceTemplate>>& made, const FaceModel& model)
{
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    QList<PersonId> people;
    for (const FaceToLearn& face : faces) {
        people += face.person;
    }
    const auto rules = enrolmentOf(library, people);
    if (!rules) {
        return propagate(rules);
    }
    TemplateRepository templates(library.db());
    int kept = 0;
    for (qsizetype i = 0; i < faces.size() && size_t(i) < made.size(); ++i) {
        const FaceToLearn& face = faces[i];
        const auto& numbers = made[size_t(i)];
        const bool isAllowed = rules->value(face.person, RecognitionRule::NoConsent) == RecognitionRule::Allowed;
        if (!numbers || !isAllowed || !isStillNamedSo(library, face)) {
            continue;
        }
        const TemplateModel by{model.name, model.version, shaOf(model)};
        if (const auto done = templates.insert(face, by, library.clock().now(), numbers->numbers()); !done) {
            return propagate(done);
        }
        const QJsonObject subject{{QStringLiteral("person"), face.person.value},
                                  {QStringLiteral("photo"), face.photo.value},
                                  {QStringLiteral("face"), face.face.value}};
        if (const auto done = audit::append(library, QStringLiteral("template.make"), subject); !done) {
            return propagate(done);
        }
        ++kept;
    }
    if (kept != 0) {
        if (const auto done = templates.removeOfOtherModels(shaOf(model)); !done) {
            return propagate(done);
        }
    }
    if (const auto done = commitSettled(library, *transaction); !done) {
        return propagate(done);
    }
    return kept;
}

Result<std::vector<Candidate>> candidatesFor(Library& library, const CompareTask& task, const FaceModel& model)
{
    // Whoever may not be recognised any more has no template after this.
    if (const auto settled = settleTemplatesNow(library); !settled) {
        return propagate(settled);
    }
    const auto people = TemplateRepository(library.db()).people();
    const auto open = openPeople(library);
    const auto members = RecognitionRepository(library.db()).members(task.group);
    const auto named = namedIn(library, task.photo);
    if (!people || !open) {
        return !people ? Result<std::vector<Candidate>>(propagate(people)) : propagate(open);
    }
    if (!members || !named) {
        return !members ? Result<std::vector<Candidate>>(propagate(members)) : propagate(named);
    }
    const QSet<PersonId> inGroup(members->cbegin(), members->cend());
    QSet<QString> years;
    for (const PersonId member : *members) {
        years += open->value(member).yearGroup;
    }
    years.remove(QString());
    QHash<PersonId, size_t> places;
    std::vector<Candidate> candidates;
    for (const PersonId person : *people) {
        if (open->contains(person) && !named->contains(person)) {
            const Person& known = *open->constFind(person);
            places.insert(person, candidates.size());
            candidates.push_back({person, known.familyName, nearnessOf(known, inGroup, years), {}});
        }
    }
    const auto read =
        TemplateRepository(library.db()).read(places.keys(), shaOf(model), [&](PersonId person, auto numbers) {
            candidates[places.value(person)].templates.emplace_back(numbers);
        });
    if (!read) {
        return propagate(read);
    }
    return candidates;
}

Result<NameSuggestion> suggestionFor(Library& library, FaceId face, const Likeness& likeness)
{
    const auto names = PersonRepository(library.db()).names(likeness.mistakable + QList<PersonId>{likeness.person});
    if (!names) {
        return propagate(names);
    }
    NameSuggestion suggestion{
        face, likeness.person, names->value(likeness.person), SuggestionSource::Likeness, Sureness::Perhaps, {}};
    if (likeness.isStrong) {
        suggestion.sureness = likeness.mistakable.isEmpty() ? Sureness::VeryLikely : Sureness::Likely;
    }
    if (likeness.nearness == Nearness::Elsewhere) {
        suggestion.warnings += tr("They are not in this group.");
    }
    QStringList others;
    for (const PersonId other : likeness.mistakable) {
        others += names->value(other);
    }
    if (!others.isEmpty()) {
        suggestion.warnings += tr("Look closely: easily taken for %1.").arg(others.join(QLatin1String(", ")));
    }
    return suggestion;
}

Result<void> logComparison(Library& library, const CompareTask& task)
{
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (auto done =
            audit::append(library, QStringLiteral("face.compare"), {{QStringLiteral("photo"), task.photo.value}});
        !done) {
        return done;
    }
    return transaction->commit();
}

} // namespace cloakroom
