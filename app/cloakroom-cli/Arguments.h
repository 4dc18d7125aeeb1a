#pragma once

#include <QDate>
#include <QList>
#include <QRect>
#include <QString>
#include <QStringList>

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cloakroom::cli {

/// Options and arguments in the program's own types. A name without dashes is an argument by position. A value that
/// makes no sense ends the parse with a sentence (exit status 2).

CLI::Option* addText(CLI::App& app, const std::string& name, QString& target, const std::string& help);
CLI::Option* addText(CLI::App& app, const std::string& name, std::optional<QString>& target, const std::string& help);
/// As an option: repeatable, one value each. As an argument: all that are left.
CLI::Option* addTexts(CLI::App& app, const std::string& name, QStringList& target, const std::string& help);
/// ISO, 2026-11-22.
CLI::Option* addDay(CLI::App& app, const std::string& name, QDate& target, const std::string& help);
CLI::Option* addDay(CLI::App& app, const std::string& name, std::optional<QDate>& target, const std::string& help);
/// x,y,w,h in pixels of the upright original.
CLI::Option* addRect(CLI::App& app, const std::string& name, QRect& target, const std::string& help);

/// A whole number above zero; throws CLI::ValidationError for anything else.
[[nodiscard]] qint64 idFrom(const std::string& text, const std::string& name);

template <typename IdType>
CLI::Option* addId(CLI::App& app, const std::string& name, IdType& target, const std::string& help)
{
    return app
        .add_option_function<std::string>(
            name, [&target, name](const std::string& text) { target = IdType{idFrom(text, name)}; }, help)
        ->required();
}

template <typename IdType>
CLI::Option* addIds(CLI::App& app, const std::string& name, QList<IdType>& target, const std::string& help)
{
    return app.add_option_function<std::vector<std::string>>(
        name,
        [&target, name](const std::vector<std::string>& texts) {
            for (const std::string& text : texts) {
                target << IdType{idFrom(text, name)};
            }
        },
        help);
}

/// One of the keys that `fromKey` knows; `keys` names them for the help.
template <typename Target, typename Enum>
CLI::Option* addKey(CLI::App& app, const std::string& name, Target& target,
                    std::optional<Enum> (*fromKey)(const QString&), const std::string& keys)
{
    return app.add_option_function<std::string>(
        name,
        [&target, fromKey, name, keys](const std::string& text) {
            const auto value = fromKey(QString::fromStdString(text));
            if (!value) {
                throw CLI::ValidationError(name, "'" + text + "' is none of: " + keys);
            }
            target = *value;
        },
        keys);
}

} // namespace cloakroom::cli
