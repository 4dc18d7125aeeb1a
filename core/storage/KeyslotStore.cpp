#include "core/storage/KeyslotStore.h"

#include "core/storage/FileIo.h"

#include <QCoreApplication>
#include <QDir>

namespace cloakroom {

namespace {

constexpr qint64 kMostSlotBytes = 65'536;

Error nameTheFile(Error error, const QString& fileName)
{
    error.detail = QStringLiteral("%1 (%2)").arg(error.detail, fileName);
    if (error.code == ErrorCode::Damaged) {
        error.text =
            QCoreApplication::translate("Keyslot",
                                        "The keyslot %1 of this library is damaged or was changed. Nothing was "
                                        "opened; restore the folder keyslots from a backup, or use the "
                                        "recovery key.")
                .arg(fileName);
    }
    return error;
}

} // namespace

QString KeyslotStore::pathOf(const QByteArray& slotId) const
{
    return m_folder + QLatin1Char('/') + QString::fromLatin1(slotId.toHex()) + QStringLiteral(".slot");
}

Result<KeyslotStore::Loaded> KeyslotStore::load(const QByteArray& libraryId) const
{
    const QDir folder(m_folder);
    if (!folder.exists()) {
        return fail(ErrorCode::Damaged,
                    QCoreApplication::translate("Keyslot",
                                                "The folder keyslots of this library is missing. Restore it from a "
                                                "backup."));
    }
    Loaded loaded;
    const QStringList names = folder.entryList({QStringLiteral("*.slot")}, QDir::Files, QDir::Name);
    for (const QString& name : names) {
        const Result<QByteArray> bytes = readSmallFile(folder.filePath(name), kMostSlotBytes);
        Result<Keyslot> slot = bytes ? Keyslot::decode(*bytes) : Result<Keyslot>(propagate(bytes));
        if (slot && (slot->libraryId != libraryId || pathOf(slot->slotId) != folder.filePath(name)))
            slot = fail(ErrorCode::Damaged, {}, QStringLiteral("keyslot of another library or name"));
        if (slot) {
            loaded.whole.append(*slot);
            continue;
        }
        const auto slotId = QByteArray::fromHex(QFileInfo(name).completeBaseName().toLatin1());
        if (slot.error().code == ErrorCode::Damaged && pathOf(slotId) == folder.filePath(name))
            loaded.damaged.append(slotId);
        if (slot.error().code != ErrorCode::Damaged && !loaded.firstUnreadable)
            loaded.firstUnreadable = nameTheFile(slot.error(), name);
        if (!loaded.firstProblem)
            loaded.firstProblem = nameTheFile(slot.error(), name);
    }
    return loaded;
}

Result<void> KeyslotStore::save(const Keyslot& slot) const
{
    return replaceFile(pathOf(slot.slotId), slot.encode());
}

bool KeyslotStore::has(const Keyslot& slot) const
{
    return QFileInfo::exists(pathOf(slot.slotId));
}

Result<void> KeyslotStore::remove(const QByteArray& slotId) const
{
    return removeFile(pathOf(slotId));
}

} // namespace cloakroom
