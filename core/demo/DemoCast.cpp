#include "core/demo/DemoCast.h"

#include <QRandomGenerator>
#include <QStringList>

#include <array>

namespace cloakroom::demo {

namespace {

constexpr std::array kGivenNames{"Ada",  "Ben",  "Cleo", "Dev",   "Elif",  "Finn",  "Gwen",  "Hugo", "Isla", "Jack",
                                 "Kofi", "Lena", "Milo", "Nadia", "Owen",  "Priya", "Quin",  "Rosa", "Sami", "Tess",
                                 "Uma",  "Vic",  "Wren", "Yusuf", "Helen", "Imran", "Janet", "Karl"};
constexpr std::array kFamilyNames{"Alder",  "Birch",  "Cedar",   "Dogwood", "Elm",      "Fir",     "Ginkgo",
                                  "Hazel",  "Ivory",  "Juniper", "Katsura", "Larch",    "Maple",   "Nutmeg",
                                  "Oakley", "Poplar", "Quince",  "Rowan",   "Sycamore", "Teak",    "Ulmo",
                                  "Vine",   "Willow", "Yew",     "Ash",     "Beech",    "Cypress", "Damson"};
constexpr int kPupils = 24;

QString classOf(int number)
{
    constexpr std::array kClasses{"3A", "3B", "4A"};
    return QString::fromLatin1(kClasses[static_cast<size_t>(number / 8)]);
}

struct Occasion {
    const char* name;
    int daysAgo;
    Place place;
    QList<QList<int>> pictures;
};

QList<Occasion> occasions()
{
    return {
        {"Spring fair", 74, Place::Field, {{0, 1, 2}, {3, 4}, {8, 9, 10, kStranger}, {16, 17}, {5}}},
        {"Open morning", 60, Place::Hall, {{24, 0, 8}, {11, 12, 13}, {25, 18, 19, 20}, {6, 7}}},
        {"Science week", 45, Place::Hall, {{1, 2, 3, 4}, {9}, {14, 15}, {21, 22, 23}, {26, 10, 11}, {0, 5}}},
        {"School play", 31, Place::Stage, {{2, 6, 7}, {12, 13, 14, 15}, {17, 18}, {4}, {19, 20, 21, 22, 23, 16, 3}}},
        {"Swimming gala", 17, Place::Pool, {{8, 9, 10}, {1}, {11, 14}, {27, 2, 5}, {20, 21}, {kStranger, 13}}},
        {"Sports day",
         5,
         Place::Field,
         {{0, 1, 2, 3, 4, 5, 6},
          {8, 10},
          {9},
          {11, 12, 13},
          {16, 17, 18, 19},
          {22, 23},
          {7, 0},
          {14},
          {15, 21, 6},
          {24, 25}}},
    };
}

// What people answer: most say yes, some no, some nothing yet; the last digit keeps neighbours different.
QString answerOf(int person, int purpose)
{
    switch ((person * 7 + purpose * 3) % 10) {
    case 0:
    case 5:
        return QStringLiteral("refused");
    case 3:
        return {};
    default:
        return QStringLiteral("granted");
    }
}

} // namespace

QList<CastMember> cast()
{
    QList<CastMember> members;
    for (size_t index = 0; index < kGivenNames.size(); ++index) {
        const int number = static_cast<int>(index);
        const bool isPupil = number < kPupils;
        members.append({QStringLiteral("D%1").arg(1001 + number), QString::fromLatin1(kGivenNames[index]),
                        QString::fromLatin1(kFamilyNames[index]), isPupil ? classOf(number) : QStringLiteral("Staff"),
                        isPupil ? QStringLiteral("pupil") : QStringLiteral("staff")});
    }
    return members;
}

QList<Shot> shots(QDate today)
{
    QList<Shot> all;
    for (const Occasion& occasion : occasions()) {
        QDateTime time(today.addDays(-occasion.daysAgo), QTime(10, 5));
        for (const QList<int>& people : occasion.pictures) {
            all.append({QStringLiteral("DSC_%1.JPG").arg(412 + all.size(), 4, 10, QLatin1Char('0')),
                        QString::fromLatin1(occasion.name), time, occasion.place, people});
            time = time.addSecs(4 * 60 + 7);
        }
    }
    return all;
}

QByteArray peopleCsv(const QList<CastMember>& cast)
{
    QByteArray csv = "external_id,given_name,family_name,group,kind,year_group\r\n";
    for (const CastMember& member : cast) {
        const bool isPupil = member.kind == QLatin1String("pupil");
        csv += QStringList{member.externalId, member.givenName,
                           member.familyName, member.group,
                           member.kind,       isPupil ? QStringLiteral("Year ") + member.group.at(0) : QString()}
                   .join(QLatin1Char(','))
                   .toUtf8()
            + "\r\n";
    }
    return csv;
}

QByteArray consentsCsv(const QList<CastMember>& cast, QDate today)
{
    const QStringList purposes{QStringLiteral("newsletter"), QStringLiteral("website"), QStringLiteral("social-media"),
                               QStringLiteral("prospectus"), QStringLiteral("press"),   QStringLiteral("display"),
                               QStringLiteral("class-photo")};
    QByteArray csv = "external_id,purpose,decision,by,on,until\r\n";
    for (int person = 0; person < cast.size(); ++person) {
        for (int purpose = 0; purpose < purposes.size(); ++purpose) {
            const QString answer = answerOf(person, purpose);
            if (answer.isEmpty()) {
                continue;
            }
            const bool isPupil = cast[person].kind == QLatin1String("pupil");
            const bool endsSoon = answer == QLatin1String("granted") && (person + purpose) % 9 == 4;
            const bool hasEnded = answer == QLatin1String("granted") && (person + purpose) % 13 == 7;
            const QDate until = endsSoon ? today.addDays(18) : hasEnded ? today.addDays(-3) : QDate();
            csv += QStringList{cast[person].externalId,
                               purposes[purpose],
                               answer,
                               !isPupil               ? QStringLiteral("self")
                                   : person % 6 == 5  ? QStringLiteral("carer")
                                   : purpose % 3 == 2 ? QStringLiteral("parent2")
                                                      : QStringLiteral("parent1"),
                               today.addDays(-200 + person).toString(Qt::ISODate),
                               until.toString(Qt::ISODate)}
                       .join(QLatin1Char(','))
                       .toUtf8()
                + "\r\n";
        }
    }
    return csv;
}

} // namespace cloakroom::demo
