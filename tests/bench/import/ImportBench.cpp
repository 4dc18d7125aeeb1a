// How close an import comes to the work itself: reading, hashing, sealing, flushing, reading back and comparing,
// decoding and encoding previews, in the tightest loop, on the same files and as many threads.
//   import-bench [FILES] [ROUNDS] [MODEL.onnx]
// Ratios are of the best rounds: above 1 would mean that the import is faster. Drawn 24-megapixel JPEGs.
#include "core/crypto/KeyedHash.h"
#include "core/crypto/PasswordHash.h"
#include "core/faces/YuNetDetector.h"
#include "core/imaging/CleanJpeg.h"
#include "core/imaging/PhotoReader.h"
#include "core/imaging/Scale.h"
#include "core/intake/Importer.h"
#include "core/worker/WorkerPool.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <fcntl.h>
#include <jpeglib.h>
#include <opencv2/core.hpp>
#include <sodium.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <functional>
#include <memory>
#include <random>
#include <thread>
#include <vector>

using namespace cloakroom;

namespace {

constexpr QSize kPicture(6000, 4000);
constexpr size_t kChunk = 64 * 1024;
constexpr size_t kAlign = 4096;

[[noreturn]] void stop(const char* what)
{
    std::fprintf(stderr, "import-bench: %s\n", what);
    std::exit(1);
}

template <typename T>
T need(Result<T> result)
{
    if (!result) {
        stop(result.error().text.toUtf8().constData());
    }
    if constexpr (!std::is_void_v<T>) {
        return *std::move(result);
    }
}

double secondsOf(const std::function<void()>& work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

/// Detail everywhere, as in a photo: about 8 MB.
QByteArray drawnPhoto(int seed)
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
    return need(toJpeg(picture, 90));
}

using Aligned = std::unique_ptr<unsigned char, decltype(&std::free)>;

Aligned alignedBytes(size_t size)
{
    return {static_cast<unsigned char*>(std::aligned_alloc(kAlign, (size + kAlign) / kAlign * kAlign)), std::free};
}

/// One file's pure work. Buffers are kept from file to file.
class PureWork {
public:
    explicit PureWork(QString folder)
        : m_folder(std::move(folder))
    {
    }

    void run(const QString& path, int number)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
            stop("cannot read");
        }
        const QByteArray bytes = file.read(file.size());
        unsigned char digest[32];
        crypto_generichash(digest, sizeof digest, dataOf(bytes), static_cast<size_t>(bytes.size()), m_key,
                           sizeof m_key);
        sealAndCompare(bytes, digest, m_folder + QStringLiteral("/%1").arg(number));
        encode(bytes);
    }

private:
    static const unsigned char* dataOf(const QByteArray& bytes)
    {
        return reinterpret_cast<const unsigned char*>(bytes.constData());
    }

    void sealAndCompare(const QByteArray& bytes, const unsigned char* digest, const QString& path)
    {
        const auto size = static_cast<size_t>(bytes.size());
        const size_t chunks = (size + kChunk - 1) / kChunk;
        const size_t sealedSize = size + chunks * crypto_aead_xchacha20poly1305_ietf_ABYTES;
        const Aligned sealed = alignedBytes(sealedSize);
        unsigned char nonce[crypto_aead_xchacha20poly1305_ietf_NPUBBYTES] = {};
        size_t at = 0;
        for (size_t chunk = 0; chunk < chunks; ++chunk) {
            std::memcpy(nonce, &chunk, sizeof chunk);
            const size_t length = std::min(kChunk, size - chunk * kChunk);
            unsigned long long written = 0;
            crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.get() + at, &written, dataOf(bytes) + chunk * kChunk,
                                                       length, nullptr, 0, nullptr, nonce, m_key);
            at += written;
        }
        const QByteArray name = QFile::encodeName(path);
        const int out = ::open(name.constData(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        if (::write(out, sealed.get(), at) != static_cast<ssize_t>(at) || ::fsync(out) != 0) {
            stop("cannot write");
        }
        ::close(out);
        const Aligned back = alignedBytes(sealedSize);
        const int in = ::open(name.constData(), O_RDONLY | O_DIRECT);
        size_t got = 0;
        while (got < at) {
            const ssize_t more = ::read(in, back.get() + got, (sealedSize + kAlign) / kAlign * kAlign - got);
            if (more <= 0) {
                stop("cannot read back");
            }
            got += static_cast<size_t>(more);
        }
        ::close(in);
        compare(back.get(), size, digest);
    }

    void compare(unsigned char* sealed, size_t size, const unsigned char* digest)
    {
        crypto_generichash_state state;
        crypto_generichash_init(&state, m_key, sizeof m_key, 32);
        std::vector<unsigned char> plain(kChunk);
        unsigned char nonce[crypto_aead_xchacha20poly1305_ietf_NPUBBYTES] = {};
        for (size_t chunk = 0; chunk * kChunk < size; ++chunk) {
            std::memcpy(nonce, &chunk, sizeof chunk);
            const size_t length = std::min(kChunk, size - chunk * kChunk) + crypto_aead_xchacha20poly1305_ietf_ABYTES;
            unsigned long long opened = 0;
            if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), &opened, nullptr, sealed, length, nullptr, 0,
                                                           nonce, m_key)
                != 0) {
                stop("does not authenticate");
            }
            crypto_generichash_update(&state, plain.data(), opened);
            sealed += length;
        }
        unsigned char again[32];
        crypto_generichash_final(&state, again, sizeof again);
        if (sodium_memcmp(again, digest, sizeof again) != 0) {
            stop("differs");
        }
    }

    /// Decoded to half the size, scaled, encoded at both sizes that an import keeps.
    static void encode(const QByteArray& bytes)
    {
        jpeg_decompress_struct info{};
        jpeg_error_mgr errors{};
        info.err = jpeg_std_error(&errors);
        jpeg_create_decompress(&info);
        jpeg_mem_src(&info, dataOf(bytes), static_cast<unsigned long>(bytes.size()));
        jpeg_read_header(&info, TRUE);
        info.scale_num = 1;
        info.scale_denom = 2;
        jpeg_start_decompress(&info);
        QImage half(static_cast<int>(info.output_width), static_cast<int>(info.output_height), QImage::Format_RGB888);
        while (info.output_scanline < info.output_height) {
            JSAMPROW row = half.scanLine(static_cast<int>(info.output_scanline));
            jpeg_read_scanlines(&info, &row, 1);
        }
        jpeg_finish_decompress(&info);
        jpeg_destroy_decompress(&info);
        const QImage preview = scaled(half, WorkerPool::kPreviewEdge);
        constexpr int kPreviewQuality = 88;
        constexpr int kThumbQuality = 80;
        if (need(toJpeg(preview, kPreviewQuality)).isEmpty()
            || need(toJpeg(scaled(preview, WorkerPool::kThumbEdge), kThumbQuality)).isEmpty()) {
            stop("cannot encode");
        }
    }

    QString m_folder;
    unsigned char m_key[32] = {7};
};

void inThreads(int threads, const std::function<void(int)>& work)
{
    std::vector<std::thread> running;
    for (int thread = 0; thread < threads; ++thread) {
        running.emplace_back(work, thread);
    }
    for (std::thread& thread : running) {
        thread.join();
    }
}

double pureSeconds(const QStringList& files, int threads)
{
    const QTemporaryDir folder(QDir::currentPath() + QStringLiteral("/import-bench-XXXXXX"));
    std::atomic<int> next = 0;
    return secondsOf([&] {
        inThreads(threads, [&](int) {
            PureWork work(folder.path());
            for (int i = next++; i < files.size(); i = next++) {
                work.run(files[i], i);
            }
        });
    });
}

/// Only the detector, on pixels that are there: what one of the threads needs, and the processor time of all.
struct Detection {
    double wall = 0;
    double cpu = 0;
};

double threadCpuSeconds()
{
    timespec used{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

Detection detectionSeconds(const QStringList& files, int threads, const QString& model)
{
    std::atomic<int> next = 0;
    std::vector<Detection> sums(static_cast<size_t>(threads));
    inThreads(threads, [&](int thread) {
        const auto detector = need(YuNetDetector::create(need(readYuNetModel(model))));
        for (int i = next++; i < files.size(); i = next++) {
            QFile file(files[i]);
            if (!file.open(QIODevice::ReadOnly)) {
                stop("cannot read");
            }
            const auto photo = photoreader::read(file.readAll());
            Detection& sum = sums[static_cast<size_t>(thread)];
            const double cpu = threadCpuSeconds();
            sum.wall += secondsOf([&] {
                if (!photo || !detector->detect(photo->picture, Thoroughness::Usual)) {
                    stop("cannot detect");
                }
            });
            sum.cpu += threadCpuSeconds() - cpu;
        }
    });
    Detection all;
    for (const Detection& one : sums) {
        all.wall += one.wall / threads;
        all.cpu += one.cpu;
    }
    return all;
}

/// Memory of this process and its children, shared pages counted once.
class MemoryWatch {
public:
    MemoryWatch()
        : m_thread([this] {
            while (!m_isDone) {
                m_peak = std::max<qint64>(m_peak, now());
                std::this_thread::sleep_for(std::chrono::milliseconds(60));
            }
        })
    {
    }
    qint64 stopAndAsk()
    {
        m_isDone = true;
        m_thread.join();
        return m_peak;
    }

private:
    static qint64 pssOf(const QString& pid)
    {
        QFile rollup(QStringLiteral("/proc/%1/smaps_rollup").arg(pid));
        if (!rollup.open(QIODevice::ReadOnly)) {
            return 0;
        }
        for (const QByteArray& line : rollup.readAll().split('\n')) {
            if (line.startsWith("Pss:")) {
                return line.mid(4).simplified().split(' ').first().toLongLong();
            }
        }
        return 0;
    }
    static qint64 now()
    {
        const QString self = QString::number(QCoreApplication::applicationPid());
        qint64 sum = pssOf(self);
        const QDir proc(QStringLiteral("/proc"));
        for (const QString& pid : proc.entryList({QStringLiteral("[0-9]*")}, QDir::Dirs)) {
            QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
            if (stat.open(QIODevice::ReadOnly)
                && stat.readAll().split(')').last().simplified().split(' ').value(1) == self.toLatin1()) {
                sum += pssOf(pid);
            }
        }
        return sum;
    }

    std::atomic<bool> m_isDone = false;
    std::atomic<qint64> m_peak = 0;
    std::thread m_thread;
};

/// Processor seconds of this process and its children: what a busy machine does not change.
double cpuSeconds()
{
    const QByteArray self = QByteArray::number(QCoreApplication::applicationPid());
    double ticks = 0;
    const QDir proc(QStringLiteral("/proc"));
    for (const QString& pid : proc.entryList({QStringLiteral("[0-9]*")}, QDir::Dirs)) {
        QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
        if (!stat.open(QIODevice::ReadOnly)) {
            continue;
        }
        const QList<QByteArray> words = stat.readAll().split(')').last().simplified().split(' ');
        if (pid.toLatin1() == self || words.value(1) == self) {
            ticks += words.value(11).toDouble() + words.value(12).toDouble();
        }
    }
    return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

struct ImportTimes {
    double all = 0;
    double cpu = 0;
    double first = 0; ///< until the first photos could be shown
    qint64 peakKib = 0;
};

ImportTimes importSeconds(const QString& card, int files, int threads, const DetectorChoice& detector)
{
    const QTemporaryDir folder(QDir::currentPath() + QStringLiteral("/import-bench-XXXXXX"));
    LibraryThread library;
    const auto password = [] { return Password::fromText(QStringLiteral("correct horse battery staple pony")); };
    need(library.open([&]() -> Result<std::unique_ptr<Library>> {
        auto made = Library::create(folder.filePath(QStringLiteral("library")), QStringLiteral("School"),
                                    QStringLiteral("admin"), password(), KdfCost::minimum());
        return made ? Result<std::unique_ptr<Library>>(std::move(made->library)) : propagate(made);
    }));
    WorkerOptions options;
    options.detector = detector;
    WorkerPool workers(threads, options);
    const QByteArray tiny = need(toJpeg(QImage(64, 64, QImage::Format_RGB888), 90));
    // The programs are started before, as they are in a window that has shown photos.
    inThreads(threads, [&](int) { need(workers.inspect(tiny)); });
    ImportTimes times;
    QElapsedTimer sinceStart;
    ImportRequest request;
    request.sources = {card};
    request.findFaces = detector.kind != DetectorKind::None;
    request.onEntered = [&](const QList<PhotoId>&) {
        times.first = times.first > 0 ? times.first : static_cast<double>(sinceStart.nsecsElapsed()) / 1e9;
    };
    NoProgress progress;
    MemoryWatch memory;
    sinceStart.start();
    const double cpuBefore = cpuSeconds();
    times.all = secondsOf([&] {
        if (need(importPhotos(library, workers, request, progress)).imported != files) {
            stop("not all imported");
        }
    });
    times.cpu = cpuSeconds() - cpuBefore;
    times.peakKib = memory.stopAndAsk();
    return times;
}

void report(const char* what, double pure, double pureCpu, const ImportTimes& times, double limit)
{
    std::printf(
        "%-18s pure %6.2f s, import %6.2f s, ratio %.3f (limit %.2f); processor %6.2f s and %6.2f s, ratio %.3f; "
        "first photo %.2f s; memory %.0f MB (limit 700)\n",
        what, pure, times.all, pure / times.all, limit, pureCpu, times.cpu, pureCpu / times.cpu, times.first,
        static_cast<double>(times.peakKib) / 1024);
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const int count = argc > 1 ? std::atoi(argv[1]) : 24;
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 3;
    const QString model = argc > 3 ? QString::fromLocal8Bit(argv[3]) : QString();
    const int threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    cv::setNumThreads(1);
    photoreader::prepare();
    const QTemporaryDir card(QDir::currentPath() + QStringLiteral("/import-bench-XXXXXX"));
    QStringList files;
    qint64 bytes = 0;
    for (int i = 0; i < count; ++i) {
        files << card.filePath(QStringLiteral("IMG_%1.JPG").arg(i, 4, 10, QLatin1Char('0')));
        QFile file(files.last());
        const QByteArray photo = drawnPhoto(i);
        bytes += photo.size();
        if (!file.open(QIODevice::WriteOnly) || file.write(photo) != photo.size()) {
            stop("cannot make files");
        }
    }
    std::printf("%d files of %.1f MB, %d threads, best of %d rounds\n", count, static_cast<double>(bytes) / count / 1e6,
                threads, rounds);
    DetectorChoice yuNet;
    yuNet.kind = DetectorKind::YuNet;
    yuNet.path = model;
    yuNet.name = QStringLiteral("yunet");
    double pure = 1e9;
    double pureCpu = 1e9;
    Detection detection{1e9, 1e9};
    ImportTimes plain{1e9, 1e9, 1e9, 0};
    ImportTimes faces{1e9, 1e9, 1e9, 0};
    const auto better = [](ImportTimes& best, const ImportTimes& one) {
        best = {std::min(best.all, one.all), std::min(best.cpu, one.cpu), std::min(best.first, one.first),
                std::max(best.peakKib, one.peakKib)};
    };
    for (int round = 0; round < rounds; ++round) {
        const double cpu = cpuSeconds();
        pure = std::min(pure, pureSeconds(files, threads));
        pureCpu = std::min(pureCpu, cpuSeconds() - cpu);
        better(plain, importSeconds(card.path(), count, threads, {}));
        if (!model.isEmpty()) {
            const Detection one = detectionSeconds(files, threads, model);
            detection = {std::min(detection.wall, one.wall), std::min(detection.cpu, one.cpu)};
            better(faces, importSeconds(card.path(), count, threads, yuNet));
        }
    }
    report("import", pure, pureCpu, plain, 0.85);
    if (!model.isEmpty()) {
        report("import with faces", pure + detection.wall, pureCpu + detection.cpu, faces, 0.80);
    }
    return 0;
}
