#include "Arguments.h"
#include "Commands.h"
#include "Csv.h"
#include "core/catalogue/Library.h"
#include "core/roster/RosterFile.h"
#include "core/roster/Rosters.h"
#include "core/worker/WorkerPool.h"

namespace cloakroom::cli {

namespace {

struct RosterArguments {
    QString file;
    QString oneRoster;
    QStringList maps;
    QString preset;
    std::optional<DayOrder> days;
    bool isWhole = false;
    QStringList newPeople;
    bool leaversConfirmed = false;
    bool isDryRun = false;
    Party consentsBy = Party::Parent1;
    std::optional<QDate> consentsOn;
};

std::optional<DayOrder> dayOrderFromKey(const QString& key)
{
    const QHash<QString, DayOrder> keys{{QStringLiteral("ymd"), DayOrder::YearMonthDay},
                                        {QStringLiteral("dmy"), DayOrder::DayMonthYear},
                                        {QStringLiteral("mdy"), DayOrder::MonthDayYear}};
    const auto found = keys.constFind(key);
    return found == keys.constEnd() ? std::nullopt : std::optional(*found);
}

/// COL=FIELD into the column's header and the field it fills.
Result<QMap<QString, QString>> mappingOf(const QStringList& maps)
{
    QMap<QString, QString> mapping;
    for (const QString& map : maps) {
        const qsizetype equals = map.lastIndexOf(QLatin1Char('='));
        if (equals < 1 || equals + 1 == map.size()) {
            return fail(ErrorCode::Invalid, Cli::tr("'%1' does not map a column to a field: COLUMN=field.").arg(map));
        }
        mapping.insert(map.left(equals), map.mid(equals + 1));
    }
    return mapping;
}

/// The columns that a preset names and the table has, or the likeliest ones.
Result<QMap<QString, QString>> presetOf(const QString& key, const Table& table)
{
    ColumnMapping columns;
    if (key == QLatin1String("guess")) {
        columns = guessColumns(table);
    } else {
        const auto& presets = rosterPresets();
        const auto found = std::find_if(presets.begin(), presets.end(),
                                        [&key](const RosterPreset& preset) { return preset.key == key; });
        if (found == presets.end()) {
            return fail(ErrorCode::Invalid, Cli::tr("There is no preset called %1.").arg(key));
        }
        columns = found->columns;
    }
    QMap<QString, QString> words;
    for (auto column = columns.begin(); column != columns.end(); ++column) {
        if (table.header.contains(column.key(), Qt::CaseInsensitive)) {
            words.insert(column.key(), rosterFieldKey(column.value()));
        }
    }
    return words;
}

Result<QMap<QString, QString>> columnsOf(const RosterArguments& arguments, const TableFile& file)
{
    auto given = mappingOf(arguments.maps);
    if (!given || arguments.preset.isEmpty() || file.tables.size() != 1) {
        return given;
    }
    auto columns = presetOf(arguments.preset, file.tables.constFirst());
    if (columns) {
        columns->insert(*given);
    }
    return columns;
}

Result<Answer> importRoster(CommandContext& context, const RosterArguments& arguments)
{
    if (arguments.file.isEmpty() == arguments.oneRoster.isEmpty()) {
        return fail(ErrorCode::Invalid, Cli::tr("Name one list: a file, or --oneroster with a folder or zip."));
    }
    const auto library = context.library();
    if (!library) {
        return propagate(library);
    }
    const auto file =
        readRosterFile(context.workers(), arguments.file.isEmpty() ? arguments.oneRoster : arguments.file);
    if (!file) {
        return propagate(file);
    }
    const auto columns = columnsOf(arguments, *file);
    if (!columns) {
        return propagate(columns);
    }
    const RosterReading reading{*columns, arguments.days, arguments.isWhole, arguments.consentsBy,
                                arguments.consentsOn};
    const RosterOptions options{{arguments.newPeople.begin(), arguments.newPeople.end()}, arguments.leaversConfirmed};
    const CsvMode mode = arguments.isDryRun ? CsvMode::DryRun : CsvMode::Write;
    const auto changes = (*library)->run([&](Library& open) {
        const Roster roster = rosterOf(*file, reading, open.today());
        Rosters rosters(open);
        return mode == CsvMode::DryRun ? rosters.preview(roster, options) : rosters.apply(roster, options);
    });
    return changes ? Result<Answer>(csvAnswer(toReport(*changes), mode)) : propagate(changes);
}

} // namespace

void addRosterCommand(CommandGroup& people)
{
    auto arguments = std::make_shared<RosterArguments>();
    CLI::App& command =
        people.add("import", "Add and update people from a list of the school's information system; all or nothing",
                   Handler([arguments](CommandContext& context) { return importRoster(context, *arguments); }));
    addText(command, "FILE", arguments->file,
            "CSV with a header (external_id, given_name, family_name, group, kind, preferred_name, year_group, "
            "date_of_birth, left_on in any order), or a Common Transfer File");
    addText(command, "--oneroster", arguments->oneRoster, "A OneRoster export, folder or zip")->type_name("DIR_OR_ZIP");
    addTexts(command, "--map", arguments->maps,
             "The column COL holds FIELD, or yes and no for a purpose as consent:KEY (repeatable)")
        ->type_name("COL=FIELD");
    addText(command, "--preset", arguments->preset, "Columns as sims, arbor, bromcom or sds call them, or guess");
    addKey(command, "--days", arguments->days, dayOrderFromKey,
           "How days are written where that is unclear: ymd, dmy, mdy");
    command.add_flag("--whole", arguments->isWhole, "The list has everybody: who is not in it has left");
    addTexts(command, "--new-person", arguments->newPeople,
             "The external id of somebody who only looks like somebody known (repeatable)")
        ->type_name("ID");
    command.add_flag("--confirm-leavers", arguments->leaversConfirmed, "Yes, that many people have left");
    addKey(command, "--consents-by", arguments->consentsBy, partyFromKey,
           "Who answered in columns of consents: parent1, parent2, carer, authority, child, self");
    addDay(command, "--consents-on", arguments->consentsOn, "The day from which those answers hold (today)")
        ->type_name("DAY");
    command.add_flag("--dry-run", arguments->isDryRun, "Only say what would be done");
}

} // namespace cloakroom::cli
