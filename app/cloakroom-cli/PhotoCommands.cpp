#include "Arguments.h"
#include "Commands.h"
#include "Json.h"
#include "PhotoSelection.h"
#include "core/catalogue/Library.h"
#include "core/consent/People.h"
#include "core/faces/Faces.h"
#include "core/photos/Photos.h"
#include "core/publish/Register.h"
#include "core/review/SignOffs.h"

#include <QSaveFile>

namespace cloakroom::cli {

namespace {

/// PHOTO... WORD, or a filter and WORD: the last argument is what is done with the photos before it.
struct ChangeOptions {
    QStringList words;
    FilterOptions filter;
};

struct Change {
    PhotoSelection selection;
    QString word;
};

Result<Change> changeOf(const ChangeOptions& options)
{
    Change change;
    change.selection.filter = options.filter;
    change.word = options.words.last();
    for (const QString& word : options.words.first(options.words.size() - 1)) {
        bool isNumber = false;
        const qint64 number = word.toLongLong(&isNumber);
        if (!isNumber || number < 1) {
            return fail(ErrorCode::Invalid,
                        Cli::tr("'%1' is not the id of a photo. Ids come first, then one word; put quotes around words "
                                "that belong together.")
                            .arg(word));
        }
        change.selection.photos << PhotoId{number};
    }
    return change;
}

Answer changedAnswer(const QList<PhotoId>& photos)
{
    return {QJsonObject{{QStringLiteral("photos"), idsToJson(photos)}}, ExitStatus::Done,
            Cli::tr("Photos changed: %1.").arg(photos.size())};
}

using ChangeWork = std::function<Result<void>(Library&, const QList<PhotoId>&, const QString&)>;

Result<Answer> applyChange(Library& library, const ChangeOptions& options, const ChangeWork& work)
{
    const auto change = changeOf(options);
    if (!change) {
        return propagate(change);
    }
    const auto photos = change->selection.resolve(library, PhotoSelection::Unsaid::Refused);
    if (!photos) {
        return propagate(photos);
    }
    const auto done = work(library, *photos, change->word);
    return done ? Result<Answer>(changedAnswer(*photos)) : propagate(done);
}

void addChange(CommandGroup& group, const char* name, const char* description, const char* word, const ChangeWork& work)
{
    auto options = std::make_shared<ChangeOptions>();
    CLI::App& command =
        group.add(name, description,
                  LibraryWork([options, work](Library& library) { return applyChange(library, *options, work); }));
    addTexts(command, "WORDS", options->words, std::string("PHOTO... ") + word + ", or a filter and " + word)
        ->required()
        ->option_text(std::string("[PHOTO...] ") + word);
    options->filter.addTo(command);
}

using PlainWork = std::function<Result<void>(Library&, const QList<PhotoId>&)>;

void addPlainChange(CommandGroup& group, const char* name, const char* description, const PlainWork& work)
{
    auto selection = std::make_shared<PhotoSelection>();
    CLI::App& command = group.add(name, description, LibraryWork([selection, work](Library& library) -> Result<Answer> {
                                      const auto photos = selection->resolve(library, PhotoSelection::Unsaid::Refused);
                                      if (!photos) {
                                          return propagate(photos);
                                      }
                                      const auto done = work(library, *photos);
                                      return done ? Result<Answer>(changedAnswer(*photos)) : propagate(done);
                                  }));
    selection->addTo(command);
}

Result<Answer> listPhotos(Library& library, const FilterOptions& options, bool inBin)
{
    auto filter = options.resolve(library);
    if (!filter) {
        return propagate(filter);
    }
    filter->inBin = inBin;
    Photos photos(library);
    const auto found = photos.find(*filter);
    if (!found) {
        return propagate(found);
    }
    const auto summaries = photos.summaries(*found);
    if (!summaries) {
        return propagate(summaries);
    }
    return listAnswer(toJsonArray(*summaries),
                      {QStringLiteral("id"), QStringLiteral("name"), QStringLiteral("taken_at"),
                       QStringLiteral("faces"), QStringLiteral("event"), QStringLiteral("tags"),
                       QStringLiteral("review"), QStringLiteral("flagged")});
}

QJsonObject detailsToJson(const PhotoDetails& details)
{
    QJsonObject json = toJson(details.summary);
    json.insert(QStringLiteral("camera"), textToJson(details.camera));
    json.insert(QStringLiteral("format"), details.format);
    json.insert(QStringLiteral("bytes"), details.bytes);
    json.insert(QStringLiteral("orientation"), details.orientation);
    json.insert(QStringLiteral("photographer"), textToJson(details.photographer));
    json.insert(QStringLiteral("group"), textToJson(details.group));
    json.insert(QStringLiteral("stack"), idToJson(details.stack));
    json.insert(QStringLiteral("camera_taken_at"),
                details.cameraTakenAt
                    ? QJsonValue(details.cameraTakenAt->toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss")))
                    : QJsonValue());
    json.insert(QStringLiteral("note"), textToJson(details.note));
    json.insert(QStringLiteral("imported_at"), timeToJson(details.importedAt));
    json.insert(QStringLiteral("imported_by"), details.importedBy);
    json.insert(QStringLiteral("faces_searched"), details.facesSearched);
    json.insert(QStringLiteral("detector"), textToJson(details.detector));
    return json;
}

template <typename Value>
Result<void> insertList(QJsonObject& json, const QString& key, const Result<QList<Value>>& values)
{
    if (!values) {
        return propagate(values);
    }
    json.insert(key, toJsonArray(*values));
    return {};
}

/// What is known of the photo besides itself, as far as the role may see it.
Result<void> insertHistory(QJsonObject& json, Library& library, PhotoId photo)
{
    if (allows(library.role(), Right::NameFaces)) {
        for (const auto& done : {insertList(json, QStringLiteral("face_list"), Faces(library).list(photo)),
                                 insertList(json, QStringLiteral("regions"), Faces(library).regions(photo)),
                                 insertList(json, QStringLiteral("sign_offs"), SignOffs(library).list(photo))}) {
            if (!done) {
                return done;
            }
        }
    }
    if (!allows(library.role(), Right::Export)) {
        return {};
    }
    RegisterFilter ofPhoto;
    ofPhoto.photo = photo;
    return insertList(json, QStringLiteral("exports"), Register(library).list(ofPhoto));
}

Result<Answer> showPhoto(Library& library, PhotoId photo)
{
    const auto details = Photos(library).details(photo);
    if (!details) {
        return propagate(details);
    }
    QJsonObject json = detailsToJson(*details);
    if (const auto done = insertHistory(json, library, photo); !done) {
        return propagate(done);
    }
    return Answer{json,
                  ExitStatus::Done,
                  {},
                  {QStringLiteral("id"),        QStringLiteral("name"),        QStringLiteral("kind"),
                   QStringLiteral("taken_at"),  QStringLiteral("camera"),      QStringLiteral("width"),
                   QStringLiteral("height"),    QStringLiteral("event"),       QStringLiteral("tags"),
                   QStringLiteral("rating"),    QStringLiteral("note"),        QStringLiteral("review"),
                   QStringLiteral("flagged"),   QStringLiteral("imported_at"), QStringLiteral("imported_by"),
                   QStringLiteral("detector"),  QStringLiteral("face_list"),   QStringLiteral("regions"),
                   QStringLiteral("sign_offs"), QStringLiteral("exports")}};
}

struct OriginalOptions {
    PhotoId photo;
    QString file;
};

Result<Answer> writeOriginal(Library& library, const OriginalOptions& options)
{
    QSaveFile file(options.file);
    const auto unwritable = [&file, &options] {
        return fail(ErrorCode::Unreadable, Cli::tr("The file %1 cannot be written.").arg(options.file),
                    file.errorString());
    };
    // Opened before the library is asked: an original that cannot be written is not logged as taken out.
    if (!file.open(QIODevice::WriteOnly)) {
        return unwritable();
    }
    const auto bytes = Photos(library).original(options.photo);
    if (!bytes) {
        return propagate(bytes);
    }
    if (file.write(*bytes) != bytes->size() || !file.commit()) {
        return unwritable();
    }
    return Answer{QJsonObject{{QStringLiteral("photo"), options.photo.value},
                              {QStringLiteral("file"), options.file},
                              {QStringLiteral("bytes"), bytes->size()}},
                  ExitStatus::Done,
                  Cli::tr("Wrote the original to %1. It is no longer encrypted there.").arg(options.file)};
}

void addViews(CommandGroup& photos)
{
    auto filter = std::make_shared<FilterOptions>();
    auto inBin = std::make_shared<bool>(false);
    CLI::App& list =
        photos.add("list", "List photos",
                   LibraryWork([filter, inBin](Library& library) { return listPhotos(library, *filter, *inBin); }));
    filter->addTo(list);
    list.add_flag("--bin", *inBin, "The photos in the bin instead");

    auto photo = std::make_shared<PhotoId>();
    CLI::App& show = photos.add("show", "Show a photo with its metadata, faces, sign-offs and past exports",
                                LibraryWork([photo](Library& library) { return showPhoto(library, *photo); }));
    addId(show, "PHOTO", *photo, "Id of the photo");

    auto original = std::make_shared<OriginalOptions>();
    CLI::App& take =
        photos.add("original", "Write the decrypted original to a file; recorded (admin, safeguarding)",
                   LibraryWork([original](Library& library) { return writeOriginal(library, *original); }));
    addId(take, "PHOTO", original->photo, "Id of the photo");
    addText(take, "--to", original->file, "The file to write")->required()->type_name("FILE");
}

Result<void> move(Library& library, const QList<PhotoId>& photos, const QString& name)
{
    const auto event = Photos(library).findEvent(name);
    return event ? Photos(library).moveToEvent(photos, event->id) : propagate(event);
}

/// An empty name takes them out of every group.
Result<void> setGroup(Library& library, const QList<PhotoId>& photos, const QString& name)
{
    if (name.isEmpty()) {
        return Photos(library).setGroup(photos, {});
    }
    const auto group = People(library).findGroup(name);
    return group ? Photos(library).setGroup(photos, group->id) : propagate(group);
}

Result<void> rate(Library& library, const QList<PhotoId>& photos, const QString& stars)
{
    bool isNumber = false;
    const int number = stars.toInt(&isNumber);
    if (!isNumber || number < 0 || number > 5) {
        return fail(ErrorCode::Invalid, Cli::tr("A rating is 0 to 5 stars."));
    }
    return Photos(library).rate(photos, number);
}

void addChanges(CommandGroup& photos)
{
    addChange(
        photos, "tag", "Give photos a tag", "TAG",
        [](Library& library, const QList<PhotoId>& ids, const QString& tag) { return Photos(library).tag(ids, tag); });
    addChange(photos, "untag", "Take a tag from photos", "TAG",
              [](Library& library, const QList<PhotoId>& ids, const QString& tag) {
                  return Photos(library).untag(ids, tag);
              });
    addChange(photos, "move-to-event", "Put photos into an event", "EVENT", move);
    addChange(photos, "set-group", "Say of which group photos were taken; an empty name = none", "GROUP", setGroup);
    addChange(photos, "rate", "Rate photos with 0 to 5 stars", "STARS", rate);
    addPlainChange(photos, "delete", "Put photos into the bin",
                   [](Library& library, const QList<PhotoId>& ids) { return Photos(library).remove(ids); });
}

struct RestoreOptions {
    QList<PhotoId> photos;
};

void addRestore(CommandGroup& photos)
{
    auto options = std::make_shared<RestoreOptions>();
    CLI::App& command =
        photos.add("restore", "Take photos out of the bin", LibraryWork([options](Library& library) -> Result<Answer> {
                       const auto done = Photos(library).restore(options->photos);
                       return done ? Result<Answer>(changedAnswer(options->photos)) : propagate(done);
                   }));
    addIds(command, "PHOTO", options->photos, "Ids of photos")->required();
}

} // namespace

void addPhotoCommands(CommandGroup& root)
{
    CommandGroup photos = root.group("photos", "Photos and what is known of them");
    addViews(photos);
    addChanges(photos);
    addRestore(photos);
    addPhotoTimeCommands(photos);
}

} // namespace cloakroom::cli
