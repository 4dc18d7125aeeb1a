#include "Arguments.h"
#include "Commands.h"
#include "Json.h"
#include "core/audit/AuditLog.h"

namespace cloakroom::cli {

namespace {

struct AuditOptions {
    std::optional<QDate> since;
    audit::Filter filter;
};

Result<Answer> listAudit(Library& library, const AuditOptions& options)
{
    audit::Filter filter = options.filter;
    if (options.since) {
        filter.since = options.since->startOfDay().toUTC(); // the school's day
    }
    const auto entries = audit::list(library, filter);
    if (!entries) {
        return propagate(entries);
    }
    return listAnswer(toJsonArray(*entries),
                      {QStringLiteral("seq"), QStringLiteral("time"), QStringLiteral("user"), QStringLiteral("action"),
                       QStringLiteral("subject"), QStringLiteral("detail")});
}

Result<Answer> verifyAudit(Library& library)
{
    const auto verified = audit::verify(library);
    if (!verified) {
        return propagate(verified);
    }
    const QJsonValue firstBad = verified->firstBad ? QJsonValue(*verified->firstBad) : QJsonValue(QJsonValue::Null);
    return Answer{QJsonObject{{QStringLiteral("ok"), verified->ok},
                              {QStringLiteral("entries"), verified->entries},
                              {QStringLiteral("first_bad"), firstBad}},
                  verified->ok ? ExitStatus::Done : ExitStatus::Damaged,
                  {},
                  {QStringLiteral("ok"), QStringLiteral("entries"), QStringLiteral("first_bad")}};
}

} // namespace

void addAuditCommands(CommandGroup& root)
{
    CommandGroup audits = root.group("audit", "Who did what, when");
    auto options = std::make_shared<AuditOptions>();
    CLI::App& list = audits.add("list", "List what was done, newest first",
                                LibraryWork([options](Library& library) { return listAudit(library, *options); }));
    addDay(list, "--since", options->since, "On this day or later")->type_name("DAY");
    addText(list, "--user", options->filter.userName, "By this user");
    addText(list, "--subject", options->filter.subject, "About this, for example photo:12 or person:3");
    list.add_option("--limit", options->filter.limit, "At most this many")->check(CLI::NonNegativeNumber);
    audits.add("verify", "Recompute the whole chain and check every signature", LibraryWork(verifyAudit));
}

} // namespace cloakroom::cli
