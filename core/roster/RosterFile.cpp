#include "core/roster/RosterFile.h"

#include "core/worker/WorkerPool.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace cloakroom {

namespace {

constexpr qint64 kMostBytes = qint64{64} << 20;
constexpr qsizetype kMostFiles = 64;

QString tr(const char* text)
{
    return QCoreApplication::translate("RosterFile", text);
}

Result<TableFile> readFile(WorkerPool& workers, const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(
            ErrorCode::Unreadable,
            tr("The list cannot be read. Nothing was changed. Is it still where it was, and not open in another "
               "program?"),
            file.errorString());
    }
    const QByteArray bytes = file.read(kMostBytes + 1);
    if (file.error() != QFileDevice::NoError) {
        return fail(ErrorCode::Unreadable, tr("The list cannot be read to its end. Nothing was changed."),
                    file.errorString());
    }
    return workers.readTables(bytes);
}

Result<TableFile> readFolder(WorkerPool& workers, const QString& path)
{
    const QFileInfoList files =
        QDir(path).entryInfoList({QStringLiteral("*.csv")}, QDir::Files | QDir::NoSymLinks, QDir::Name);
    if (files.size() > kMostFiles) {
        return TableFile{{}, TableFault{1, TableFaultKind::TooManyFiles}};
    }
    TableFile all;
    for (const QFileInfo& info : files) {
        auto file = readFile(workers, info.filePath());
        if (!file || file->fault) {
            return file;
        }
        for (Table& table : file->tables) {
            table.name = info.completeBaseName();
            all.tables += std::move(table);
        }
    }
    if (all.tables.isEmpty()) {
        all.fault = TableFault{1, TableFaultKind::NoCsvInArchive};
    }
    return all;
}

} // namespace

Result<TableFile> readRosterFile(WorkerPool& workers, const QString& path)
{
    return QFileInfo(path).isDir() ? readFolder(workers, path) : readFile(workers, path);
}

Result<Table> readListFile(WorkerPool& workers, const QString& path)
{
    auto file = readRosterFile(workers, path);
    if (!file) {
        return propagate(file);
    }
    if (!file->fault && file->tables.size() == 1) {
        return std::move(file->tables.first());
    }
    Table table;
    table.faults.append(file->fault.value_or(TableFault{1, TableFaultKind::TooManyFiles}));
    return table;
}

} // namespace cloakroom
