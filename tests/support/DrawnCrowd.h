#pragma once

#include <QBuffer>
#include <QImage>
#include <QLinearGradient>
#include <QList>
#include <QPainter>
#include <QRect>
#include <QTransform>

#include <catch2/catch.hpp>
#include <exiv2/exiv2.hpp>

#include <random>

namespace cloakroom::test {

/// Words that a file carries beside its pixels. None of them may ever be found outside the encrypted library.
inline const QByteArrayList kMetadataCanaries{"ArtistCanaryWrenfield", "SerialCanary77120418", "CaptionCanaryMarigold",
                                              "CreatorCanaryThistledown", "TrailerCanaryAfterTheEnd"};

/// A crowd at known places. Heads and ground are made of coarse grain, so that what is left of a picture can be
/// measured: a covered head has lost its grain, everything else has kept it.
inline QImage drawnCrowd(QSize size, const QList<QRect>& faces, unsigned seed)
{
    QImage picture(size, QImage::Format_RGB888);
    QPainter painter(&picture);
    QLinearGradient sky(0, 0, size.width(), size.height());
    sky.setColorAt(0, QColor(120, 170, 210));
    sky.setColorAt(1, QColor(150, 190, 120));
    painter.fillRect(picture.rect(), sky);
    painter.setPen(Qt::NoPen);
    for (const QRect& face : faces) {
        painter.setBrush(QColor(70, 60, 140));
        painter.drawRect(face.x() - face.width() / 2, face.bottom(), 2 * face.width(), size.height());
        painter.setBrush(QColor(205, 160, 130));
        painter.drawEllipse(face.adjusted(0, -face.height() / 5, 0, face.height() / 10));
        painter.setBrush(QColor(40, 30, 25));
        painter.drawEllipse(face.center() + QPoint(-face.width() / 5, -face.height() / 8), 6, 6);
        painter.drawEllipse(face.center() + QPoint(face.width() / 5, -face.height() / 8), 6, 6);
    }
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> shade(0, 90);
    constexpr int kGrain = 6;
    for (int y = 0; y < size.height(); y += kGrain) {
        for (int x = 0; x < size.width(); x += kGrain) {
            const int strength = shade(random);
            painter.fillRect(x, y, kGrain, kGrain, QColor(0, 0, 0, strength));
        }
    }
    return picture;
}

inline QByteArray plainJpeg(const QImage& picture, int quality = 96)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    REQUIRE(buffer.open(QIODevice::WriteOnly));
    REQUIRE(picture.save(&buffer, "JPG", quality));
    return bytes;
}

/// As a careless camera would write it: lying on its side (EXIF orientation 6), with a place, a serial number, names, a
/// thumbnail inside and bytes after its end. The capture time is 12 June 2026, 10:15, one hour east of UTC.
inline QByteArray chattyJpeg(const QImage& upright)
{
    const QByteArray plain = plainJpeg(upright.transformed(QTransform().rotate(-90)));
    const auto image = Exiv2::ImageFactory::open(reinterpret_cast<const Exiv2::byte*>(plain.constData()),
                                                 static_cast<long>(plain.size()));
    image->readMetadata();
    Exiv2::ExifData exif;
    exif["Exif.Image.Make"] = "Canary Optics";
    exif["Exif.Image.Model"] = "Canary Optics C1";
    exif["Exif.Image.Orientation"] = static_cast<uint16_t>(6);
    exif["Exif.Image.Artist"] = kMetadataCanaries[0].toStdString();
    exif["Exif.Photo.BodySerialNumber"] = kMetadataCanaries[1].toStdString();
    exif["Exif.Photo.DateTimeOriginal"] = "2026:06:12 10:15:00";
    exif["Exif.Photo.OffsetTimeOriginal"] = "+01:00";
    exif["Exif.GPSInfo.GPSLatitudeRef"] = "N";
    exif["Exif.GPSInfo.GPSLatitude"] = "51/1 30/1 0/1";
    exif["Exif.GPSInfo.GPSLongitudeRef"] = "W";
    exif["Exif.GPSInfo.GPSLongitude"] = "0/1 7/1 0/1";
    const QByteArray thumbnail = plainJpeg(upright.scaled(160, 120, Qt::KeepAspectRatio, Qt::SmoothTransformation), 80);
    Exiv2::ExifThumb(exif).setJpegThumbnail(reinterpret_cast<const Exiv2::byte*>(thumbnail.constData()),
                                            static_cast<long>(thumbnail.size()));
    image->setExifData(exif);
    image->iptcData()["Iptc.Application2.Caption"] = kMetadataCanaries[2].toStdString();
    image->xmpData()["Xmp.dc.creator"] = kMetadataCanaries[3].toStdString();
    image->writeMetadata();
    Exiv2::BasicIo& io = image->io();
    io.seek(0, Exiv2::BasicIo::beg);
    const Exiv2::DataBuf bytes = io.read(static_cast<long>(io.size()));
    return QByteArray(reinterpret_cast<const char*>(bytes.pData_), static_cast<qsizetype>(bytes.size_))
        + kMetadataCanaries[4];
}

} // namespace cloakroom::test
