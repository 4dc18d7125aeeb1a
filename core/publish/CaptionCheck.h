#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Purpose.h"

#include <QFlags>
#include <QList>
#include <QString>
#include <QStringList>

namespace cloakroom {

class Library;

/// What of a child a caption gives away. A name, a class and a face in one place tell a stranger whom to ask for.
enum class CaptionFinding {
    FullName = 1, ///< of somebody in the catalogue, in whichever order
    ClassWithName = 2, ///< a class or year of the school, and a first or family name
    Age = 4, ///< how old somebody is
};
Q_DECLARE_FLAGS(CaptionFindings, CaptionFinding)

/// The names that are looked for.
struct CaptionNames {
    struct Person {
        QStringList firstNames; ///< given and preferred
        QString familyName;
    };
    QList<Person> people;
    QStringList classes; ///< groups and years
};

/// Pure. Case, accents, hyphens and possessives do not hide a name; ages are found as numbers and as English words.
[[nodiscard]] CaptionFindings captionFindings(const QString& caption, const CaptionNames& names);

/// Against everybody in the catalogue, whoever asks; the answer is the same for people whom the role may not know and
/// never says who it is. Right::Export. Library's thread.
[[nodiscard]] Result<CaptionFindings> checkCaption(Library& library, const QString& caption);
/// Sentences about what was found, none for a fit caption.
[[nodiscard]] QStringList captionWarnings(CaptionFindings findings);

/// Invalid when the caption says what this purpose's captions must not: for a profile without names anything that was
/// found, elsewhere a full name with a class or an age.
[[nodiscard]] Result<void> requireFitCaption(Library& library, const Purpose& purpose, const QString& caption);

Q_DECLARE_OPERATORS_FOR_FLAGS(CaptionFindings)

} // namespace cloakroom
