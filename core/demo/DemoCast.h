#pragma once

#include "core/demo/DrawnScene.h"

#include <QByteArray>
#include <QDate>
#include <QList>
#include <QString>

namespace cloakroom::demo {

/// Who is in the made-up school. A number is a person's place in the list and decides how they are drawn.
struct CastMember {
    QString externalId;
    QString givenName;
    QString familyName;
    QString group; ///< class, or "Staff"
    QString kind;
};

/// 24 pupils of three classes and 4 of staff. Nobody real: every family name is a tree.
[[nodiscard]] QList<CastMember> cast();

/// Drawn, but on no list of the school's.
inline constexpr int kStranger = 90;

/// One picture to draw: where, when, who (numbers of the cast).
struct Shot {
    QString fileName;
    QString event;
    QDateTime takenAt; ///< local
    Place place = Place::Hall;
    QList<int> people;
};

/// Every picture of the demo, in the order of their days, ending a few days before `today`.
[[nodiscard]] QList<Shot> shots(QDate today);

/// The list of people as a school's information system would export it.
[[nodiscard]] QByteArray peopleCsv(const QList<CastMember>& cast);
/// Yes, no, not asked, ending soon and ended, for every purpose.
[[nodiscard]] QByteArray consentsCsv(const QList<CastMember>& cast, QDate today);

} // namespace cloakroom::demo
