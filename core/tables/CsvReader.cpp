#include "core/tables/CsvReader.h"

#include <QStringDecoder>

#include <algorithm>
#include <array>

namespace cloakroom {

namespace {

constexpr qsizetype kMostBytes = qsizetype{64} * 1024 * 1024;
constexpr qsizetype kLongestValue = 10'000;

// Windows-1252 is Latin-1 but for these 32 (https://encoding.spec.whatwg.org/index-windows-1252.txt); 0xFFFD marks the
// five that it leaves undefined.
constexpr std::array<char16_t, 32> kWindows1252{
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
};

QString fromWindows1252(const QByteArray& bytes)
{
    QString text = QString::fromLatin1(bytes);
    for (QChar& letter : text) {
        const char16_t code = letter.unicode();
        if (code >= 0x80 && code < 0xA0) {
            letter = QChar(kWindows1252[code - 0x80U]);
        }
    }
    return text;
}

QString decode(const QByteArray& bytes)
{
    const auto byMark = QStringConverter::encodingForData(bytes);
    QStringDecoder decoder(byMark.value_or(QStringConverter::Utf8));
    const QString text = decoder.decode(bytes);
    return decoder.hasError() && !byMark ? fromWindows1252(bytes) : text;
}

/// Splits text into records; knows nothing of their meaning.
class Reader {
public:
    Reader(const QString& text, Table& table)
        : m_text(text)
        , m_table(table)
    {
    }

    void read()
    {
        m_separator = separatorOf(m_text);
        while (m_at < m_text.size()) {
            readRecord();
        }
        if (!m_hasHeader) {
            m_table.faults.append({1, TableFaultKind::Empty});
        }
    }

private:
    /// Outside quotes, in the first line that has anything in it.
    static QChar separatorOf(const QString& text)
    {
        constexpr std::array<char16_t, 3> kKnown{u',', u';', u'\t'};
        std::array<int, 3> counts{};
        bool isQuoted = false;
        bool hasSeen = false;
        for (const QChar letter : text) {
            if (!isQuoted && (letter == u'\n' || letter == u'\r') && hasSeen) {
                break;
            }
            hasSeen = hasSeen || !letter.isSpace();
            isQuoted = isQuoted != (letter == u'"');
            for (size_t i = 0; i < kKnown.size(); ++i) {
                counts[i] += !isQuoted && letter == kKnown[i] ? 1 : 0;
            }
        }
        const auto most = std::max_element(counts.begin(), counts.end()) - counts.begin();
        return QChar(kKnown[static_cast<size_t>(most)]);
    }

    void readRecord()
    {
        m_start = m_line;
        m_fault.reset();
        QStringList values;
        do {
            values += readValue();
        } while (takeSeparator());
        takeLineEnd();
        keep(values);
    }

    QString readValue()
    {
        while (m_at < m_text.size() && peek() == u' ' && m_separator != u' ') {
            ++m_at;
        }
        return m_at < m_text.size() && peek() == u'"' ? readQuoted() : readPlain();
    }

    QString readPlain()
    {
        const qsizetype from = m_at;
        while (m_at < m_text.size() && peek() != m_separator && !isLineEnd(peek())) {
            ++m_at;
        }
        return m_text.mid(from, m_at - from).trimmed();
    }

    QString readQuoted()
    {
        QString value;
        ++m_at;
        for (;;) {
            if (m_at >= m_text.size()) {
                m_fault = TableFaultKind::UnclosedQuote;
                return value;
            }
            const QChar letter = peek();
            ++m_at;
            if (letter == u'"' && (m_at >= m_text.size() || peek() != u'"')) {
                break;
            }
            m_at += letter == u'"' ? 1 : 0;
            m_line += letter == u'\n' ? 1 : 0;
            value += letter;
        }
        if (const QString rest = readPlain(); !rest.isEmpty()) {
            m_fault = TableFaultKind::TextAfterQuote;
        }
        return value.trimmed();
    }

    bool takeSeparator()
    {
        if (m_at >= m_text.size() || peek() != m_separator) {
            return false;
        }
        ++m_at;
        return true;
    }

    void takeLineEnd()
    {
        if (m_at < m_text.size() && peek() == u'\r') {
            ++m_at;
        }
        if (m_at < m_text.size() && peek() == u'\n') {
            ++m_at;
        }
        ++m_line;
    }

    void keep(QStringList values)
    {
        const bool isEmpty =
            std::all_of(values.begin(), values.end(), [](const QString& value) { return value.isEmpty(); });
        if (isEmpty && !m_fault) {
            return;
        }
        if (!m_fault) {
            m_fault = faultOf(values);
        }
        if (m_fault) {
            m_table.faults.append({m_start, *m_fault,
                                   *m_fault == TableFaultKind::ValueTooLong ? kLongestValue : values.size(),
                                   m_table.header.size()});
            m_at = m_hasHeader ? m_at : m_text.size(); // without its header nothing else makes sense
            m_hasHeader = true;
            return;
        }
        if (!m_hasHeader) {
            m_table.header = values;
            m_hasHeader = true;
            return;
        }
        m_table.rows.append({m_start, values});
    }

    /// Trailing separators, as spreadsheets leave them, are no values.
    std::optional<TableFaultKind> faultOf(QStringList& values) const
    {
        for (const QString& value : values) {
            if (value.size() > kLongestValue) {
                return TableFaultKind::ValueTooLong;
            }
            const bool isUnreadable = std::any_of(value.begin(), value.end(), [](QChar letter) {
                return letter == QChar::ReplacementCharacter
                    || (letter < u' ' && letter != u'\n' && letter != u'\r' && letter != u'\t');
            });
            if (isUnreadable) {
                return TableFaultKind::Unreadable;
            }
        }
        if (!m_hasHeader) {
            return values.size() > kMostTableColumns ? std::optional(TableFaultKind::TooLarge) : std::nullopt;
        }
        while (values.size() > m_table.header.size() && values.constLast().isEmpty()) {
            values.removeLast();
        }
        return values.size() == m_table.header.size() ? std::nullopt : std::optional(TableFaultKind::WrongCount);
    }

    [[nodiscard]] QChar peek() const { return m_text.at(m_at); }
    static bool isLineEnd(QChar letter) { return letter == u'\n' || letter == u'\r'; }

    const QString& m_text;
    Table& m_table;
    QChar m_separator;
    qsizetype m_at = 0;
    int m_line = 1;
    int m_start = 1;
    std::optional<TableFaultKind> m_fault;
    bool m_hasHeader = false;
};

} // namespace

Table readCsv(const QByteArray& bytes)
{
    Table table;
    if (bytes.size() > kMostBytes) {
        table.faults.append({1, TableFaultKind::TooLarge});
        return table;
    }
    const QString text = decode(bytes);
    Reader(text, table).read();
    return table;
}

} // namespace cloakroom
