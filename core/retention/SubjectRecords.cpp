#include "core/retention/SubjectRecords.h"

#include "core/catalogue/Library.h"
#include "core/consent/ConsentLedger.h"
#include "core/consent/ConsentLetters.h"
#include "core/consent/People.h"
#include "core/consent/Purposes.h"
#include "core/publish/Register.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("SubjectRecords", text);
}

using Rows = QList<QStringList>;

QString isoDay(const std::optional<QDate>& day)
{
    return day ? day->toString(Qt::ISODate) : QString();
}

QString partyWords(Party party)
{
    switch (party) {
    case Party::Parent1:
        return tr("parent 1");
    case Party::Parent2:
        return tr("parent 2");
    case Party::Carer:
        return tr("carer");
    case Party::Authority:
        return tr("authority");
    case Party::Child:
        return tr("pupil");
    case Party::Self:
        break;
    }
    return tr("the person");
}

QString decisionWords(Decision decision)
{
    switch (decision) {
    case Decision::Granted:
        return tr("yes");
    case Decision::Refused:
        return tr("no");
    case Decision::Withdrawn:
        break;
    }
    return tr("taken back");
}

QString statusWords(const RegisterEntry& entry)
{
    if (entry.isGone) {
        return tr("no longer published");
    }
    return entry.status == RegisterStatus::Published ? tr("published") : tr("to be taken down");
}

Rows consentRows(const SubjectRecords& records)
{
    Rows rows{{tr("On"), tr("For"), tr("Decision"), tr("By"), tr("Until"), tr("Form kept"), tr("Entry")}};
    for (const Consent& said : records.consents) {
        rows += QStringList{said.on.toString(Qt::ISODate),
                            records.purposes.value(said.purpose),
                            decisionWords(said.decision),
                            partyWords(said.party),
                            isoDay(said.until),
                            said.evidenceName,
                            QString::number(said.id.value)};
    }
    return rows;
}

Rows publicationRows(const SubjectRecords& records)
{
    Rows rows{{tr("On"), tr("For"), tr("Place"), tr("Address"), tr("File"), tr("Shown"), tr("State")}};
    for (const RegisterEntry& entry : records.publications) {
        rows += QStringList{entry.exportedAt.toLocalTime().date().toString(Qt::ISODate),
                            records.purposes.value(entry.purpose),
                            entry.place,
                            entry.link,
                            entry.file,
                            entry.shown.contains(records.person.id) ? tr("visible") : tr("covered"),
                            statusWords(entry)};
    }
    return rows;
}

Rows photoRows(const SubjectRecords& records)
{
    Rows rows{{tr("File"), tr("Taken on"), tr("Event"), tr("Name that another program wrote")}};
    for (const RecordedPhoto& photo : records.photos) {
        rows += QStringList{photo.file, photo.takenOn, photo.event, photo.written};
    }
    return rows;
}

Rows personRows(const Person& person)
{
    return {{tr("Name"), (person.givenName + QLatin1Char(' ') + person.familyName).trimmed()},
            {tr("Known as"), person.preferredName},
            {tr("Number in the school's records"), person.externalId},
            {tr("Year"), person.yearGroup},
            {tr("Groups"), person.groups.join(QStringLiteral(", "))},
            {tr("Date of birth"), isoDay(person.dateOfBirth)},
            {tr("Left on"), isoDay(person.leftOn)}};
}

QByteArray csvOf(const Rows& rows)
{
    QByteArray csv("\xEF\xBB\xBF");
    for (const QStringList& row : rows) {
        QStringList quoted;
        std::transform(row.begin(), row.end(), std::back_inserter(quoted), csvField);
        csv += quoted.join(QLatin1Char(',')).toUtf8() + "\r\n";
    }
    return csv;
}

QString htmlTable(const Rows& rows, bool hasHeader)
{
    QString html = QStringLiteral("<table>");
    bool isHeader = hasHeader;
    for (const QStringList& row : rows) {
        html += QStringLiteral("<tr>");
        for (const QString& field : row) {
            html +=
                (isHeader ? QStringLiteral("<th>%1</th>") : QStringLiteral("<td>%1</td>")).arg(field.toHtmlEscaped());
        }
        html += QStringLiteral("</tr>");
        isHeader = false;
    }
    return html + QStringLiteral("</table>");
}

QString section(const QString& title, const QString& content)
{
    return QStringLiteral("<h2>%1</h2>%2").arg(title.toHtmlEscaped(), content);
}

QString pictures(const SubjectRecords& records)
{
    QString html = QStringLiteral("<div>");
    for (const RecordedPhoto& photo : records.photos) {
        html +=
            QStringLiteral("<figure><a href=\"%1\"><img src=\"%1\" alt=\"\"></a><figcaption>%2</figcaption></figure>")
                .arg(photo.file.toHtmlEscaped(),
                     QStringList{photo.file, photo.takenOn, photo.event}.join(QLatin1Char(' ')).toHtmlEscaped());
    }
    return html + QStringLiteral("</div>");
}

QByteArray indexOf(const SubjectRecords& records)
{
    const QString title = tr("What %1 holds about %2").arg(records.school, records.person.fullName());
    const QString style = QStringLiteral(
        "body{font-family:sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1d2b2a}"
        "table{border-collapse:collapse}td,th{border:1px solid #ccd5d3;padding:.3rem .6rem;text-align:left}"
        "figure{display:inline-block;margin:.5rem}img{width:16rem}figcaption{font-size:.8rem}");
    return (QStringLiteral(
                "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" "
                "content=\"default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'\">"
                "<title>%1</title><style>%2</style></head><body><h1>%1</h1><p>%3</p>")
                .arg(title.toHtmlEscaped(), style,
                     tr("Made on %1. In every photo everybody else is covered.")
                         .arg(records.day.toString(Qt::ISODate))
                         .toHtmlEscaped())
            + section(tr("Stored about the person"), htmlTable(personRows(records.person), false))
            + section(tr("Decisions about photos"), htmlTable(consentRows(records), true))
            + section(tr("Publications"), htmlTable(publicationRows(records), true))
            + section(tr("Photos"), pictures(records)) + QStringLiteral("</body></html>\n"))
        .toUtf8();
}

} // namespace

Result<SubjectRecords> readSubjectRecords(Library& library, PersonId person)
{
    SubjectRecords records;
    records.school = library.schoolName();
    records.day = library.today();
    const auto found = People(library).get(person);
    if (!found) {
        return propagate(found);
    }
    records.person = *found;
    records.person.protection = {};
    const auto purposes = Purposes(library).list();
    if (!purposes) {
        return propagate(purposes);
    }
    for (const Purpose& purpose : *purposes) {
        records.purposes.insert(purpose.id, purpose.name);
    }
    const auto consents = ConsentLedger(library).history(person, std::nullopt);
    if (!consents) {
        return propagate(consents);
    }
    records.consents = *consents;
    RegisterFilter theirs;
    theirs.person = person;
    const auto publications = Register(library).list(theirs);
    if (!publications) {
        return propagate(publications);
    }
    records.publications = *publications;
    return records;
}

QList<RecordFile> recordFiles(const SubjectRecords& records)
{
    return {{QStringLiteral("index.html"), indexOf(records)},
            {QStringLiteral("person.csv"), csvOf(personRows(records.person))},
            {QStringLiteral("consents.csv"), csvOf(consentRows(records))},
            {QStringLiteral("publications.csv"), csvOf(publicationRows(records))},
            {QStringLiteral("photos.csv"), csvOf(photoRows(records))}};
}

} // namespace cloakroom
