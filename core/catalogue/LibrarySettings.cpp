#include "core/catalogue/LibrarySettings.h"

#include "core/catalogue/SettingRepository.h"

#include <QCoreApplication>

#include <array>

namespace cloakroom {

namespace {

/// Stored: never rename a key.
struct Field {
    const char* key;
    int LibrarySettings::*value;
    int least;
    int most;
};

constexpr std::array kFields{
    Field{"bin-days", &LibrarySettings::binDays, 0, 3650},
    Field{"backup-keep-days", &LibrarySettings::backupKeepDays, 1, 3650},
    Field{"backup-remind-days", &LibrarySettings::backupRemindDays, 1, 365},
    Field{"idle-minutes", &LibrarySettings::idleMinutes, 1, 240},
};

} // namespace

Result<LibrarySettings> librarySettings(Database& database)
{
    LibrarySettings settings;
    SettingRepository repository(database);
    for (const Field& field : kFields) {
        const auto stored = repository.get(QLatin1String(field.key));
        if (!stored) {
            return propagate(stored);
        }
        bool isNumber = false;
        const int number = stored->value_or(QString()).toInt(&isNumber);
        if (isNumber && number >= field.least && number <= field.most) {
            settings.*field.value = number;
        }
    }
    return settings;
}

Result<void> storeLibrarySettings(Database& database, const LibrarySettings& settings)
{
    SettingRepository repository(database);
    for (const Field& field : kFields) {
        const int number = settings.*field.value;
        if (number < field.least || number > field.most) {
            return fail(
                ErrorCode::Invalid,
                QCoreApplication::translate("LibrarySettings", "%1 has to be between %2 and %3. Nothing was changed.")
                    .arg(QLatin1String(field.key))
                    .arg(field.least)
                    .arg(field.most));
        }
        if (auto done = repository.set(QLatin1String(field.key), QString::number(number)); !done) {
            return done;
        }
    }
    return {};
}

} // namespace cloakroom
