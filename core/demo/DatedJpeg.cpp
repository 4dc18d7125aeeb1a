#include "core/demo/DatedJpeg.h"

#include "core/imaging/CleanJpeg.h"

#include <QCoreApplication>

#include <exiv2/exiv2.hpp>

namespace cloakroom::demo {

Result<QByteArray> datedJpeg(const QImage& picture, const QDateTime& takenAt, const QString& make, const QString& model)
{
    auto plain = toJpeg(picture, 92);
    if (!plain) {
        return plain;
    }
    try {
        const auto image = Exiv2::ImageFactory::open(reinterpret_cast<const Exiv2::byte*>(plain->constData()),
                                                     static_cast<long>(plain->size()));
        image->readMetadata();
        Exiv2::ExifData exif;
        exif["Exif.Photo.DateTimeOriginal"] = takenAt.toString(QStringLiteral("yyyy:MM:dd HH:mm:ss")).toStdString();
        exif["Exif.Image.Make"] = make.toStdString();
        exif["Exif.Image.Model"] = model.toStdString();
        exif["Exif.Image.Orientation"] = static_cast<uint16_t>(1);
        image->setExifData(exif);
        image->writeMetadata();
        Exiv2::BasicIo& io = image->io();
        io.seek(0, Exiv2::BasicIo::beg);
        const Exiv2::DataBuf bytes = io.read(static_cast<long>(io.size()));
        return QByteArray(reinterpret_cast<const char*>(bytes.pData_), static_cast<qsizetype>(bytes.size_));
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal,
                    QCoreApplication::translate("DatedJpeg", "A drawn picture could not be given its time."),
                    QString::fromUtf8(error.what()));
    }
}

} // namespace cloakroom::demo
