#include "core/imaging/RawFixtures.h"

#include <QtEndian>

#include <algorithm>
#include <cmath>
#include <vector>

namespace cloakroom::fixtures {

namespace {

enum Type : quint16 { Byte = 1, Ascii = 2, Short = 3, Long = 4, Rational = 5, SRational = 10 };

template <typename Number>
QByteArray little(Number number)
{
    QByteArray bytes(sizeof number, Qt::Uninitialized);
    qToLittleEndian(number, bytes.data());
    return bytes;
}

struct Entry {
    quint16 tag;
    quint16 type;
    quint32 count;
    QByteArray value;
};

/// A directory of a TIFF file.
class Directory {
public:
    void shorts(quint16 tag, const std::vector<quint16>& values)
    {
        QByteArray bytes;
        for (const quint16 value : values) {
            bytes += little(value);
        }
        add(tag, Short, values.size(), bytes);
    }
    void number(quint16 tag, quint32 value) { add(tag, Long, 1, little(value)); }
    void bytes(quint16 tag, const QByteArray& value) { add(tag, Byte, static_cast<size_t>(value.size()), value); }
    void text(quint16 tag, const QString& value)
    {
        const QByteArray words = value.toLatin1() + '\0';
        add(tag, Ascii, static_cast<size_t>(words.size()), words);
    }
    void fractions(quint16 tag, Type type, const std::vector<double>& values)
    {
        constexpr int kDenominator = 10'000;
        QByteArray bytes;
        for (const double value : values) {
            bytes += little(static_cast<qint32>(std::lround(value * kDenominator))) + little(qint32{kDenominator});
        }
        add(tag, type, values.size(), bytes);
    }
    /// Appends the directory to a file and answers where it begins.
    quint32 appendTo(QByteArray& file)
    {
        constexpr qsizetype kInPlace = 4;
        std::sort(m_entries.begin(), m_entries.end(), [](const Entry& a, const Entry& b) { return a.tag < b.tag; });
        QByteArray lines;
        for (Entry& entry : m_entries) {
            if (entry.value.size() > kInPlace) {
                file.resize(file.size() + file.size() % 2);
                const auto place = static_cast<quint32>(file.size());
                file += entry.value;
                entry.value = little(place);
            }
            lines += little(entry.tag) + little(entry.type) + little(entry.count) + entry.value.leftJustified(4, '\0');
        }
        file.resize(file.size() + file.size() % 2);
        const auto begin = static_cast<quint32>(file.size());
        file += little(static_cast<quint16>(m_entries.size())) + lines + little(quint32{0});
        return begin;
    }

private:
    void add(quint16 tag, quint16 type, size_t count, const QByteArray& value)
    {
        m_entries.push_back({tag, type, static_cast<quint32>(count), value});
    }

    std::vector<Entry> m_entries;
};

/// What the sensor's pixels hold: of each the one colour that its filter lets through.
QByteArray mosaic(const QImage& scene)
{
    constexpr int kScale = 250; // below white, above black
    QByteArray bytes;
    bytes.reserve(scene.width() * scene.height() * 2);
    for (int y = 0; y < scene.height(); ++y) {
        for (int x = 0; x < scene.width(); ++x) {
            const QRgb colour = scene.pixel(x, y);
            const bool isGreen = (x + y) % 2 == 1;
            const int seen = isGreen ? qGreen(colour) : y % 2 == 0 ? qRed(colour) : qBlue(colour);
            bytes += little(static_cast<quint16>(500 + seen * kScale));
        }
    }
    return bytes;
}

/// Where a piece of data lies that is not a directory's.
quint32 appended(QByteArray& file, const QByteArray& data)
{
    const auto place = static_cast<quint32>(file.size());
    file += data;
    file.resize(file.size() + file.size() % 2);
    return place;
}

void describeSensor(Directory& main, const QSize& size, quint32 place)
{
    main.number(0x00FE, 0); // the photo itself
    main.number(0x0100, static_cast<quint32>(size.width()));
    main.number(0x0101, static_cast<quint32>(size.height()));
    main.shorts(0x0102, {16});
    main.shorts(0x0103, {1}); // uncompressed
    main.shorts(0x0106, {32803}); // colour filter array
    main.number(0x0111, place);
    main.shorts(0x0115, {1});
    main.number(0x0116, static_cast<quint32>(size.height()));
    main.number(0x0117, static_cast<quint32>(size.width() * size.height() * 2));
    main.shorts(0x828D, {2, 2});
    main.bytes(0x828E, QByteArray("\0\1\1\2", 4));
    main.bytes(0xC612, QByteArray("\1\4\0\0", 4));
    main.bytes(0xC613, QByteArray("\1\1\0\0", 4));
    main.number(0xC61D, 65'535); // white
    main.fractions(0xC621, SRational, {3.2406, -1.5372, -0.4986, -0.9689, 1.8758, 0.0415, 0.0557, -0.2040, 1.0570});
    main.fractions(0xC628, Rational, {1, 1, 1});
    main.shorts(0xC65A, {21}); // seen under D65
}

quint32 appendPreview(QByteArray& file, const RawContents& contents)
{
    const quint32 place = appended(file, contents.preview);
    Directory preview;
    preview.number(0x00FE, 1); // a smaller copy
    preview.number(0x0100, static_cast<quint32>(contents.previewSize.width()));
    preview.number(0x0101, static_cast<quint32>(contents.previewSize.height()));
    preview.shorts(0x0102, {8, 8, 8});
    preview.shorts(0x0103, {7}); // JPEG
    preview.shorts(0x0106, {6});
    preview.number(0x0111, place);
    preview.shorts(0x0115, {3});
    preview.number(0x0116, static_cast<quint32>(contents.previewSize.height()));
    preview.number(0x0117, static_cast<quint32>(contents.preview.size()));
    return preview.appendTo(file);
}

} // namespace

QByteArray dng(const QImage& scene, const RawContents& contents)
{
    QByteArray file("II*\0\0\0\0\0", 8);
    Directory main;
    describeSensor(main, scene.size(), appended(file, mosaic(scene)));
    main.text(0x010F, QStringLiteral("Canary"));
    main.text(0x0110, contents.camera);
    main.text(0xC614, contents.camera);
    main.shorts(0x0112, {static_cast<quint16>(contents.orientation)});
    if (!contents.preview.isEmpty()) {
        main.number(0x014A, appendPreview(file, contents));
    }
    if (contents.takenAt.isValid()) {
        Directory exif;
        exif.text(0x9003, contents.takenAt.toString(QStringLiteral("yyyy:MM:dd HH:mm:ss")));
        main.number(0x8769, exif.appendTo(file));
    }
    const quint32 begin = main.appendTo(file);
    qToLittleEndian(begin, file.data() + 4);
    return file;
}

} // namespace cloakroom::fixtures
