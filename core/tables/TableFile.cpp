#include "core/tables/TableFile.h"

#include "core/tables/CsvReader.h"
#include "core/tables/CtfReader.h"

#include <QBuffer>
#include <QFileInfo>
#include <quazip.h>
#include <quazipfile.h>

#include <tl/expected.hpp>

#include <algorithm>

namespace cloakroom {

namespace {

constexpr int kMostFiles = 64;
constexpr qsizetype kLongestName = 200;
constexpr qint64 kMostFileBytes = qint64{64} << 20;
constexpr qint64 kMostBytes = qint64{128} << 20;

TableFile refused(TableFaultKind kind)
{
    return {{}, TableFault{1, kind}};
}

/// Never more than asked for, whatever the archive says of itself.
tl::expected<QByteArray, TableFaultKind> unpacked(QuaZip& archive, qint64 most)
{
    QuaZipFile file(&archive);
    if (!file.open(QIODevice::ReadOnly)) {
        return tl::unexpected(TableFaultKind::DamagedArchive);
    }
    QByteArray bytes = file.read(most + 1);
    if (bytes.size() > most) {
        return tl::unexpected(TableFaultKind::ArchiveTooLarge);
    }
    const bool isWhole = file.atEnd() && file.getZipError() == UNZ_OK;
    file.close(); // compares the checksum
    if (!isWhole || file.getZipError() != UNZ_OK) {
        return tl::unexpected(TableFaultKind::DamagedArchive);
    }
    return bytes;
}

/// An archive may call its files anything; a table's name is shown and handed over as plain text.
QString tableNameOf(const QString& fileName)
{
    QString name = QFileInfo(fileName).completeBaseName().left(kLongestName);
    name.removeIf([](QChar letter) { return !letter.isPrint(); });
    return name;
}

TableFile readArchive(QByteArray bytes)
{
    QBuffer buffer(&bytes);
    QuaZip archive(&buffer);
    if (!archive.open(QuaZip::mdUnzip)) {
        return refused(TableFaultKind::DamagedArchive);
    }
    TableFile result;
    qint64 left = kMostBytes;
    int files = 0;
    for (bool more = archive.goToFirstFile(); more; more = archive.goToNextFile()) {
        if (++files > kMostFiles) {
            return refused(TableFaultKind::TooManyFiles);
        }
        const QString fileName = archive.getCurrentFileName();
        if (!fileName.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive)) {
            continue;
        }
        const auto content = unpacked(archive, std::min(left, kMostFileBytes));
        if (!content) {
            return refused(content.error());
        }
        left -= content->size();
        Table table = readCsv(*content);
        table.name = tableNameOf(fileName);
        result.tables += table;
    }
    if (archive.getZipError() != UNZ_OK) {
        return refused(TableFaultKind::DamagedArchive);
    }
    return result.tables.isEmpty() ? refused(TableFaultKind::NoCsvInArchive) : result;
}

} // namespace

bool looksLikeZip(const QByteArray& bytes)
{
    return bytes.startsWith(QByteArrayLiteral("PK\x03\x04")) || bytes.startsWith(QByteArrayLiteral("PK\x05\x06"));
}

TableFile readTableFile(const QByteArray& bytes)
{
    if (looksLikeZip(bytes)) {
        return readArchive(bytes);
    }
    return {{looksLikeXml(bytes) ? readCtf(bytes) : readCsv(bytes)}, std::nullopt};
}

} // namespace cloakroom
