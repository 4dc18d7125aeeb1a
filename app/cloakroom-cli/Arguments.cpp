#include "Arguments.h"

namespace cloakroom::cli {

namespace {

QDate dayFrom(const std::string& text, const std::string& name)
{
    const QDate day = QDate::fromString(QString::fromStdString(text), Qt::ISODate);
    if (!day.isValid() || text.size() != 10) {
        throw CLI::ValidationError(name, "'" + text + "' is not a day like 2026-11-22");
    }
    return day;
}

QRect rectFrom(const std::string& text, const std::string& name)
{
    const QStringList parts = QString::fromStdString(text).split(QLatin1Char(','));
    QList<int> numbers;
    for (const QString& part : parts) {
        bool isNumber = false;
        const int number = part.trimmed().toInt(&isNumber);
        if (isNumber) {
            numbers << number;
        }
    }
    if (parts.size() != 4 || numbers.size() != 4 || numbers[0] < 0 || numbers[1] < 0 || numbers[2] < 1
        || numbers[3] < 1) {
        throw CLI::ValidationError(name, "'" + text + "' is not a rectangle like 120,80,64,64 (x,y,width,height)");
    }
    return {numbers[0], numbers[1], numbers[2], numbers[3]};
}

template <typename Target, typename Convert>
CLI::Option* addConverted(CLI::App& app, const std::string& name, Target& target, Convert convert,
                          const std::string& help)
{
    return app.add_option_function<std::string>(
        name, [&target, name, convert](const std::string& text) { target = convert(text, name); }, help);
}

QString textFrom(const std::string& text, const std::string&)
{
    return QString::fromStdString(text);
}

} // namespace

qint64 idFrom(const std::string& text, const std::string& name)
{
    bool isNumber = false;
    const qint64 number = QString::fromStdString(text).toLongLong(&isNumber);
    if (!isNumber || number < 1) {
        throw CLI::ValidationError(name, "'" + text + "' is not an id (a whole number as printed by the lists)");
    }
    return number;
}

CLI::Option* addText(CLI::App& app, const std::string& name, QString& target, const std::string& help)
{
    return addConverted(app, name, target, textFrom, help);
}

CLI::Option* addText(CLI::App& app, const std::string& name, std::optional<QString>& target, const std::string& help)
{
    return addConverted(app, name, target, textFrom, help);
}

CLI::Option* addTexts(CLI::App& app, const std::string& name, QStringList& target, const std::string& help)
{
    CLI::Option* option = app.add_option_function<std::vector<std::string>>(
        name,
        [&target](const std::vector<std::string>& texts) {
            for (const std::string& text : texts) {
                target << QString::fromStdString(text);
            }
        },
        help);
    if (name.front() == '-') {
        option->allow_extra_args(false);
    }
    return option;
}

CLI::Option* addDay(CLI::App& app, const std::string& name, QDate& target, const std::string& help)
{
    return addConverted(app, name, target, dayFrom, help);
}

CLI::Option* addDay(CLI::App& app, const std::string& name, std::optional<QDate>& target, const std::string& help)
{
    return addConverted(app, name, target, dayFrom, help);
}

CLI::Option* addRect(CLI::App& app, const std::string& name, QRect& target, const std::string& help)
{
    return addConverted(app, name, target, rectFrom, help);
}

} // namespace cloakroom::cli
