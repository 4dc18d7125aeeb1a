#include "core/imaging/PhotoFormat.h"

#include "core/imaging/ByteView.h"

#include <QStringList>

#include <array>

namespace cloakroom {

namespace {

PhotoFormat format(const char* key, PhotoReaderKind reader)
{
    return PhotoFormat{QString::fromLatin1(key), reader};
}

struct Signature {
    qsizetype at;
    QByteArrayView bytes;
    const char* key;
    PhotoReaderKind reader;
};

constexpr std::array kTaken{
    Signature{0, "\xFF\xD8\xFF", "jpeg", PhotoReaderKind::Jpeg},
    Signature{0, "\x89PNG\r\n\x1A\n", "png", PhotoReaderKind::Png},
    Signature{8, "WEBPVP8", "webp", PhotoReaderKind::Webp},
    Signature{0, "BM", "bmp", PhotoReaderKind::Bmp},
    Signature{0, "FUJIFILMCCD-RAW", "raf", PhotoReaderKind::Raw},
    Signature{0, "IIRO", "orf", PhotoReaderKind::Raw},
    Signature{0, "IIRS", "orf", PhotoReaderKind::Raw},
    Signature{0, "MMOR", "orf", PhotoReaderKind::Raw},
    Signature{0, "IIU", "rw2", PhotoReaderKind::Raw},
    Signature{8, "AVI LIST", "avi", PhotoReaderKind::Video},
};

struct Refused {
    qsizetype at;
    QByteArrayView bytes;
    const char* name;
};

constexpr std::array kRefused{
    Refused{0, "GIF8", "GIF"},
    Refused{0, "8BPS", "Photoshop"},
    Refused{0, "%PDF", "PDF"},
    Refused{0, "%!PS", "PostScript"},
    Refused{4, "jP  ", "JPEG 2000"},
    Refused{0, "\xFF\x4F\xFF\x51", "JPEG 2000"},
    Refused{0, "\xFF\x0A", "JPEG XL"},
    Refused{4, "JXL ", "JPEG XL"},
    Refused{0,
            "\xFF\x01"
            "Exiv2",
            "Exiv2 metadata"},
    Refused{6, "HEAPCCDR", "Canon CRW"},
    Refused{0, "ID3", "MP3"},
    Refused{0, "PK\x03\x04", "ZIP or Office document"},
    Refused{0, "<?xpacket", "XMP sidecar"},
    Refused{0, "<x:xmpmeta", "XMP sidecar"},
    Refused{0, "<svg", "SVG"},
    Refused{8, "WAVE", "sound"},
};

/// One number of a TIFF's first directory, or its text.
class TiffDirectory {
public:
    explicit TiffDirectory(QByteArrayView bytes)
        : m_view(bytes, bytes.startsWith("MM"))
    {
        m_at = m_view.number<quint32>(4).value_or(0);
        m_entries = m_view.number<quint16>(m_at).value_or(0);
    }
    [[nodiscard]] std::optional<qsizetype> entry(quint16 tag) const
    {
        for (qsizetype i = 0; i < m_entries; ++i) {
            const qsizetype at = m_at + 2 + i * 12;
            if (m_view.number<quint16>(at) == tag)
                return at;
        }
        return std::nullopt;
    }
    [[nodiscard]] quint32 number(quint16 tag) const
    {
        const auto at = entry(tag);
        return at ? m_view.number<quint32>(*at + 8).value_or(0) : 0;
    }
    [[nodiscard]] QByteArray text(quint16 tag) const
    {
        const auto at = entry(tag);
        if (!at)
            return {};
        const qsizetype length = qMin<qsizetype>(m_view.number<quint32>(*at + 4).value_or(0), 64);
        const qsizetype from = length <= 4 ? *at + 8 : m_view.number<quint32>(*at + 8).value_or(0);
        return m_view.part(from, length).toByteArray().toUpper();
    }

private:
    ByteView m_view;
    qsizetype m_at = 0;
    qsizetype m_entries = 0;
};

/// RAW files of several makers are TIFFs whose first directory is a small preview: taking that for the photo would
/// lose the picture.
PhotoFormat sniffTiff(QByteArrayView bytes)
{
    constexpr quint16 kSubfileType = 0x00FE;
    constexpr quint16 kMake = 0x010F;
    constexpr quint16 kDngVersion = 0xC612;
    const TiffDirectory directory(bytes);
    if (bytes.size() > 10 && bytes.sliced(8, 2) == QByteArrayView("CR"))
        return format("cr2", PhotoReaderKind::Raw);
    if (directory.entry(kDngVersion))
        return format("dng", PhotoReaderKind::Raw);
    const QByteArray make = directory.text(kMake);
    if (directory.number(kSubfileType) == 1 && make.startsWith("NIKON"))
        return format("nef", PhotoReaderKind::Raw);
    if (directory.number(kSubfileType) == 1 && make.startsWith("SONY"))
        return format("arw", PhotoReaderKind::Raw);
    return format("tiff", PhotoReaderKind::Tiff);
}

bool hasBrand(const ByteView& view, QByteArrayView brand)
{
    const qsizetype end = qMin<qsizetype>(view.number<quint32>(0).value_or(0), 256);
    for (qsizetype at = 8; at + 4 <= end; at += at == 8 ? 8 : 4) { // the minor version stands after the first brand
        if (view.is(at, brand))
            return true;
    }
    return false;
}

Decoded<PhotoFormat> sniffIsoMedia(const ByteView& view)
{
    if (view.is(8, "crx "))
        return format("cr3", PhotoReaderKind::Raw);
    for (const char* brand : {"avif", "avis"}) {
        if (hasBrand(view, brand))
            return format("avif", PhotoReaderKind::Heif);
    }
    for (const char* brand : {"heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"}) {
        if (hasBrand(view, brand))
            return format("heic", PhotoReaderKind::Heif);
    }
    if (view.is(8, "jp2") || view.is(8, "jpx"))
        return tl::unexpected(PhotoRefusal{PhotoProblem::KindNotTaken, QStringLiteral("JPEG 2000"), {}});
    if (view.is(8, "jxl "))
        return tl::unexpected(PhotoRefusal{PhotoProblem::KindNotTaken, QStringLiteral("JPEG XL"), {}});
    if (view.is(8, "M4A "))
        return tl::unexpected(PhotoRefusal{PhotoProblem::KindNotTaken, QStringLiteral("sound"), {}});
    if (view.is(8, "qt  "))
        return format("mov", PhotoReaderKind::Video);
    return format(view.is(8, "3g") ? "3gp" : "mp4", PhotoReaderKind::Video);
}

/// MPEG transport streams have a sync byte every 188 bytes, or 192 with the time codes of AVCHD.
bool isTransportStream(const ByteView& view)
{
    const auto repeats = [&view](qsizetype first, qsizetype step) {
        for (qsizetype packet = 0; packet < 4; ++packet) {
            if (!view.is(first + packet * step, "G"))
                return false;
        }
        return true;
    };
    return repeats(0, 188) || repeats(4, 192);
}

} // namespace

Decoded<PhotoFormat> sniffFormat(const QByteArray& bytes)
{
    if (bytes.isEmpty())
        return refuse(PhotoProblem::Empty);
    const ByteView view(bytes);
    for (const Refused& refused : kRefused) {
        if (view.is(refused.at, refused.bytes))
            return tl::unexpected(PhotoRefusal{PhotoProblem::KindNotTaken, QString::fromLatin1(refused.name), {}});
    }
    for (const Signature& taken : kTaken) {
        if (view.is(taken.at, taken.bytes))
            return format(taken.key, taken.reader);
    }
    if (view.is(0, QByteArrayView("II*\0", 4)) || view.is(0, QByteArrayView("MM\0*", 4)))
        return sniffTiff(bytes);
    if (view.is(4, "ftyp"))
        return sniffIsoMedia(view);
    if (view.is(4, "moov") || view.is(4, "mdat") || view.is(4, "wide"))
        return format("mov", PhotoReaderKind::Video);
    if (isTransportStream(view))
        return format("mts", PhotoReaderKind::Video);
    return refuse(PhotoProblem::UnknownKind);
}

} // namespace cloakroom
