#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Photo.h"
#include "core/catalogue/Purpose.h"
#include "core/catalogue/Records.h"
#include "core/consent/ConsentRules.h"
#include "ui/photos/PhotoGridModel.h"

#include <QHash>

namespace cloakroom {
class Library;
}

namespace cloakroom::ui {

/// What the details beside the grid show of one photo.
struct PhotoSheet {
    PhotoDetails details;
    int inStack = 0; ///< photos kept together with it, itself included
    Clearance clearance;
    bool hasClearance = false;
    QList<Face> faces;
    QHash<PersonId, QString> names;
    QList<RegisterEntry> uses;
    QStringList allTags;
};

/// Pieces of reading for Session::ask(). They run on the library's thread.
[[nodiscard]] PhotoGridModel::Rows readRows(Library& library, const QList<PhotoId>& photos, const Purpose& purpose);
[[nodiscard]] Result<PhotoSheet> readSheet(Library& library, PhotoId photo, const Purpose& purpose);

} // namespace cloakroom::ui
