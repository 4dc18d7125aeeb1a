#include "ui/consent/ConsentPapers.h"

#include "core/catalogue/Library.h"
#include "core/consent/ConsentForms.h"
#include "core/consent/ConsentLetters.h"
#include "core/consent/Purposes.h"
#include "ui/common/ListDialog.h"
#include "ui/common/PaperDialog.h"
#include "ui/consent/ConsentWords.h"
#include "ui/people/PersonWords.h"
#include "ui/window/Session.h"

#include <QLocale>
#include <QMenu>

namespace cloakroom::ui {

namespace {

struct Due {
    QList<ConsentReminder> reminders;
    Paper letters;
};

Result<Due> readDue(Library& library, const QString& groupName)
{
    const auto purposes = Purposes(library).list();
    if (!purposes) {
        return propagate(purposes);
    }
    auto due = ConsentLedger(library).due(kEndingSoonDays);
    if (!due) {
        return propagate(due);
    }
    if (!groupName.isEmpty()) {
        due->removeIf([&groupName](const DueConsent& one) { return !one.person.groups.contains(groupName); });
    }
    Due out;
    out.reminders = remindersFrom(*due, *purposes);
    out.letters = reminderLetters(out.reminders, library.schoolName(), library.today());
    return out;
}

QStringList rowOf(const ConsentReminder& reminder)
{
    QStringList missing;
    for (const Purpose& purpose : reminder.missing) {
        missing << purpose.name;
    }
    QStringList ending;
    for (const auto& [purpose, day] : reminder.ending) {
        ending << ConsentPapers::tr("%1 (%2)").arg(purpose.name, QLocale().toString(day, QLocale::ShortFormat));
    }
    return {reminder.person.externalId, reminder.person.fullName(), belongsText(reminder.person),
            missing.join(QStringLiteral(", ")), ending.join(QStringLiteral(", "))};
}

} // namespace

ConsentPapers::ConsentPapers(Session& session, QWidget* window)
    : QObject(window)
    , m_session(session)
    , m_window(window)
{
}

void ConsentPapers::fillMenu(QMenu& menu) const
{
    connect(menu.addAction(tr("Consent forms, one page each…")), &QAction::triggered, this, &ConsentPapers::showForms);
    connect(menu.addAction(tr("Reminder letters…")), &QAction::triggered, this, &ConsentPapers::showLetters);
    connect(menu.addAction(tr("What is missing or ends soon…")), &QAction::triggered, this, &ConsentPapers::showDue);
}

void ConsentPapers::setGroup(std::optional<GroupId> group, const QString& name)
{
    m_group = group;
    m_groupName = group ? name : QString();
}

QString ConsentPapers::fileName(const QString& what) const
{
    return m_groupName.isEmpty() ? what : tr("%1 %2").arg(what, m_groupName);
}

void ConsentPapers::showForms()
{
    m_session.ask(
        this, [group = m_group](Library& library) { return ConsentForms(library).print(group); },
        [this](const Result<Paper>& paper) {
            if (!paper) {
                Q_EMIT failed(paper.error());
                return;
            }
            (new PaperDialog(*paper, fileName(tr("Consent forms")), m_window))->open();
        });
}

void ConsentPapers::showLetters()
{
    m_session.ask(
        this, [name = m_groupName](Library& library) { return readDue(library, name); },
        [this](const Result<Due>& due) {
            if (!due) {
                Q_EMIT failed(due.error());
            } else if (due->reminders.isEmpty()) {
                showDue();
            } else {
                (new PaperDialog(due->letters, fileName(tr("Letters about photos")), m_window))->open();
            }
        });
}

void ConsentPapers::showDue()
{
    m_session.ask(
        this, [name = m_groupName](Library& library) { return readDue(library, name); },
        [this](const Result<Due>& due) {
            if (!due) {
                Q_EMIT failed(due.error());
                return;
            }
            ListDialog::Content content;
            content.title = tr("Missing or ending soon");
            content.introduction =
                tr("Who has not answered, and whose yes ends within %1 days. Save it as a table for mail merge.")
                    .arg(kEndingSoonDays);
            content.empty = tr("Nothing is missing, and no yes ends within %1 days.").arg(kEndingSoonDays);
            content.header = {tr("School number"), tr("Name"), tr("Class"), tr("No answer yet"), tr("Yes that ends")};
            content.fileName = fileName(tr("Consents to ask for"));
            for (const ConsentReminder& reminder : due->reminders) {
                content.rows << rowOf(reminder);
            }
            (new ListDialog(content, m_window))->open();
        });
}

} // namespace cloakroom::ui
