#pragma once

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

#include <csignal>

namespace cloakroom::test {

inline const QByteArray kCliPassword = "five drawn pupils wave hello";

/// What a run of the built program answered.
struct CliAnswer {
    int exit = -1;
    QByteArray out;
    QByteArray err;

    /// Standard output as the one JSON document that the contract promises.
    [[nodiscard]] QJsonDocument document() const
    {
        QJsonParseError error;
        const QJsonDocument parsed = QJsonDocument::fromJson(out, &error);
        INFO("standard output: " << out.toStdString() << "\nstandard error: " << err.toStdString());
        REQUIRE(error.error == QJsonParseError::NoError);
        return parsed;
    }
    [[nodiscard]] QJsonObject object() const { return document().object(); }
    [[nodiscard]] QJsonArray array() const { return document().array(); }
};

/// A private home, temporary folder and library folder for one test, and the built programs in it as processes.
class CliRunner {
public:
    CliRunner()
    {
        REQUIRE(m_home.isValid());
        for (const char* name : {"tmp", "data", "config"}) {
            REQUIRE(QDir(m_home.path()).mkpath(QLatin1String(name)));
        }
        write(passwordFile(), kCliPassword + "\n");
    }

    [[nodiscard]] QString home() const { return m_home.path(); }
    [[nodiscard]] QString path(const char* name) const { return home() + QLatin1Char('/') + QLatin1String(name); }
    [[nodiscard]] QString library() const { return path("library"); }
    [[nodiscard]] QString temporary() const { return path("tmp"); }
    [[nodiscard]] QString passwordFile() const { return path("password"); }

    void write(const QString& file, const QByteArray& bytes) const
    {
        REQUIRE(QDir().mkpath(QFileInfo(file).path()));
        QFile target(file);
        REQUIRE(target.open(QIODevice::WriteOnly));
        REQUIRE(target.write(bytes) == bytes.size());
    }

    [[nodiscard]] QProcessEnvironment environment() const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("TMPDIR"), temporary());
        environment.insert(QStringLiteral("XDG_DATA_HOME"), path("data"));
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), path("config"));
        environment.insert(QStringLiteral("CLOAKROOM_MODELS"), QStringLiteral(CLOAKROOM_TEST_SHARED_DIR "/models"));
        return environment;
    }

    void prepare(QProcess& process, const QStringList& arguments) const
    {
        process.setProcessEnvironment(environment());
        process.setProgram(QStringLiteral(CLOAKROOM_TEST_BIN_DIR "/cloakroom-cli"));
        process.setArguments(arguments);
    }

    /// Runs to its end, within `seconds`.
    [[nodiscard]] CliAnswer run(const QStringList& arguments, const QByteArray& input = {}, int seconds = 120) const
    {
        QProcess process;
        prepare(process, arguments);
        process.start();
        REQUIRE(process.waitForStarted());
        process.write(input);
        process.closeWriteChannel();
        INFO("cloakroom-cli " << arguments.join(QLatin1Char(' ')).toStdString());
        REQUIRE(process.waitForFinished(seconds * 1000));
        REQUIRE(process.exitStatus() == QProcess::NormalExit);
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

    /// What stands before a command: this library, this user, the password in its file, JSON.
    [[nodiscard]] QStringList signIn(const QString& user) const
    {
        return {QStringLiteral("--library"),       library(),      QStringLiteral("--user"), user,
                QStringLiteral("--password-file"), passwordFile(), QStringLiteral("--json")};
    }
    [[nodiscard]] CliAnswer as(const QString& user, const QStringList& command) const
    {
        return run(signIn(user) + command);
    }

    /// A new library in library(), with "admin" as its administrator.
    QJsonObject createLibrary() const
    {
        const CliAnswer answer = run(
            {QStringLiteral("--library"), library(), QStringLiteral("--password-file"), QStringLiteral("-"),
             QStringLiteral("--json"), QStringLiteral("library"), QStringLiteral("create"), QStringLiteral("--school"),
             QStringLiteral("Hillside Primary"), QStringLiteral("--admin"), QStringLiteral("admin")},
            kCliPassword + "\n");
        INFO(answer.err.toStdString());
        REQUIRE(answer.exit == 0);
        return answer.object();
    }

private:
    QTemporaryDir m_home;
};

/// A word of a shell line, quoted.
inline QString quoted(QString word)
{
    return QLatin1Char('\'') + word.replace(QLatin1Char('\''), QStringLiteral("'\\''")) + QLatin1Char('\'');
}

/// `cloakroom-cli shell` held open: many commands under one unlocking.
class CliShell {
public:
    CliShell(const CliRunner& runner, const QString& user)
    {
        runner.prepare(m_process, runner.signIn(user) + QStringList{QStringLiteral("shell")});
        m_process.start();
        REQUIRE(m_process.waitForStarted());
    }
    ~CliShell()
    {
        if (m_process.state() != QProcess::NotRunning) {
            m_process.closeWriteChannel();
            m_process.waitForFinished();
        }
    }
    CliShell(const CliShell&) = delete;
    CliShell& operator=(const CliShell&) = delete;

    /// One line, one answer.
    [[nodiscard]] CliAnswer send(const QString& line, int seconds = 120)
    {
        m_process.write(line.toUtf8() + '\n');
        QByteArray answer;
        while (!answer.endsWith('\n')) {
            INFO("shell line: " << line.toStdString());
            if (!m_process.canReadLine() && !m_process.waitForReadyRead(seconds * 1000)) {
                FAIL("no answer: " << m_process.readAllStandardError().toStdString());
            }
            answer += m_process.readLine();
        }
        const QJsonObject object = QJsonDocument::fromJson(answer).object();
        INFO("shell answer: " << answer.toStdString());
        REQUIRE(object.contains(QStringLiteral("exit")));
        REQUIRE(object.contains(QStringLiteral("result")));
        const QJsonValue result = object.value(QStringLiteral("result"));
        const QJsonDocument document =
            result.isArray() ? QJsonDocument(result.toArray()) : QJsonDocument(result.toObject());
        return {object.value(QStringLiteral("exit")).toInt(-1), document.toJson(QJsonDocument::Compact),
                m_process.readAllStandardError()};
    }

    /// For a line that has to end with 0.
    [[nodiscard]] CliAnswer done(const QString& line, int seconds = 120)
    {
        const CliAnswer answer = send(line, seconds);
        INFO("shell line: " << line.toStdString() << "\nanswer: " << answer.out.toStdString()
                            << "\nerrors: " << answer.err.toStdString());
        REQUIRE(answer.exit == 0);
        return answer;
    }

    /// As a power cut would.
    void kill()
    {
        ::kill(static_cast<pid_t>(m_process.processId()), SIGKILL);
        REQUIRE(m_process.waitForFinished());
    }

    /// Ends its input; the exit status of the whole shell.
    [[nodiscard]] int close()
    {
        m_process.closeWriteChannel();
        REQUIRE(m_process.waitForFinished());
        return m_process.exitCode();
    }

private:
    QProcess m_process;
};

} // namespace cloakroom::test
