#include "core/faces/NameSuggestion.h"

#include "core/faces/PeopleByName.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("NameSuggestion", text);
}

bool isSameName(const NameSuggestion& a, const NameSuggestion& b)
{
    return a.face == b.face && declining(a) == declining(b);
}

/// The surer one's words, and what either warns of.
void join(NameSuggestion& into, const NameSuggestion& other)
{
    const QStringList warnings = into.warnings + other.warnings;
    if (other.sureness > into.sureness) {
        into = other;
    }
    into.warnings = warnings;
    into.warnings.removeDuplicates();
}

QSet<PersonId> namedIn(const QList<Face>& faces)
{
    QSet<PersonId> named;
    for (const Face& face : faces) {
        if (face.state == FaceState::Confirmed && face.person.isValid()) {
            named.insert(face.person);
        }
    }
    return named;
}

bool isBefore(const NameSuggestion& a, const NameSuggestion& b)
{
    return a.sureness != b.sureness ? a.sureness > b.sureness : a.source < b.source;
}

} // namespace

DeclinedName declining(const NameSuggestion& suggestion)
{
    return {suggestion.face, suggestion.person, suggestion.person.isValid() ? QString() : foldedName(suggestion.name)};
}

QList<NameSuggestion> mergedSuggestions(const QList<Face>& faces, const QList<NameSuggestion>& offered,
                                        const QList<DeclinedName>& declined)
{
    const QSet<PersonId> named = namedIn(faces);
    QHash<FaceId, QList<NameSuggestion>> byFace;
    for (const NameSuggestion& one : offered) {
        if (named.contains(one.person) || declined.contains(declining(one)) || foldedName(one.name).isEmpty()) {
            continue;
        }
        QList<NameSuggestion>& ofFace = byFace[one.face];
        const auto same = std::find_if(ofFace.begin(), ofFace.end(),
                                       [&one](const NameSuggestion& known) { return isSameName(known, one); });
        if (same == ofFace.end()) {
            ofFace.append(one);
        } else {
            join(*same, one);
        }
    }
    QList<NameSuggestion> merged;
    for (const Face& face : faces) {
        if (face.state == FaceState::Unreviewed) {
            QList<NameSuggestion> ofFace = byFace.value(face.id);
            std::stable_sort(ofFace.begin(), ofFace.end(), isBefore);
            merged.append(ofFace.mid(0, kMostSuggestions));
        }
    }
    return merged;
}

QString suggestionSourceText(SuggestionSource source)
{
    return source == SuggestionSource::File ? tr("written in the file") : tr("looks alike");
}

QString surenessText(Sureness sureness)
{
    switch (sureness) {
    case Sureness::VeryLikely:
        return tr("very likely");
    case Sureness::Likely:
        return tr("likely");
    case Sureness::Perhaps:
        break;
    }
    return tr("perhaps");
}

} // namespace cloakroom
