// Suggestions on labelled photos of the same people, through the worker process that the programs use.

#include "core/faces/LikenessRanking.h"
#include "core/faces/WorkerTemplates.h"
#include "support/DrawnPhotos.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <catch2/catch.hpp>

#include <iostream>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QString kFaces = QStringLiteral(CLOAKROOM_TEST_SHARED_DIR "/photos/faces/");
const QStringList kModels{QStringLiteral(CLOAKROOM_TEST_SHARED_DIR "/models")};
constexpr qsizetype kLearnt = 2; ///< photos of each person that stand for those a user named
constexpr qsizetype kProbes = 4; ///< photos of each person that stand for new ones

/// The template of the largest face of a photo, found as an import would.
std::optional<FaceTemplate> templateOf(WorkerPool& detector, TemplateSource& source, const QString& path)
{
    QFile file(kFaces + path);
    if (!file.open(QIODevice::ReadOnly)) {
        return std::nullopt;
    }
    const QByteArray bytes = file.readAll();
    const auto faces = detector.detectFaces(bytes);
    if (!faces || faces->isEmpty()) {
        return std::nullopt;
    }
    const auto largest = std::max_element(faces->cbegin(), faces->cend(), [](const auto& one, const auto& other) {
        return one.box.width() * one.confidence < other.box.width() * other.confidence;
    });
    auto made = need(source.templatesOf(bytes, {largest->box.toAlignedRect()}));
    return made.empty() ? std::nullopt : std::move(made.front());
}

} // namespace

TEST_CASE("ninety-nine of a hundred suggestions are right on labelled photos", "[faces][recognition][slow]")
{
    const DetectorChoice yunet = chooseDetector(kModels, {});
    const RecogniserChoice recogniser = chooseRecogniser(kModels);
    QFile identities(kFaces + QStringLiteral("identities.json"));
    if (yunet.kind != DetectorKind::YuNet || !recogniser.isThere() || !identities.open(QIODevice::ReadOnly)) {
        std::cout << "skipped: no models and labelled photos in ../shared" << std::endl;
        return;
    }
    WorkerPool detector(1, builtWorker(yunet));
    const auto source = need(WorkerTemplates::create(recogniser, builtWorker(yunet)));
    const QJsonObject people = QJsonDocument::fromJson(identities.readAll()).object();
    std::vector<Candidate> candidates;
    std::vector<std::pair<PersonId, FaceTemplate>> probes;
    for (auto person = people.begin(); person != people.end(); ++person) {
        const PersonId id{qint64(std::distance(people.begin(), person)) + 1};
        const QJsonArray paths = person.value().toArray();
        Candidate candidate{id, {}, Nearness::InGroup, {}};
        for (qsizetype i = 0; i < paths.size() && i < kLearnt + kProbes; ++i) {
            auto made = templateOf(detector, *source, paths[i].toString());
            if (made && i < kLearnt && paths.size() > 1) {
                candidate.templates.push_back(*std::move(made));
            } else if (made) {
                probes.emplace_back(id, *std::move(made));
            }
        }
        if (!candidate.templates.empty()) {
            candidates.push_back(std::move(candidate));
        }
    }
    REQUIRE(candidates.size() >= 5);
    int right = 0;
    int wrong = 0;
    for (const auto& [person, probe] : probes) {
        const auto ranked = rankLikenesses({{FaceId{1}, {}}}, {&probe}, candidates, source->model());
        if (!ranked.first().isEmpty()) {
            ++(ranked.first().first().person == person ? right : wrong);
        }
    }
    std::cout << "suggestions: " << right << " right, " << wrong << " wrong, of " << probes.size() << " faces, "
              << candidates.size() << " people" << std::endl;
    CHECK(right >= 12);
    CHECK(double(right) >= 0.99 * double(right + wrong));
}

TEST_CASE("a worker without a recogniser makes no template", "[faces][recognition][worker]")
{
    WorkerPool pool(1, builtWorker());
    const auto made = pool.faceTemplates(drawnJpeg(1), {QRect(10, 10, 50, 50)});
    REQUIRE_FALSE(made);
    CHECK(made.error().code == ErrorCode::NotFound);
    CHECK(WorkerTemplates::create({}, builtWorker()).error().code == ErrorCode::NotFound);
}

TEST_CASE("a template comes for the face that was asked for and for no other", "[faces][recognition][worker]")
{
    const DetectorChoice yunet = chooseDetector(kModels, {});
    const RecogniserChoice recogniser = chooseRecogniser(kModels);
    QFile photo(kFaces + QStringLiteral("face_recognition/examples/obama-240p.jpg"));
    if (yunet.kind != DetectorKind::YuNet || !recogniser.isThere() || !photo.open(QIODevice::ReadOnly)) {
        std::cout << "skipped: no models and photos in ../shared" << std::endl;
        return;
    }
    const QByteArray bytes = photo.readAll();
    WorkerPool detector(1, builtWorker(yunet));
    const auto faces = need(detector.detectFaces(bytes));
    REQUIRE_FALSE(faces.isEmpty());
    const auto source = need(WorkerTemplates::create(recogniser, builtWorker(yunet)));
    const auto made = need(source->templatesOf(bytes, {QRect(0, 0, 12, 12), faces.first().box.toAlignedRect()}));
    REQUIRE(made.size() == 2);
    CHECK_FALSE(made[0]);
    REQUIRE(made[1]);
    CHECK(made[1]->numbers().size() == size_t(recogniser.model.length));
    CHECK(similarity(made[1]->numbers(), made[1]->numbers()) == Approx(1));
}

TEST_CASE("only published recognition models are used", "[faces][recognition]")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(knownRecognisers().constFirst().file);
    CHECK_FALSE(chooseRecogniser({folder.path()}).isThere());
    writeFile(file, QByteArrayLiteral("not a model"));
    const RecogniserChoice choice = chooseRecogniser({folder.path()});
    CHECK_FALSE(choice.isThere());
    CHECK(choice.rejected == QStringList{file});
    CHECK(choice.description.contains(file));
    CHECK(loadRecogniser(file).error().code == ErrorCode::Damaged);
    CHECK(knownRecognisers().size() == 2);
    CHECK(knownRecognisers().constFirst().name == QStringLiteral("sface"));
}
