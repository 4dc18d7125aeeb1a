#include "ui/people/RosterWords.h"

#include <QCoreApplication>
#include <QLocale>

namespace cloakroom::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("RosterWords", text);
}

QString groupsText(const Person& person)
{
    QStringList all = person.groups;
    if (!person.yearGroup.isEmpty()) {
        all.prepend(tr("year %1").arg(person.yearGroup));
    }
    return all.isEmpty() ? tr("no group") : all.join(QStringLiteral(", "));
}

QString dayText(const std::optional<QDate>& day)
{
    return day ? QLocale().toString(*day, QLocale::ShortFormat) : tr("nothing");
}

QString detailsText(const Person& before, const Person& after)
{
    QStringList parts;
    if (before.externalId != after.externalId) {
        parts += tr("school number %1").arg(after.externalId);
    }
    if (before.dateOfBirth != after.dateOfBirth) {
        parts += tr("born %1 instead of %2").arg(dayText(after.dateOfBirth), dayText(before.dateOfBirth));
    }
    if (before.leftOn != after.leftOn) {
        parts += tr("left on %1 instead of %2").arg(dayText(after.leftOn), dayText(before.leftOn));
    }
    if (before.kind != after.kind) {
        parts += tr("another kind of person");
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace

QString fieldText(RosterField field)
{
    switch (field) {
    case RosterField::ExternalId:
        return tr("School number");
    case RosterField::GivenName:
        return tr("First name");
    case RosterField::FamilyName:
        return tr("Last name");
    case RosterField::PreferredName:
        return tr("What they are called");
    case RosterField::Kind:
        return tr("Pupil, staff, governor or visitor");
    case RosterField::YearGroup:
        return tr("Year group");
    case RosterField::Group:
        return tr("Class or group");
    case RosterField::DateOfBirth:
        return tr("Date of birth");
    case RosterField::LeftOn:
        return tr("Left on");
    }
    return {};
}

QString changesText(RosterChangeKind kind, int count)
{
    switch (kind) {
    case RosterChangeKind::Joins:
        return tr("Joining: %1").arg(count);
    case RosterChangeKind::Leaves:
        return tr("Leaving: %1").arg(count);
    case RosterChangeKind::Returns:
        return tr("Back again: %1").arg(count);
    case RosterChangeKind::Renamed:
        return tr("Another name: %1").arg(count);
    case RosterChangeKind::Moves:
        return tr("Another year or group: %1").arg(count);
    case RosterChangeKind::Other:
        return tr("Other details: %1").arg(count);
    }
    return {};
}

QString changeText(const RosterChange& change)
{
    QString name = change.after.fullName();
    switch (change.kind) {
    case RosterChangeKind::Joins:
        return tr("%1 · %2").arg(name, groupsText(change.after));
    case RosterChangeKind::Leaves:
        return tr("%1 · %2 · left on %3").arg(name, groupsText(change.before), dayText(change.after.leftOn));
    case RosterChangeKind::Returns:
        return name;
    case RosterChangeKind::Renamed:
        return tr("%1 is now called %2").arg(change.before.fullName(), name);
    case RosterChangeKind::Moves:
        return tr("%1 · %2 to %3").arg(name, groupsText(change.before), groupsText(change.after));
    case RosterChangeKind::Other:
        return tr("%1 · %2").arg(name, detailsText(change.before, change.after));
    }
    return name;
}

QString summaryText(const RosterChanges& changes)
{
    const int joined = changes.count(RosterChangeKind::Joins);
    const int left = changes.count(RosterChangeKind::Leaves);
    const QString people = tr("%1 join, %2 leave, %3 change, %4 as they were")
                               .arg(joined)
                               .arg(left)
                               .arg(changes.changes.size() - joined - left)
                               .arg(changes.unchanged);
    QString words = changes.consents.isEmpty()
        ? people
        : tr("%1; %2 answers about photos").arg(people).arg(changes.consents.size());
    if (changes.takedowns > 0) {
        words = tr("%1; publications to take down: %2").arg(words).arg(changes.takedowns);
    }
    return words;
}

} // namespace cloakroom::ui
