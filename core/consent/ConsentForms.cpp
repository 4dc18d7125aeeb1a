#include "core/consent/ConsentForms.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/ConsentRepository.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/consent/People.h"
#include "core/consent/Purposes.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace cloakroom {

namespace {

constexpr int kModulePixels = 6;
constexpr int kLibraryDigits = 6;

QString tr(const char* text)
{
    return QCoreApplication::translate("ConsentForms", text);
}

QString contentOf(const QList<Purpose>& purposes)
{
    QJsonArray lines;
    for (const Purpose& purpose : purposes) {
        lines << QJsonObject{{QStringLiteral("purpose"), purpose.id.value},
                             {QStringLiteral("name"), purpose.name},
                             {QStringLiteral("wording"), purpose.wording}};
    }
    return QString::fromUtf8(QJsonDocument(lines).toJson(QJsonDocument::Compact));
}

ConsentForm formFrom(ConsentFormId id, const QString& content)
{
    ConsentForm form{id, {}};
    const QJsonArray lines = QJsonDocument::fromJson(content.toUtf8()).array();
    for (const auto& line : lines) {
        form.lines += {PurposeId{line[QStringLiteral("purpose")].toInteger()}, line[QStringLiteral("name")].toString(),
                       line[QStringLiteral("wording")].toString()};
    }
    return form;
}

bool isOnForms(const Purpose& purpose)
{
    return purpose.active && purpose.basis == Basis::Consent && purpose.key != QLatin1String("biometric");
}

/// Finds a mistyped character; it keeps no secret.
QString checkOf(const QString& words)
{
    return QStringLiteral("%1").arg(qChecksum(words.toLatin1()), 4, 16, QLatin1Char('0'));
}

QString lineHtml(const ConsentForm::Line& line)
{
    const QString box = QStringLiteral("<td align='center' width='11%' style='font-size:16pt'>&#9744;</td>");
    return QStringLiteral("<tr><td width='78%'><b>%1</b><br/>%2</td>%3%3</tr>")
        .arg(line.name.toHtmlEscaped(), line.wording.toHtmlEscaped(), box);
}

QString tableHtml(const ConsentForm& form)
{
    QString rows;
    for (const ConsentForm::Line& line : form.lines) {
        rows += lineHtml(line);
    }
    return QStringLiteral("<table width='100%' border='1' cellspacing='0' cellpadding='6'><tr><th align='left'>%1</th>"
                          "<th>%2</th><th>%3</th></tr>%4</table>")
        .arg(tr("May the school use photos in which your child can be recognised?"), tr("Yes"), tr("No"), rows);
}

QString signatureHtml()
{
    const QString blank(46, QLatin1Char('_'));
    const QString row = QStringLiteral("<tr><td width='30%'><br/>%1</td><td><br/>%2</td></tr>");
    return QStringLiteral("<table width='100%'>") + row.arg(tr("Name of whoever signs"), blank)
        + row.arg(tr("I am"),
                  tr("&#9744; parent 1 &nbsp; &#9744; parent 2 &nbsp; &#9744; carer &nbsp; &#9744; the pupil"))
        + row.arg(tr("Signature"), blank) + row.arg(tr("Date"), blank) + QStringLiteral("</table>");
}

QString personHtml(const Person& person)
{
    const QString groups = person.groups.join(QStringLiteral(", "));
    return QStringLiteral("<p style='font-size:15pt'><b>%1</b>%2</p>")
        .arg(person.fullName().toHtmlEscaped(),
             groups.isEmpty() ? QString() : QStringLiteral(" &nbsp; ") + groups.toHtmlEscaped());
}

} // namespace

Result<ConsentForm> ConsentForms::make(const QList<Purpose>& purposes)
{
    if (const auto allowed = m_library.require(Right::EditPeople); !allowed) {
        return propagate(allowed);
    }
    if (purposes.isEmpty()) {
        return fail(ErrorCode::Invalid, tr("A form needs at least one purpose that asks for consent."));
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const QString content = contentOf(purposes);
    const auto id = ConsentRepository(m_library.db()).formWith(content, m_library.user().id, m_library.clock().now());
    if (!id) {
        return propagate(id);
    }
    if (const auto logged =
            audit::append(m_library, QStringLiteral("consent.form"), {{QStringLiteral("form"), id->value}});
        !logged) {
        return propagate(logged);
    }
    if (const auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    return formFrom(*id, content);
}

Result<ConsentForm> ConsentForms::get(ConsentFormId id)
{
    if (const auto allowed = m_library.require(Right::SeePeople); !allowed) {
        return propagate(allowed);
    }
    const auto content = ConsentRepository(m_library.db()).formContent(id);
    if (!content) {
        return propagate(content);
    }
    if (!*content) {
        return fail(ErrorCode::NotFound, tr("There is no such form."));
    }
    return formFrom(id, **content);
}

Result<Paper> ConsentForms::print(std::optional<GroupId> group, QList<Purpose> purposes)
{
    if (purposes.isEmpty()) {
        const auto all = Purposes(m_library).list();
        if (!all) {
            return propagate(all);
        }
        std::copy_if(all->begin(), all->end(), std::back_inserter(purposes), isOnForms);
    }
    const auto form = make(purposes);
    if (!form) {
        return propagate(form);
    }
    PersonFilter filter;
    filter.group = group;
    filter.withLeavers = false;
    const auto people = People(m_library).list(filter);
    if (!people) {
        return propagate(people);
    }
    if (people->isEmpty()) {
        return fail(ErrorCode::NotFound, tr("There is nobody to print a form for."));
    }
    Paper paper;
    paper.title = tr("Consent forms");
    const QString common = tableHtml(*form) + signatureHtml()
        + QStringLiteral("<p style='font-size:9pt'>%1</p>")
              .arg(
                  tr("You can change your mind at any time: tell the school office. Photos are used without your child "
                     "being recognisable wherever you do not say yes."));
    for (const Person& person : *people) {
        const QString code = codeFor(form->id, person.id);
        const bool isLast = person.id == people->constLast().id;
        paper.pictures.insert(code, qrPicture(code, kModulePixels));
        paper.html +=
            QStringLiteral("<table width='100%' style='page-break-after:%1'><tr><td><table width='100%'><tr><td>"
                           "<p>%2</p><h3>%3</h3>%4</td><td align='right'><img src='%5' width='110' "
                           "height='110'/><br/><span style='font-size:7pt'>%5</span></td></tr></table>%6</td>"
                           "</tr></table>")
                .arg(isLast ? QStringLiteral("auto") : QStringLiteral("always"), m_library.schoolName().toHtmlEscaped(),
                     tr("Photos of your child: please tick and sign"), personHtml(person), code, common);
    }
    return paper;
}

QString ConsentForms::codeFor(ConsentFormId form, PersonId person) const
{
    const QString words = QStringLiteral("CRS-%1-%2-%3")
                              .arg(m_library.libraryId().left(kLibraryDigits))
                              .arg(form.value)
                              .arg(person.value);
    return words + QLatin1Char('-') + checkOf(words);
}

Result<SlipCode> ConsentForms::read(const QString& code) const
{
    static const QRegularExpression pattern(
        QStringLiteral("^(crs-([0-9a-f]{6})-(\\d{1,12})-(\\d{1,12}))-([0-9a-f]{4})$"));
    const auto match = pattern.match(code.simplified().toLower());
    const QString words = match.captured(1);
    if (!match.hasMatch() || checkOf(QStringLiteral("CRS") + words.mid(3)) != match.captured(5)) {
        return fail(ErrorCode::Invalid, tr("That is not the code of a slip, or it was mistyped."));
    }
    if (match.captured(2) != m_library.libraryId().left(kLibraryDigits)) {
        return fail(ErrorCode::Invalid, tr("That slip was printed from another library."));
    }
    return SlipCode{ConsentFormId{match.captured(3).toLongLong()}, PersonId{match.captured(4).toLongLong()}};
}

} // namespace cloakroom
