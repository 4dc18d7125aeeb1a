#include "Commands.h"
#include "Json.h"
#include "PhotoSelection.h"
#include "core/photos/CaptureTimes.h"
#include "core/photos/Stacks.h"

#include <QRegularExpression>

namespace cloakroom::cli {

namespace {

struct TimeOptions {
    PhotoSelection selection;
    qint64 seconds = 0;
    QDateTime at;
    bool isDryRun = false;
};

/// "+1:00", "-0:05:30", "+9131d", "+1d 2:00": days, then hours, minutes and seconds.
qint64 secondsFrom(const std::string& text)
{
    static const QRegularExpression pattern(
        QStringLiteral(R"(^([+-])(?:(\d{1,5})d)? ?(?:(\d{1,4}):(\d{2})(?::(\d{2}))?)?$)"));
    const auto match = pattern.match(QString::fromStdString(text));
    const auto part = [&match](int i) { return match.captured(i).toLongLong(); };
    if (!match.hasMatch() || text.size() < 2 || part(4) > 59 || part(5) > 59) {
        throw CLI::ValidationError("--by", "'" + text + "' is no offset like +1:00, -0:05:30 or +3650d");
    }
    const qint64 seconds = part(2) * 86'400 + part(3) * 3600 + part(4) * 60 + part(5);
    return match.captured(1) == QLatin1String("-") ? -seconds : seconds;
}

QJsonValue wallClock(const std::optional<QDateTime>& time)
{
    return time ? QJsonValue(time->toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss"))) : QJsonValue();
}

Result<Answer> shifted(Library& library, const TimeOptions& options)
{
    const auto photos = options.selection.resolve(library, PhotoSelection::Unsaid::Refused);
    if (!photos) {
        return propagate(photos);
    }
    CaptureTimes times(library);
    const auto changes =
        options.isDryRun ? times.preview(*photos, options.seconds) : times.shift(*photos, options.seconds);
    if (!changes) {
        return propagate(changes);
    }
    QJsonArray array;
    for (const TimeChange& change : *changes) {
        array << QJsonObject{{QStringLiteral("id"), change.photo.value},
                             {QStringLiteral("name"), change.name},
                             {QStringLiteral("before"), wallClock(change.before)},
                             {QStringLiteral("after"), wallClock(change.after)}};
    }
    return listAnswer(
        array, {QStringLiteral("id"), QStringLiteral("name"), QStringLiteral("before"), QStringLiteral("after")});
}

using TimeWork = std::function<Result<void>(Library&, const QList<PhotoId>&, const TimeOptions&)>;

Result<Answer> changedTimes(Library& library, const TimeOptions& options, const TimeWork& work)
{
    const auto photos = options.selection.resolve(library, PhotoSelection::Unsaid::Refused);
    const auto done = photos ? work(library, *photos, options) : Result<void>(propagate(photos));
    if (!done) {
        return propagate(done);
    }
    return Answer{QJsonObject{{QStringLiteral("photos"), idsToJson(*photos)}}, ExitStatus::Done,
                  Cli::tr("Photos changed: %1.").arg(photos->size())};
}

CLI::App& addTimeChange(CommandGroup& photos, const char* name, const char* description,
                        const std::shared_ptr<TimeOptions>& options, const TimeWork& work)
{
    CLI::App& command =
        photos.add(name, description,
                   LibraryWork([options, work](Library& library) { return changedTimes(library, *options, work); }));
    options->selection.addTo(command);
    return command;
}

Result<Answer> listStacks(Library& library)
{
    const auto stacks = Stacks(library).suggest();
    if (!stacks) {
        return propagate(stacks);
    }
    QJsonArray array;
    for (const QList<PhotoId>& stack : *stacks) {
        array << QJsonObject{{QStringLiteral("photos"), idsToJson(stack)}};
    }
    return listAnswer(array, {QStringLiteral("photos")});
}

} // namespace

void addPhotoTimeCommands(CommandGroup& photos)
{
    auto shift = std::make_shared<TimeOptions>();
    CLI::App& command = photos.add("shift-time", "Correct when photos were taken, for a camera whose clock was wrong",
                                   LibraryWork([shift](Library& library) { return shifted(library, *shift); }));
    shift->selection.addTo(command);
    command
        .add_option_function<std::string>(
            "--by", [shift](const std::string& text) { shift->seconds = secondsFrom(text); },
            "Later or earlier: +1:00, -0:05:30, +3650d")
        ->required();
    command.add_flag("--dry-run", shift->isDryRun, "Only show the times before and after");

    auto set = std::make_shared<TimeOptions>();
    addTimeChange(photos, "set-time", "Say when photos were taken whose camera did not", set,
                  [](Library& library, const QList<PhotoId>& ids, const TimeOptions& options) {
                      return CaptureTimes(library).set(ids, options.at);
                  })
        .add_option_function<std::string>(
            "--at",
            [set](const std::string& text) {
                set->at = QDateTime::fromString(QString::fromStdString(text), Qt::ISODate);
                if (!set->at.isValid()) {
                    throw CLI::ValidationError("--at", "'" + text + "' is no time like 2026-06-12T10:30:00");
                }
            },
            "The camera's wall clock, ISO")
        ->required();
    addTimeChange(photos, "reset-time", "Bring back the times that the camera wrote", std::make_shared<TimeOptions>(),
                  [](Library& library, const QList<PhotoId>& ids, const TimeOptions&) {
                      return CaptureTimes(library).reset(ids);
                  });
    photos.add("stacks", "Bursts and near-duplicates that could be stacked", LibraryWork(listStacks));
    addTimeChange(
        photos, "stack", "Keep photos together, the first on top", std::make_shared<TimeOptions>(),
        [](Library& library, const QList<PhotoId>& ids, const TimeOptions&) { return Stacks(library).stack(ids); });
    addTimeChange(
        photos, "unstack", "Take photos out of their stack", std::make_shared<TimeOptions>(),
        [](Library& library, const QList<PhotoId>& ids, const TimeOptions&) { return Stacks(library).unstack(ids); });
}

} // namespace cloakroom::cli
