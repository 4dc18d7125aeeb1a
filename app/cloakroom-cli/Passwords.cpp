#include "Passwords.h"

#include "Answer.h"
#include "CommandContext.h"
#include "Terminal.h"
#include "core/storage/KeyFile.h"

#include <QFile>

#include <algorithm>

namespace cloakroom::cli {

namespace {

constexpr qint64 kLongestPassword = 4096;

Result<QByteArray> firstLineOf(const QString& path)
{
    if (path == QLatin1String("-")) {
        auto line = standard_input::readLine(kLongestPassword);
        if (!line) {
            return fail(ErrorCode::Invalid, Cli::tr("A password was expected on standard input, but it is empty."));
        }
        return std::move(*line);
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        return fail(ErrorCode::Unreadable, Cli::tr("The password file %1 cannot be read.").arg(path),
                    file.errorString());
    }
    QByteArray line = file.readLine(kLongestPassword);
    while (line.endsWith('\n') || line.endsWith('\r')) {
        line.chop(1);
    }
    return line;
}

/// Takes the line and overwrites it.
Result<Password> passwordOf(QByteArray& line)
{
    const auto* const bytes = reinterpret_cast<const unsigned char*>(line.constData());
    auto password = Password::fromUtf8({bytes, static_cast<size_t>(line.size())});
    wipe(line);
    return password;
}

Result<Password> passwordFrom(const QString& path)
{
    auto line = firstLineOf(path);
    return line ? passwordOf(*line) : propagate(line);
}

Result<Password> askedPassword(const QString& question)
{
    if (!standard_input::isTerminal()) {
        return fail(ErrorCode::Invalid,
                    Cli::tr("There is no terminal to ask for a password: give it with --password-file (or "
                            "--new-password-file) FILE, or - for a line of standard input."));
    }
    auto line = standard_input::askHidden(question);
    if (!line) {
        return fail(ErrorCode::Cancelled, Cli::tr("No password was typed."));
    }
    return passwordOf(*line);
}

Result<Password> askedTwice(const QString& question)
{
    auto first = askedPassword(question);
    if (!first) {
        return first;
    }
    const auto second = askedPassword(Cli::tr("The same again: "));
    if (!second) {
        return propagate(second);
    }
    if (!std::ranges::equal(first->view(), second->view())) {
        return fail(ErrorCode::Invalid, Cli::tr("The two passwords are not the same. Nothing was changed."));
    }
    return first;
}

} // namespace

Result<QString> userName(const GlobalOptions& options)
{
    if (!options.user.isEmpty()) {
        return options.user;
    }
    if (standard_input::isTerminal()) {
        const auto typed = standard_input::ask(Cli::tr("User name: "));
        if (typed && !typed->isEmpty()) {
            return *typed;
        }
    }
    return fail(ErrorCode::Invalid, Cli::tr("Say who is signing in: --user NAME."));
}

Result<Password> currentPassword(const GlobalOptions& options)
{
    auto password =
        options.passwordFile.isEmpty() ? askedPassword(Cli::tr("Password: ")) : passwordFrom(options.passwordFile);
    if (!password || options.keyFile.isEmpty()) {
        return password;
    }
    auto secret = readKeyFile(options.keyFile);
    if (!secret) {
        return propagate(secret);
    }
    password->setKeyFile(std::move(*secret));
    return password;
}

Result<Password> newPassword(const QString& file, const QString& question, const QString& user)
{
    auto password = file.isEmpty() ? askedTwice(question) : passwordFrom(file);
    if (!password) {
        return password;
    }
    QString text = QString::fromUtf8(reinterpret_cast<const char*>(password->view().data()),
                                     static_cast<qsizetype>(password->view().size()));
    const PasswordVerdict verdict = judgePassword(text, user);
    wipe(text);
    if (!verdict.isAccepted) {
        return fail(ErrorCode::Invalid, verdict.reason);
    }
    return password;
}

Result<Password> filePassword(const QString& file, const QString& question)
{
    return file.isEmpty() ? askedPassword(question) : passwordFrom(file);
}

Result<RecoveryKey> recoveryKey(const QString& file)
{
    if (file.isEmpty() && !standard_input::isTerminal()) {
        return fail(ErrorCode::Invalid,
                    Cli::tr("There is no terminal to ask for the recovery key: give it with --recovery-key-file FILE, "
                            "or - for a line of standard input."));
    }
    auto line = file.isEmpty()
        ? Result<QByteArray>(standard_input::askHidden(Cli::tr("Recovery key: ")).value_or(QByteArray()))
        : firstLineOf(file);
    if (!line) {
        return propagate(line);
    }
    QString typed = QString::fromUtf8(*line);
    auto key = RecoveryKey::parse(typed);
    wipe(*line);
    wipe(typed);
    return key;
}

} // namespace cloakroom::cli
