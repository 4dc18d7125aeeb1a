#include "Arguments.h"
#include "Commands.h"
#include "Json.h"
#include "Passwords.h"
#include "core/backup/Backup.h"
#include "core/backup/Repair.h"
#include "core/backup/Restore.h"

#include <QFileInfo>

namespace cloakroom::cli {

namespace {

struct BackupOptions {
    QString target;
    QString recoveryKeyFile;
    int snapshot = 0;
    bool withoutPreviews = false;
    bool removeOrphans = false;
};

Result<Answer> makeBackup(CommandContext& context, const BackupOptions& options)
{
    const auto library = context.library();
    if (!library) {
        return propagate(library);
    }
    ProgressBar progress = context.progress();
    const auto report = backupLibrary(**library, options.target, progress);
    if (!report) {
        return propagate(report);
    }
    Answer answer;
    answer.json = QJsonObject{{QStringLiteral("snapshot"), report->snapshot},
                              {QStringLiteral("copied"), report->copied},
                              {QStringLiteral("unchanged"), report->unchanged},
                              {QStringLiteral("bytes"), report->bytes},
                              {QStringLiteral("removed"), report->removed},
                              {QStringLiteral("missing"), QJsonArray::fromStringList(report->missing)}};
    answer.columns = {QStringLiteral("snapshot"), QStringLiteral("copied"),  QStringLiteral("unchanged"),
                      QStringLiteral("bytes"),    QStringLiteral("removed"), QStringLiteral("missing")};
    answer.status = statusWith(!report->missing.isEmpty());
    return answer;
}

Result<RestoreKey> restoreKey(CommandContext& context, const BackupOptions& options)
{
    if (!options.recoveryKeyFile.isEmpty()) {
        auto key = recoveryKey(options.recoveryKeyFile);
        return key ? Result<RestoreKey>(std::move(*key)) : propagate(key);
    }
    const auto user = userName(context.options());
    if (!user) {
        return propagate(user);
    }
    auto password = currentPassword(context.options());
    if (!password) {
        return propagate(password);
    }
    return RestoreKey(RestoreUser{*user, std::move(*password)});
}

/// Signs in for the log's sake, and makes the previews that no backup holds.
Result<RepairReport> takeUpRestored(CommandContext& context, const QString& path, const RestoreKey& key,
                                    Progress& progress)
{
    const auto library = context.openWith([&]() -> Result<std::unique_ptr<Library>> {
        if (const auto* user = std::get_if<RestoreUser>(&key)) {
            return Library::open(path, user->name, user->password);
        }
        return Library::openWithRecoveryKey(path, std::get<RecoveryKey>(key));
    });
    if (!library) {
        return propagate(library);
    }
    return repairLibrary(**library, context.workers(), {}, progress);
}

Result<Answer> restore(CommandContext& context, const BackupOptions& options)
{
    const auto path = context.libraryPath();
    if (!path) {
        return propagate(path);
    }
    if (context.isOpen()) {
        return fail(ErrorCode::Invalid, Cli::tr("This command needs the library to itself: run it outside the shell."));
    }
    const auto key = restoreKey(context, options);
    if (!key) {
        return propagate(key);
    }
    ProgressBar progress = context.progress();
    RestoreRequest request{options.target, *path, {}};
    if (options.snapshot > 0) {
        request.snapshot = options.snapshot;
    }
    const auto report = restoreLibrary(request, *key, progress);
    if (!report) {
        return propagate(report);
    }
    qint64 previews = 0;
    if (!options.withoutPreviews) {
        const auto made = takeUpRestored(context, *path, *key, progress);
        if (!made) {
            return propagate(made);
        }
        previews = made->previewsMade;
    }
    Answer answer;
    answer.json = QJsonObject{{QStringLiteral("snapshot"), report->snapshot},
                              {QStringLiteral("at"), timeToJson(report->at)},
                              {QStringLiteral("copied"), report->copied},
                              {QStringLiteral("unchanged"), report->unchanged},
                              {QStringLiteral("bytes"), report->bytes},
                              {QStringLiteral("erased_again"), report->erasedAgain},
                              {QStringLiteral("previews"), previews},
                              {QStringLiteral("missing"), QJsonArray::fromStringList(report->missing)}};
    answer.columns = {QStringLiteral("snapshot"),  QStringLiteral("at"),     QStringLiteral("copied"),
                      QStringLiteral("unchanged"), QStringLiteral("bytes"),  QStringLiteral("erased_again"),
                      QStringLiteral("previews"),  QStringLiteral("missing")};
    answer.status = report->missing.isEmpty() ? ExitStatus::Done : ExitStatus::Damaged;
    return answer;
}

Result<Answer> repair(CommandContext& context, const BackupOptions& options)
{
    const auto library = context.library();
    if (!library) {
        return propagate(library);
    }
    ProgressBar progress = context.progress();
    const auto report = repairLibrary(**library, context.workers(), {options.target, options.removeOrphans}, progress);
    if (!report) {
        return propagate(report);
    }
    Answer answer;
    answer.json = QJsonObject{{QStringLiteral("checked"), report->checked},
                              {QStringLiteral("restored"), report->restored},
                              {QStringLiteral("previews"), report->previewsMade},
                              {QStringLiteral("orphans_removed"), report->orphansRemoved},
                              {QStringLiteral("lost"), QJsonArray::fromStringList(report->lost)},
                              {QStringLiteral("without_preview"), QJsonArray::fromStringList(report->withoutPreview)}};
    answer.columns = {QStringLiteral("checked"),         QStringLiteral("restored"), QStringLiteral("previews"),
                      QStringLiteral("orphans_removed"), QStringLiteral("lost"),     QStringLiteral("without_preview")};
    answer.status = report->lost.isEmpty() ? ExitStatus::Done : ExitStatus::Damaged;
    return answer;
}

Result<Answer> showStatus(Library& library)
{
    const auto status = backupStatus(library);
    if (!status) {
        return propagate(status);
    }
    return Answer{
        QJsonObject{{QStringLiteral("last"), status->last ? timeToJson(*status->last) : QJsonValue(QJsonValue::Null)},
                    {QStringLiteral("target"), status->target},
                    {QStringLiteral("remind_days"), status->remindDays},
                    {QStringLiteral("due"), status->isDue}},
        ExitStatus::Done,
        {},
        {QStringLiteral("last"), QStringLiteral("target"), QStringLiteral("remind_days"), QStringLiteral("due")}};
}

} // namespace

void addBackupCommands(CommandGroup& library)
{
    auto backing = std::make_shared<BackupOptions>();
    CLI::App& backup =
        library.add("backup", "Copy what is new, encrypted, to a folder on another disk, a stick or a network share",
                    Handler([backing](CommandContext& context) { return makeBackup(context, *backing); }));
    addText(backup, "TARGET", backing->target, "The backup's folder; made if absent")->required();

    auto restoring = std::make_shared<BackupOptions>();
    CLI::App& back =
        library.add("restore", "Make the library anew from a backup, in the empty or absent folder --library",
                    Handler([restoring](CommandContext& context) { return restore(context, *restoring); }));
    addText(back, "TARGET", restoring->target, "The backup's folder")->required();
    addText(back, "--recovery-key-file", restoring->recoveryKeyFile,
            "File with the recovery key, - = standard input; instead of an administrator's name and password");
    back.add_option("--snapshot", restoring->snapshot, "An older state, by its number")->check(CLI::PositiveNumber);
    back.add_flag("--without-previews", restoring->withoutPreviews, "Leave the previews for a later library repair");

    auto mending = std::make_shared<BackupOptions>();
    CLI::App& mend =
        library.add("repair", "Make damaged or missing previews anew and put lost originals back from a backup",
                    Handler([mending](CommandContext& context) { return repair(context, *mending); }));
    addText(mend, "--from-backup", mending->target, "The backup's folder");
    mend.add_flag("--remove-orphans", mending->removeOrphans, "Delete encrypted files that no photo owns");

    library.add("backup-status", "When a good backup was last made, and whether one is due", LibraryWork(showStatus));
}

} // namespace cloakroom::cli
