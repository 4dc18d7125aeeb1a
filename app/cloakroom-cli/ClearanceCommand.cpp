#include "Arguments.h"
#include "Commands.h"
#include "Json.h"
#include "PhotoSelection.h"
#include "core/catalogue/Library.h"
#include "core/consent/Clearances.h"
#include "core/consent/Purposes.h"

namespace cloakroom::cli {

namespace {

struct ClearanceOptions {
    PhotoSelection selection;
    QString purpose;
    std::optional<QDate> on;
};

Result<Answer> clearances(Library& library, const ClearanceOptions& options)
{
    const auto purpose = Purposes(library).byKey(options.purpose);
    if (!purpose) {
        return propagate(purpose);
    }
    const auto photos = options.selection.resolve(library);
    if (!photos) {
        return propagate(photos);
    }
    const auto cleared = Clearances(library).of(*photos, *purpose, options.on.value_or(library.today()));
    if (!cleared) {
        return propagate(cleared);
    }
    QJsonArray array;
    for (const Clearance& clearance : *cleared) {
        QJsonObject json = toJson(clearance);
        json.insert(QStringLiteral("covers"), clearance.coverCount());
        array << json;
    }
    return listAnswer(
        array,
        {QStringLiteral("photo"), QStringLiteral("outcome"), QStringLiteral("covers"), QStringLiteral("reasons")});
}

} // namespace

void addClearanceCommand(CommandGroup& root)
{
    auto options = std::make_shared<ClearanceOptions>();
    CLI::App& command = root.add("clearance", "May photos be used for a purpose, and why or why not",
                                 LibraryWork([options](Library& library) { return clearances(library, *options); }));
    addText(command, "--purpose", options->purpose, "Key of the purpose")->required();
    addDay(command, "--on", options->on, "On this day (today)")->type_name("DAY");
    options->selection.addTo(command);
}

} // namespace cloakroom::cli
