#include "Arguments.h"
#include "Commands.h"
#include "Json.h"
#include "core/audit/AuditLog.h"
#include "core/audit/Checkpoint.h"

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

Result<audit::Verification> verifyWith(Library& library, const QString& checkpointFile)
{
    if (checkpointFile.isEmpty()) {
        return audit::verify(library);
    }
    const auto checkpoint = audit::readCheckpoint(checkpointFile);
    return checkpoint ? audit::verify(library, &*checkpoint) : propagate(checkpoint);
}

Result<Answer> verifyAudit(Library& library, const QString& checkpointFile)
{
    const auto verified = verifyWith(library, checkpointFile);
    if (!verified) {
        return propagate(verified);
    }
    const QJsonValue continues =
        verified->continuesCheckpoint ? QJsonValue(*verified->continuesCheckpoint) : QJsonValue(QJsonValue::Null);
    const QJsonValue firstBad = verified->firstBad ? QJsonValue(*verified->firstBad) : QJsonValue(QJsonValue::Null);
    return Answer{QJsonObject{{QStringLiteral("ok"), verified->ok},
                              {QStringLiteral("entries"), verified->entries},
                              {QStringLiteral("first_bad"), firstBad},
                              {QStringLiteral("continues_checkpoint"), continues}},
                  verified->ok ? ExitStatus::Done : ExitStatus::Damaged,
                  {},
                  {QStringLiteral("ok"), QStringLiteral("entries"), QStringLiteral("first_bad"),
                   QStringLiteral("continues_checkpoint")}};
}

Result<Answer> writeCheckpoint(Library& library, const QString& file)
{
    const auto checkpoint = audit::makeCheckpoint(library);
    if (!checkpoint) {
        return propagate(checkpoint);
    }
    if (const auto written = audit::writeCheckpoint(*checkpoint, file); !written) {
        return propagate(written);
    }
    return Answer{QJsonObject{{QStringLiteral("entry"), checkpoint->seq},
                              {QStringLiteral("head"), QString::fromLatin1(checkpoint->head.toHex())},
                              {QStringLiteral("photos"), checkpoint->photos}},
                  ExitStatus::Done,
                  Cli::tr("The checkpoint of entry %1 is written. Give it to somebody who keeps it elsewhere.")
                      .arg(checkpoint->seq)};
}

Result<Answer> exportAudit(Library& library, const QString& file)
{
    const auto count = audit::exportCsv(library, file);
    if (!count) {
        return propagate(count);
    }
    return Answer{QJsonObject{{QStringLiteral("entries"), *count}}, ExitStatus::Done,
                  Cli::tr("%1 entries are written. The file is not encrypted.").arg(*count)};
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
    auto kept = std::make_shared<QString>();
    CLI::App& verify = audits.add("verify", "Recompute the whole chain and check every signature",
                                  LibraryWork([kept](Library& library) { return verifyAudit(library, *kept); }));
    addText(verify, "--checkpoint", *kept, "Also prove that the log continues this one");

    auto to = std::make_shared<QString>();
    CLI::App& checkpoint = audits.add("checkpoint", "State the log's end, signed, to be kept outside the library",
                                      LibraryWork([to](Library& library) { return writeCheckpoint(library, *to); }));
    addText(checkpoint, "--to", *to, "A new file")->required();
    auto table = std::make_shared<QString>();
    CLI::App& exporting = audits.add("export", "Write the log as a table; it is not encrypted",
                                     LibraryWork([table](Library& library) { return exportAudit(library, *table); }));
    addText(exporting, "--to", *table, "A new file, FILE.csv")->required();
}

} // namespace cloakroom::cli
