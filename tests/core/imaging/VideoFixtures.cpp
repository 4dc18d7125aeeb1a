#include "core/imaging/VideoFixtures.h"

#include <QFile>
#include <QTemporaryDir>

#include <catch2/catch.hpp>
#include <opencv2/videoio.hpp>

namespace cloakroom::fixtures {

QByteArray drawnVideo(const QString& kind)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("video.") + kind);
    const int code = kind == QLatin1String("avi") ? cv::VideoWriter::fourcc('M', 'J', 'P', 'G')
                                                  : cv::VideoWriter::fourcc('m', 'p', '4', 'v');
    cv::VideoWriter writer(path.toStdString(), code, 25, cv::Size(320, 240));
    REQUIRE(writer.isOpened());
    for (int frame = 0; frame < 25; ++frame) {
        writer.write(cv::Mat(240, 320, CV_8UC3, frame < 5 ? cv::Scalar(0, 0, 0) : cv::Scalar(20, 140, 250)));
    }
    writer.release();
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

} // namespace cloakroom::fixtures
