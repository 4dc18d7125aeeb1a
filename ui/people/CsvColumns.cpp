#include "ui/people/CsvColumns.h"

#include <QStringList>

#include <array>
#include <utility>

namespace cloakroom::ui {

namespace {

/// Headers as SIMS, Arbor and Bromcom reports usually name them, in small letters without spaces.
constexpr std::array kUsualNames{
    std::pair{"forename", "given_name"},
    std::pair{"firstname", "given_name"},
    std::pair{"givenname", "given_name"},
    std::pair{"legalforename", "given_name"},
    std::pair{"surname", "family_name"},
    std::pair{"lastname", "family_name"},
    std::pair{"familyname", "family_name"},
    std::pair{"legalsurname", "family_name"},
    std::pair{"preferredforename", "preferred_name"},
    std::pair{"knownas", "preferred_name"},
    std::pair{"upn", "external_id"},
    std::pair{"admissionnumber", "external_id"},
    std::pair{"adno", "external_id"},
    std::pair{"studentid", "external_id"},
    std::pair{"reg", "group"},
    std::pair{"registrationform", "group"},
    std::pair{"reggroup", "group"},
    std::pair{"form", "group"},
    std::pair{"class", "group"},
    std::pair{"year", "year_group"},
    std::pair{"yeargroup", "year_group"},
    std::pair{"dob", "date_of_birth"},
    std::pair{"dateofbirth", "date_of_birth"},
    std::pair{"leavingdate", "left_on"},
    std::pair{"dateofleaving", "left_on"},
};

QStringList headerOf(const QByteArray& csv)
{
    const qsizetype end = csv.indexOf('\n');
    QString line = QString::fromUtf8(end < 0 ? csv : csv.left(end)).trimmed();
    if (line.startsWith(QChar(0xfeff))) {
        line.remove(0, 1);
    }
    QChar separator = QLatin1Char(',');
    for (const char other : {';', '\t'}) {
        if (line.count(QLatin1Char(other)) > line.count(separator)) {
            separator = QLatin1Char(other);
        }
    }
    return line.split(separator);
}

} // namespace

QMap<QString, QString> guessColumns(const QByteArray& csv)
{
    QMap<QString, QString> columns;
    for (QString name : headerOf(csv)) {
        name = name.trimmed();
        if (name.size() >= 2 && name.startsWith(QLatin1Char('"')) && name.endsWith(QLatin1Char('"'))) {
            name = name.mid(1, name.size() - 2);
        }
        QString plain = name.toLower();
        plain.remove(QLatin1Char(' '));
        for (const auto& [usual, field] : kUsualNames) {
            if (plain == QLatin1String(usual) && !columns.values().contains(QLatin1String(field))) {
                columns.insert(name, QLatin1String(field));
            }
        }
    }
    return columns;
}

} // namespace cloakroom::ui
