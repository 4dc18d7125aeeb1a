#pragma once

#include "core/catalogue/Database.h"
#include "core/catalogue/PhotoFilter.h"
#include "core/catalogue/Viewpoint.h"

#include <QVariantList>

namespace cloakroom {

/// Pieces of SQL about the photo that a query calls `p`.
namespace photo_sql {

/// Of a row of `flag`: nobody has decided about it, or as nobody can.
extern const QString kIsOpen;
/// An open flag, or kept back by the safeguarding lead.
extern const QString kIsFlagged;
/// 0 unreviewed, 1 faces complete, 2 approved: by sign-offs that still fit the photo's faces.
extern const QString kReview;
/// Conditions under which the photo exists for the viewpoint at all.
[[nodiscard]] QString visibleTo(const Viewpoint& viewpoint);

} // namespace photo_sql

/// A filter as the WHERE of `FROM photo p`, with its values. Pure. Never matches a photo that the viewpoint may not
/// see, nor by a person whom it may not know. Purposes (clearedFor, usableFor) and the limit are the caller's.
class PhotoQuery {
public:
    PhotoQuery(const PhotoFilter& filter, const Viewpoint& viewpoint);

    [[nodiscard]] const QString& where() const { return m_where; }
    void bindTo(Statement& statement) const;

private:
    void add(const QString& condition, const QVariantList& values = {});
    void addPersons(const PhotoFilter& filter);
    void addPlace(const PhotoFilter& filter);
    void addTime(const PhotoFilter& filter);
    void addState(const PhotoFilter& filter);
    void addWord(const QString& word);

    Viewpoint m_viewpoint;
    QString m_where;
    QVariantList m_values;
};

} // namespace cloakroom
