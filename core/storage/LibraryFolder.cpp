#include "core/storage/LibraryFolder.h"

#include "core/crypto/Aead.h"
#include "core/crypto/KeyedHash.h"
#include "core/storage/FileIo.h"
#include "core/storage/LibraryInfoFile.h"
#include "core/storage/LittleEndian.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <limits>
#include <optional>

namespace cloakroom {

namespace {

constexpr qint64 kMostInfoBytes = 16'384;
constexpr std::array<unsigned char, 8> kSealDomain = {'c', 'k', '-', 'i', 'n', 'f', 'o', '1'};
constexpr std::array<unsigned char, 8> kSealDomain2 = {'c', 'k', '-', 'i', 'n', 'f', 'o', '2'};
constexpr std::array<unsigned char, 8> kSchoolDomain = {'c', 'k', '-', 's', 'c', 'h', 'l', '1'};

const QLatin1String kFormat("format");
const QLatin1String kLibrary("library");
const QLatin1String kSalt("salt");
const QLatin1String kSchool("school");
const QLatin1String kMemory("kdf_memory_kib");
const QLatin1String kPasses("kdf_passes");
const QLatin1String kGeneration("generation");
const QLatin1String kSeal("seal");
const QLatin1String kDigestKey("digest_key");
const QLatin1String kDetailKey("detail_key");
constexpr int kFieldCount = 8;
constexpr int kFieldCount2 = 10;
constexpr qsizetype kCarriedBytes = qsizetype{kKeyBytes + kUnitOverhead};

QString say(const char* text)
{
    return QCoreApplication::translate("Library", text);
}

tl::unexpected<Error> damaged(const char* what)
{
    return fail(ErrorCode::Damaged,
                say("The file library.json of this library is damaged. Nothing was changed; restore it from a backup."),
                QStringLiteral("library.json: %1").arg(QLatin1String(what)));
}

std::optional<QByteArray> hexField(const QJsonObject& object, QLatin1String name, qsizetype bytes)
{
    const QByteArray text = object.value(name).toString().toLatin1();
    const QByteArray value = QByteArray::fromHex(text);
    if (value.size() != bytes || value.toHex() != text)
        return std::nullopt;
    return value;
}

/// Nothing when the format's fields are not all there or one is odd.
std::optional<CarriedKeys> carriedKeys(const QJsonObject& object)
{
    if (object.value(kFormat).toInteger(0) == 1 && object.size() == kFieldCount)
        return CarriedKeys{};
    const auto digest = hexField(object, kDigestKey, kCarriedBytes);
    const auto detail = hexField(object, kDetailKey, kCarriedBytes);
    if (object.value(kFormat).toInteger(0) != 2 || object.size() != kFieldCount2 || !digest || !detail)
        return std::nullopt;
    return CarriedKeys{*digest, *detail};
}

int formatOf(const LibraryFolder& folder)
{
    return folder.carried().isNone() ? 1 : 2;
}

std::optional<quint32> numberField(const QJsonObject& object, QLatin1String name)
{
    const qint64 value = object.value(name).toInteger(-1);
    if (value < 1 || value > std::numeric_limits<quint32>::max())
        return std::nullopt;
    return static_cast<quint32>(value);
}

} // namespace

Result<LibraryFolder> LibraryFolder::inspect(const QString& path)
{
    const QString absolute = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    const QString info = absolute + QStringLiteral("/library.json");
    if (!QFileInfo::exists(info)) {
        return fail(ErrorCode::NotFound,
                    say("There is no Cloakroom library in this folder. Choose the folder that holds library.json."));
    }
    const Result<QByteArray> json = readSmallFile(info, kMostInfoBytes);
    if (!json)
        return propagate(json);
    return LibraryInfoFile::parse(absolute, *json);
}

bool LibraryFolder::isLibrary(const QString& path)
{
    return QFileInfo(path + QStringLiteral("/library.json")).isFile();
}

LibraryFolder LibraryInfoFile::make(const QString& path, const Values& values)
{
    LibraryFolder folder;
    folder.m_path = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    folder.m_libraryId = values.libraryId;
    folder.m_nameSalt = values.nameSalt;
    folder.m_kdfCost = values.kdfCost;
    folder.m_generation = values.generation;
    folder.m_carried = values.carried;
    return folder;
}

Result<LibraryFolder> LibraryInfoFile::parse(const QString& path, const QByteArray& json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (object.value(kFormat).toInteger(0) > kLibraryFormat) {
        return fail(ErrorCode::NewerVersion,
                    say("This library was made by a later release of Cloakroom. Update Cloakroom to open it."));
    }
    const auto libraryId = hexField(object, kLibrary, kIdBytes);
    const auto salt = hexField(object, kSalt, kIdBytes);
    const auto school = hexField(object, kSchool, kDigestBytes);
    const auto sealed = hexField(object, kSeal, kDigestBytes);
    const auto memory = numberField(object, kMemory);
    const auto passes = numberField(object, kPasses);
    const auto generation = numberField(object, kGeneration);
    const auto carried = carriedKeys(object);
    if (!carried)
        return damaged("fields");
    if (!libraryId || !salt || !school || !sealed || !memory || !passes || !generation)
        return damaged("values");
    LibraryFolder folder = make(path, {*libraryId, *salt, KdfCost{*memory, *passes}, *generation, *carried});
    folder.m_schoolDigest = *school;
    folder.m_seal = *sealed;
    if (!folder.m_kdfCost.isAcceptable())
        return damaged("password strength outside what is allowed");
    return folder;
}

QByteArray LibraryInfoFile::schoolDigest(ByteView infoKey, const QString& schoolName)
{
    const QByteArray utf8 = schoolName.simplified().normalized(QString::NormalizationForm_C).toUtf8();
    return keyedHash(infoKey, {kSchoolDomain, viewOf(utf8)});
}

QByteArray LibraryInfoFile::sealOf(const LibraryFolder& folder, ByteView infoKey)
{
    std::array<unsigned char, 16> numbers{};
    putNumber(numbers, 0, static_cast<quint32>(formatOf(folder)));
    putNumber(numbers, 4, folder.m_kdfCost.memoryKib);
    putNumber(numbers, 8, folder.m_kdfCost.passes);
    putNumber(numbers, 12, folder.m_generation);
    const CarriedKeys& carried = folder.m_carried;
    return keyedHash(infoKey,
                     {carried.isNone() ? ByteView(kSealDomain) : ByteView(kSealDomain2), numbers,
                      viewOf(folder.m_libraryId), viewOf(folder.m_nameSalt), viewOf(folder.m_schoolDigest),
                      viewOf(carried.digest), viewOf(carried.detail)});
}

void LibraryInfoFile::seal(LibraryFolder& folder, ByteView infoKey, const QString& schoolName)
{
    folder.m_schoolDigest = schoolDigest(infoKey, schoolName);
    folder.m_seal = sealOf(folder, infoKey);
}

bool LibraryInfoFile::isSealed(const LibraryFolder& folder, ByteView infoKey)
{
    return constantTimeEqual(viewOf(folder.m_seal), viewOf(sealOf(folder, infoKey)));
}

QByteArray LibraryInfoFile::encode(const LibraryFolder& folder)
{
    const auto hex = [](const QByteArray& bytes) { return QString::fromLatin1(bytes.toHex()); };
    QJsonObject object{
        {kFormat, formatOf(folder)},
        {kLibrary, hex(folder.m_libraryId)},
        {kSalt, hex(folder.m_nameSalt)},
        {kSchool, hex(folder.m_schoolDigest)},
        {kMemory, qint64{folder.m_kdfCost.memoryKib}},
        {kPasses, qint64{folder.m_kdfCost.passes}},
        {kGeneration, qint64{folder.m_generation}},
        {kSeal, hex(folder.m_seal)},
    };
    if (!folder.m_carried.isNone()) {
        object.insert(kDigestKey, hex(folder.m_carried.digest));
        object.insert(kDetailKey, hex(folder.m_carried.detail));
    }
    return QJsonDocument(object).toJson();
}

} // namespace cloakroom
