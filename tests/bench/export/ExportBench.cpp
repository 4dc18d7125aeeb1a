// How close a covered export comes to bare decoding and encoding of the same photos, on as many threads:
//   export-bench [FILES] [ROUNDS] MODEL.onnx [PORTRAIT]
// Drawn 24-megapixel JPEGs, with the portrait in them twice where one is given. Ratios are of the best rounds: above 1
// would mean that the export is faster. Bare: read in this process, encoded as exports are. "Without proof": from the
// library through the workers, covered, encoded, written and flushed. "With proof" is the export itself. Memory is what
// this process and its workers have at one time at most, this program's own pictures among it.
#include "core/catalogue/PhotoRepository.h"
#include "core/catalogue/PurposeRepository.h"
#include "core/consent/Purposes.h"
#include "core/crypto/PasswordHash.h"
#include "core/crypto/Sha256.h"
#include "core/faces/Faces.h"
#include "core/imaging/CleanJpeg.h"
#include "core/imaging/PhotoReader.h"
#include "core/intake/Importer.h"
#include "core/publish/CoveredRows.h"
#include "core/publish/ExportCheckPixels.h"
#include "core/publish/ExportJob.h"
#include "core/publish/ExportPlan.h"
#include "core/publish/TargetFolder.h"
#include "core/review/SignOffs.h"
#include "core/storage/Vault.h"
#include "core/worker/WorkerPool.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QPainter>
#include <QTemporaryDir>

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>
#include <thread>
#include <vector>

using namespace cloakroom;

namespace {

constexpr QSize kPicture(6000, 4000);
constexpr int kQuality = 95;

[[noreturn]] void stop(const QString& what)
{
    std::fprintf(stderr, "export-bench: %s\n", qPrintable(what));
    std::exit(1);
}

template <typename T>
T need(Result<T> result)
{
    if (!result) {
        stop(result.error().text + QStringLiteral(" | ") + result.error().detail);
    }
    if constexpr (!std::is_void_v<T>) {
        return *std::move(result);
    }
}

QList<QByteArray> childProcesses()
{
    QList<QByteArray> all;
    const QDir threads(QStringLiteral("/proc/self/task"));
    for (const QString& thread : threads.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile children(threads.filePath(thread) + QStringLiteral("/children"));
        if (children.open(QIODevice::ReadOnly)) {
            all += children.readAll().simplified().split(' ');
        }
    }
    all.removeAll({});
    return all;
}

/// Processor time of one process, in ticks.
qint64 ticksOf(const QByteArray& process)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(QString::fromLatin1(process)));
    if (!file.open(QIODevice::ReadOnly)) {
        return 0;
    }
    const QByteArray line = file.readAll();
    const QList<QByteArray> words = line.mid(line.lastIndexOf(')') + 2).split(' ');
    return words.value(11).toLongLong() + words.value(12).toLongLong(); // user, system
}

/// Of this process and its workers: what a busy machine does not change much.
double processorSeconds()
{
    qint64 ticks = ticksOf("self");
    for (const QByteArray& child : childProcesses()) {
        ticks += ticksOf(child);
    }
    return static_cast<double>(ticks) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

struct Cost {
    double clock = 1e9;
    double processor = 1e9;

    void keepBest(const Cost& other)
    {
        clock = std::min(clock, other.clock);
        processor = std::min(processor, other.processor);
    }
};

Cost costOf(const std::function<void()>& work)
{
    const double before = processorSeconds();
    QElapsedTimer timer;
    timer.start();
    work();
    return {static_cast<double>(timer.nsecsElapsed()) / 1e9, processorSeconds() - before};
}

/// Detail everywhere, as in a photo, and two people.
QByteArray drawnPhoto(int seed, const QImage& portrait)
{
    std::mt19937 random(static_cast<unsigned>(seed));
    QImage picture(kPicture, QImage::Format_RGB888);
    for (int y = 0; y < picture.height(); ++y) {
        uchar* row = picture.scanLine(y);
        for (int x = 0; x < picture.width(); ++x) {
            const auto noise = static_cast<int>(random() & 15U);
            row[3 * x] = static_cast<uchar>((x / 24 * 7 + seed * 31) % 200 + noise);
            row[3 * x + 1] = static_cast<uchar>((y / 24 * 5 + seed * 17) % 200 + noise);
            row[3 * x + 2] = static_cast<uchar>((x / 60 + y / 60) * 13 % 200 + noise);
        }
    }
    if (!portrait.isNull()) {
        const QImage one = portrait.scaledToWidth(1800, Qt::SmoothTransformation);
        QPainter painter(&picture);
        painter.drawImage(300 + 10 * seed, 1200, one);
        painter.drawImage(3500 + 10 * seed, 1300, one);
    }
    return need(toJpeg(picture, 90));
}

/// One thread for each core, each taking the next photo.
void onAllCores(int count, const std::function<void(int)>& work)
{
    std::atomic<int> next = 0;
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < std::thread::hardware_concurrency(); ++i) {
        threads.emplace_back([&] {
            for (int item = next++; item < count; item = next++) {
                work(item);
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
}

/// What a process has in memory; pages that several share count in part for each of them (Linux, proc(5)).
qint64 kilobytesOf(const QByteArray& process)
{
    QFile file(QStringLiteral("/proc/%1/smaps_rollup").arg(QString::fromLatin1(process)));
    if (!file.open(QIODevice::ReadOnly)) {
        return 0;
    }
    for (const QByteArray& line : file.readAll().split('\n')) {
        if (line.startsWith("Pss:")) {
            return line.mid(4).trimmed().split(' ').first().toLongLong();
        }
    }
    return 0;
}

/// The most that this process and its workers have in memory at one time, looked at every few milliseconds.
class MemoryWatch {
public:
    MemoryWatch()
        : m_thread([this] { watch(); })
    {
    }
    ~MemoryWatch() { (void)end(); }
    MemoryWatch(const MemoryWatch&) = delete;
    MemoryWatch& operator=(const MemoryWatch&) = delete;
    MemoryWatch(MemoryWatch&&) = delete;
    MemoryWatch& operator=(MemoryWatch&&) = delete;

    qint64 end()
    {
        m_isOver = true;
        if (m_thread.joinable()) {
            m_thread.join();
        }
        return m_most;
    }

private:
    void watch()
    {
        while (!m_isOver) {
            qint64 all = kilobytesOf("self");
            for (const QByteArray& child : childProcesses()) {
                all += kilobytesOf(child);
            }
            m_most = std::max(m_most, all);
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }

    std::atomic<bool> m_isOver = false;
    qint64 m_most = 0;
    std::thread m_thread;
};

/// A library with the photos in it, everybody a stranger, signed off.
class School {
public:
    School(int files, const QString& model, const QImage& portrait)
        : m_workers(static_cast<int>(std::thread::hardware_concurrency()), optionsFor(model))
    {
        need(m_library.open([this]() -> Result<std::unique_ptr<Library>> {
            auto created = Library::create(
                m_home.filePath(QStringLiteral("library")), QStringLiteral("School"), QStringLiteral("admin"),
                Password::fromText(QStringLiteral("five drawn pupils wave hello")), KdfCost::minimum());
            if (!created) {
                return propagate(created);
            }
            return std::move(created->library);
        }));
        QDir().mkpath(card());
        for (int i = 0; i < files; ++i) {
            m_bytes += drawnPhoto(i, portrait);
            QFile file(card() + QStringLiteral("/IMG_%1.JPG").arg(i));
            if (!file.open(QIODevice::WriteOnly) || file.write(m_bytes.last()) != m_bytes.last().size()) {
                stop(QStringLiteral("cannot write"));
            }
        }
        NoProgress progress;
        ImportRequest request;
        request.sources = QStringList{card()};
        m_photos = need(importPhotos(m_library, m_workers, request, progress)).photos;
        for (const PhotoId photo : m_photos) {
            need(m_library.run([photo](Library& library) { return Faces(library).restAreStrangers(photo); }));
            need(m_library.run([photo](Library& library) { return SignOffs(library).signOffFaces(photo); }));
        }
        m_request.photos = m_photos;
        m_request.purpose = need(m_library.run([](Library& library) {
                                return Purposes(library).byKey(QStringLiteral("newsletter"));
                            })).id;
        m_request.preset = ExportPreset::Original;
    }

    Cost bare()
    {
        return costOf([this] {
            onAllCores(static_cast<int>(m_bytes.size()), [this](int i) {
                const auto photo = photoreader::read(m_bytes[i]);
                if (!photo || !toJpeg(photo->picture, kQuality, ChromaSampling::Full)) {
                    stop(QStringLiteral("cannot read"));
                }
            });
        });
    }

    Cost withoutProof(CoverStyle style)
    {
        const auto target = need(TargetFolder::open(freshFolder(), m_home.filePath(QStringLiteral("library"))));
        return costOf([&] {
            onAllCores(static_cast<int>(m_photos.size()), [&](int i) {
                const auto plan = need(m_library.run([&](Library& library) {
                    return planExport(library, m_photos[i], ExportTerms{m_request.purpose, 0, {}});
                }));
                const Vault vault = m_library.run([](Library& library) { return library.vault(); });
                const auto key = need(vault.unwrapKey(plan.original.wrappedKey, plan.original.uuid));
                const auto bytes = need(vault.read(plan.original.vaultName, key, plan.original.uuid));
                const QImage picture = need(m_workers.decode(bytes, 0));
                CoveredRows rows(picture, plan.covers, style);
                const QByteArray jpeg = need(toJpeg(rows.source(), kQuality, ChromaSampling::Full));
                need(need(target.write(jpeg))->publish(QStringLiteral("%1.jpg").arg(i)));
            });
        });
    }

    Cost withProof(CoverStyle style)
    {
        m_request.folder = freshFolder();
        m_request.style = style;
        NoProgress progress;
        return costOf([&] {
            const auto report = need(exportPhotos(m_library, m_workers, m_request, progress));
            if (report.exported.size() != m_photos.size()) {
                stop(report.refused.first().reasons.first().text);
            }
            m_covered = report.exported.first().covered.size();
        });
    }

    /// Where the time goes, one photo after another.
    void printStages(CoverStyle style)
    {
        const auto plan = need(m_library.run([&](Library& library) {
            return planExport(library, m_photos.first(), ExportTerms{m_request.purpose, 0, {}});
        }));
        const Vault vault = m_library.run([](Library& library) { return library.vault(); });
        const auto key = need(vault.unwrapKey(plan.original.wrappedKey, plan.original.uuid));
        QByteArray bytes;
        QImage picture;
        QByteArray jpeg;
        const auto print = [](const char* name, const std::function<void()>& work) {
            Cost cost = costOf(work);
            cost.keepBest(costOf(work));
            std::printf("  %-22s %.3f s, processor %.2f s\n", name, cost.clock, cost.processor);
        };
        print("read from the vault",
              [&] { bytes = need(vault.read(plan.original.vaultName, key, plan.original.uuid)); });
        print("decode in a worker", [&] { picture = need(m_workers.decode(bytes, 0)); });
        print("decode here", [&] { (void)photoreader::read(bytes); });
        print("encode", [&] { jpeg = need(toJpeg(picture, kQuality, ChromaSampling::Full)); });
        print("cover and encode", [&] {
            CoveredRows rows(picture, plan.covers, style);
            jpeg = need(toJpeg(rows.source(), kQuality, ChromaSampling::Full));
        });
        QImage smaller;
        print("compare", [&] { smaller = need(comparePixels(jpeg, picture, plan, style)); });
        print("search near covers", [&] {
            QList<QRect> places;
            for (const Cover& cover : plan.covers) {
                const QRect reach = reachOf(cover);
                places += QRect(reach.topLeft() / 2, reach.size() / 2);
            }
            (void)need(m_workers.detectFacesNear(smaller, places));
        });
        print("search all over", [&] { (void)need(m_workers.detectFaces(jpeg, Thoroughness::Usual)); });
        print("hash", [&] { (void)sha256Of(jpeg); });
        const auto target = need(TargetFolder::open(freshFolder(), m_home.filePath(QStringLiteral("library"))));
        print("write and flush", [&] { (void)need(need(target.write(jpeg))->readBack()); });
    }

    [[nodiscard]] qsizetype coveredFaces() const { return m_covered; }

private:
    static WorkerOptions optionsFor(const QString& model)
    {
        WorkerOptions options;
        options.detector = chooseDetector({QFileInfo(model).path()}, {});
        return options;
    }
    [[nodiscard]] QString card() const { return m_home.filePath(QStringLiteral("card")); }
    QString freshFolder()
    {
        const QString folder = m_home.filePath(QStringLiteral("out"));
        QDir(folder).removeRecursively();
        return folder;
    }

    QTemporaryDir m_home;
    LibraryThread m_library;
    WorkerPool m_workers;
    QList<QByteArray> m_bytes;
    QList<PhotoId> m_photos;
    ExportRequest m_request;
    qsizetype m_covered = 0;
};

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    const QStringList words = QGuiApplication::arguments();
    if (words.size() < 4) {
        std::printf("usage: export-bench FILES ROUNDS MODEL.onnx [PORTRAIT]\n");
        return 2;
    }
    const int files = words[1].toInt();
    photoreader::prepare();
    School school(files, words[3], words.size() > 4 ? QImage(words[4]) : QImage());
    school.printStages(CoverStyle::Mosaic);
    Cost bare;
    Cost without;
    Cost with;
    {
        MemoryWatch memory; // a round of its own: looking takes time
        const qint64 before = kilobytesOf("self");
        (void)school.withProof(CoverStyle::Mosaic);
        std::printf("memory: at most %lld MB in this process and its workers (%lld MB in this process before)\n",
                    static_cast<long long>(memory.end() / 1024), static_cast<long long>(before / 1024));
    }
    for (int round = 0; round < words[2].toInt(); ++round) {
        without.keepBest(school.withoutProof(CoverStyle::Mosaic));
        with.keepBest(school.withProof(CoverStyle::Mosaic));
        bare.keepBest(school.bare());
        std::printf("round %d: bare %.2f s, without proof %.2f s, with proof %.2f s\n", round, bare.clock,
                    without.clock, with.clock);
        std::fflush(stdout);
    }
    std::printf("%d photos of 24 megapixels, %d covered in the first, %u cores\n", files, int(school.coveredFaces()),
                std::thread::hardware_concurrency());
    std::printf("by the clock: bare %.3f s a photo; without proof %.2f of bare's speed; with proof %.2f\n",
                bare.clock / files, bare.clock / without.clock, bare.clock / with.clock);
    std::printf("by the processors: bare %.3f s a photo; without proof %.2f; with proof %.2f\n", bare.processor / files,
                bare.processor / without.processor, bare.processor / with.processor);
    return 0;
}
