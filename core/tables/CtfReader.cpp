#include "core/tables/CtfReader.h"

#include <QXmlStreamReader>

#include <algorithm>
#include <array>
#include <utility>

namespace cloakroom {

namespace {

constexpr qsizetype kMostBytes = qsizetype{64} * 1024 * 1024;
constexpr qsizetype kMostPupils = 100'000;
constexpr qsizetype kLongestValue = 10'000;

/// Elements of a pupil and the columns they fill; those of BasicDetails stand one level deeper.
constexpr std::array kElements{
    std::pair{"UPN", "external_id"},         std::pair{"Forename", "given_name"},
    std::pair{"Surname", "family_name"},     std::pair{"PreferredForename", "preferred_name"},
    std::pair{"NCyearActual", "year_group"}, std::pair{"DOB", "date_of_birth"},
};

class Reader {
public:
    explicit Reader(const QByteArray& bytes)
        : m_xml(bytes)
    {
        for (const auto& element : kElements) {
            m_table.header += QString::fromLatin1(element.second);
        }
    }

    Table read()
    {
        if (next() && m_xml.name() != QLatin1String("CTfile")) {
            fault(TableFaultKind::NotTransferFile);
        }
        while (m_table.faults.isEmpty() && next()) {
            if (m_xml.name() == QLatin1String("Pupil")) {
                readPupil();
            }
        }
        if (m_xml.hasError() && m_table.faults.isEmpty()) {
            fault(TableFaultKind::DamagedXml);
        }
        if (m_table.faults.isEmpty() && m_table.rows.isEmpty()) {
            fault(TableFaultKind::NoPupils);
        }
        return std::move(m_table);
    }

private:
    /// The next element's start; false at the end, at damage and at what is not taken.
    bool next()
    {
        while (!m_xml.atEnd()) {
            switch (m_xml.readNext()) {
            case QXmlStreamReader::DTD:
            case QXmlStreamReader::EntityReference:
                fault(TableFaultKind::Entities);
                return false;
            case QXmlStreamReader::StartElement:
                return true;
            default:
                break;
            }
        }
        return false;
    }

    void readPupil()
    {
        TableRow row{static_cast<int>(m_xml.lineNumber()), QStringList(static_cast<qsizetype>(kElements.size()))};
        if (m_table.rows.size() >= kMostPupils) {
            fault(TableFaultKind::TooManyPupils);
            return;
        }
        while (m_xml.readNextStartElement()) {
            if (m_xml.name() == QLatin1String("BasicDetails")) {
                while (m_xml.readNextStartElement()) {
                    readValue(row);
                }
            } else {
                readValue(row);
            }
        }
        m_table.rows += row;
    }

    void readValue(TableRow& row)
    {
        for (size_t i = 0; i < kElements.size(); ++i) {
            if (m_xml.name() == QLatin1String(kElements.at(i).first)) {
                QString& value = row.values[static_cast<qsizetype>(i)];
                value = m_xml.readElementText(QXmlStreamReader::SkipChildElements).simplified();
                if (value.size() > kLongestValue) {
                    fault(TableFaultKind::ValueTooLong, kLongestValue);
                }
                return;
            }
        }
        m_xml.skipCurrentElement();
    }

    void fault(TableFaultKind kind, qint64 a = 0)
    {
        m_table.faults.append({std::max(1, static_cast<int>(m_xml.lineNumber())), kind, a});
    }

    QXmlStreamReader m_xml;
    Table m_table;
};

} // namespace

bool looksLikeXml(const QByteArray& bytes)
{
    QByteArray start = bytes.left(64);
    if (start.startsWith("\xEF\xBB\xBF")) {
        start.remove(0, 3);
    }
    return start.trimmed().startsWith('<');
}

Table readCtf(const QByteArray& bytes)
{
    if (bytes.size() > kMostBytes) {
        Table table;
        table.faults.append({1, TableFaultKind::TooLarge});
        return table;
    }
    return Reader(bytes).read();
}

} // namespace cloakroom
