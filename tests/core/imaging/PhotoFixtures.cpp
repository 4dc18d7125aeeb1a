#include "core/imaging/PhotoFixtures.h"

#include <QBuffer>
#include <QPainter>
#include <QTransform>

#include <exiv2/exiv2.hpp>
#include <jpeglib.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <cstdio>
#include <cstdlib>
#include <vector>

namespace cloakroom::fixtures {

namespace {

cv::Mat bgrOf(const QImage& image)
{
    const QImage rgb = image.convertToFormat(QImage::Format_RGB888);
    const cv::Mat view(rgb.height(), rgb.width(), CV_8UC3, const_cast<uchar*>(rgb.constBits()),
                       static_cast<size_t>(rgb.bytesPerLine()));
    cv::Mat bgr;
    cv::cvtColor(view, bgr, cv::COLOR_RGB2BGR);
    return bgr;
}

QByteArray encode(const cv::Mat& mat, const char* format)
{
    std::vector<uchar> bytes;
    cv::imencode(format, mat, bytes);
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

QChar letterOf(const QColor& colour)
{
    const bool red = colour.red() > 128;
    const bool green = colour.green() > 128;
    const bool blue = colour.blue() > 128;
    if (red && green && !blue)
        return QLatin1Char('y');
    return QLatin1Char(red ? 'r' : green ? 'g' : blue ? 'b' : '?');
}

} // namespace

QImage quarters(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB888);
    QPainter painter(&image);
    painter.fillRect(0, 0, width / 2, height / 2, Qt::red);
    painter.fillRect(width / 2, 0, width - width / 2, height / 2, Qt::green);
    painter.fillRect(width / 2, height / 2, width - width / 2, height - height / 2, Qt::blue);
    painter.fillRect(0, height / 2, width / 2, height - height / 2, Qt::yellow);
    return image;
}

QString quarterLetters(const QImage& image)
{
    const int left = image.width() / 4;
    const int right = image.width() * 3 / 4;
    const int top = image.height() / 4;
    const int bottom = image.height() * 3 / 4;
    QString letters;
    for (const QPoint& at : {QPoint(left, top), QPoint(right, top), QPoint(right, bottom), QPoint(left, bottom)})
        letters += letterOf(image.pixelColor(at));
    return letters;
}

QImage storedFor(const QImage& upright, int orientation)
{
    const QTransform quarterLeft = QTransform().rotate(-90);
    const QTransform quarterRight = QTransform().rotate(90);
    switch (orientation) {
    case 2:
        return upright.mirrored(true, false);
    case 3:
        return upright.mirrored(true, true);
    case 4:
        return upright.mirrored(false, true);
    case 5:
        return upright.transformed(quarterRight).mirrored(true, false);
    case 6:
        return upright.transformed(quarterLeft);
    case 7:
        return upright.transformed(quarterLeft).mirrored(true, false);
    case 8:
        return upright.transformed(quarterRight);
    default:
        return upright;
    }
}

QByteArray encoded(const QImage& image, const char* format)
{
    return encode(bgrOf(image), format);
}

QByteArray encodedDeep(const QImage& image, const char* format)
{
    cv::Mat deep;
    bgrOf(image).convertTo(deep, CV_16U, 257);
    return encode(deep, format);
}

QByteArray encodedWithProfile(const QImage& image, const char* format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format, 98);
    return bytes;
}

QByteArray cmykJpeg(int cyan, int magenta, int yellow, int black, bool adobe)
{
    constexpr JDIMENSION kEdge = 64;
    jpeg_compress_struct info{};
    jpeg_error_mgr errors{};
    info.err = jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    uchar* data = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&info, &data, &size);
    info.image_width = kEdge;
    info.image_height = kEdge;
    info.input_components = 4;
    info.in_color_space = JCS_CMYK;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, 100, TRUE);
    info.write_Adobe_marker = adobe ? TRUE : FALSE;
    jpeg_start_compress(&info, TRUE);
    std::vector<uchar> row;
    for (JDIMENSION x = 0; x < kEdge; ++x) {
        for (const int ink : {cyan, magenta, yellow, black})
            row.push_back(static_cast<uchar>(adobe ? 255 - ink : ink));
    }
    while (info.next_scanline < kEdge) {
        JSAMPROW rows[] = {row.data()};
        jpeg_write_scanlines(&info, rows, 1);
    }
    jpeg_finish_compress(&info);
    QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    jpeg_destroy_compress(&info);
    std::free(data); // NOLINT(cppcoreguidelines-no-malloc): libjpeg allocated it
    return bytes;
}

QByteArray withExif(const QByteArray& file, const QList<ExifField>& fields)
{
    const auto image = Exiv2::ImageFactory::open(reinterpret_cast<const Exiv2::byte*>(file.constData()), file.size());
    image->readMetadata();
    Exiv2::ExifData exif;
    for (const ExifField& field : fields) {
        if (QLatin1String(field.key) == QLatin1String("Exif.Image.Orientation"))
            exif[field.key] = static_cast<uint16_t>(field.value.toUInt());
        else
            exif[field.key] = field.value.toStdString();
    }
    image->setExifData(exif);
    image->writeMetadata();
    Exiv2::BasicIo& io = image->io();
    io.open();
    const Exiv2::DataBuf bytes = io.read(static_cast<long>(io.size()));
    return {reinterpret_cast<const char*>(bytes.pData_), bytes.size_};
}

QByteArray withRegions(const QByteArray& file, const QList<std::pair<QString, QString>>& properties)
{
    const auto image = Exiv2::ImageFactory::open(reinterpret_cast<const Exiv2::byte*>(file.constData()), file.size());
    image->readMetadata();
    Exiv2::XmpData& xmp = image->xmpData();
    Exiv2::XmpTextValue structure;
    structure.setXmpStruct(Exiv2::XmpValue::xsStruct);
    xmp.add(Exiv2::XmpKey("Xmp.mwg-rs.Regions"), &structure);
    Exiv2::XmpTextValue bag;
    bag.setXmpArrayType(Exiv2::XmpValue::xaBag);
    xmp.add(Exiv2::XmpKey("Xmp.mwg-rs.Regions/mwg-rs:RegionList"), &bag);
    for (const auto& [path, value] : properties)
        xmp[path.toStdString()] = value.toStdString();
    image->writeMetadata();
    Exiv2::BasicIo& io = image->io();
    io.open();
    const Exiv2::DataBuf bytes = io.read(static_cast<long>(io.size()));
    return {reinterpret_cast<const char*>(bytes.pData_), bytes.size_};
}

bool isNear(const QColor& a, const QColor& b, int tolerance)
{
    return qAbs(a.red() - b.red()) <= tolerance && qAbs(a.green() - b.green()) <= tolerance
        && qAbs(a.blue() - b.blue()) <= tolerance;
}

} // namespace cloakroom::fixtures
