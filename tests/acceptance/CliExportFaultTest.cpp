// Exports that are killed, cancelled, or lose their target, through the real command line: afterwards every file in the
// folder is whole and in the register, and the register has no other.

#include "support/CliRunner.h"
#include "support/DrawnPhotos.h"
#include "support/JpegWalk.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QThread>

#include <cerrno>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

constexpr int kPhotos = 6;

class ExportedSchool {
public:
    ExportedSchool()
    {
        m_cli.createLibrary();
        for (int i = 1; i <= kPhotos; ++i) {
            m_cli.write(m_cli.path("card") + QStringLiteral("/IMG_%1.JPG").arg(i), drawnJpeg(i, {1200, 900}));
        }
        CliShell shell(m_cli, QStringLiteral("admin"));
        (void)shell.done(QStringLiteral("import ") + quoted(m_cli.path("card")));
        const QJsonArray photos = shell.done(QStringLiteral("photos list")).array();
        for (const QJsonValue& photo : photos) {
            const QString id = QString::number(photo[QLatin1String("id")].toInt());
            const QJsonArray found = shell.done(QStringLiteral("faces list ") + id).array();
            for (const QJsonValue& face : found) {
                (void)shell.done(QStringLiteral("faces reject %1").arg(face[QLatin1String("id")].toInt()));
            }
            const QJsonObject face = shell.done(QStringLiteral("faces add %1 --rect 500,300,120,150").arg(id)).object();
            (void)shell.done(QStringLiteral("faces stranger %1").arg(face[QLatin1String("id")].toInt()));
            (void)shell.done(QStringLiteral("sign-off faces ") + id);
            m_photos += id;
        }
        REQUIRE(m_photos.size() == kPhotos);
        // Without a detector nothing leaves at all.
        const CliAnswer first = shell.send(command());
        m_canExport = first.exit == 0;
    }

    [[nodiscard]] bool canExport() const
    {
        if (!m_canExport) {
            WARN("skipped: no face detector is installed here");
        }
        return m_canExport;
    }
    [[nodiscard]] const CliRunner& cli() const { return m_cli; }
    [[nodiscard]] QString out() const { return m_cli.path("out"); }
    [[nodiscard]] QString command() const
    {
        return QStringLiteral("export --purpose newsletter --style mosaic --to %1 %2")
            .arg(quoted(out()), m_photos.join(QLatin1Char(' ')));
    }
    [[nodiscard]] QStringList files() const { return QDir(out()).entryList(QDir::Files | QDir::Hidden | QDir::System); }

    /// Every file whole and registered, every entry with its file.
    void requireAgreement(const QString& folder) const
    {
        CliShell shell(m_cli, QStringLiteral("admin"));
        QStringList registered;
        const QJsonArray entries = shell.done(QStringLiteral("register list")).array();
        for (const QJsonValue& entry : entries) {
            registered += entry[QLatin1String("sha256")].toString();
        }
        QStringList written;
        for (const QString& name : QDir(folder).entryList(QDir::Files | QDir::Hidden | QDir::System)) {
            CAPTURE(name.toStdString());
            QFile file(folder + QLatin1Char('/') + name);
            REQUIRE(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            CHECK(walkJpeg(bytes).bytesAfterEnd == 0);
            written += QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
        }
        registered.sort();
        written.sort();
        CHECK(registered == written);
    }

    /// An export under these circumstances; its exit status.
    [[nodiscard]] int exportWith(const QStringList& circumstances) const
    {
        QProcess process;
        m_cli.prepare(process,
                      m_cli.signIn(QStringLiteral("admin"))
                          + QStringList{QStringLiteral("export"), QStringLiteral("--purpose"),
                                        QStringLiteral("newsletter"), QStringLiteral("--to"), out()}
                          + m_photos);
        QProcessEnvironment environment = m_cli.environment();
        environment.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(CLOAKROOM_TEST_BIN_DIR "/libbad-card.so"));
        environment.insert(QStringLiteral("BADCARD_TARGET"), out());
        for (const QString& word : circumstances) {
            environment.insert(word.section(QLatin1Char('='), 0, 0), word.section(QLatin1Char('='), 1));
        }
        process.setProcessEnvironment(environment);
        process.start();
        REQUIRE(process.waitForFinished(120'000));
        return process.exitCode();
    }

private:
    CliRunner m_cli;
    QStringList m_photos;
    bool m_canExport = false;
};

} // namespace

TEST_CASE("an export that is killed leaves whole registered files and no other entry", "[cli][export][survives]")
{
    const ExportedSchool school;
    if (!school.canExport()) {
        return;
    }
    constexpr int kKills = 6;
    QRandomGenerator random(20261122);
    for (int i = 0; i < kKills; ++i) {
        CAPTURE(i);
        const qsizetype before = school.files().size();
        QProcess process;
        school.cli().prepare(process,
                             school.cli().signIn(QStringLiteral("admin")) + QStringList{QStringLiteral("shell")});
        process.start();
        REQUIRE(process.waitForStarted());
        process.write(school.command().toUtf8() + '\n');
        process.waitForBytesWritten();
        // Right after one of its files appears, and anywhere up to the next.
        const qsizetype wanted = before + 1 + random.bounded(2);
        while (school.files().size() < wanted && process.state() == QProcess::Running) {
            QThread::usleep(500);
            process.waitForReadyRead(0);
        }
        QThread::usleep(static_cast<unsigned long>(random.bounded(150'000)));
        process.kill();
        process.waitForFinished();
        CHECK(school.files().size() > before);
        school.requireAgreement(school.out());
    }
}

TEST_CASE("a target that fills up or goes away in the middle leaves whole registered files", "[cli][export][survives]")
{
    const ExportedSchool school;
    if (!school.canExport()) {
        return;
    }
    const qint64 whole = QFileInfo(school.out() + QLatin1Char('/') + school.files().first()).size();
    for (const int error : {ENOSPC, EIO, ENODEV, EROFS, EDQUOT}) {
        CAPTURE(error);
        const qsizetype before = school.files().size();
        const int exit = school.exportWith({QStringLiteral("BADCARD_TARGET_ERROR=%1").arg(error),
                                            QStringLiteral("BADCARD_TARGET_ROOM=%1").arg(whole * 5 / 2)});
        CHECK(exit != 0);
        CHECK(school.files().size() < before + kPhotos);
        school.requireAgreement(school.out());
    }
}

TEST_CASE("a target that is pulled out during the export leaves nothing that is not registered",
          "[cli][export][survives]")
{
    const ExportedSchool school;
    if (!school.canExport()) {
        return;
    }
    const qsizetype before = school.files().size();
    QProcess process;
    school.cli().prepare(process, school.cli().signIn(QStringLiteral("admin")) + QStringList{QStringLiteral("shell")});
    process.start();
    REQUIRE(process.waitForStarted());
    process.write(school.command().toUtf8() + '\n');
    process.closeWriteChannel();
    while (school.files().size() == before && process.state() == QProcess::Running) {
        process.waitForFinished(1);
    }
    const QString away = school.cli().path("away");
    REQUIRE(QDir().rename(school.out(), away));
    REQUIRE(process.waitForFinished(120'000));
    CHECK_FALSE(QFileInfo::exists(school.out()));
    school.requireAgreement(away);
}
