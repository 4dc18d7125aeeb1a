#include "Arguments.h"
#include "Commands.h"
#include "Json.h"
#include "Passwords.h"
#include "core/accounts/Users.h"

namespace cloakroom::cli {

namespace {

constexpr const char* kRoles = "admin, office, marketing, safeguarding, viewer";

struct UserOptions {
    QString name;
    Role role = Role::Viewer;
    QString passwordFile;
    QString recoveryKeyFile;
    QString keyFile;
};

Answer userAnswer(const QString& name, const QString& sentence)
{
    return {QJsonObject{{QStringLiteral("name"), name}}, ExitStatus::Done, sentence};
}

Result<Answer> listUsers(Library& library)
{
    const auto users = Users(library).list();
    if (!users) {
        return propagate(users);
    }
    return listAnswer(toJsonArray(*users), {QStringLiteral("name"), QStringLiteral("role"), QStringLiteral("enabled")});
}

/// The library is unlocked first: with both on standard input, the password that unlocks comes before the new one.
Result<Answer> withNewPassword(CommandContext& context, const UserOptions& options,
                               const std::function<Result<Answer>(Library&, const Password&)>& work)
{
    const auto library = context.library();
    if (!library) {
        return propagate(library);
    }
    const QString name =
        options.name.isEmpty() ? (*library)->run([](Library& open) { return open.user().name; }) : options.name;
    const auto password = newPassword(options.passwordFile, Cli::tr("New password for %1: ").arg(name), name);
    if (!password) {
        return propagate(password);
    }
    return (*library)->run([&](Library& open) { return work(open, *password); });
}

Result<Answer> addUser(Library& library, const UserOptions& options, const Password& password)
{
    const auto added = Users(library).add(options.name, options.role, password);
    return added ? Result<Answer>(userAnswer(options.name, Cli::tr("Added the user %1.").arg(options.name)))
                 : propagate(added);
}

Result<Answer> setPassword(Library& library, const UserOptions& options, const Password& password)
{
    const bool isOwn = options.name.isEmpty() || options.name == library.user().name;
    const QString name = isOwn ? library.user().name : options.name;
    const auto done =
        isOwn ? Users(library).setOwnPassword(password) : Users(library).setPassword(options.name, password);
    return done ? Result<Answer>(userAnswer(name, Cli::tr("The password of %1 is changed.").arg(name)))
                : propagate(done);
}

Result<Answer> setRole(Library& library, const UserOptions& options)
{
    const auto done = Users(library).setRole(options.name, options.role);
    return done ? Result<Answer>(userAnswer(options.name, Cli::tr("The role of %1 is changed.").arg(options.name)))
                : propagate(done);
}

Result<Answer> disableUser(Library& library, const UserOptions& options)
{
    const auto done = Users(library).disable(options.name);
    return done ? Result<Answer>(userAnswer(options.name, Cli::tr("%1 can no longer sign in.").arg(options.name)))
                : propagate(done);
}

/// Needs no other password: the recovery key is the proof.
Result<Answer> recoverUser(CommandContext& context, const UserOptions& options)
{
    const auto path = context.libraryPath();
    if (!path) {
        return propagate(path);
    }
    if (context.isOpen()) {
        return fail(ErrorCode::Invalid, Cli::tr("This command needs the library to itself: run it outside the shell."));
    }
    const auto key = recoveryKey(options.recoveryKeyFile);
    if (!key) {
        return propagate(key);
    }
    const auto password =
        newPassword(options.passwordFile, Cli::tr("New password for %1: ").arg(options.name), options.name);
    if (!password) {
        return propagate(password);
    }
    const auto library = Library::openWithRecoveryKey(*path, *key);
    if (!library) {
        return propagate(library);
    }
    const auto done = Users(**library).recover(options.name, *password);
    return done ? Result<Answer>(userAnswer(options.name,
                                            Cli::tr("%1 can sign in with the new password. The recovery "
                                                    "key stays good; keep it safe.")
                                                .arg(options.name)))
                : propagate(done);
}

void addPasswordCommands(CommandGroup& users)
{
    auto adding = std::make_shared<UserOptions>();
    CLI::App& add = users.add("add", "Add a user", Handler([adding](CommandContext& context) {
                                  return withNewPassword(context, *adding, [&](Library& open, const Password& word) {
                                      return addUser(open, *adding, word);
                                  });
                              }));
    addText(add, "NAME", adding->name, "Name to sign in with")->required();
    addKey(add, "--role", adding->role, roleFromKey, kRoles)->required();
    addText(add, "--new-password-file", adding->passwordFile, "File with the password, - = standard input");

    auto changing = std::make_shared<UserOptions>();
    CLI::App& change =
        users.add("set-password", "Set one's own password, or (administrators) somebody else's",
                  Handler([changing](CommandContext& context) {
                      return withNewPassword(context, *changing, [&](Library& open, const Password& word) {
                          return setPassword(open, *changing, word);
                      });
                  }));
    addText(change, "NAME", changing->name, "Whose; without it one's own");
    addText(change, "--new-password-file", changing->passwordFile, "File with the password, - = standard input");
}

/// Asks for one's password again: the keyslot is locked anew with it.
Result<Answer> changeKeyFile(CommandContext& context, const UserOptions& options,
                             const std::function<Result<void>(Users&, const Password&)>& change, const QString& said)
{
    const auto library = context.library();
    if (!library) {
        return propagate(library);
    }
    GlobalOptions again = context.options();
    again.keyFile.clear();
    if (!options.passwordFile.isEmpty()) {
        again.passwordFile = options.passwordFile;
    }
    const auto password = currentPassword(again);
    if (!password) {
        return propagate(password);
    }
    return (*library)->run([&](Library& open) -> Result<Answer> {
        Users users(open);
        const auto done = change(users, *password);
        return done ? Result<Answer>(userAnswer(open.user().name, said)) : propagate(done);
    });
}

void addKeyFileCommands(CommandGroup& users)
{
    auto adding = std::make_shared<UserOptions>();
    CLI::App& add = users.add(
        "add-key-file", "Make a key file, for example on a USB stick, and ask for it when you sign in from now on",
        Handler([adding](CommandContext& context) {
            return changeKeyFile(
                context, *adding,
                [&](Users& all, const Password& password) { return all.addKeyFile(adding->keyFile, password); },
                Cli::tr("From now on give --key-file as well. Keep a copy in the safe: without it only an "
                        "administrator or the recovery key lets you in again."));
        }));
    addText(add, "FILE", adding->keyFile, "The new file")->required();
    addText(add, "--again-password-file", adding->passwordFile, "Your password once more, if not from --password-file");

    auto removing = std::make_shared<UserOptions>();
    CLI::App& remove = users.add(
        "remove-key-file", "Sign in with the password alone again", Handler([removing](CommandContext& context) {
            return changeKeyFile(
                context, *removing, [](Users& all, const Password& password) { return all.removeKeyFile(password); },
                Cli::tr("The password alone is enough again."));
        }));
    addText(remove, "--again-password-file", removing->passwordFile,
            "Your password once more, if not from --password-file");
}

void addRecoverCommand(CommandGroup& users)
{
    auto recovering = std::make_shared<UserOptions>();
    CLI::App& recover =
        users.add("recover", "Give a user a new password with the recovery key, when every administrator's is lost",
                  Handler([recovering](CommandContext& context) { return recoverUser(context, *recovering); }));
    addText(recover, "NAME", recovering->name, "Who")->required();
    addText(recover, "--recovery-key-file", recovering->recoveryKeyFile,
            "File with the recovery key, - = standard input; without it, it is asked for");
    addText(recover, "--new-password-file", recovering->passwordFile, "File with the password, - = standard input");
}

} // namespace

void addUserCommands(CommandGroup& root)
{
    CommandGroup users = root.group("user", "Who may open the library");
    addPasswordCommands(users);
    addRecoverCommand(users);
    addKeyFileCommands(users);
    users.add("list", "List users", LibraryWork(listUsers));

    auto disabling = std::make_shared<UserOptions>();
    CLI::App& disable = users.add("disable", "Take away a user's access",
                                  LibraryWork([disabling](Library& open) { return disableUser(open, *disabling); }));
    addText(disable, "NAME", disabling->name, "Who")->required();

    auto changing = std::make_shared<UserOptions>();
    CLI::App& role = users.add("set-role", "Give a user another role",
                               LibraryWork([changing](Library& open) { return setRole(open, *changing); }));
    addText(role, "NAME", changing->name, "Who")->required();
    addKey(role, "ROLE,--role", changing->role, roleFromKey, kRoles)->required();
}

} // namespace cloakroom::cli
