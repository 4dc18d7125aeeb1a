#include "Arguments.h"
#include "Commands.h"
#include "Json.h"
#include "PhotoSelection.h"
#include "core/catalogue/Library.h"
#include "core/consent/Purposes.h"
#include "core/review/SignOffs.h"

namespace cloakroom::cli {

namespace {

struct SignOffOptions {
    PhotoSelection selection;
    QString purpose;
};

using PhotoWork = std::function<Result<void>(PhotoId)>;

/// Each photo by itself; one that is refused does not keep the others. With none done the status is that of the first
/// refusal.
Answer forEachPhoto(const QList<PhotoId>& photos, const PhotoWork& work)
{
    QList<PhotoId> done;
    QJsonArray refused;
    QString text;
    std::optional<ErrorCode> firstRefusal;
    for (const PhotoId photo : photos) {
        const auto one = work(photo);
        if (one) {
            done << photo;
            continue;
        }
        firstRefusal = firstRefusal.value_or(one.error().code);
        refused << QJsonObject{{QStringLiteral("photo"), photo.value}, {QStringLiteral("reason"), one.error().text}};
        text += Cli::tr("Photo %1: %2\n").arg(photo.value).arg(one.error().text);
    }
    text += Cli::tr("Photos done: %1.").arg(done.size());
    const ExitStatus status =
        done.isEmpty() && firstRefusal ? exitStatusOf(*firstRefusal) : statusWith(firstRefusal.has_value());
    return {QJsonObject{{QStringLiteral("signed"), idsToJson(done)}, {QStringLiteral("refused"), refused}}, status,
            text};
}

Result<Answer> signOffFaces(Library& library, const SignOffOptions& options)
{
    const auto photos = options.selection.resolve(library, PhotoSelection::Unsaid::Refused);
    if (!photos) {
        return propagate(photos);
    }
    return forEachPhoto(*photos, [&library](PhotoId photo) { return SignOffs(library).signOffFaces(photo); });
}

Result<Answer> signOffPublish(Library& library, const SignOffOptions& options)
{
    const auto purpose = Purposes(library).byKey(options.purpose);
    if (!purpose) {
        return propagate(purpose);
    }
    const auto photos = options.selection.resolve(library, PhotoSelection::Unsaid::Refused);
    if (!photos) {
        return propagate(photos);
    }
    return forEachPhoto(*photos, [&](PhotoId photo) { return SignOffs(library).signOffPublish(photo, purpose->id); });
}

Result<Answer> revoke(Library& library, PhotoId photo)
{
    const auto done = SignOffs(library).revoke(photo);
    return done ? Result<Answer>(Answer{QJsonObject{{QStringLiteral("photo"), photo.value}}, ExitStatus::Done,
                                        Cli::tr("The sign-offs of photo %1 are taken back.").arg(photo.value)})
                : propagate(done);
}

} // namespace

void addSignOffCommands(CommandGroup& root)
{
    CommandGroup signOffs = root.group("sign-off", "Statements about one exact state of a photo");
    auto faces = std::make_shared<SignOffOptions>();
    CLI::App& marked = signOffs.add("faces", "Every face is marked",
                                    LibraryWork([faces](Library& library) { return signOffFaces(library, *faces); }));
    faces->selection.addTo(marked);

    auto publish = std::make_shared<SignOffOptions>();
    CLI::App& fit =
        signOffs.add("publish", "Fit to publish; by somebody other than who signed off the faces",
                     LibraryWork([publish](Library& library) { return signOffPublish(library, *publish); }));
    publish->selection.addTo(fit);
    addText(fit, "--purpose", publish->purpose, "For this purpose")->required();

    auto photo = std::make_shared<PhotoId>();
    CLI::App& back = signOffs.add("revoke", "Take back every sign-off of a photo",
                                  LibraryWork([photo](Library& library) { return revoke(library, *photo); }));
    addId(back, "PHOTO", *photo, "Id of the photo");
}

} // namespace cloakroom::cli
