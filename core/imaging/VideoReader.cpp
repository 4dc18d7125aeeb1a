#include "core/imaging/VideoReader.h"

#include "core/imaging/ByteView.h"

#include <QLocale>

#include <functional>

namespace cloakroom {

namespace {

struct Box {
    qsizetype begin = 0; // of its content
    qsizetype size = 0;
};

using Visit = std::function<void(QByteArrayView type, Box content)>;

/// Calls `visit` for each box of ISO 14496-12 between two places. A size that makes no sense ends the walk.
void walkBoxes(const ByteView& view, qsizetype from, qsizetype to, const Visit& visit)
{
    while (view.has(from, 8) && from + 8 <= to) {
        quint64 size = view.number<quint32>(from).value_or(0);
        qsizetype header = 8;
        if (size == 1) {
            size = view.number<quint64>(from + 8).value_or(0);
            header = 16;
        }
        if (size < static_cast<quint64>(header) || size > static_cast<quint64>(to - from))
            return;
        const auto length = static_cast<qsizetype>(size);
        visit(view.part(from + 4, 4), Box{from + header, length - header});
        from += length;
    }
}

/// Seconds since 1904 in UTC.
std::optional<QDateTime> creationTime(const ByteView& view, Box box)
{
    const bool isLong = view.number<quint8>(box.begin) == 1;
    const quint64 seconds =
        isLong ? view.number<quint64>(box.begin + 4).value_or(0) : view.number<quint32>(box.begin + 4).value_or(0);
    constexpr quint64 kSecondsTo1970 = 2'082'844'800;
    constexpr quint64 kSecondsTo2100 = kSecondsTo1970 + 4'102'444'800;
    if (seconds <= kSecondsTo1970 || seconds > kSecondsTo2100)
        return std::nullopt;
    const QDateTime utc = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(seconds - kSecondsTo1970), Qt::UTC);
    const QDateTime clock(utc.date(), utc.time());
    return clock.isValid() ? std::optional(clock) : std::nullopt;
}

/// Width and height of a track header, exchanged where its matrix turns the picture by a quarter.
QSize trackSize(const ByteView& view, Box box)
{
    const qsizetype matrix = box.begin + (view.number<quint8>(box.begin) == 1 ? 52 : 40);
    const auto width = static_cast<int>(view.number<quint32>(matrix + 36).value_or(0) >> 16);
    const auto height = static_cast<int>(view.number<quint32>(matrix + 40).value_or(0) >> 16);
    const bool isTurned =
        view.number<qint32>(matrix).value_or(1) == 0 && view.number<qint32>(matrix + 4).value_or(0) != 0;
    return isTurned ? QSize(height, width) : QSize(width, height);
}

void readTrack(const ByteView& view, Box track, PhotoFacts& facts)
{
    walkBoxes(view, track.begin, track.begin + track.size, [&](QByteArrayView type, Box box) {
        if (type != QByteArrayView("tkhd"))
            return;
        const QSize size = trackSize(view, box);
        if (size.width() > facts.size.width() && size.height() > 0)
            facts.size = size;
    });
}

bool readIsoMedia(const ByteView& view, PhotoFacts& facts)
{
    bool hasMovie = false;
    walkBoxes(view, 0, view.size(), [&](QByteArrayView type, Box movie) {
        if (type != QByteArrayView("moov"))
            return;
        walkBoxes(view, movie.begin, movie.begin + movie.size, [&](QByteArrayView inner, Box box) {
            hasMovie = hasMovie || inner == QByteArrayView("mvhd");
            if (inner == QByteArrayView("mvhd"))
                facts.takenAt = creationTime(view, box);
            if (inner == QByteArrayView("trak"))
                readTrack(view, box, facts);
        });
    });
    if (facts.takenAt)
        facts.offsetMinutes = 0;
    return hasMovie;
}

/// "THU OCT 26 16:46:04 2006", as cameras write it.
std::optional<QDateTime> aviTime(QByteArrayView text)
{
    const QString plain = QString::fromLatin1(text).remove(QChar(0)).simplified().toLower().mid(4);
    const QDateTime time = QLocale::c().toDateTime(plain, QStringLiteral("MMM d HH:mm:ss yyyy"));
    return time.isValid() ? std::optional(time) : std::nullopt;
}

bool readAvi(const QByteArray& bytes, PhotoFacts& facts)
{
    const ByteView view(bytes, false);
    const bool hasHeader = view.is(24, "avih");
    if (hasHeader) {
        constexpr qsizetype kWidth = 32 + 32;
        facts.size = QSize(view.number<qint32>(kWidth).value_or(0), view.number<qint32>(kWidth + 4).value_or(0));
    }
    constexpr qsizetype kHead = 65'536;
    const qsizetype at = bytes.left(kHead).indexOf("IDIT");
    const auto length = static_cast<qsizetype>(view.number<quint32>(at + 4).value_or(0));
    if (at > 0 && length < 64)
        facts.takenAt = aviTime(view.part(at + 8, length));
    return hasHeader;
}

} // namespace

bool readVideoFacts(const QByteArray& bytes, PhotoFacts& facts)
{
    bool hasHeader = true;
    if (facts.format == QLatin1String("avi"))
        hasHeader = readAvi(bytes, facts);
    else if (facts.format != QLatin1String("mts"))
        hasHeader = readIsoMedia(ByteView(bytes), facts);
    constexpr int kLongestVideoEdge = 16'384;
    if (facts.size.isEmpty() || qMax(facts.size.width(), facts.size.height()) > kLongestVideoEdge)
        facts.size = {0, 0};
    return hasHeader;
}

} // namespace cloakroom
