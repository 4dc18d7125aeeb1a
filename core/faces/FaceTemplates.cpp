#include "core/faces/FaceTemplates.h"

#include "core/crypto/Sha256.h"
#include "core/imaging/PixelView.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <opencv2/dnn.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <vector>

namespace cloakroom {

namespace {

constexpr qint64 kMostModelBytes = qint64{128} << 20;
constexpr qint64 kMostDescriptorBytes = 16 << 10;

// Eyes, nose and corners of the mouth in a picture of 112 x 112 (InsightFace, and every model taught like ArcFace).
constexpr double kTaughtEdge = 112;
constexpr std::array<std::array<double, 2>, 5> kTaught{
    {{38.2946, 51.6963}, {73.5318, 51.5014}, {56.0252, 71.7366}, {41.5493, 92.3655}, {70.7299, 92.2041}}};

QString tr(const char* text)
{
    return QCoreApplication::translate("FaceTemplates", text);
}

tl::unexpected<Error> badDescriptor(const QString& what)
{
    return fail(
        ErrorCode::Invalid,
        tr("The description of the face recognition model is not complete, so it is not used. Install the model "
           "again."),
        what);
}

/// Reads numbers and notes the first that is missing or out of range.
class Fields {
public:
    explicit Fields(QJsonObject object)
        : m_object(std::move(object))
    {
    }
    double number(const char* key, double least, double most)
    {
        return checked(m_object.value(QLatin1String(key)), key, least, most);
    }
    std::array<double, 3> three(const char* key, double least, double most)
    {
        const QJsonArray list = m_object.value(QLatin1String(key)).toArray();
        std::array<double, 3> all{};
        for (qsizetype i = 0; i < 3; ++i) {
            all[size_t(i)] = checked(list.size() == 3 ? list.at(i) : QJsonValue(), key, least, most);
        }
        return all;
    }
    QString text(const char* key)
    {
        QString value = m_object.value(QLatin1String(key)).toString();
        if (value.isEmpty() || value.size() > 200) {
            note(key);
        }
        return value;
    }
    void note(const char* key)
    {
        if (m_problem.isEmpty()) {
            m_problem = QLatin1String(key);
        }
    }
    [[nodiscard]] const QString& problem() const { return m_problem; }

private:
    double checked(const QJsonValue& value, const char* key, double least, double most)
    {
        const double number = value.toDouble(std::nan(""));
        if (!std::isfinite(number) || number < least || number > most) {
            note(key);
            return least;
        }
        return number;
    }

    QJsonObject m_object;
    QString m_problem;
};

Result<QByteArray> readFile(const QString& path, qint64 most)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::NotFound, tr("The face recognition model cannot be read. Install it again."));
    }
    QByteArray bytes = file.read(most + 1);
    if (bytes.size() > most) {
        return fail(ErrorCode::Invalid, tr("The face recognition model is larger than any that can be used."));
    }
    return bytes;
}

} // namespace

Result<FaceModel> parseFaceModel(const QByteArray& json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject()) {
        return badDescriptor(QStringLiteral("no object"));
    }
    Fields fields(document.object());
    FaceModel model;
    model.name = fields.text("name");
    model.version = fields.text("version");
    model.file = fields.text("file");
    model.sha256 = fields.text("sha256").toLatin1().toLower();
    const int edge = int(fields.number("input", 32, 512));
    model.input = QSize(edge, edge);
    const QString channels = fields.text("channels");
    model.isRgb = channels == QLatin1String("rgb");
    model.scale = fields.number("scale", 1e-6, 1);
    model.mean = fields.three("mean", -255, 255);
    model.deviation = fields.three("deviation", 1e-6, 255);
    model.length = int(fields.number("length", 16, 4096));
    model.suggestFrom = fields.number("suggestFrom", 0.05, 1);
    model.strongFrom = fields.number("strongFrom", model.suggestFrom, 1);
    if (fields.text("distance") != QLatin1String("cosine")) {
        fields.note("distance");
    }
    if (!model.isRgb && channels != QLatin1String("bgr")) {
        fields.note("channels");
    }
    if (model.sha256.size() != 64 || QByteArray::fromHex(model.sha256).toHex() != model.sha256) {
        fields.note("sha256");
    }
    if (model.file != QFileInfo(model.file).fileName() || model.file.startsWith(QLatin1Char('.'))) {
        fields.note("file");
    }
    if (!fields.problem().isEmpty()) {
        return badDescriptor(fields.problem());
    }
    return model;
}

std::optional<std::array<double, 6>> alignmentOf(const QList<QPointF>& landmarks, const QSize& input)
{
    using Point = std::complex<double>;
    if (qsizetype(landmarks.size()) != qsizetype(kTaught.size()) || input.isEmpty()) {
        return std::nullopt;
    }
    std::array<Point, kTaught.size()> from;
    std::array<Point, kTaught.size()> to;
    Point fromMiddle;
    Point toMiddle;
    for (size_t i = 0; i < kTaught.size(); ++i) {
        from[i] = {landmarks[qsizetype(i)].x(), landmarks[qsizetype(i)].y()};
        to[i] = {kTaught[i][0] * input.width() / kTaughtEdge, kTaught[i][1] * input.height() / kTaughtEdge};
        fromMiddle += from[i] / double(kTaught.size());
        toMiddle += to[i] / double(kTaught.size());
    }
    Point turn;
    double spread = 0;
    for (size_t i = 0; i < kTaught.size(); ++i) {
        turn += std::conj(from[i] - fromMiddle) * (to[i] - toMiddle);
        spread += std::norm(from[i] - fromMiddle);
    }
    if (!std::isfinite(spread) || spread < 1) {
        return std::nullopt;
    }
    turn /= spread;
    const Point shift = toMiddle - turn * fromMiddle;
    return std::array<double, 6>{turn.real(), -turn.imag(), shift.real(), turn.imag(), turn.real(), shift.imag()};
}

double similarity(std::span<const float> one, std::span<const float> other)
{
    if (one.empty() || one.size() != other.size()) {
        return -1;
    }
    double product = 0;
    double ones = 0;
    double others = 0;
    for (size_t i = 0; i < one.size(); ++i) {
        product += double(one[i]) * double(other[i]);
        ones += double(one[i]) * double(one[i]);
        others += double(other[i]) * double(other[i]);
    }
    const double both = std::sqrt(ones * others);
    return std::isfinite(both) && both > 0 ? std::clamp(product / both, -1.0, 1.0) : -1;
}

class FaceTemplates::Network {
public:
    explicit Network(const QByteArray& model)
        : m_net(cv::dnn::readNetFromONNX(model.constData(), static_cast<size_t>(model.size())))
    {
        m_net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
        m_net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
    }

    QList<float> run(const QImage& picture, const std::array<double, 6>& alignment, const FaceModel& model)
    {
        const cv::Mat matrix(2, 3, CV_64F, const_cast<double*>(alignment.data())); // NOLINT: read only
        cv::Mat aligned;
        cv::warpAffine(viewOf(picture), aligned, matrix, cv::Size(model.input.width(), model.input.height()),
                       cv::INTER_LINEAR, cv::BORDER_REPLICATE);
        if (!model.isRgb) {
            cv::cvtColor(aligned, aligned, cv::COLOR_RGB2BGR);
        }
        cv::Mat scaledUp;
        aligned.convertTo(scaledUp, CV_32F, model.scale);
        scaledUp -= cv::Scalar(model.mean[0], model.mean[1], model.mean[2]);
        cv::divide(scaledUp, cv::Scalar(model.deviation[0], model.deviation[1], model.deviation[2]), scaledUp);
        m_net.setInput(cv::dnn::blobFromImage(scaledUp));
        const cv::Mat answer = m_net.forward();
        if (answer.type() != CV_32F || answer.total() != size_t(model.length)) {
            throw std::runtime_error("a template of another length than described");
        }
        const double norm = cv::norm(answer);
        if (!std::isfinite(norm) || norm <= 0) {
            throw std::runtime_error("a template without a direction");
        }
        QList<float> numbers(model.length);
        std::transform(answer.ptr<float>(), answer.ptr<float>() + model.length, numbers.begin(),
                       [norm](float value) { return float(double(value) / norm); });
        return numbers;
    }

private:
    cv::dnn::Net m_net;
};

FaceTemplates::FaceTemplates(FaceModel model, std::unique_ptr<Network> network)
    : m_model(std::move(model))
    , m_network(std::move(network))
{
}

FaceTemplates::~FaceTemplates() = default;
FaceTemplates::FaceTemplates(FaceTemplates&&) noexcept = default;
FaceTemplates& FaceTemplates::operator=(FaceTemplates&&) noexcept = default;

Result<FaceTemplates> FaceTemplates::load(const QString& descriptor)
{
    const auto json = readFile(descriptor, kMostDescriptorBytes);
    if (!json) {
        return propagate(json);
    }
    auto model = parseFaceModel(*json);
    if (!model) {
        return propagate(model);
    }
    const auto bytes = readFile(QFileInfo(descriptor).dir().filePath(model->file), kMostModelBytes);
    if (!bytes) {
        return propagate(bytes);
    }
    return load(*model, *bytes);
}

Result<FaceTemplates> FaceTemplates::load(const FaceModel& model, const QByteArray& bytes)
{
    if (sha256Of(bytes).toHex() != model.sha256) {
        return fail(ErrorCode::Damaged,
                    tr("The face recognition model is not the one that is described, so it is not used. Install it "
                       "again."));
    }
    try {
        return FaceTemplates(model, std::make_unique<Network>(bytes));
    } catch (const std::exception& error) {
        return fail(ErrorCode::Unsupported, tr("The face recognition model cannot be used by this version."),
                    QString::fromLatin1(error.what()).left(200));
    }
}

Result<QList<float>> FaceTemplates::of(const QImage& upright, const QList<QPointF>& landmarks)
{
    const auto alignment = alignmentOf(landmarks, m_model.input);
    if (!alignment || upright.isNull()) {
        return fail(ErrorCode::Invalid, tr("This face cannot be compared: eyes, nose and mouth were not found."));
    }
    try {
        return m_network->run(upright.convertToFormat(QImage::Format_RGB888), *alignment, m_model);
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, tr("This face could not be compared."),
                    QString::fromLatin1(error.what()).left(200));
    }
}

} // namespace cloakroom
