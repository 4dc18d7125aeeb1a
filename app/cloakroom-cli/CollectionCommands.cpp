#include "Arguments.h"
#include "Commands.h"
#include "Json.h"
#include "PhotoSelection.h"
#include "core/catalogue/Library.h"
#include "core/consent/Purposes.h"
#include "core/photos/Collections.h"

#include <utility>

namespace cloakroom::cli {

namespace {

QJsonObject statusToJson(const CollectionStatus& status)
{
    return {{QStringLiteral("id"), status.collection.id.value},
            {QStringLiteral("name"), status.collection.name},
            {QStringLiteral("purpose"), status.purposeKey},
            {QStringLiteral("photos"), status.photos},
            {QStringLiteral("clear"), status.clear},
            {QStringLiteral("if_covered"), status.ifCovered},
            {QStringLiteral("blocked"), status.blocked},
            {QStringLiteral("usable"), status.isUsable()}};
}

const QStringList& columns()
{
    static const QStringList keys{QStringLiteral("id"),      QStringLiteral("name"),  QStringLiteral("purpose"),
                                  QStringLiteral("photos"),  QStringLiteral("clear"), QStringLiteral("if_covered"),
                                  QStringLiteral("blocked"), QStringLiteral("usable")};
    return keys;
}

Result<Answer> statusAnswer(Library& library, CollectionId id)
{
    const auto status = Collections(library).get(id);
    return status ? Result<Answer>(Answer{statusToJson(*status), ExitStatus::Done, {}, columns()}) : propagate(status);
}

Result<Answer> listCollections(Library& library)
{
    const auto collections = Collections(library).list();
    if (!collections) {
        return propagate(collections);
    }
    QJsonArray array;
    for (const CollectionStatus& status : *collections) {
        array << statusToJson(status);
    }
    return listAnswer(array, columns());
}

struct CollectionOptions {
    QString name;
    QString purpose;
    QList<PhotoId> photos;
    QString newName;
};

Result<Answer> addCollection(Library& library, const CollectionOptions& options)
{
    const auto purpose = Purposes(library).byKey(options.purpose);
    if (!purpose) {
        return propagate(purpose);
    }
    const auto id = Collections(library).add(options.name, purpose->id);
    return id ? statusAnswer(library, *id) : propagate(id);
}

/// Finds the collection by name, changes it, and answers with how it stands then.
template <typename Change>
LibraryWork changing(std::shared_ptr<CollectionOptions> options, Change change)
{
    return [options = std::move(options), change = std::move(change)](Library& library) -> Result<Answer> {
        const auto found = Collections(library).find(options->name);
        if (!found) {
            return propagate(found);
        }
        const auto changed = change(library, found->collection.id, *options);
        return changed ? statusAnswer(library, found->collection.id) : propagate(changed);
    };
}

Result<Answer> showCollection(Library& library, const QString& name)
{
    const auto status = Collections(library).find(name);
    if (!status) {
        return propagate(status);
    }
    const auto photos = Collections(library).photos(status->collection.id);
    if (!photos) {
        return propagate(photos);
    }
    QJsonObject json = statusToJson(*status);
    json.insert(QStringLiteral("photo_ids"), idsToJson(*photos));
    return Answer{json, ExitStatus::Done, {}, QStringList(columns()) << QStringLiteral("photo_ids")};
}

Result<Answer> removeCollection(Library& library, const QString& name)
{
    const auto found = Collections(library).find(name);
    if (!found) {
        return propagate(found);
    }
    const auto done = Collections(library).remove(found->collection.id);
    return done
        ? Result<Answer>(Answer{QJsonObject{{QStringLiteral("id"), found->collection.id.value}}, ExitStatus::Done,
                                Cli::tr("The collection is gone; its photos are still in the library.")})
        : propagate(done);
}

void addChanges(CommandGroup& collections)
{
    auto filling = std::make_shared<CollectionOptions>();
    CLI::App& fill = collections.add(
        "add-photos", "Put photos into a collection",
        changing(filling, [](Library& library, CollectionId id, const CollectionOptions& options) -> Result<int> {
            if (const auto seen = requirePhotos(library, options.photos); !seen) {
                return propagate(seen);
            }
            return Collections(library).addPhotos(id, options.photos);
        }));
    addText(fill, "NAME", filling->name, "The collection")->required();
    addIds(fill, "PHOTO", filling->photos, "Ids of photos")->required();

    auto emptying = std::make_shared<CollectionOptions>();
    CLI::App& empty =
        collections.add("remove-photos", "Take photos out of a collection",
                        changing(emptying, [](Library& library, CollectionId id, const CollectionOptions& options) {
                            return Collections(library).removePhotos(id, options.photos);
                        }));
    addText(empty, "NAME", emptying->name, "The collection")->required();
    addIds(empty, "PHOTO", emptying->photos, "Ids of photos")->required();

    auto renaming = std::make_shared<CollectionOptions>();
    CLI::App& rename =
        collections.add("rename", "Give a collection another name",
                        changing(renaming, [](Library& library, CollectionId id, const CollectionOptions& options) {
                            return Collections(library).rename(id, options.newName);
                        }));
    addText(rename, "NAME", renaming->name, "The collection")->required();
    addText(rename, "NEW_NAME", renaming->newName, "Its new name")->required();
}

} // namespace

void addCollectionCommands(CommandGroup& root)
{
    CommandGroup collections =
        root.group("collection", "Photos picked for one use, and whether all of them may still be used");
    collections.add("list", "Every collection and how it stands today", LibraryWork(listCollections));

    auto adding = std::make_shared<CollectionOptions>();
    CLI::App& add =
        collections.add("add", "Begin a collection",
                        LibraryWork([adding](Library& library) { return addCollection(library, *adding); }));
    addText(add, "NAME", adding->name, "What it is called")->required();
    addText(add, "--purpose", adding->purpose, "Key of the purpose it is for")->required();

    auto showing = std::make_shared<QString>();
    CLI::App& show =
        collections.add("show", "One collection with its photos",
                        LibraryWork([showing](Library& library) { return showCollection(library, *showing); }));
    addText(show, "NAME", *showing, "The collection")->required();

    addChanges(collections);

    auto removing = std::make_shared<QString>();
    CLI::App& remove =
        collections.add("delete", "Forget a collection; its photos stay",
                        LibraryWork([removing](Library& library) { return removeCollection(library, *removing); }));
    addText(remove, "NAME", *removing, "The collection")->required();
}

} // namespace cloakroom::cli
