// What is to be done about publications, and what is out there now.
#include "core/audit/AuditLog.h"
#include "core/audit/NewFile.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/consent/ConsentLetters.h"
#include "core/publish/Register.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace cloakroom {

namespace {

std::optional<PublicationTask> taskOf(const RegisterEntry& entry, QDate today)
{
    switch (entry.status) {
    case RegisterStatus::Takedown:
        return PublicationTask::TakeDown;
    case RegisterStatus::Replaced:
        return entry.isGone ? std::nullopt : std::optional(PublicationTask::ConfirmReplaced);
    case RegisterStatus::Published:
        return entry.reviewOn && *entry.reviewOn <= today ? std::optional(PublicationTask::Review) : std::nullopt;
    case RegisterStatus::TakenDown:
        break;
    }
    return std::nullopt;
}

/// By the names that the register's JSON has.
QByteArray tableLine(const RegisterEntry& entry, QDate today)
{
    const QDate day = entry.exportedAt.toLocalTime().date();
    const QStringList fields{QString::number(entry.id.value),
                             entry.photo.isValid() ? QString::number(entry.photo.value) : QString(),
                             entry.purposeKey,
                             entry.place,
                             entry.link,
                             entry.file,
                             day.toString(Qt::ISODate),
                             QString::number(day.daysTo(today)),
                             entry.reviewOn ? entry.reviewOn->toString(Qt::ISODate) : QString(),
                             registerStatusKey(entry.status),
                             entry.by,
                             entry.approvedBy,
                             QString::number(entry.shown.size()),
                             QString::number(entry.covered.size())};
    QStringList quoted;
    std::transform(fields.begin(), fields.end(), std::back_inserter(quoted), csvField);
    return quoted.join(QLatin1Char(',')).toUtf8() + "\r\n";
}

bool isOlder(const RegisterEntry& left, const RegisterEntry& right)
{
    return std::pair(left.exportedAt, left.id) < std::pair(right.exportedAt, right.id);
}

} // namespace

Result<QList<TaskOfPublication>> Register::tasks()
{
    const auto entries = list();
    if (!entries) {
        return propagate(entries);
    }
    QList<TaskOfPublication> tasks;
    for (const RegisterEntry& entry : *entries) {
        if (const auto task = taskOf(entry, m_library.today())) {
            tasks += TaskOfPublication{*task, entry};
        }
    }
    std::sort(tasks.begin(), tasks.end(), [](const TaskOfPublication& left, const TaskOfPublication& right) {
        return left.task != right.task ? left.task < right.task : isOlder(left.entry, right.entry);
    });
    return tasks;
}

Result<qint64> Register::writePublicNow(const QString& path)
{
    const auto entries = publicNow();
    if (!entries) {
        return propagate(entries);
    }
    QByteArray table = QByteArrayLiteral("\xEF\xBB\xBFid,photo,purpose,place,link,file,exported_on,age_days,review_on,"
                                         "status,by,approved_by,shown,covered\r\n");
    for (const RegisterEntry& entry : *entries) {
        table += tableLine(entry, m_library.today());
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (const auto done = audit::append(m_library, QStringLiteral("register.table")); !done) {
        return propagate(done);
    }
    if (const auto written = audit::writeNewFile(path, table); !written) {
        return propagate(written);
    }
    if (const auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    return entries->size();
}

Result<QList<RegisterEntry>> Register::publicNow()
{
    auto entries = list();
    if (!entries) {
        return entries;
    }
    entries->removeIf([](const RegisterEntry& entry) { return !entry.isPublic || entry.isGone; });
    std::sort(entries->begin(), entries->end(), isOlder);
    return entries;
}

} // namespace cloakroom
