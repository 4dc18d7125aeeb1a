#pragma once

#include "core/base/Ids.h"
#include "core/catalogue/Collection.h"
#include "core/catalogue/Photo.h"

#include <QDate>
#include <QList>
#include <QString>

#include <optional>

namespace cloakroom {

/// What the window's search and the command line's FILTER mean; all conditions must hold.
struct PhotoFilter {
    QList<PersonId> persons; ///< all of them in one photo
    QList<PersonId> withoutPersons;
    bool onlyThese = false; ///< nobody else in it
    bool anyPerson = false; ///< at least one named person
    std::optional<GroupId> group; ///< shows a member of it
    std::optional<EventId> event;
    QString tag;
    std::optional<CollectionId> collection; ///< picked for it
    std::optional<QDate> from;
    std::optional<QDate> to;
    QString text; ///< words; each in file name, event, tag, note, camera or a person's name the user may see
    std::optional<PurposeId> clearedFor; ///< clear as it is, today
    std::optional<PurposeId> usableFor; ///< clear or clear if covered, today
    std::optional<ReviewState> review;
    bool flaggedOnly = false;
    bool unidentified = false; ///< has a face that nobody has named
    std::optional<PhotoKind> kind;
    int minRating = 0;
    bool inBin = false; ///< the bin's photos instead of the others
    std::optional<ImportId> import; ///< came in with it
    std::optional<PhotoId> stack; ///< kept together with this one
    bool foldStacks = false; ///< of each stack only the photo on top, or the first that fits
    int limit = 0; ///< 0 = no limit
};

} // namespace cloakroom
