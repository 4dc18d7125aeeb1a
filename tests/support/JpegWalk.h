#pragma once

#include <QByteArray>
#include <QProcess>
#include <QStandardPaths>
#include <QStringList>

#include <catch2/catch.hpp>

namespace cloakroom::test {

/// A JPEG file taken apart by nothing but the standard (ITU T.81), so that no library has to be believed.
struct JpegWalk {
    QStringList segments; ///< "APP0:JFIF", "DQT", ..., in order
    qsizetype bytesAfterEnd = -1; ///< -1 = no end marker

    [[nodiscard]] bool isWhole() const { return bytesAfterEnd >= 0; }
};

/// The first byte after entropy-coded data that begins at `from`: where the next marker is.
inline qsizetype endOfScan(const QByteArray& jpeg, qsizetype from)
{
    for (qsizetype i = from; i + 1 < jpeg.size(); ++i) {
        const auto next = static_cast<unsigned char>(jpeg[i + 1]);
        const bool isData = next == 0 || (next >= 0xD0 && next <= 0xD7);
        if (jpeg[i] == '\xFF' && !isData) {
            return i;
        }
    }
    return jpeg.size();
}

inline QString segmentName(unsigned char marker, const QByteArray& body)
{
    if (marker >= 0xE0 && marker <= 0xEF) {
        return QStringLiteral("APP%1:%2").arg(marker - 0xE0).arg(QString::fromLatin1(body.left(body.indexOf('\0'))));
    }
    switch (marker) {
    case 0xC0:
    case 0xC1:
    case 0xC2:
        return QStringLiteral("SOF");
    case 0xC4:
        return QStringLiteral("DHT");
    case 0xDA:
        return QStringLiteral("SOS");
    case 0xDB:
        return QStringLiteral("DQT");
    case 0xDD:
        return QStringLiteral("DRI");
    case 0xFE:
        return QStringLiteral("COM");
    default:
        return QStringLiteral("marker %1").arg(marker, 2, 16);
    }
}

inline JpegWalk walkJpeg(const QByteArray& jpeg)
{
    JpegWalk walk;
    if (!jpeg.startsWith("\xFF\xD8")) {
        return walk;
    }
    qsizetype at = 2;
    while (at + 1 < jpeg.size() && jpeg[at] == '\xFF') {
        const auto marker = static_cast<unsigned char>(jpeg[at + 1]);
        if (marker == 0xD9) {
            walk.bytesAfterEnd = jpeg.size() - at - 2;
            return walk;
        }
        if (at + 4 > jpeg.size()) {
            return walk;
        }
        const int length = static_cast<unsigned char>(jpeg[at + 2]) * 256 + static_cast<unsigned char>(jpeg[at + 3]);
        walk.segments << segmentName(marker, jpeg.mid(at + 4, length - 2));
        at += 2 + length;
        if (marker == 0xDA) {
            at = endOfScan(jpeg, at);
        }
    }
    return walk;
}

/// Nothing but what a decoder needs, and nothing after the end.
inline void checkPixelsOnly(const QByteArray& jpeg)
{
    const JpegWalk walk = walkJpeg(jpeg);
    INFO("segments: " << walk.segments.join(QLatin1Char(' ')).toStdString());
    CHECK(walk.isWhole());
    CHECK(walk.bytesAfterEnd == 0);
    const QStringList allowed{QStringLiteral("APP0:JFIF"), QStringLiteral("DQT"), QStringLiteral("SOF"),
                              QStringLiteral("DHT"),       QStringLiteral("DRI"), QStringLiteral("SOS")};
    for (const QString& segment : walk.segments) {
        CAPTURE(segment.toStdString());
        CHECK(allowed.contains(segment));
    }
    CHECK(walk.segments.count(QStringLiteral("APP0:JFIF")) <= 1);
}

/// The groups of tags that exiftool, an independent reader, finds in a file. Empty where it is not installed.
inline QStringList exiftoolGroups(const QString& file)
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("exiftool"));
    if (program.isEmpty()) {
        WARN("exiftool is not installed: the exports are read by this test's own walk alone.");
        return {};
    }
    QProcess process;
    process.start(
        program, {QStringLiteral("-a"), QStringLiteral("-G0"), QStringLiteral("-s"), QStringLiteral("-unknown"), file});
    REQUIRE(process.waitForFinished());
    QStringList groups;
    const QList<QByteArray> lines = process.readAllStandardOutput().split('\n');
    for (const QByteArray& line : lines) {
        const QString group = QString::fromUtf8(line.mid(1, line.indexOf(']') - 1));
        if (line.startsWith('[') && !groups.contains(group)) {
            groups << group;
        }
    }
    REQUIRE(groups.contains(QStringLiteral("File")));
    return groups;
}

inline void checkExiftoolFindsNothing(const QString& file)
{
    const QStringList groups = exiftoolGroups(file);
    INFO("groups: " << groups.join(QLatin1Char(' ')).toStdString());
    const QStringList harmless{QStringLiteral("ExifTool"), QStringLiteral("File"), QStringLiteral("JFIF"),
                               QStringLiteral("Composite")};
    for (const QString& group : groups) {
        CHECK(harmless.contains(group));
    }
}

} // namespace cloakroom::test
