#include "core/imaging/CleanJpeg.h"
#include "core/imaging/Scale.h"
#include "core/publish/ExportRun.h"
#include "tests/support/ExportFixture.h"

#include <functional>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QRect kFirst(120, 140, 60, 70);
const QRect kSecond(400, 150, 60, 70);

using Tamper = std::function<QByteArray(const QImage& original, const QByteArray& jpeg)>;

/// An export whose pictures come out wrong.
class TamperingRun final : public ExportRun {
public:
    TamperingRun(ExportFixture& fixture, const ExportRequest& request, const TargetFolder& target, Progress& progress,
                 Tamper tamper)
        : ExportRun(fixture.library.thread(), fixture.workers, request, &target, progress)
        , m_tamper(std::move(tamper))
    {
    }

protected:
    [[nodiscard]] Result<Picture> render(const QImage& original, const ExportPlan& plan) const override
    {
        auto picture = ExportRun::render(original, plan);
        if (picture) {
            picture->jpeg = m_tamper(original, picture->jpeg);
        }
        return picture;
    }

private:
    Tamper m_tamper;
};

QByteArray jpegOf(const QImage& picture)
{
    return need(toJpeg(picture, 85, ChromaSampling::Full));
}

QByteArray withComment(QByteArray jpeg)
{
    return jpeg.insert(2,
                       QByteArray("\xFF\xFE\x00\x05"
                                  "Ann",
                                  7));
}

/// The finished picture with a corner of something else.
QByteArray withStamp(const QByteArray& jpeg)
{
    QImage picture = QImage::fromData(jpeg, "JPEG").convertToFormat(QImage::Format_RGB888);
    for (int y = 10; y < 40; ++y) {
        for (int x = 10; x < 40; ++x) {
            picture.setPixelColor(x, y, Qt::yellow);
        }
    }
    return jpegOf(picture);
}

ExportReport runTampered(ExportFixture& fixture, PhotoId photo, const Tamper& tamper)
{
    const ExportRequest request = fixture.request({photo});
    const auto target = need(TargetFolder::open(fixture.out(), fixture.library.folder()));
    NoProgress progress;
    return TamperingRun(fixture, request, target, progress, tamper).run();
}

} // namespace

TEST_CASE("a picture that comes out wrong stays in and its photo goes back to review", "[publish][export][tamper]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const PhotoId photo = fixture.import(fixtures::encoded(twoSquares({640, 400}, kFirst, kSecond), ".jpg"));
    fixture.face(photo, kSecond);
    fixture.signOff(photo);
    const std::pair<const char*, Tamper> all[] = {
        {"nothing covered", [](const QImage& original, const QByteArray&) { return jpegOf(original); }},
        {"a comment", [](const QImage&, const QByteArray& jpeg) { return withComment(jpeg); }},
        {"more after the end", [](const QImage&, const QByteArray& jpeg) { return jpeg + "Ann"; }},
        {"cut short", [](const QImage&, const QByteArray& jpeg) { return jpeg.chopped(100); }},
        {"a stamp", [](const QImage&, const QByteArray& jpeg) { return withStamp(jpeg); }},
        {"another size", [](const QImage& original, const QByteArray&) { return jpegOf(scaled(original, 600)); }},
    };
    for (const auto& [name, tamper] : all) {
        CAPTURE(name);
        const qsizetype revoked = fixture.actions().count(QStringLiteral("sign-off.revoke"));
        const ExportReport report = runTampered(fixture, photo, tamper);
        CHECK(report.exported.isEmpty());
        REQUIRE(report.refused.size() == 1);
        CHECK(report.refused.first().reasons.first().rule == Rule::CheckFailed);
        CHECK(fixture.files().isEmpty());
        CHECK(fixture.entries().isEmpty());
        CHECK(fixture.actions().count(QStringLiteral("sign-off.revoke")) == revoked + 1);
        CHECK(fixture.run(fixture.request({photo})).refused.first().reasons.first().rule == Rule::NotSignedOff);
        fixture.signOff(photo);
    }
    CHECK(fixture.run(fixture.request({photo})).exported.size() == 1);
}
