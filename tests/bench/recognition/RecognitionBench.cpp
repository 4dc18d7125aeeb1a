// How well a recognition model tells people apart: recognition-bench FACES_FOLDER YUNET.onnx DESCRIPTOR.json
// Of every labelled photo the largest face is aligned and turned into a template; all pairs are compared, those of the
// same person and those of different ones. Prints true accept at false accept 0.001, and how right the model is at its
// own threshold for suggestions.
#include "core/faces/FaceTemplates.h"
#include "core/faces/ModelFiles.h"
#include "core/faces/YuNetDetector.h"

#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QHash>
#include <QImageReader>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace {

using namespace cloakroom;

constexpr double kFalseAccept = 0.001;

class Comparer {
public:
    Comparer(FaceDetector& detector, FaceTemplates& templates, QString folder)
        : m_detector(detector)
        , m_templates(templates)
        , m_folder(std::move(folder))
    {
    }

    /// Empty where no face was found.
    QList<float> of(const QString& path)
    {
        const auto known = m_known.constFind(path);
        if (known != m_known.cend()) {
            return *known;
        }
        QImageReader reader(m_folder + QLatin1Char('/') + path);
        reader.setAutoTransform(true);
        const QImage picture = reader.read().convertToFormat(QImage::Format_RGB888);
        QList<float> numbers;
        const auto faces = m_detector.detect(picture, Thoroughness::Usual);
        if (faces && !faces->isEmpty()) {
            const auto largest =
                std::max_element(faces->cbegin(), faces->cend(), [](const DetectedFace& a, const DetectedFace& b) {
                    return a.box.width() * a.box.height() * a.confidence
                        < b.box.width() * b.box.height() * b.confidence;
                });
            QElapsedTimer timer;
            timer.start();
            if (const auto made = m_templates.of(picture, largest->landmarks)) {
                numbers = *made;
                m_milliseconds += double(timer.nsecsElapsed()) / 1e6;
                ++m_made;
            }
        }
        m_known.insert(path, numbers);
        return numbers;
    }
    [[nodiscard]] double millisecondsEach() const { return m_made == 0 ? 0 : m_milliseconds / m_made; }
    [[nodiscard]] int made() const { return m_made; }
    [[nodiscard]] int missed() const { return int(m_known.size()) - m_made; }

private:
    FaceDetector& m_detector;
    FaceTemplates& m_templates;
    QString m_folder;
    QHash<QString, QList<float>> m_known;
    double m_milliseconds = 0;
    int m_made = 0;
};

struct Pairs {
    std::vector<double> same;
    std::vector<double> different;

    void add(const QList<float>& one, const QList<float>& other, bool isSame)
    {
        if (!one.isEmpty() && !other.isEmpty()) {
            (isSame ? same : different).push_back(similarity(one, other));
        }
    }
};

double shareFrom(const std::vector<double>& scores, double threshold)
{
    const auto count = std::count_if(scores.begin(), scores.end(), [&](double score) { return score >= threshold; });
    return scores.empty() ? 0 : double(count) / double(scores.size());
}

void readIdentities(const QString& folder, Comparer& comparer, Pairs& pairs)
{
    QFile file(folder + QStringLiteral("/identities.json"));
    if (!file.open(QIODevice::ReadOnly)) {
        return;
    }
    const QJsonObject people = QJsonDocument::fromJson(file.readAll()).object();
    QList<std::pair<QString, QString>> photos; // person, path
    for (auto person = people.begin(); person != people.end(); ++person) {
        for (const QJsonValue& path : person.value().toArray()) {
            photos.append({person.key(), path.toString()});
        }
    }
    for (qsizetype i = 0; i < photos.size(); ++i) {
        for (qsizetype j = 0; j < i; ++j) {
            pairs.add(comparer.of(photos[i].second), comparer.of(photos[j].second), photos[i].first == photos[j].first);
        }
    }
}

void readListedPairs(const QString& folder, Comparer& comparer, Pairs& pairs)
{
    QFile file(folder + QStringLiteral("/deepface_pairs.csv"));
    if (!file.open(QIODevice::ReadOnly)) {
        return;
    }
    file.readLine();
    while (!file.atEnd()) {
        const QList<QByteArray> cells = file.readLine().trimmed().split(',');
        if (cells.size() == 3) {
            pairs.add(comparer.of(QStringLiteral("deepface/") + QString::fromLatin1(cells[0])),
                      comparer.of(QStringLiteral("deepface/") + QString::fromLatin1(cells[1])), cells[2] == "Yes");
        }
    }
}

void print(const char* what, Pairs pairs, const FaceModel& model)
{
    if (pairs.same.empty() || pairs.different.empty()) {
        std::printf("%s: no labelled pairs here\n", what);
        return;
    }
    std::sort(pairs.different.begin(), pairs.different.end());
    const auto allowed = size_t(double(pairs.different.size()) * kFalseAccept);
    const double threshold = pairs.different[pairs.different.size() - 1 - allowed] + 1e-9;
    const double right = shareFrom(pairs.same, model.suggestFrom) * double(pairs.same.size());
    const double wrong = shareFrom(pairs.different, model.suggestFrom) * double(pairs.different.size());
    std::printf("%-32s %5zu same %6zu different\n", what, pairs.same.size(), pairs.different.size());
    std::printf("  true accept at false accept 0.001: %.3f (at most %zu wrong pairs, from cosine %.3f)\n",
                shareFrom(pairs.same, threshold), allowed, threshold);
    std::printf("  at the model's threshold %.2f: true accept %.3f, %.0f wrong pairs, precision %.3f\n",
                model.suggestFrom, right / double(pairs.same.size()), wrong,
                right + wrong > 0 ? right / (right + wrong) : 1.0);
}

int run(const QStringList& words)
{
    const auto yunet = readYuNetModel(words[2]);
    if (!yunet) {
        std::fprintf(stderr, "recognition-bench: %s\n", qPrintable(yunet.error().text));
        return 1;
    }
    auto detector = YuNetDetector::create(*yunet);
    auto templates = FaceTemplates::load(words[3]);
    if (!detector || !templates) {
        std::fprintf(stderr, "recognition-bench: %s\n",
                     qPrintable(detector ? templates.error().text : detector.error().text));
        return 1;
    }
    Comparer comparer(**detector, *templates, words[1]);
    Pairs people;
    readIdentities(words[1], comparer, people);
    Pairs listed;
    readListedPairs(words[1], comparer, listed);
    print("labelled people", people, templates->model());
    print("listed pairs", listed, templates->model());
    Pairs all = people;
    all.same.insert(all.same.end(), listed.same.begin(), listed.same.end());
    all.different.insert(all.different.end(), listed.different.begin(), listed.different.end());
    print("all", all, templates->model());
    std::printf("%d templates, %.1f ms each; no face found in %d photos\n", comparer.made(),
                comparer.millisecondsEach(), comparer.missed());
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() != 4) {
        std::fprintf(stderr, "recognition-bench FACES_FOLDER YUNET.onnx DESCRIPTOR.json\n");
        return 2;
    }
    return run(words);
}
