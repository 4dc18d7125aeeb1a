#pragma once

#include <QDir>
#include <QFile>
#include <QString>

#include <fcntl.h>
#include <unistd.h>

namespace cloakroom::test {

/// Changes the first byte of every file in the folder that has no name yet, or only a hidden one. How many there were.
inline int tamperWithUnfinished(const QString& folder)
{
    QStringList paths;
    const QDir hidden(folder);
    for (const QString& name : hidden.entryList({QStringLiteral(".cloakroom-*")}, QDir::Files | QDir::Hidden)) {
        paths += hidden.filePath(name);
    }
    const QString open = QStringLiteral("/proc/self/fd/");
    for (const QString& number : QDir(open).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)) {
        const QString target = QFile::symLinkTarget(open + number);
        if (target.startsWith(folder) && target.endsWith(QStringLiteral("(deleted)"))) {
            paths += open + number;
        }
    }
    int count = 0;
    for (const QString& path : paths) {
        const int file = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CLOEXEC);
        count += file >= 0 && ::pwrite(file, "X", 1, 0) == 1 ? 1 : 0;
        if (file >= 0) {
            ::close(file);
        }
    }
    return count;
}

} // namespace cloakroom::test
