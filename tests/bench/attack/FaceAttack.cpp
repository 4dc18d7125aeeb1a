#include "FaceAttack.h"

#include "core/imaging/PixelView.h"
#include "core/imaging/Scale.h"
#include "core/publish/Covering.h"

#include <QDirIterator>
#include <QFile>
#include <QImageReader>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <opencv2/dnn.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <map>

namespace cloakroom::attack {

namespace {

constexpr int kLongestEdge = 1600;
constexpr double kSure = 0.8;
constexpr int kLeastFace = 40;

std::map<QString, QString> peopleByPhoto(const QString& folder)
{
    QFile file(folder + QStringLiteral("/identities.json"));
    std::map<QString, QString> people;
    if (!file.open(QIODevice::ReadOnly)) {
        return people;
    }
    const QJsonObject all = QJsonDocument::fromJson(file.readAll()).object();
    for (auto person = all.begin(); person != all.end(); ++person) {
        for (const QJsonValue& photo : person.value().toArray()) {
            people[photo.toString()] = person.key();
        }
    }
    return people;
}

QStringList photosIn(const QString& folder)
{
    QStringList photos;
    QDirIterator all(folder, {QStringLiteral("*.jpg"), QStringLiteral("*.jpeg"), QStringLiteral("*.png")}, QDir::Files,
                     QDirIterator::Subdirectories);
    while (all.hasNext()) {
        photos += all.next().sliced(folder.size() + 1);
    }
    photos.sort();
    return photos;
}

/// The head with half as much again around it, where need be smaller: an attacker gains nothing from more pixels.
LabelledFace faceFrom(const QImage& photo, const DetectedFace& found)
{
    constexpr double kWidestHead = 400;
    LabelledFace face;
    const QRect head = wholeHead(found.box.toAlignedRect());
    const QRect part =
        head.adjusted(-head.width() / 4, -head.height() / 4, head.width() / 4, head.height() / 4) & photo.rect();
    const double factor = std::min(1.0, kWidestHead / head.width());
    const QRectF box = found.box.translated(-part.topLeft());
    face.picture = scaled(photo.copy(part), qRound(factor * std::max(part.width(), part.height())));
    face.box = QRectF(box.topLeft() * factor, box.size() * factor).toAlignedRect();
    for (const QPointF& point : found.landmarks) {
        face.landmarks += (point - part.topLeft()) * factor;
    }
    return face;
}

double area(const DetectedFace& face)
{
    return face.box.width() * face.box.height();
}

bool isUsable(const DetectedFace& face)
{
    constexpr int kLandmarks = 5;
    return face.landmarks.size() == kLandmarks && face.confidence >= kSure
        && std::min(face.box.width(), face.box.height()) >= kLeastFace;
}

cv::Mat cropOf(const QImage& picture, QRect box)
{
    const QImage part = picture.copy(box).convertToFormat(QImage::Format_RGB888); // black beyond the border
    return viewOf(part).clone();
}

cv::Mat unit(const cv::Mat& values, bool isCentred)
{
    cv::Mat row;
    values.reshape(1, 1).convertTo(row, CV_32F);
    if (isCentred) {
        row -= cv::mean(row)[0];
    }
    const double length = cv::norm(row);
    return length > 1e-3 ? cv::Mat(row / length) : cv::Mat(cv::Mat::zeros(row.size(), CV_32F));
}

/// Least-squares similarity that brings the landmarks to where ArcFace's template has them.
cv::Matx23d alignment(const QList<QPointF>& landmarks)
{
    using Point = std::complex<double>;
    constexpr std::array<Point, 5> kTemplate{Point{38.2946, 51.6963}, Point{73.5318, 51.5014}, Point{56.0252, 71.7366},
                                             Point{41.5493, 92.3655}, Point{70.7299, 92.2041}};
    Point from = 0;
    Point to = 0;
    for (size_t i = 0; i < kTemplate.size(); ++i) {
        from += Point(landmarks[int(i)].x(), landmarks[int(i)].y()) / 5.0;
        to += kTemplate[i] / 5.0;
    }
    Point product = 0;
    double spread = 0;
    for (size_t i = 0; i < kTemplate.size(); ++i) {
        const Point point = Point(landmarks[int(i)].x(), landmarks[int(i)].y()) - from;
        product += std::conj(point) * (kTemplate[i] - to);
        spread += std::norm(point);
    }
    const Point turn = product / spread;
    const Point shift = to - turn * from;
    return {turn.real(), -turn.imag(), shift.real(), turn.imag(), turn.real(), shift.imag()};
}

class MobileFaceNet final : public Recogniser {
public:
    explicit MobileFaceNet(const QString& path)
        : m_net(cv::dnn::readNetFromONNX(path.toStdString()))
    {
    }
    cv::Mat describe(const QImage& picture, const LabelledFace& face) override
    {
        constexpr int kEdge = 112;
        const QImage rgb = picture.convertToFormat(QImage::Format_RGB888);
        cv::Mat aligned;
        cv::warpAffine(viewOf(rgb), aligned, alignment(face.landmarks), {kEdge, kEdge}, cv::INTER_AREA);
        cv::Mat values;
        aligned.convertTo(values, CV_32FC3, 1 / 255.0);
        values -= cv::Scalar(0.485, 0.456, 0.406);
        cv::divide(values, cv::Scalar(0.229, 0.224, 0.225), values);
        m_net.setInput(cv::dnn::blobFromImage(values));
        return unit(m_net.forward().clone(), false);
    }

private:
    cv::dnn::Net m_net;
};

class Correlation final : public Recogniser {
public:
    cv::Mat describe(const QImage& picture, const LabelledFace& face) override
    {
        constexpr int kEdge = 24;
        cv::Mat grey;
        cv::cvtColor(cropOf(picture, face.box), grey, cv::COLOR_RGB2GRAY);
        cv::resize(grey, grey, {kEdge, kEdge}, 0, 0, cv::INTER_AREA);
        return unit(grey, true);
    }
};

/// Colours lie close together: a constant that makes the product of unit vectors follow their distance.
class Colours final : public Recogniser {
public:
    cv::Mat describe(const QImage& picture, const LabelledFace& face) override
    {
        constexpr int kEdge = 4;
        constexpr float kFar = 4000;
        cv::Mat small;
        cv::resize(cropOf(picture, face.box), small, {kEdge, kEdge}, 0, 0, cv::INTER_AREA);
        cv::Mat values;
        small.reshape(1, 1).convertTo(values, CV_32F);
        const double length = cv::norm(values);
        cv::Mat lifted(1, kEdge * kEdge * 3 + 1, CV_32F);
        values.copyTo(lifted.colRange(0, kEdge * kEdge * 3));
        lifted.at<float>(0, kEdge * kEdge * 3) =
            static_cast<float>(std::sqrt(std::max(0.0, double{kFar} * kFar - length * length)));
        return lifted / kFar;
    }
};

QImage imageOf(const cv::Mat& rgb)
{
    QImage image(rgb.cols, rgb.rows, QImage::Format_RGB888);
    rgb.copyTo(viewOf(image));
    return image;
}

QRect defaceMask(const LabelledFace& face)
{
    constexpr double kMore = 0.3; // --mask-scale 1.3 adds this share on each side
    const int across = qRound(kMore * face.box.width());
    const int down = qRound(kMore * face.box.height());
    return face.box.adjusted(-across, -down, across, down) & face.picture.rect();
}

cv::Rect rectOf(QRect rect)
{
    return {rect.x(), rect.y(), rect.width(), rect.height()};
}

cv::Mat ellipseIn(cv::Size size, QRect box)
{
    cv::Mat mask = cv::Mat::zeros(size, CV_8U);
    const cv::Point half(box.width() / 2, box.height() / 2);
    cv::ellipse(mask, cv::Point(box.x(), box.y()) + half, {half.x, half.y}, 0, 0, 360, cv::Scalar(255), cv::FILLED);
    return mask;
}

/// The picture with nothing left but what the cover shows: what is around it is there for everybody to see, and must
/// not be taken for something that the cover tells.
QImage onlyCovered(const QImage& picture, const LabelledFace& face)
{
    QImage result = picture.convertToFormat(QImage::Format_RGB888);
    cv::Mat pixels = viewOf(result);
    const cv::Mat mask = ellipseIn(pixels.size(), defaceMask(face));
    pixels.setTo(cv::mean(pixels, mask), 255 - mask);
    return result;
}

/// One channel of a Wiener filter for a box of the given size; what noise there is, is that of 8 bits.
cv::Mat wiener(const cv::Mat& channel, cv::Size box)
{
    constexpr double kNoise = 0.002;
    cv::Mat kernel = cv::Mat::zeros(channel.size(), CV_32F);
    for (int y = 0; y < box.height; ++y) {
        for (int x = 0; x < box.width; ++x) {
            const int row = (y - box.height / 2 + kernel.rows) % kernel.rows;
            const int column = (x - box.width / 2 + kernel.cols) % kernel.cols;
            kernel.at<float>(row, column) = 1.0F / static_cast<float>(box.area());
        }
    }
    cv::Mat values;
    channel.convertTo(values, CV_32F);
    cv::Mat picture;
    cv::Mat response;
    cv::dft(values, picture, cv::DFT_COMPLEX_OUTPUT);
    cv::dft(kernel, response, cv::DFT_COMPLEX_OUTPUT);
    picture.forEach<cv::Vec2f>([&response](cv::Vec2f& value, const int* at) {
        const cv::Vec2f& h = response.at<cv::Vec2f>(at[0], at[1]);
        const std::complex<float> product = std::complex<float>(value[0], value[1]) * std::complex<float>(h[0], -h[1]);
        const float power = h[0] * h[0] + h[1] * h[1] + static_cast<float>(kNoise);
        value = {product.real() / power, product.imag() / power};
    });
    cv::Mat restored;
    cv::dft(picture, restored, cv::DFT_INVERSE | cv::DFT_REAL_OUTPUT | cv::DFT_SCALE);
    restored.convertTo(restored, CV_8U);
    return restored;
}

/// Where the right answer stands among the others, and whether it is first; ties as the lot decides them.
struct Place {
    double hit = 0;
    double share = 0.5;
};

Place placeOf(double own, const QList<double>& others)
{
    constexpr double kSame = 1e-6;
    const auto before = std::count_if(others.begin(), others.end(), [own](double one) { return one > own + kSame; });
    const auto equal =
        std::count_if(others.begin(), others.end(), [own](double one) { return std::abs(one - own) <= kSame; });
    if (others.isEmpty()) {
        return {};
    }
    return {before == 0 ? 1.0 / static_cast<double>(equal + 1) : 0.0,
            (static_cast<double>(before) + static_cast<double>(equal) / 2) / static_cast<double>(others.size())};
}

void add(Score& score, const Place& place, double chance)
{
    ++score.probes;
    score.hits += place.hit;
    score.chance += chance;
    score.meanPlace += (place.share - score.meanPlace) / score.probes;
}

} // namespace

QList<LabelledFace> labelledFaces(const QString& folder, FaceDetector& detector, bool everyFace)
{
    QImageReader::setAllocationLimit(0);
    const std::map<QString, QString> people = peopleByPhoto(folder);
    QList<LabelledFace> faces;
    for (const QString& name : photosIn(folder)) {
        const auto person = people.find(name);
        if (person == people.end() && !everyFace) {
            continue;
        }
        const QImage photo = scaled(QImage(folder + QLatin1Char('/') + name), kLongestEdge);
        auto found = detector.detect(photo, Thoroughness::Usual);
        if (!found) {
            continue;
        }
        found->removeIf([](const DetectedFace& face) { return !isUsable(face); });
        std::sort(found->begin(), found->end(),
                  [](const DetectedFace& one, const DetectedFace& other) { return area(one) > area(other); });
        const qsizetype count = person == people.end() ? found->size() : std::min<qsizetype>(1, found->size());
        for (qsizetype i = 0; i < count; ++i) {
            LabelledFace face = faceFrom(photo, found->at(i));
            face.photo = name;
            face.person = person == people.end() ? QString() : person->second;
            faces += face;
        }
    }
    return faces;
}

Disguise nothing()
{
    return [](const LabelledFace& face) { return face.picture; };
}

Disguise ourStyle(const QString& key)
{
    return [style = coverStyleFromKey(key).value()](const LabelledFace& face) {
        return covered(face.picture, {coverOf(face.box)}, style);
    };
}

Disguise ourStylesAveraged()
{
    return [](const LabelledFace& face) {
        cv::Mat sum = cv::Mat::zeros(face.picture.height(), face.picture.width(), CV_32FC3);
        constexpr std::array kStyles{CoverStyle::Solid, CoverStyle::Mosaic, CoverStyle::Soft, CoverStyle::Icon};
        for (const CoverStyle style : kStyles) {
            const QImage one = covered(face.picture, {coverOf(face.box)}, style);
            cv::Mat values;
            viewOf(one).convertTo(values, CV_32FC3, 1.0 / kStyles.size());
            sum += values;
        }
        sum.convertTo(sum, CV_8UC3);
        return imageOf(sum);
    };
}

Disguise defaceBlur()
{
    return [](const LabelledFace& face) {
        QImage result = face.picture.copy();
        const QRect mask = defaceMask(face);
        cv::Mat part = viewOf(result)(rectOf(mask));
        cv::Mat blurred;
        cv::blur(part, blurred, {std::max(1, mask.width() / 2), std::max(1, mask.height() / 2)});
        blurred.copyTo(part, ellipseIn(part.size(), QRect(0, 0, part.cols, part.rows)));
        return result;
    };
}

Disguise defaceMosaic(int pixels)
{
    return [pixels](const LabelledFace& face) {
        QImage result = face.picture.copy();
        cv::Mat part = viewOf(result)(rectOf(defaceMask(face)));
        for (int y = 0; y < part.rows; y += pixels) {
            for (int x = 0; x < part.cols; x += pixels) {
                const cv::Vec3b colour = part.at<cv::Vec3b>(y, x);
                cv::rectangle(part, cv::Rect(x, y, std::min(pixels, part.cols - x), std::min(pixels, part.rows - y)),
                              cv::Scalar(colour[0], colour[1], colour[2]), cv::FILLED);
            }
        }
        return result;
    };
}

Disguise meansMosaic(int cells, int step)
{
    return [cells, step](const LabelledFace& face) {
        QImage result = face.picture.copy();
        cv::Mat part = viewOf(result)(rectOf(wholeHead(face.box) & face.picture.rect()));
        cv::Mat small;
        cv::resize(part, small, {cells, cells}, 0, 0, cv::INTER_AREA);
        small.forEach<cv::Vec3b>([step](cv::Vec3b& value, const int*) {
            for (int channel = 0; channel < 3; ++channel) {
                value[channel] = cv::saturate_cast<uchar>((value[channel] + step / 2) / step * step);
            }
        });
        cv::Mat large;
        cv::resize(small, large, part.size(), 0, 0, cv::INTER_NEAREST);
        large.copyTo(part);
        return result;
    };
}

Inverse asItIs()
{
    return [](const QImage& picture, const LabelledFace&) { return picture; };
}

Inverse sharpened()
{
    return [](const QImage& picture, const LabelledFace& face) {
        constexpr double kStrength = 3;
        const double cell = face.box.width() / 5.0;
        cv::Mat smooth;
        cv::GaussianBlur(viewOf(picture), smooth, {}, cell / 2);
        cv::Mat sharp;
        cv::addWeighted(viewOf(picture), 1 + kStrength, smooth, -kStrength, 0, sharp);
        return imageOf(sharp);
    };
}

Inverse deconvolved(double share)
{
    return [share](const QImage& picture, const LabelledFace& face) {
        constexpr double kHeadEdge = 256; // what a box hides is coarser than that
        const double factor = std::min(1.0, kHeadEdge / wholeHead(face.box).width());
        cv::Mat small;
        cv::resize(viewOf(picture), small, {}, factor, factor, cv::INTER_AREA);
        const int edge = std::max(2, qRound(share * factor * wholeHead(face.box).width()));
        std::vector<cv::Mat> channels;
        cv::split(small, channels);
        for (cv::Mat& channel : channels) {
            channel = wiener(channel, {std::min(edge, channel.cols), std::min(edge, channel.rows)});
        }
        cv::merge(channels, small);
        cv::Mat large;
        cv::resize(small, large, viewOf(picture).size(), 0, 0, cv::INTER_LINEAR);
        return imageOf(large);
    };
}

std::unique_ptr<Recogniser> openMobileFaceNet(const QString& path)
{
    try {
        return std::make_unique<MobileFaceNet>(path);
    } catch (const cv::Exception&) {
        return nullptr;
    }
}

std::unique_ptr<Recogniser> correlation()
{
    return std::make_unique<Correlation>();
}

std::unique_ptr<Recogniser> colours()
{
    return std::make_unique<Colours>();
}

double Score::luckiest() const
{
    // Exact for one chance each, and near enough where they differ a little.
    constexpr double kRarely = 0.001;
    const double each = probes > 0 ? chance / probes : 0;
    double exactly = std::pow(1 - each, probes);
    double above = 1 - exactly;
    int most = 0;
    while (above > kRarely && most < probes) {
        exactly *= each / (1 - each) * (probes - most) / (most + 1);
        above -= exactly;
        ++most;
    }
    return most + 1;
}

double Score::placeLead() const
{
    constexpr double kSpread = 0.288675; // of one uniform place
    return probes > 0 ? (0.5 - meanPlace) / (kSpread / std::sqrt(static_cast<double>(probes))) : 0;
}

bool Score::isChance() const
{
    constexpr double kMostLead = 3.1; // one of a thousand
    return hits < luckiest() && placeLead() < kMostLead;
}

QList<QImage> attacked(const QList<LabelledFace>& faces, const Disguise& disguise, const Inverse& inverse)
{
    QList<QImage> pictures;
    for (const LabelledFace& face : faces) {
        pictures += inverse(onlyCovered(disguise(face), face), face);
    }
    return pictures;
}

QList<LabelledFace> emptied(QList<LabelledFace> faces)
{
    for (LabelledFace& face : faces) {
        face.picture.fill(Qt::gray);
    }
    return faces;
}

QList<cv::Mat> describeAll(Recogniser& recogniser, const QList<LabelledFace>& faces, const QList<QImage>& pictures)
{
    QList<cv::Mat> all;
    for (qsizetype i = 0; i < faces.size(); ++i) {
        all += recogniser.describe(pictures[i], faces[i]);
    }
    return all;
}

Score matchOwn(const QList<cv::Mat>& covered, const QList<cv::Mat>& originals)
{
    Score score;
    for (qsizetype i = 0; i < covered.size(); ++i) {
        QList<double> others;
        for (qsizetype j = 0; j < originals.size(); ++j) {
            if (j != i) {
                others += covered[i].dot(originals[j]);
            }
        }
        add(score, placeOf(covered[i].dot(originals[i]), others), 1.0 / static_cast<double>(originals.size()));
    }
    return score;
}

Score matchPerson(const QList<LabelledFace>& faces, const QList<cv::Mat>& covered, const QList<cv::Mat>& gallery)
{
    cv::Mat mean = cv::Mat::zeros(covered.first().size(), CV_32F);
    for (const cv::Mat& one : covered) {
        mean += one / static_cast<double>(covered.size());
    }
    Score score;
    for (qsizetype i = 0; i < faces.size(); ++i) {
        const cv::Mat own = covered[i] - mean;
        QList<double> right;
        QList<double> wrong;
        for (qsizetype j = 0; j < faces.size(); ++j) {
            if (j != i) {
                (faces[j].person == faces[i].person ? right : wrong) += own.dot(gallery[j]);
            }
        }
        if (faces[i].person.isEmpty() || right.isEmpty()) {
            continue;
        }
        // The best of several right answers is first more often: its chance is their share; its place is that of each.
        const Place first = placeOf(*std::max_element(right.begin(), right.end()), wrong);
        const double likely = static_cast<double>(right.size()) / static_cast<double>(right.size() + wrong.size());
        double place = 0;
        for (const double one : right) {
            place += placeOf(one, wrong).share / static_cast<double>(right.size());
        }
        const bool isTie = first.hit > 0 && first.hit < 1;
        add(score, {isTie ? likely : first.hit, place}, likely);
    }
    return score;
}

} // namespace cloakroom::attack
