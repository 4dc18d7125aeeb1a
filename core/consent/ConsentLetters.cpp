#include "core/consent/ConsentLetters.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ConsentLetters", text);
}

QString longDay(QDate day)
{
    return QLocale().toString(day, QStringLiteral("d MMMM yyyy"));
}

QString listOf(const QStringList& lines)
{
    QString html;
    for (const QString& line : lines) {
        html += QStringLiteral("<li>%1</li>").arg(line.toHtmlEscaped());
    }
    return QStringLiteral("<ul>%1</ul>").arg(html);
}

QStringList missingLines(const ConsentReminder& reminder)
{
    QStringList lines;
    for (const Purpose& purpose : reminder.missing) {
        lines << (purpose.wording.isEmpty() ? purpose.name : tr("%1: %2").arg(purpose.name, purpose.wording));
    }
    return lines;
}

QStringList endingLines(const ConsentReminder& reminder)
{
    QStringList lines;
    for (const auto& [purpose, day] : reminder.ending) {
        lines << tr("%1, until %2").arg(purpose.name, longDay(day));
    }
    return lines;
}

QString letterHtml(const ConsentReminder& reminder, const QString& school, QDate today)
{
    const QString name = reminder.person.fullName();
    QString html = QStringLiteral("<p>%1</p><p>%2</p><h3>%3</h3>")
                       .arg(school.toHtmlEscaped(), longDay(today), tr("Photos of %1").arg(name).toHtmlEscaped());
    html += QStringLiteral("<p>%1</p>")
                .arg(tr("Dear parent or carer of %1%2,")
                         .arg(name,
                              reminder.person.groups.isEmpty()
                                  ? QString()
                                  : QStringLiteral(" (%1)").arg(reminder.person.groups.join(QStringLiteral(", "))))
                         .toHtmlEscaped());
    if (!reminder.missing.isEmpty()) {
        html += QStringLiteral("<p>%1</p>%2")
                    .arg(tr("We have no answer from you for these uses of photos:"), listOf(missingLines(reminder)));
    }
    if (!reminder.ending.isEmpty()) {
        html +=
            QStringLiteral("<p>%1</p>%2").arg(tr("Your yes for these uses ends soon:"), listOf(endingLines(reminder)));
    }
    html += QStringLiteral("<p>%1</p><p>%2</p>")
                .arg(tr("Please tell the school office yes or no for each. As long as we have no yes, the school does "
                        "not show your child there so that they can be recognised. You can change your mind at any "
                        "time."),
                     tr("Thank you."));
    return html;
}

} // namespace

QList<ConsentReminder> remindersFrom(const QList<DueConsent>& due, const QList<Purpose>& purposes)
{
    QList<ConsentReminder> reminders;
    for (const DueConsent& one : due) {
        const auto purpose = std::find_if(purposes.begin(), purposes.end(),
                                          [&one](const Purpose& other) { return other.id == one.purpose; });
        if (purpose == purposes.end()) {
            continue;
        }
        auto known = std::find_if(reminders.begin(), reminders.end(),
                                  [&one](const ConsentReminder& other) { return other.person.id == one.person.id; });
        if (known == reminders.end()) {
            known = reminders.insert(reminders.end(), ConsentReminder{one.person, {}, {}});
        }
        if (one.standing.mayShow && one.standing.endsOn) {
            known->ending += std::pair(*purpose, *one.standing.endsOn);
        } else {
            known->missing += *purpose;
        }
    }
    return reminders;
}

Paper reminderLetters(const QList<ConsentReminder>& reminders, const QString& school, QDate today)
{
    Paper paper;
    paper.title = tr("Letters about photos");
    for (qsizetype i = 0; i < reminders.size(); ++i) {
        paper.html += QStringLiteral("<table width='100%' style='page-break-after:%1'><tr><td>%2</td></tr></table>")
                          .arg(i + 1 == reminders.size() ? QStringLiteral("auto") : QStringLiteral("always"),
                               letterHtml(reminders.at(i), school, today));
    }
    return paper;
}

QString csvField(const QString& text)
{
    static const QString kFormula = QStringLiteral("=+-@\t\r");
    QString field = text;
    if (!field.isEmpty() && kFormula.contains(field.front())) {
        field.prepend(QLatin1Char('\''));
    }
    const bool needsQuotes = std::any_of(field.begin(), field.end(), [](QChar c) {
        return c == QLatin1Char(',') || c == QLatin1Char('"') || c == QLatin1Char('\n') || c == QLatin1Char('\r');
    });
    return needsQuotes ? QLatin1Char('"') + field.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"')
                       : field;
}

QByteArray remindersCsv(const QList<ConsentReminder>& reminders)
{
    QString csv = QStringLiteral("\uFEFFexternal_id,name,given_name,family_name,class,missing,ending,ends_on\r\n");
    for (const ConsentReminder& reminder : reminders) {
        QStringList missing;
        for (const Purpose& purpose : reminder.missing) {
            missing << purpose.name;
        }
        QStringList ending;
        std::optional<QDate> first;
        for (const auto& [purpose, day] : reminder.ending) {
            ending << purpose.name;
            first = first ? std::min(*first, day) : day;
        }
        const Person& person = reminder.person;
        const QStringList fields{person.externalId,
                                 person.fullName(),
                                 person.givenName,
                                 person.familyName,
                                 person.groups.join(QStringLiteral("; ")),
                                 missing.join(QStringLiteral("; ")),
                                 ending.join(QStringLiteral("; ")),
                                 first ? first->toString(Qt::ISODate) : QString()};
        QStringList quoted;
        std::transform(fields.begin(), fields.end(), std::back_inserter(quoted), csvField);
        csv += quoted.join(QLatin1Char(',')) + QStringLiteral("\r\n");
    }
    return csv.toUtf8();
}

} // namespace cloakroom
