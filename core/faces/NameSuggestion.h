#pragma once

#include "core/catalogue/Photo.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace cloakroom {

/// Where a suggested name comes from.
enum class SuggestionSource {
    File, ///< another program wrote it into the photo's file
    Likeness, ///< the face looks like others of that person
};

/// How sure the source is. Shown in words, never as a figure; there is no "certain".
enum class Sureness { Perhaps, Likely, VeryLikely };

/// A name that a face may have. A plain value; it decides nothing: only a user's own step does.
struct NameSuggestion {
    FaceId face;
    PersonId person; ///< invalid when only a name is known: nobody, or several people, are called that
    QString name; ///< as the source wrote it; of a person's likeness, their full name
    SuggestionSource source = SuggestionSource::File;
    Sureness sureness = Sureness::Perhaps;
    QStringList warnings; ///< whole sentences: "This person has a twin."

    friend bool operator==(const NameSuggestion&, const NameSuggestion&) = default;
};

/// Somebody said of a face that it is not this person, or has not this name: never suggested for it again.
struct DeclinedName {
    FaceId face;
    PersonId person;
    QString name; ///< only where there is no person

    friend bool operator==(const DeclinedName&, const DeclinedName&) = default;
};

/// No more names than this are offered for one face.
inline constexpr int kMostSuggestions = 3;

/// What declining this suggestion says.
[[nodiscard]] DeclinedName declining(const NameSuggestion& suggestion);

/// Pure: what several sources offer, as it is shown: only for faces that nobody decided about, without what was
/// declined, and without people whom a user has named elsewhere in the photo. The same name from two sources is one
/// suggestion with both one's warnings. The surest first, a file's before a likeness; at most kMostSuggestions each.
[[nodiscard]] QList<NameSuggestion> mergedSuggestions(const QList<Face>& faces, const QList<NameSuggestion>& offered,
                                                      const QList<DeclinedName>& declined);

/// "Written in the file", "looks alike".
[[nodiscard]] QString suggestionSourceText(SuggestionSource source);
/// "perhaps", "likely", "very likely".
[[nodiscard]] QString surenessText(Sureness sureness);

} // namespace cloakroom
