#include "core/imaging/ByteView.h"
#include "core/imaging/Reading.h"
#include "core/imaging/Scale.h"

#include <QBuffer>
#include <QColorSpace>
#include <QImageReader>

namespace cloakroom {

namespace {

/// Both readers are part of QtGui itself, so no plugin has to be loaded once the worker may not open files.
Decoded<QImage> readWithQt(const QByteArray& bytes, const char* format)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, format);
    reader.setAutoTransform(false);
    reader.setDecideFormatFromContent(false);
    QImageReader::setAllocationLimit(0); // dimensions are checked here, memory is limited for the whole process
    const QSize size = reader.size();
    if (const auto checked = checkDimensions(size.width(), size.height()); !checked)
        return tl::unexpected(checked.error());
    QImage image = reader.read();
    if (image.isNull())
        return refuse(PhotoProblem::Damaged, tidyDetail(reader.errorString().toLatin1().constData()));
    return image;
}

Decoded<StoredPicture> finished(QImage image)
{
    if (image.colorSpace().isValid() && image.colorSpace() != QColorSpace(QColorSpace::SRgb))
        image.convertToColorSpace(QColorSpace::SRgb);
    image = plainRgb(image);
    if (image.isNull())
        return refuse(PhotoProblem::OutOfMemory);
    return StoredPicture{image, false};
}

/// Qt shows what there is of a BMP that ends early; a photo library must not.
bool hasAllRows(const QByteArray& bytes)
{
    const ByteView view(bytes, false);
    const qint64 offset = view.number<quint32>(10).value_or(0);
    const qint64 width = view.number<qint32>(18).value_or(0);
    const qint64 height = qAbs<qint64>(view.number<qint32>(22).value_or(0));
    const qint64 bits = view.number<quint16>(28).value_or(0);
    const qint64 rowBytes = (qMax<qint64>(0, width) * bits + 31) / 32 * 4;
    return rowBytes > 0 && offset + rowBytes * height <= bytes.size();
}

/// Plain rows under a Windows header, as everything that writes photos makes; not OS/2's or compressed ones.
bool isPlainBmp(const QByteArray& bytes)
{
    constexpr quint32 kWindowsHeader = 40;
    constexpr quint32 kPlain = 0;
    constexpr quint32 kMasks = 3;
    const ByteView view(bytes, false);
    const quint32 compression = view.number<quint32>(30).value_or(kPlain);
    return view.number<quint32>(14).value_or(kWindowsHeader) >= kWindowsHeader
        && (compression == kPlain || compression == kMasks);
}

} // namespace

Decoded<StoredPicture> readPng(const QByteArray& bytes)
{
    return guarded([&]() -> Decoded<StoredPicture> {
        auto image = readWithQt(bytes, "png");
        if (!image)
            return tl::unexpected(image.error());
        return finished(*image);
    });
}

Decoded<StoredPicture> readBmp(const QByteArray& bytes)
{
    if (!isPlainBmp(bytes))
        return tl::unexpected(PhotoRefusal{PhotoProblem::KindNotTaken, QStringLiteral("special BMP"), {}});
    return guarded([&]() -> Decoded<StoredPicture> {
        auto image = readWithQt(bytes, "bmp");
        if (!image)
            return tl::unexpected(image.error());
        if (!hasAllRows(bytes))
            return refuse(PhotoProblem::Damaged, QStringLiteral("rows are missing"));
        return finished(*image);
    });
}

} // namespace cloakroom
