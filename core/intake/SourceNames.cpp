#include "core/intake/SourceNames.h"

#include <QFile>
#include <QStringDecoder>

#include <algorithm>

namespace cloakroom::source_names {

namespace {

constexpr char16_t kFirstEscape = 0xDC80;
constexpr char16_t kLastEscape = 0xDCFF;
constexpr char16_t kEscapeBase = 0xDC00;

bool isEscape(const QString& text, qsizetype at)
{
    const char16_t c = text[at].unicode();
    const bool isSecondHalf = at > 0 && text[at - 1].isHighSurrogate();
    return c >= kFirstEscape && c <= kLastEscape && !isSecondHalf;
}

bool hasEscapes(const QString& text)
{
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (isEscape(text, at)) {
            return true;
        }
    }
    return false;
}

bool isUtf8(QByteArrayView bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    [[maybe_unused]] const QString text = decoder.decode(bytes);
    return !decoder.hasError();
}

// How many bytes from `at` on are one character; 0 when they are none.
qsizetype characterLength(const QByteArray& name, qsizetype at)
{
    const auto lead = static_cast<unsigned char>(name[at]);
    const qsizetype length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    return at + length <= name.size() && isUtf8(QByteArrayView(name).sliced(at, length)) ? length : 0;
}

} // namespace

QString fromNative(const QByteArray& name)
{
    if (isUtf8(name)) {
        return QFile::decodeName(name);
    }
    QString text;
    for (qsizetype at = 0; at < name.size();) {
        const qsizetype length = characterLength(name, at);
        if (length == 0) {
            text += QChar(char16_t(kEscapeBase + static_cast<unsigned char>(name[at])));
        } else {
            text += QString::fromUtf8(name.constData() + at, length);
        }
        at += qMax(qsizetype{1}, length);
    }
    return text;
}

QByteArray toNative(const QString& path)
{
    if (!hasEscapes(path)) {
        return QFile::encodeName(path);
    }
    QByteArray name;
    qsizetype plainFrom = 0;
    for (qsizetype at = 0; at < path.size(); ++at) {
        if (isEscape(path, at)) {
            name += path.mid(plainFrom, at - plainFrom).toUtf8();
            name += static_cast<char>(path[at].unicode() - kEscapeBase);
            plainFrom = at + 1;
        }
    }
    return name + path.mid(plainFrom).toUtf8();
}

QString readable(const QString& path)
{
    QString text = path;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (isEscape(path, at)) {
            text[at] = QChar(char16_t(path[at].unicode() - kEscapeBase));
        }
    }
    return text;
}

QString readableFileName(const QString& path)
{
    return readable(path.section(QLatin1Char('/'), -1));
}

} // namespace cloakroom::source_names
