#include "core/audit/NewFile.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSaveFile>

namespace cloakroom::audit {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("AuditLog", text);
}

} // namespace

Result<void> writeNewFile(const QString& path, const QByteArray& bytes)
{
    if (QFileInfo::exists(path)) {
        return fail(ErrorCode::AlreadyExists,
                    tr("There is a file of this name already, which is never replaced. Choose another name."));
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        return fail(ErrorCode::Unreadable,
                    tr("The file could not be written. Check the folder and its disk, then try again."),
                    QStringLiteral("error %1").arg(static_cast<int>(file.error())));
    }
    return {};
}

} // namespace cloakroom::audit
