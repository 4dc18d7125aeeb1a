// How many labelled faces the detectors find, and what that costs:
//   faces-bench [--detector yunet|basic] [--set NAME] [--thorough] [--sheet MISSES.png] FACES_FOLDER [MODEL.onnx]
// FACES_FOLDER holds the photos and gt_boxes.json: {"set/photo.jpg": [[x, y, width, height], ...]}.
//   recall        a detection's centre lies in the labelled box
//   cover recall  95 % of the labelled box lies under what an export would cover
//   precision     of the detections, those whose centre lies in a labelled box
#include "core/faces/CascadeDetector.h"
#include "core/faces/ModelFiles.h"
#include "core/faces/YuNetDetector.h"
#include "core/publish/Covering.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>

#include <opencv2/dnn.hpp>

#include <array>
#include <cmath>
#include <cstdio>
#include <map>
#include <memory>

using namespace cloakroom;

namespace {

constexpr double kShrunk = 0.4;
/// Heights of labelled faces, in pixels of the photo as it is searched.
constexpr std::array kHeights{25, 50, 100, 300};

struct Options {
    QStringList words; ///< folder and model
    QString detector;
    QString set;
    QString sheet;
    Thoroughness thoroughness = Thoroughness::Usual;
};

struct Count {
    int labelled = 0;
    int found = 0;
    int covered = 0;

    Count& operator+=(const Count& other)
    {
        labelled += other.labelled;
        found += other.found;
        covered += other.covered;
        return *this;
    }
};

struct SetResult {
    std::array<Count, kHeights.size() + 1> byHeight;
    int detections = 0;
    int right = 0;

    [[nodiscard]] Count all() const
    {
        Count sum;
        for (const Count& one : byHeight)
            sum += one;
        return sum;
    }
};

struct Miss {
    QImage crop;
    QString photo;
};

struct Photo {
    QString name;
    QList<QRectF> labels;

    [[nodiscard]] QString set() const { return name.section(QLatin1Char('/'), 0, 0); }
};

double share(int part, int whole)
{
    return whole == 0 ? 1 : static_cast<double>(part) / whole;
}

QList<Photo> labelledPhotos(const QString& folder)
{
    QFile file(folder + QStringLiteral("/gt_boxes.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject all = QJsonDocument::fromJson(file.readAll()).object();
    QList<Photo> photos;
    for (auto one = all.begin(); one != all.end(); ++one) {
        Photo photo{one.key(), {}};
        for (const QJsonValue& value : one.value().toArray()) {
            const QJsonArray box = value.toArray();
            photo.labels += QRectF(box[0].toDouble(), box[1].toDouble(), box[2].toDouble(), box[3].toDouble());
        }
        photos += photo;
    }
    return photos;
}

/// The share of the label that lies under at least one cover, by looking at a grid of points.
double coveredShare(const QRectF& label, const QList<Cover>& covers)
{
    constexpr int kPoints = 40;
    int under = 0;
    for (int i = 0; i < kPoints * kPoints; ++i) {
        const QPointF at(label.x() + label.width() * (i % kPoints + 0.5) / kPoints,
                         label.y() + label.height() * (i / kPoints + 0.5) / kPoints);
        const QPoint pixel(static_cast<int>(std::floor(at.x())), static_cast<int>(std::floor(at.y())));
        under += std::any_of(covers.cbegin(), covers.cend(),
                             [&](const Cover& cover) { return cloakroom::covers(cover, pixel); })
            ? 1
            : 0;
    }
    return static_cast<double>(under) / (kPoints * kPoints);
}

size_t heightClass(double height)
{
    const auto* const above = std::upper_bound(kHeights.begin(), kHeights.end(), height);
    return static_cast<size_t>(above - kHeights.begin());
}

class Bench {
public:
    Bench(FaceDetector& detector, const Options& options)
        : m_detector(detector)
        , m_options(options)
    {
    }

    void run(const QList<Photo>& photos, double factor)
    {
        std::map<QString, SetResult> results;
        for (const Photo& photo : photos) {
            if (m_options.set.isEmpty() || photo.set() == m_options.set)
                search(photo, factor, results[photo.set()]);
        }
        for (const auto& [set, result] : results)
            print(set, factor, result);
    }

    [[nodiscard]] const QList<Miss>& misses() const { return m_misses; }

private:
    void search(const Photo& photo, double factor, SetResult& result)
    {
        const QImage full(m_options.words.first() + QLatin1Char('/') + photo.name);
        const QImage image =
            factor == 1 ? full : full.scaled(full.size() * factor, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        const auto faces = m_detector.detect(image, m_options.thoroughness);
        if (!faces) {
            std::printf("%s: %s\n", qPrintable(photo.name), qPrintable(faces.error().text));
            return;
        }
        QList<Cover> covers;
        for (const DetectedFace& face : *faces)
            covers += coverOf(face.box.toAlignedRect());
        QList<QRectF> labels;
        for (const QRectF& label : photo.labels)
            labels += QRectF(label.topLeft() * factor, label.size() * factor);
        for (const QRectF& label : std::as_const(labels)) {
            const bool isFound = std::any_of(faces->cbegin(), faces->cend(), [&](const DetectedFace& face) {
                return label.contains(face.box.center());
            });
            const bool isCovered = coveredShare(label, covers) >= 0.95;
            result.byHeight[heightClass(label.height())] += {1, isFound ? 1 : 0, isCovered ? 1 : 0};
            if (!isFound || !isCovered)
                m_misses += {cropOf(image, label, *faces), photo.name};
        }
        result.detections += static_cast<int>(faces->size());
        for (const DetectedFace& face : *faces) {
            result.right += std::any_of(labels.cbegin(), labels.cend(),
                                        [&](const QRectF& label) { return label.contains(face.box.center()); })
                ? 1
                : 0;
        }
    }

    /// The face with what is around it; the label green, detections orange.
    static QImage cropOf(const QImage& image, const QRectF& label, const QList<DetectedFace>& faces)
    {
        const double around = std::max(label.width(), label.height());
        const QRectF part = label.adjusted(-around, -around, around, around);
        QImage crop(QSize(160, 160), QImage::Format_RGB888);
        crop.fill(Qt::black);
        QPainter painter(&crop);
        const double scale = 160 / part.width();
        painter.scale(scale, 160 / part.height());
        painter.translate(-part.topLeft());
        painter.drawImage(QPointF(0, 0), image);
        painter.setPen(QPen(Qt::green, 2 / scale));
        painter.drawRect(label);
        painter.setPen(QPen(QColor(255, 140, 0), 2 / scale));
        for (const DetectedFace& face : faces)
            painter.drawRect(face.box);
        return crop;
    }

    void print(const QString& set, double factor, const SetResult& result) const
    {
        const Count all = result.all();
        std::printf("%-8s %-8s x%.1f  faces %4d  recall %.3f  cover recall %.3f  precision %.3f ",
                    qPrintable(m_detector.name()), qPrintable(set), factor, all.labelled,
                    share(all.found, all.labelled), share(all.covered, all.labelled),
                    share(result.right, result.detections));
        for (size_t i = 0; i < result.byHeight.size(); ++i) {
            const Count& one = result.byHeight[i];
            if (one.labelled > 0) {
                const QString name = i < kHeights.size() ? QStringLiteral("<%1").arg(kHeights[i])
                                                         : QStringLiteral(">=%1").arg(kHeights.back());
                std::printf(" %s px %d/%d/%d", qPrintable(name), one.labelled, one.found, one.covered);
            }
        }
        std::printf("\n");
        std::fflush(stdout);
    }

    FaceDetector& m_detector;
    const Options& m_options;
    QList<Miss> m_misses;
};

void writeSheet(const QList<Miss>& misses, const QString& path)
{
    constexpr int kColumns = 8;
    constexpr int kCell = 180;
    const int rows = std::max(1, (static_cast<int>(misses.size()) + kColumns - 1) / kColumns);
    QImage sheet(kColumns * kCell, rows * kCell, QImage::Format_RGB888);
    sheet.fill(Qt::white);
    QPainter painter(&sheet);
    for (int i = 0; i < misses.size(); ++i) {
        const QPoint at(i % kColumns * kCell, i / kColumns * kCell);
        painter.drawImage(at, misses[i].crop);
        painter.drawText(QRect(at + QPoint(0, 160), QSize(160, 18)), Qt::AlignLeft,
                         misses[i].photo.section(QLatin1Char('/'), -1));
    }
    painter.end();
    std::printf("%s %d misses to %s\n", sheet.save(path) ? "wrote" : "could not write", static_cast<int>(misses.size()),
                qPrintable(path));
}

double secondsFor(const std::function<void()>& work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

/// The network alone over a picture whose longer edge is 1280.
double bareSeconds(const QByteArray& model)
{
    auto net = cv::dnn::readNetFromONNX(model.constData(), static_cast<size_t>(model.size()));
    const cv::Mat input(864, 1280, CV_8UC3, cv::Scalar(90, 110, 90));
    const auto pass = [&] {
        net.setInput(cv::dnn::blobFromImage(input));
        std::vector<cv::Mat> outputs;
        net.forward(outputs, net.getUnconnectedOutLayersNames());
    };
    pass();
    double best = secondsFor(pass);
    for (int i = 0; i < 4; ++i)
        best = std::min(best, secondsFor(pass));
    return best;
}

/// 24 megapixels with one portrait many times: of ordinary size, or a crowd.
QImage composed(const QImage& portrait, int width)
{
    QImage photo(6000, 4000, QImage::Format_RGB888);
    photo.fill(QColor(90, 110, 90));
    QPainter painter(&photo);
    const QImage one = portrait.scaledToWidth(width, Qt::SmoothTransformation);
    const int step = width > 600 ? 2900 : width * 3 / 2;
    for (int y = 100; y + one.height() < photo.height(); y += step) {
        for (int x = 100; x + one.width() < photo.width(); x += step)
            painter.drawImage(x, y, one);
    }
    return photo;
}

void measureTime(FaceDetector& detector, const Options& options, double bare)
{
    const QImage portrait(options.words.first() + QStringLiteral("/skimage/astronaut.png"));
    if (portrait.isNull())
        return;
    struct Kind {
        const char* name;
        int width;
        Thoroughness thoroughness;
    };
    for (const Kind& kind : {Kind{"ordinary", 1800, Thoroughness::Usual}, Kind{"a crowd", 240, Thoroughness::Usual},
                             Kind{"thorough", 1800, Thoroughness::Thorough}}) {
        const QImage photo = composed(portrait, kind.width);
        int faces = 0;
        const auto search = [&] {
            const auto found = detector.detect(photo, kind.thoroughness);
            faces = found ? static_cast<int>(found->size()) : -1;
        };
        const double took = std::min({secondsFor(search), secondsFor(search), secondsFor(search)});
        std::printf("%-8s 24 megapixels, %s: %d faces, %.2f s, %.1f times a bare pass of %.3f s\n",
                    qPrintable(detector.name()), kind.name, faces, took, took / bare, bare);
        std::fflush(stdout);
    }
}

int measure(FaceDetector& detector, const Options& options, double bare)
{
    const QList<Photo> photos = labelledPhotos(options.words.first());
    if (photos.isEmpty()) {
        std::printf("no labelled photos in %s\n", qPrintable(options.words.first()));
        return 2;
    }
    Bench bench(detector, options);
    bench.run(photos, 1);
    if (!options.sheet.isEmpty())
        writeSheet(bench.misses(), options.sheet);
    bench.run(photos, kShrunk);
    if (bare > 0)
        measureTime(detector, options, bare);
    return 0;
}

Options optionsFrom(const QStringList& words)
{
    Options options;
    for (qsizetype i = 1; i < words.size(); ++i) {
        const QString next = words.value(i + 1);
        if (words[i] == QStringLiteral("--thorough"))
            options.thoroughness = Thoroughness::Thorough;
        else if (words[i] == QStringLiteral("--detector"))
            options.detector = next, ++i;
        else if (words[i] == QStringLiteral("--set"))
            options.set = next, ++i;
        else if (words[i] == QStringLiteral("--sheet"))
            options.sheet = next, ++i;
        else
            options.words += words[i];
    }
    return options;
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    const Options options = optionsFrom(QGuiApplication::arguments());
    if (options.words.isEmpty()) {
        std::printf("usage: faces-bench [--detector yunet|basic] [--set NAME] [--thorough] [--sheet MISSES.png] "
                    "FACES_FOLDER [MODEL.onnx]\n");
        return 2;
    }
    int status = 0;
    double bare = 0;
    if (options.words.size() > 1) {
        const auto model = readYuNetModel(options.words.at(1));
        const auto yuNet =
            model ? YuNetDetector::create(*model) : Result<std::unique_ptr<FaceDetector>>(propagate(model));
        if (!yuNet) {
            std::printf("%s\n", qPrintable(yuNet.error().text));
            return 2;
        }
        bare = bareSeconds(*model);
        if (options.detector != QStringLiteral("basic"))
            status = measure(**yuNet, options, bare);
    }
    if (options.detector != QStringLiteral("yunet")) {
        const auto basic = CascadeDetector::create(chooseDetector({}, cascadeFolders()).path);
        if (!basic) {
            std::printf("%s\n", qPrintable(basic.error().text));
            return 2;
        }
        status = std::max(status, measure(**basic, options, bare));
    }
    return status;
}
