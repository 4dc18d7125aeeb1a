#include "Arguments.h"
#include "Commands.h"
#include "Json.h"
#include "core/retention/Retention.h"

#include <QFile>
#include <QJsonDocument>

namespace cloakroom::cli {

namespace {

struct RetentionOptions {
    std::optional<int> binDays;
    std::optional<int> backupKeepDays;
    std::optional<int> backupRemindDays;
    std::optional<int> idleMinutes;
    bool isDryRun = false;
    ErasureId erasure;
    QList<PhotoId> photos;
    QString reason;
    QString to;
};

QJsonObject toJson(const LibrarySettings& settings)
{
    return {{QStringLiteral("bin_days"), settings.binDays},
            {QStringLiteral("backup_keep_days"), settings.backupKeepDays},
            {QStringLiteral("backup_remind_days"), settings.backupRemindDays},
            {QStringLiteral("idle_minutes"), settings.idleMinutes}};
}

QJsonArray toJson(const QList<DuePhoto>& due)
{
    QJsonArray array;
    for (const DuePhoto& one : due) {
        array << QJsonObject{{QStringLiteral("photo"), one.photo.value}, {QStringLiteral("rule"), one.rule}};
    }
    return array;
}

QJsonObject toJson(const Erasure& erasure)
{
    return {{QStringLiteral("id"), erasure.id.value},
            {QStringLiteral("at"), timeToJson(erasure.at)},
            {QStringLiteral("by"), erasure.userName},
            {QStringLiteral("reason"), erasure.reason},
            {QStringLiteral("photos"), idsToJson(erasure.photos)}};
}

QJsonObject toJson(const ErasureReceipt& receipt)
{
    QJsonArray checked;
    for (const auto& check : receipt.checked) {
        checked << QJsonObject{{QStringLiteral("what"), check.key},
                               {QStringLiteral("text"), check.text},
                               {QStringLiteral("gone"), check.isGone}};
    }
    QJsonArray remaining;
    for (const auto& rest : receipt.remaining) {
        remaining << QJsonObject{{QStringLiteral("what"), rest.key},
                                 {QStringLiteral("text"), rest.text},
                                 {QStringLiteral("until"), dayToJson(rest.until)}};
    }
    QJsonObject object = toJson(receipt.erasure);
    object.insert(QStringLiteral("checked"), checked);
    object.insert(QStringLiteral("remaining"), remaining);
    object.insert(QStringLiteral("complete"), receipt.isComplete());
    return object;
}

Result<Answer> showSettings(Library& library)
{
    const auto settings = Retention(library).settings();
    if (!settings) {
        return propagate(settings);
    }
    return Answer{toJson(*settings),
                  ExitStatus::Done,
                  {},
                  {QStringLiteral("bin_days"), QStringLiteral("backup_keep_days"), QStringLiteral("backup_remind_days"),
                   QStringLiteral("idle_minutes")}};
}

Result<Answer> setSettings(Library& library, const RetentionOptions& options)
{
    Retention retention(library);
    auto settings = retention.settings();
    if (!settings) {
        return propagate(settings);
    }
    settings->binDays = options.binDays.value_or(settings->binDays);
    settings->backupKeepDays = options.backupKeepDays.value_or(settings->backupKeepDays);
    settings->backupRemindDays = options.backupRemindDays.value_or(settings->backupRemindDays);
    settings->idleMinutes = options.idleMinutes.value_or(settings->idleMinutes);
    if (const auto done = retention.setSettings(*settings); !done) {
        return propagate(done);
    }
    return showSettings(library);
}

Result<Answer> runRules(Library& library, const RetentionOptions& options)
{
    Retention retention(library);
    const auto due = retention.due();
    if (!due) {
        return propagate(due);
    }
    QJsonObject result{{QStringLiteral("due"), toJson(*due)}, {QStringLiteral("erased"), 0}};
    if (!options.isDryRun) {
        const auto erased = retention.run();
        if (!erased) {
            return propagate(erased);
        }
        if (*erased) {
            result.insert(QStringLiteral("erased"), (*erased)->photos.size());
            result.insert(QStringLiteral("erasure"), (*erased)->id.value);
        }
    }
    return Answer{result, ExitStatus::Done, {}, {QStringLiteral("due"), QStringLiteral("erased")}};
}

Result<Answer> listErasures(Library& library)
{
    const auto erasures = Retention(library).erasures();
    if (!erasures) {
        return propagate(erasures);
    }
    QJsonArray array;
    for (const Erasure& erasure : *erasures) {
        array << toJson(erasure);
    }
    return listAnswer(array,
                      {QStringLiteral("id"), QStringLiteral("at"), QStringLiteral("by"), QStringLiteral("reason"),
                       QStringLiteral("photos")});
}

/// The same sentences that the JSON has, for a printer or a file.
QString receiptText(const ErasureReceipt& receipt)
{
    QStringList lines;
    lines << Cli::tr("Erasure %1, %n photo(s): %2", nullptr, static_cast<int>(receipt.erasure.photos.size()))
                 .arg(receipt.erasure.id.value)
                 .arg(receipt.erasure.reason);
    for (const auto& check : receipt.checked) {
        lines << (check.isGone ? Cli::tr("  gone      %1") : Cli::tr("  NOT GONE  %1")).arg(check.text);
    }
    for (const auto& rest : receipt.remaining) {
        lines << Cli::tr("  to do     %1").arg(rest.text);
    }
    lines << (receipt.isComplete() ? Cli::tr("Nothing is left.") : Cli::tr("Not complete yet."));
    return lines.join(QLatin1Char('\n'));
}

Result<Answer> showReceipt(Library& library, const RetentionOptions& options)
{
    const auto receipt = Retention(library).receipt(options.erasure);
    if (!receipt) {
        return propagate(receipt);
    }
    Answer answer{toJson(*receipt), ExitStatus::Done, receiptText(*receipt)};
    if (options.to.isEmpty()) {
        return answer;
    }
    QFile file(options.to);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly) || file.write(answer.text.toUtf8() + '\n') < 0) {
        return fail(ErrorCode::Unreadable, Cli::tr("The receipt cannot be written to %1.").arg(options.to),
                    file.errorString());
    }
    return answer;
}

Result<Answer> erasePhotos(Library& library, const RetentionOptions& options)
{
    Retention retention(library);
    const auto erasure = retention.erase(options.photos, options.reason);
    if (!erasure) {
        return propagate(erasure);
    }
    RetentionOptions shown = options;
    shown.erasure = erasure->id;
    return showReceipt(library, shown);
}

} // namespace

void addRetentionCommands(CommandGroup& root)
{
    CommandGroup group = root.group("retention", "How long things are kept, and erasing");
    group.add("show", "The rules", LibraryWork(showSettings));

    auto setting = std::make_shared<RetentionOptions>();
    CLI::App& set = group.add("set", "Change rules",
                              LibraryWork([setting](Library& library) { return setSettings(library, *setting); }));
    set.add_option("--bin-days", setting->binDays, "Photos in the bin are erased after so many days");
    set.add_option("--backup-keep-days", setting->backupKeepDays, "Older states go from a backup after so many days");
    set.add_option("--backup-remind-days", setting->backupRemindDays, "A backup older than so many days is due");
    set.add_option("--idle-minutes", setting->idleMinutes, "The window locks after so many minutes without use");

    auto running = std::make_shared<RetentionOptions>();
    CLI::App& run = group.add("run", "Erase what is due by the rules",
                              LibraryWork([running](Library& library) { return runRules(library, *running); }));
    run.add_flag("--dry-run", running->isDryRun, "Only say what is due");

    group.add("erasures", "What was erased, newest first", LibraryWork(listErasures));
    auto showing = std::make_shared<RetentionOptions>();
    CLI::App& receipt =
        group.add("receipt", "What is gone of an erasure, and what has to happen until nothing is left anywhere",
                  LibraryWork([showing](Library& library) { return showReceipt(library, *showing); }));
    addId(receipt, "ID", showing->erasure, "The erasure");
    addText(receipt, "--to", showing->to, "Write it to this new file as well");

    auto erasing = std::make_shared<RetentionOptions>();
    CLI::App& erase = group.add("erase", "Erase photos at once, past the bin; cannot be undone",
                                LibraryWork([erasing](Library& library) { return erasePhotos(library, *erasing); }));
    addIds(erase, "PHOTO", erasing->photos, "Which")->required();
    addText(erase, "--reason", erasing->reason, "Why, for the log")->required();
    addText(erase, "--receipt", erasing->to, "Write the receipt to this new file as well");
}

} // namespace cloakroom::cli
