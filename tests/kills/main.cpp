// Kills imports at random moments, as a power cut would, through the real command line, with clearing:
//   import-kills [--count N] [--seed S]
// After each kill every file's bytes must be on the card or whole in the library, and after the next start catalogue
// and vault must agree with nothing left over. Says its seed, so that what failed can be run again.
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/LibraryInfo.h"
#include "core/catalogue/PartRepository.h"
#include "core/catalogue/Sql.h"
#include "core/crypto/PasswordHash.h"
#include "core/imaging/CleanJpeg.h"
#include "core/storage/Vault.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QHash>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QThread>

#include <cstdio>
#include <cstdlib>
#include <random>
#include <span>
#include <stdexcept>
#include <string_view>

using namespace cloakroom;

namespace {

constexpr int kShots = 14;
const QString kUser = QStringLiteral("admin");
const QByteArray kPassword = "five drawn pupils wave hello";

struct Failure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

void require(bool isTrue, const QString& what)
{
    if (!isTrue) {
        throw Failure(what.toStdString());
    }
}

template <typename T>
T need(Result<T> result)
{
    if (!result) {
        throw Failure((result.error().text + QStringLiteral(" | ") + result.error().detail).toStdString());
    }
    if constexpr (!std::is_void_v<T>) {
        return *std::move(result);
    }
}

struct Counts {
    int kills = 0;
    int duringImport = 0; ///< photos came in, none was removed from the card
    int duringClearing = 0; ///< some files were gone, others not
    int beforeAnything = 0;
    int finished = 0; ///< it was done before the kill
    int cleared = 0;
    int cards = 0;
};

/// A card that is filled again and again with files that were never there before.
class Card {
public:
    Card(QString folder, std::mt19937_64& random)
        : m_folder(std::move(folder))
        , m_random(random)
    {
    }

    void fill()
    {
        QDir(m_folder).removeRecursively();
        m_files.clear();
        for (int shot = 0; shot < kShots; ++shot) {
            const QString name =
                QStringLiteral("DCIM/100CANON/IMG_%1").arg(++m_number % 10'000, 4, 10, QLatin1Char('0'));
            write(name + QStringLiteral(".JPG"), picture());
            if (shot % 4 == 0) {
                write(name + QStringLiteral(".CR2"), noise(150'000));
            }
            if (shot % 5 == 0) {
                write(name + QStringLiteral(".XMP"), "<x:xmpmeta/>"); // equal beside several
            }
        }
        write(QStringLiteral("DCIM/100CANON/BROKEN.JPG"), noise(3000));
    }

    [[nodiscard]] const QHash<QString, QByteArray>& files() const { return m_files; }
    [[nodiscard]] QString path(const QString& name) const { return m_folder + QLatin1Char('/') + name; }
    [[nodiscard]] const QString& folder() const { return m_folder; }
    [[nodiscard]] int left() const
    {
        int count = 0;
        for (auto file = m_files.cbegin(); file != m_files.cend(); ++file) {
            count += QFile::exists(path(file.key()));
        }
        return count;
    }

private:
    QByteArray noise(int bytes)
    {
        QByteArray made(bytes, Qt::Uninitialized);
        for (char& byte : made) {
            byte = static_cast<char>(m_random());
        }
        return made;
    }

    QByteArray picture()
    {
        QImage image(320, 240, QImage::Format_RGB32);
        for (int y = 0; y < image.height(); y += 8) {
            for (int x = 0; x < image.width(); x += 8) {
                const QRgb colour = static_cast<QRgb>(m_random()) | 0xFF000000U;
                for (int i = 0; i < 64; ++i) {
                    image.setPixel(x + i % 8, y + i / 8, colour);
                }
            }
        }
        return need(toJpeg(image, 85));
    }

    void write(const QString& name, const QByteArray& bytes)
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        require(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size(),
                QStringLiteral("card not written"));
        m_files.insert(name, bytes);
    }

    QString m_folder;
    std::mt19937_64& m_random;
    int m_number = 9'990; // wraps around as a camera's does
    QHash<QString, QByteArray> m_files;
};

class Run {
public:
    explicit Run(uint64_t seed)
        : m_random(seed)
        , m_card(m_home.filePath(QStringLiteral("card")), m_random)
    {
        require(m_home.isValid(), QStringLiteral("no folder for temporary files"));
        QFile password(m_home.filePath(QStringLiteral("password")));
        require(password.open(QIODevice::WriteOnly) && password.write(kPassword + '\n') > 0,
                QStringLiteral("password"));
        const auto made = need(Library::create(library(), QStringLiteral("School"), kUser,
                                               Password::fromText(QString::fromLatin1(kPassword)), KdfCost::minimum()));
    }

    Counts go(int kills)
    {
        m_card.fill();
        m_counts.cards = 1;
        m_whole = runToEnd();
        m_card.fill();
        while (m_counts.kills < kills) {
            once();
            if (m_card.left() <= 1) { // the broken one stays
                m_card.fill();
                ++m_counts.cards;
            }
        }
        runToEnd();
        require(m_card.left() == 1, QStringLiteral("an import left alone at last did not clear the card"));
        check();
        const auto opened = open();
        const auto verified = need(verifyLibrary(*opened, VerifyDepth::Full));
        require(verified.ok && verified.orphans.isEmpty(), QStringLiteral("the library does not verify at the end"));
        return m_counts;
    }

private:
    [[nodiscard]] QString library() const { return m_home.filePath(QStringLiteral("library")); }

    void start(QProcess& import) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("CLOAKROOM_MODELS"), QStringLiteral(CLOAKROOM_TEST_SHARED_DIR "/models"));
        import.setProcessEnvironment(environment);
        import.setProgram(QCoreApplication::applicationDirPath() + QStringLiteral("/cloakroom-cli"));
        import.setArguments({QStringLiteral("--library"), library(), QStringLiteral("--user"), kUser,
                             QStringLiteral("--password-file"), m_home.filePath(QStringLiteral("password")),
                             QStringLiteral("--json"), QStringLiteral("--quiet"), QStringLiteral("import"),
                             m_card.folder(), QStringLiteral("--clear-source")});
        import.start();
        require(import.waitForStarted(), QStringLiteral("cloakroom-cli does not start"));
    }

    qint64 runToEnd()
    {
        QElapsedTimer timer;
        timer.start();
        QProcess import;
        start(import);
        require(import.waitForFinished(120'000), QStringLiteral("an import hangs"));
        // 1: the broken file is listed.
        require(import.exitStatus() == QProcess::NormalExit && import.exitCode() == 1,
                QString::fromUtf8(import.readAllStandardOutput() + import.readAllStandardError()));
        return timer.elapsed();
    }

    void once()
    {
        const int photosBefore = m_photos;
        const int leftBefore = m_card.left();
        QProcess import;
        start(import);
        waitForMoment(import, leftBefore);
        const bool wasRunning = import.state() == QProcess::Running;
        import.kill();
        import.waitForFinished();
        m_counts.kills += wasRunning ? 1 : 0;
        check();
        const int left = m_card.left();
        m_counts.cleared += leftBefore - left;
        if (!wasRunning) {
            ++m_counts.finished;
            // Timings drift with the load of the machine.
            m_whole = qMax<qint64>(100, m_whole * 9 / 10);
        } else if (left < leftBefore) {
            ++m_counts.duringClearing;
        } else if (m_photos > photosBefore) {
            ++m_counts.duringImport;
        } else {
            ++m_counts.beforeAnything;
            m_whole = m_whole * 21 / 20;
        }
    }

    // Mostly where there is something to be lost: the start is the unlocking, and the clearing is short.
    void waitForMoment(QProcess& import, int leftBefore)
    {
        const auto between = [this](qint64 from, qint64 to) {
            return std::uniform_int_distribution<qint64>(from, to)(m_random);
        };
        const auto where = between(0, 9);
        if (where >= 4) {
            import.waitForFinished(static_cast<int>(between(where == 4 ? 0 : m_whole / 3, m_whole)));
            return;
        }
        while (m_card.left() == leftBefore && !import.waitForFinished(1)) { }
        QThread::usleep(static_cast<unsigned long>(between(0, 40'000)));
        import.waitForFinished(1);
    }

    std::unique_ptr<Library> open() const
    {
        return need(Library::open(library(), kUser, Password::fromText(QString::fromLatin1(kPassword))));
    }

    static qint64 number(Library& library, const char* sql)
    {
        return *need(firstRow(boundSql(library.db(), QString::fromLatin1(sql)),
                              [](const Statement& row) { return row.int64(0); }));
    }

    /// What this program opens is the next start after the kill.
    void check()
    {
        const auto opened = open();
        require(number(*opened, "SELECT COUNT(*) FROM vault_pending") == 0, QStringLiteral("reserved names are left"));
        require(need(opened->vault().removeUnfinished()) == 0, QStringLiteral("unfinished files are left"));
        const auto stored = need(allRows(boundSql(opened->db(), QStringLiteral("SELECT vault_name FROM stored_file")),
                                         [](const Statement& row) { return row.text(0); }));
        QStringList rows(stored.cbegin(), stored.cend());
        rows.sort();
        require(rows == need(opened->vault().list()), QStringLiteral("catalogue and vault do not agree"));
        m_photos = static_cast<int>(number(*opened, "SELECT COUNT(*) FROM photo"));
        for (auto file = m_card.files().cbegin(); file != m_card.files().cend(); ++file) {
            checkFile(*opened, file.key(), file.value());
        }
    }

    void checkFile(Library& opened, const QString& name, const QByteArray& bytes)
    {
        QFile onCard(m_card.path(name));
        if (onCard.exists()) {
            require(onCard.open(QIODevice::ReadOnly) && onCard.readAll() == bytes,
                    QStringLiteral("a file on the card changed"));
            return;
        }
        const auto known = need(PartRepository(opened.db()).byDigest(opened.vault().digestOf(viewOf(bytes))));
        require(known.has_value(), QStringLiteral("LOST: %1 is neither on the card nor in the library").arg(name));
        const PhotoKey key = need(opened.vault().unwrapKey(known->original.wrappedKey, known->original.uuid));
        require(need(opened.vault().read(known->original.vaultName, key, known->original.uuid)) == bytes,
                QStringLiteral("LOST: %1 came back with other bytes").arg(name));
    }

    QTemporaryDir m_home;
    std::mt19937_64 m_random;
    Card m_card;
    Counts m_counts;
    qint64 m_whole = 0; ///< milliseconds of an import that nobody kills
    int m_photos = 0;
};

int run(int count, uint64_t seed)
{
    std::printf("import-kills --count %d --seed %llu\n", count, static_cast<unsigned long long>(seed));
    std::fflush(stdout);
    try {
        const Counts counts = Run(seed).go(count);
        std::printf("%d kills: %d before anything came in, %d while photos came in, %d while the card was cleared; "
                    "%d imports were done before their kill; %d files cleared from %d cards, none lost\n",
                    counts.kills, counts.beforeAnything, counts.duringImport, counts.duringClearing, counts.finished,
                    counts.cleared, counts.cards);
        return 0;
    } catch (const std::exception& problem) {
        std::printf("FAILED: %s\n", problem.what());
        return 1;
    }
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    int count = 30;
    uint64_t seed = std::random_device()();
    const std::span<char*> words(argv, static_cast<size_t>(argc));
    for (size_t i = 1; i + 1 < words.size(); i += 2) {
        const std::string_view name(words[i]);
        if (name == "--count") {
            count = std::atoi(words[i + 1]);
        } else if (name == "--seed") {
            seed = std::strtoull(words[i + 1], nullptr, 10);
        }
    }
    return run(count, seed);
}
