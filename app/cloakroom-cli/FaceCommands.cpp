#include "Arguments.h"
#include "Commands.h"
#include "Json.h"
#include "PhotoSelection.h"
#include "core/catalogue/Library.h"
#include "core/faces/FaceScan.h"
#include "core/faces/Faces.h"
#include "core/worker/WorkerPool.h"

namespace cloakroom::cli {

namespace {

struct DetectOptions {
    PhotoSelection selection;
    bool again = false;
};

QJsonObject failureToJson(const ScanFailure& failure)
{
    return {{QStringLiteral("photo"), failure.photo.value}, {QStringLiteral("reason"), failure.reason}};
}

Answer scanAnswer(const ScanReport& report, const QString& detector)
{
    QJsonArray failed;
    QString text = Cli::tr("Photos searched: %1. Faces found: %2. Detector: %3.\n")
                       .arg(report.searched)
                       .arg(report.faces)
                       .arg(detector);
    for (const ScanFailure& failure : report.failed) {
        failed << failureToJson(failure);
        text += Cli::tr("  photo %1: %2\n").arg(failure.photo.value).arg(failure.reason);
    }
    return {QJsonObject{{QStringLiteral("searched"), report.searched},
                        {QStringLiteral("faces"), report.faces},
                        {QStringLiteral("detector"), detector},
                        {QStringLiteral("failed"), failed},
                        {QStringLiteral("cancelled"), report.wasCancelled}},
            statusWith(!report.failed.isEmpty() || report.wasCancelled), text};
}

Result<Answer> detect(CommandContext& context, const DetectOptions& options)
{
    const auto library = context.library();
    if (!library) {
        return propagate(library);
    }
    const auto photos = (*library)->run([&](Library& open) { return options.selection.resolve(open); });
    if (!photos) {
        return propagate(photos);
    }
    ProgressBar progress = context.progress();
    const ScanScope scope = options.again ? ScanScope::All : ScanScope::Unsearched;
    const auto report = findFaces(**library, context.workers(), *photos, scope, progress);
    return report ? Result<Answer>(scanAnswer(*report, context.workers().detector().name)) : propagate(report);
}

Result<Answer> listFaces(Library& library, PhotoId photo)
{
    const auto faces = Faces(library).list(photo);
    if (!faces) {
        return propagate(faces);
    }
    return listAnswer(toJsonArray(*faces),
                      {QStringLiteral("id"), QStringLiteral("rect"), QStringLiteral("state"), QStringLiteral("person"),
                       QStringLiteral("confidence"), QStringLiteral("detector")});
}

struct FaceOptions {
    FaceId face;
    PhotoId photo;
    QString person;
    bool isExternal = false;
    QRect rect;
};

/// The face as it is now.
Result<Answer> faceAnswer(Library& library, FaceId id, const QString& sentence)
{
    const auto face = Faces(library).get(id);
    return face ? Result<Answer>(Answer{toJson(*face), ExitStatus::Done, sentence.arg(id.value)}) : propagate(face);
}

Result<PersonId> personOf(Library& library, const FaceOptions& options)
{
    if (options.person.isEmpty()) {
        return PersonId{};
    }
    const auto person = findPerson(library, options.person, options.isExternal);
    return person ? Result<PersonId>(person->id) : propagate(person);
}

Result<Answer> addFace(Library& library, const FaceOptions& options)
{
    const auto person = personOf(library, options);
    if (!person) {
        return propagate(person);
    }
    const auto added = Faces(library).add(options.photo, options.rect, *person);
    return added ? faceAnswer(library, *added, Cli::tr("Added face %1.")) : propagate(added);
}

Result<Answer> confirmFace(Library& library, const FaceOptions& options)
{
    const auto person = personOf(library, options);
    if (!person) {
        return propagate(person);
    }
    const auto done = Faces(library).confirm(options.face, *person);
    return done ? faceAnswer(library, options.face, Cli::tr("Face %1 is named.")) : propagate(done);
}

void addFaceOption(CLI::App& command, FaceOptions& options)
{
    addId(command, "FACE", options.face, "Id of the face");
}

/// A decision that needs nothing but the face.
void addDecision(CommandGroup& faces, const char* name, const char* description, Result<void> (Faces::*decide)(FaceId))
{
    auto options = std::make_shared<FaceOptions>();
    CLI::App& command =
        faces.add(name, description, LibraryWork([options, decide](Library& library) -> Result<Answer> {
                      Faces service(library);
                      const auto done = (service.*decide)(options->face);
                      return done ? faceAnswer(library, options->face, Cli::tr("Face %1 is marked.")) : propagate(done);
                  }));
    addFaceOption(command, *options);
}

Result<Answer> moveFace(Library& library, const FaceOptions& options)
{
    const auto done = Faces(library).move(options.face, options.rect);
    return done ? faceAnswer(library, options.face, Cli::tr("Face %1 is moved.")) : propagate(done);
}

Result<Answer> removeFace(Library& library, const FaceOptions& options)
{
    const auto done = Faces(library).remove(options.face);
    return done ? Result<Answer>(Answer{QJsonObject{{QStringLiteral("id"), options.face.value}}, ExitStatus::Done,
                                        Cli::tr("Face %1 is taken away.").arg(options.face.value)})
                : propagate(done);
}

Result<Answer> restAreStrangers(Library& library, PhotoId photo)
{
    const auto count = Faces(library).restAreStrangers(photo);
    return count
        ? Result<Answer>(Answer{
            QJsonObject{{QStringLiteral("photo"), photo.value}, {QStringLiteral("strangers"), *count}},
            ExitStatus::Done, Cli::tr("Faces of people not on our lists: %1. They are covered on export.").arg(*count)})
        : propagate(count);
}

void addDetection(CommandGroup& faces)
{
    auto options = std::make_shared<DetectOptions>();
    CLI::App& command =
        faces.add("detect", "Look for faces in photos that this computer's detector has not searched yet",
                  Handler([options](CommandContext& context) { return detect(context, *options); }));
    options->selection.addTo(command);
    command.add_flag("--again", options->again, "Also in those that it has searched");

    auto photo = std::make_shared<PhotoId>();
    CLI::App& list = faces.add("list", "List the faces of a photo",
                               LibraryWork([photo](Library& library) { return listFaces(library, *photo); }));
    addId(list, "PHOTO", *photo, "Id of the photo");
}

void addNaming(CommandGroup& faces)
{
    auto adding = std::make_shared<FaceOptions>();
    CLI::App& add = faces.add("add", "Add a face that the detector did not find",
                              LibraryWork([adding](Library& library) { return addFace(library, *adding); }));
    addId(add, "PHOTO", adding->photo, "Id of the photo");
    addRect(add, "--rect", adding->rect, "x,y,w,h in pixels of the upright original")->required()->type_name("R");
    addText(add, "--person", adding->person, "Who it is");
    add.add_flag("--external", adding->isExternal, "The person is given by external id");

    auto confirming = std::make_shared<FaceOptions>();
    CLI::App& confirm =
        faces.add("confirm", "Say whose face it is",
                  LibraryWork([confirming](Library& library) { return confirmFace(library, *confirming); }));
    addFaceOption(confirm, *confirming);
    addText(confirm, "PERSON", confirming->person, "Id, external id or full name")->required();
    confirm.add_flag("--external", confirming->isExternal, "PERSON is an external id");

    addDecision(faces, "stranger", "Somebody who is not on our lists", &Faces::markStranger);
    addDecision(faces, "reject", "Not a face", &Faces::reject);
    addDecision(faces, "reset", "Take back what was said about it", &Faces::reset);

    auto photo = std::make_shared<PhotoId>();
    CLI::App& rest = faces.add("rest-are-strangers", "Every face still without a decision is of a stranger",
                               LibraryWork([photo](Library& library) { return restAreStrangers(library, *photo); }));
    addId(rest, "PHOTO", *photo, "Id of the photo");
}

void addShaping(CommandGroup& faces)
{
    auto moving = std::make_shared<FaceOptions>();
    CLI::App& move = faces.add("move", "Move or resize a face",
                               LibraryWork([moving](Library& library) { return moveFace(library, *moving); }));
    addFaceOption(move, *moving);
    addRect(move, "--rect", moving->rect, "x,y,w,h in pixels of the upright original")->required()->type_name("R");

    auto removing = std::make_shared<FaceOptions>();
    CLI::App& remove = faces.add("remove", "Take away a face that was added by mistake",
                                 LibraryWork([removing](Library& library) { return removeFace(library, *removing); }));
    addFaceOption(remove, *removing);
}

} // namespace

void addFaceCommands(CommandGroup& root)
{
    CommandGroup faces = root.group("faces", "Faces in photos and whose they are");
    addDetection(faces);
    addNaming(faces);
    addShaping(faces);
    addSuggestionCommands(faces);
}

} // namespace cloakroom::cli
