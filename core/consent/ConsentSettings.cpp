// The school's own settings by age, kept as words among the other settings.

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/SettingRepository.h"
#include "core/consent/BiometricTemplates.h"
#include "core/consent/ConsentLedger.h"

#include <QCoreApplication>

namespace cloakroom {

namespace {

const QString kChildToo = QStringLiteral("consent.child-too-from-age");
const QString kChildAlone = QStringLiteral("consent.child-alone-from-age");
const QString kYearEndMonth = QStringLiteral("consent.school-year-end-month");
const QString kYearEndDay = QStringLiteral("consent.school-year-end-day");
constexpr int kOldestAge = 25;

QString tr(const char* text)
{
    return QCoreApplication::translate("ConsentSettings", text);
}

// Fail closed: a setting that is no number must not read as "not set", which would ask fewer people.
Result<std::optional<int>> readNumber(Library& library, const QString& key)
{
    const auto text = SettingRepository(library.db()).get(key);
    if (!text) {
        return propagate(text);
    }
    if (!*text) {
        return std::optional<int>();
    }
    bool isNumber = false;
    const int number = (*text)->toInt(&isNumber);
    if (!isNumber) {
        return fail(ErrorCode::Damaged,
                    tr("The settings about who may consent cannot be read. Nothing leaves until an administrator has "
                       "set them again."),
                    key);
    }
    return std::optional(number);
}

Result<void> writeNumber(Library& library, const QString& key, std::optional<int> number)
{
    SettingRepository settings(library.db());
    return number ? settings.set(key, QString::number(*number)) : settings.remove(key);
}

Result<void> check(const ConsentSettings& settings)
{
    for (const auto& age : {settings.childTooFromAge, settings.childAloneFromAge}) {
        if (age && (*age < 0 || *age > kOldestAge)) {
            return fail(ErrorCode::Invalid, tr("An age is between 0 and 25. Nothing was changed."));
        }
    }
    if (settings.childTooFromAge && settings.childAloneFromAge
        && *settings.childAloneFromAge < *settings.childTooFromAge) {
        return fail(ErrorCode::Invalid,
                    tr("A child cannot decide alone before it is asked at all. Nothing was changed."));
    }
    if (!QDate::isValid(2000, settings.schoolYearEndMonth, settings.schoolYearEndDay)) {
        return fail(ErrorCode::Invalid, tr("The school year has to end on a day of the year. Nothing was changed."));
    }
    return {};
}

} // namespace

Result<ConsentSettings> ConsentLedger::settings()
{
    ConsentSettings settings;
    const auto childToo = readNumber(m_library, kChildToo);
    if (!childToo) {
        return propagate(childToo);
    }
    const auto childAlone = readNumber(m_library, kChildAlone);
    if (!childAlone) {
        return propagate(childAlone);
    }
    const auto month = readNumber(m_library, kYearEndMonth);
    if (!month) {
        return propagate(month);
    }
    const auto day = readNumber(m_library, kYearEndDay);
    if (!day) {
        return propagate(day);
    }
    settings.childTooFromAge = *childToo;
    settings.childAloneFromAge = *childAlone;
    settings.schoolYearEndMonth = month->value_or(settings.schoolYearEndMonth);
    settings.schoolYearEndDay = day->value_or(settings.schoolYearEndDay);
    return settings;
}

Result<void> ConsentLedger::setSettings(const ConsentSettings& settings)
{
    if (auto allowed = m_library.require(Right::Administer); !allowed) {
        return allowed;
    }
    if (auto fine = check(settings); !fine) {
        return fine;
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const QList<std::pair<QString, std::optional<int>>> values{{kChildToo, settings.childTooFromAge},
                                                               {kChildAlone, settings.childAloneFromAge},
                                                               {kYearEndMonth, settings.schoolYearEndMonth},
                                                               {kYearEndDay, settings.schoolYearEndDay}};
    for (const auto& [key, number] : values) {
        if (auto done = writeNumber(m_library, key, number); !done) {
            return done;
        }
    }
    if (auto done = audit::append(m_library, QStringLiteral("settings.consent")); !done) {
        return done;
    }
    return commitSettled(m_library, *transaction);
}

} // namespace cloakroom
