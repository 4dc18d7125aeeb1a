#include "Arguments.h"
#include "Commands.h"
#include "Passwords.h"
#include "core/accounts/Users.h"
#include "core/catalogue/LibraryInfo.h"
#include "core/faces/ModelFiles.h"
#include "core/faces/RecogniserFiles.h"
#include "core/storage/LibraryFolder.h"

namespace cloakroom::cli {

namespace {

QString recogniserName()
{
    const RecogniserChoice recogniser = chooseRecogniser();
    return recogniser.isThere() ? recogniser.model.name : QStringLiteral("none");
}

struct CreateOptions {
    QString school;
    QString admin;
};

/// The recovery key goes to standard output here, once, and nowhere else.
Answer createdAnswer(const QString& libraryId, const QString& recoveryKey)
{
    Answer answer;
    answer.json = QJsonObject{{QStringLiteral("library_id"), libraryId}, {QStringLiteral("recovery_key"), recoveryKey}};
    answer.text = Cli::tr("The library is ready. Its recovery key, shown this once:\n\n    %1\n\nWrite it down and "
                          "keep it away from this computer: it opens the library when every password is lost.")
                      .arg(recoveryKey);
    return answer;
}

Result<Answer> createLibrary(CommandContext& context, const CreateOptions& options)
{
    const auto path = context.libraryPath();
    if (!path) {
        return propagate(path);
    }
    const auto password =
        newPassword(context.options().passwordFile, Cli::tr("Password for %1: ").arg(options.admin), options.admin);
    if (!password) {
        return propagate(password);
    }
    QString recoveryKey;
    const auto opened = context.openWith([&]() -> Result<std::unique_ptr<Library>> {
        auto created = Library::create(*path, options.school, options.admin, *password, KdfCost::calibrated());
        if (!created) {
            return propagate(created);
        }
        recoveryKey = created->recoveryKey;
        return std::move(created->library);
    });
    if (!opened) {
        return propagate(opened);
    }
    const QString id = (*opened)->run([](Library& library) { return library.libraryId(); });
    Answer answer = createdAnswer(id, recoveryKey);
    wipe(recoveryKey);
    return answer;
}

Result<Answer> showInfo(Library& library)
{
    const auto counts = countLibrary(library);
    if (!counts) {
        return propagate(counts);
    }
    const DetectorChoice detector = chooseDetector();
    const QString name = detector.name.isEmpty() ? QStringLiteral("none") : detector.name;
    return Answer{QJsonObject{{QStringLiteral("library_id"), library.libraryId()},
                              {QStringLiteral("school"), library.schoolName()},
                              {QStringLiteral("photos"), counts->photos},
                              {QStringLiteral("people"), counts->people},
                              {QStringLiteral("faces"), counts->faces},
                              {QStringLiteral("detector"), name},
                              {QStringLiteral("detector_version"), detector.version},
                              {QStringLiteral("detector_text"), detector.description},
                              {QStringLiteral("recogniser"), recogniserName()},
                              {QStringLiteral("schema"), counts->schema},
                              {QStringLiteral("bytes"), counts->bytes},
                              {QStringLiteral("version"), QStringLiteral(CLOAKROOM_VERSION)}},
                  ExitStatus::Done,
                  {},
                  {QStringLiteral("school"), QStringLiteral("photos"), QStringLiteral("people"),
                   QStringLiteral("faces"), QStringLiteral("detector"), QStringLiteral("detector_text"),
                   QStringLiteral("recogniser"), QStringLiteral("schema"), QStringLiteral("bytes"),
                   QStringLiteral("version"), QStringLiteral("library_id")}};
}

Result<Answer> verify(Library& library, bool isFull)
{
    const auto verified = verifyLibrary(library, isFull ? VerifyDepth::Full : VerifyDepth::Quick);
    if (!verified) {
        return propagate(verified);
    }
    Answer answer;
    answer.json = QJsonObject{{QStringLiteral("ok"), verified->ok},
                              {QStringLiteral("photos"), verified->photos},
                              {QStringLiteral("checked"), verified->checked},
                              {QStringLiteral("damaged"), QJsonArray::fromStringList(verified->damaged)},
                              {QStringLiteral("missing"), QJsonArray::fromStringList(verified->missing)},
                              {QStringLiteral("orphans"), QJsonArray::fromStringList(verified->orphans)},
                              {QStringLiteral("without_preview"), verified->withoutPreview}};
    answer.status = verified->ok ? ExitStatus::Done : ExitStatus::Damaged;
    answer.columns = {QStringLiteral("ok"),      QStringLiteral("photos"),  QStringLiteral("checked"),
                      QStringLiteral("damaged"), QStringLiteral("missing"), QStringLiteral("orphans")};
    return answer;
}

Result<Answer> changeKey(CommandContext& context)
{
    auto library = context.ownLibrary();
    if (!library) {
        return propagate(library);
    }
    ProgressBar progress = context.progress();
    if (const auto changed = Library::changeKey(std::move(*library), progress); !changed) {
        return propagate(changed);
    }
    const auto folder = LibraryFolder::inspect(context.options().library);
    if (!folder) {
        return propagate(folder);
    }
    return Answer{QJsonObject{{QStringLiteral("generation"), qint64{folder->generation()}}}, ExitStatus::Done,
                  Cli::tr("The library has a new key. Passwords and the recovery key are the same as before. What "
                          "somebody copied earlier stays readable to them; make a backup now, so that older ones go.")};
}

Result<Answer> replaceRecoveryKey(Library& library)
{
    auto key = Users(library).replaceRecoveryKey();
    if (!key) {
        return propagate(key);
    }
    Answer answer;
    answer.json = QJsonObject{{QStringLiteral("recovery_key"), *key}};
    answer.text = Cli::tr("The new recovery key, shown this once:\n\n    %1\n\nThe old one opens nothing more: destroy "
                          "its paper.")
                      .arg(*key);
    wipe(*key);
    return answer;
}

} // namespace

void addLibraryCommands(CommandGroup& root)
{
    CommandGroup library = root.group("library", "The library as a whole");
    auto options = std::make_shared<CreateOptions>();
    CLI::App& create = library.add(
        "create", "Make a new library in the empty or absent folder --library; prints its recovery key once",
        Handler([options](CommandContext& context) { return createLibrary(context, *options); }));
    addText(create, "--school", options->school, "Name of the school")->required();
    addText(create, "--admin", options->admin, "Name of the first administrator")->required();

    library.add("info", "Counts, detector in use, versions, sizes", LibraryWork(showInfo));

    library.add("change-key", "Give the library a new key, after somebody left who knew a password",
                Handler(changeKey));

    library.add("new-recovery-key", "Replace the recovery key; prints the new one once, the old one opens nothing more",
                LibraryWork(replaceRecoveryKey));
    addBackupCommands(library);

    auto isFull = std::make_shared<bool>(false);
    CLI::App& check = library.add("verify", "Authenticate every page, and that every original is there with its size",
                                  LibraryWork([isFull](Library& open) { return verify(open, *isFull); }));
    check.add_flag("--full", *isFull, "Every byte of every original as well");
}

} // namespace cloakroom::cli
