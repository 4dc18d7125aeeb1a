#include "core/tables/TablePack.h"

#include <QDataStream>
#include <QIODevice>

#include <algorithm>

namespace cloakroom {

namespace {

constexpr quint32 kMostTables = 64;
constexpr quint32 kMostRows = 5'000'000;
constexpr qsizetype kLongestText = 10'000;

void write(QDataStream& out, const TableFault& fault)
{
    out << qint32{fault.line} << static_cast<quint8>(fault.kind) << fault.a << fault.b;
}

void write(QDataStream& out, const Table& table)
{
    out << table.name << static_cast<quint32>(table.header.size());
    for (const QString& name : table.header) {
        out << name;
    }
    out << static_cast<quint32>(table.rows.size());
    for (const TableRow& row : table.rows) {
        out << qint32{row.line};
        for (const QString& value : row.values) {
            out << value;
        }
    }
    out << static_cast<quint32>(table.faults.size());
    for (const TableFault& fault : table.faults) {
        write(out, fault);
    }
}

/// Reads checked values; the first bad one makes all of it bad.
class Reader {
public:
    explicit Reader(const QByteArray& bytes)
        : m_in(bytes)
    {
        m_in.setVersion(QDataStream::Qt_6_4);
    }

    TableFile file()
    {
        TableFile file;
        if (count(1) == 1) {
            file.fault = fault();
        }
        const quint32 tables = count(kMostTables);
        for (quint32 i = 0; i < tables && isGood(); ++i) {
            file.tables += table();
        }
        return file;
    }

    [[nodiscard]] bool isFinished() { return isGood() && m_in.atEnd(); }

private:
    [[nodiscard]] bool isGood() const { return m_isGood && m_in.status() == QDataStream::Ok; }

    quint32 count(quint32 most)
    {
        quint32 value = 0;
        m_in >> value;
        m_isGood = isGood() && value <= most;
        return m_isGood ? value : 0;
    }

    int line()
    {
        qint32 value = 0;
        m_in >> value;
        m_isGood = isGood() && value >= 1;
        return value;
    }

    QString text()
    {
        QString value;
        m_in >> value;
        m_isGood =
            isGood() && value.size() <= kLongestText && std::all_of(value.begin(), value.end(), [](QChar letter) {
                return letter >= u' ' || letter == u'\n' || letter == u'\r' || letter == u'\t';
            });
        return m_isGood ? value : QString();
    }

    TableFault fault()
    {
        TableFault fault;
        fault.line = line();
        quint8 kind = 0;
        m_in >> kind >> fault.a >> fault.b;
        m_isGood = isGood() && kind <= static_cast<quint8>(kLastTableFaultKind);
        fault.kind = m_isGood ? static_cast<TableFaultKind>(kind) : TableFaultKind::Unreadable;
        return fault;
    }

    QStringList texts(quint32 count)
    {
        QStringList all;
        for (quint32 i = 0; i < count && isGood(); ++i) {
            all += text();
        }
        return all;
    }

    Table table()
    {
        Table table;
        table.name = text();
        const quint32 columns = count(kMostTableColumns);
        table.header = texts(columns);
        const quint32 rows = count(kMostRows);
        for (quint32 i = 0; i < rows && isGood(); ++i) {
            TableRow row;
            row.line = line();
            row.values = texts(columns);
            table.rows += row;
        }
        const quint32 faults = count(kMostRows);
        for (quint32 i = 0; i < faults && isGood(); ++i) {
            table.faults += fault();
        }
        return table;
    }

    QDataStream m_in;
    bool m_isGood = true;
};

} // namespace

QByteArray packTables(const TableFile& file)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << static_cast<quint32>(file.fault.has_value());
    if (file.fault) {
        write(out, *file.fault);
    }
    out << static_cast<quint32>(file.tables.size());
    for (const Table& table : file.tables) {
        write(out, table);
    }
    return bytes;
}

std::optional<TableFile> unpackTables(const QByteArray& bytes)
{
    Reader reader(bytes);
    TableFile file = reader.file();
    return reader.isFinished() ? std::optional(file) : std::nullopt;
}

} // namespace cloakroom
