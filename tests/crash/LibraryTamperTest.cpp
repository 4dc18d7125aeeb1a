#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/LibraryInfo.h"
#include "core/catalogue/Previews.h"
#include "core/crypto/Random.h"
#include "core/storage/Vault.h"
#include "crash/Wreck.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

#include <filesystem>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

constexpr qint64 kSealedPage = 4096 + 40;
constexpr int kPhotos = 3;

Password password()
{
    return Password::fromText(u"the password of this library");
}

void run(Library& library, const QString& sql, const QVariantList& values = {})
{
    auto statement = library.db().prepare(sql);
    REQUIRE(statement);
    for (const QVariant& value : values) {
        if (value.userType() == QMetaType::QByteArray)
            statement->bind(value.toByteArray());
        else
            statement->bind(value.toString());
    }
    REQUIRE(statement->run());
}

void addPhoto(Library& library, int number)
{
    const PhotoKey key = Vault::newKey();
    const QByteArray uuid = Vault::newUuid();
    const QByteArray bytes = randomBytes(70'000);
    const auto stored = library.vault().write(Vault::newName(), key, uuid, viewOf(bytes));
    REQUIRE(stored);
    run(library,
        QStringLiteral("INSERT INTO photo(kind, name, format, vault_name, uuid, wrapped_key, bytes, digest, width, "
                       "height, orientation, camera, import_id, imported_at) VALUES('still', 'a.jpg', 'jpeg', ?, ?, ?, "
                       "70000, ?, 10, 10, 1, '', 1, '2026-06-22T12:00:00.000Z')"),
        {stored->name, uuid, library.vault().wrapKey(key, uuid), stored->digest});
    REQUIRE(library.previews().store(PhotoId{number}, randomBytes(9000), randomBytes(40'000)));
}

/// A library with a few photos, made once for each number, closed.
const QString& madeLibrary(size_t number)
{
    struct Made {
        QTemporaryDir parent{QString::fromStdString(fastFolderTemplate())};
        QString path = parent.filePath(QStringLiteral("library"));
    };
    static const Made all[2];
    static std::array<bool, 2> isMade = {};
    const QString& path = all[number].path;
    if (!isMade[number]) {
        auto created =
            Library::create(path, QStringLiteral("School"), QStringLiteral("admin"), password(), KdfCost::minimum());
        REQUIRE(created);
        run(*created->library,
            QStringLiteral("INSERT INTO import(id, user_id, started_at, source) VALUES(1, 1, '2026', 'card')"));
        for (int i = 1; i <= kPhotos; ++i)
            addPhoto(*created->library, i);
        isMade[number] = true;
    }
    return path;
}

/// A copy that may be harmed.
struct Copy {
    QTemporaryDir parent{QString::fromStdString(fastFolderTemplate())};
    QString path = parent.filePath(QStringLiteral("library"));

    Copy()
    {
        std::filesystem::copy(madeLibrary(0).toStdString(), path.toStdString(),
                              std::filesystem::copy_options::recursive);
    }
};

QByteArray contentsOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void replaceContents(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    REQUIRE(file.write(bytes) == bytes.size());
}

/// Damaged previews are thrown away at opening and made anew from the originals: what counts is that none is shown.
bool previewsAreGone(Library& library)
{
    for (int i = 1; i <= kPhotos; ++i) {
        const auto preview = library.previews().load(PhotoId{i}, Previews::Size::Preview);
        if (!preview || !preview->isEmpty())
            return false;
    }
    return true;
}

/// Whether opening or the full check says that something is wrong.
bool isFound(const QString& path)
{
    const auto library = Library::open(path, QStringLiteral("admin"), password());
    if (!library)
        return true;
    const auto verified = verifyLibrary(**library, VerifyDepth::Full);
    return !verified || !verified->ok || previewsAreGone(**library);
}

/// The library's files by what they are; of several of one kind the first.
QStringList filesOf(const QString& folder)
{
    QStringList files = {QStringLiteral("library.json"), QStringLiteral("catalogue.db"), QStringLiteral("previews.db")};
    for (const QString& inner : {QStringLiteral("keyslots"), QStringLiteral("vault")}) {
        QDirIterator found(folder + QLatin1Char('/') + inner, QDir::Files, QDirIterator::Subdirectories);
        while (found.hasNext()) {
            const QString path = found.next();
            if (!path.endsWith(QStringLiteral("attempts")))
                files.append(path.mid(folder.size() + 1));
        }
    }
    return files;
}

QByteArray flipped(QByteArray bytes, qsizetype at)
{
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
    return bytes;
}

/// What somebody with a hex editor and a second library can make of a file.
std::vector<std::pair<std::string, QByteArray>> forgeries(const QByteArray& whole, const QByteArray& others)
{
    std::vector<std::pair<std::string, QByteArray>> all;
    for (qsizetype at = 0; at < whole.size(); at += std::max<qsizetype>(whole.size() / 25, 1))
        all.push_back({"flipped at " + std::to_string(at), flipped(whole, at)});
    all.push_back({"flipped at its end", flipped(whole, whole.size() - 1)});
    for (const qsizetype size : {qsizetype{0}, qsizetype{1}, qsizetype{64}, whole.size() / 2, whole.size() - 1})
        all.push_back({"cut to " + std::to_string(size), whole.left(size)});
    all.push_back({"longer by a byte", whole + 'x'});
    all.push_back({"longer by its own end", whole + whole.right(kSealedPage)});
    all.push_back({"another library's", others});
    if (whole.size() > 64 + 3 * kSealedPage && others.size() > 64 + 3 * kSealedPage) {
        for (const qint64 page : {0, 1, 2}) {
            QByteArray mixed = whole;
            const qsizetype at = 64 + page * kSealedPage;
            all.push_back({"with another library's page", mixed.replace(at, kSealedPage, others.mid(at, kSealedPage))});
        }
        QByteArray swapped = whole;
        swapped.replace(64, kSealedPage, whole.mid(64 + kSealedPage, kSealedPage));
        all.push_back({"with a page in another's place", swapped});
        all.push_back({"under another library's header", others.left(64) + whole.mid(64)});
    }
    return all;
}

} // namespace

TEST_CASE("an unharmed library is found to be whole", "[crash][tampering]")
{
    const Copy copy;
    CHECK_FALSE(isFound(copy.path));
}

TEST_CASE("every change to any file of a library is found", "[crash][tampering]")
{
    const QStringList files = filesOf(madeLibrary(0));
    const QStringList others = filesOf(madeLibrary(1));
    REQUIRE(files.size() == others.size());
    REQUIRE(files.size() == 3 + 2 + kPhotos);
    const Copy copy;
    for (qsizetype i = 0; i < files.size(); ++i) {
        // The line end behind library.json says nothing.
        const QByteArray bytes = contentsOf(madeLibrary(0) + QLatin1Char('/') + files[i]);
        const QByteArray whole = files[i].endsWith(QStringLiteral(".json")) ? bytes.trimmed() : bytes;
        const QByteArray other = contentsOf(madeLibrary(1) + QLatin1Char('/') + others[i]);
        for (const auto& [what, forged] : forgeries(whole, other)) {
            INFO(files[i].toStdString() << ": " << what);
            replaceContents(copy.path + QLatin1Char('/') + files[i], forged);
            CHECK(isFound(copy.path));
            // The opening may have written: everything as it was.
            std::filesystem::remove_all(copy.path.toStdString());
            std::filesystem::copy(madeLibrary(0).toStdString(), copy.path.toStdString(),
                                  std::filesystem::copy_options::recursive);
        }
        INFO(files[i].toStdString() << " is gone");
        REQUIRE(QFile::remove(copy.path + QLatin1Char('/') + files[i]));
        CHECK(isFound(copy.path));
        std::filesystem::remove_all(copy.path.toStdString());
        std::filesystem::copy(madeLibrary(0).toStdString(), copy.path.toStdString(),
                              std::filesystem::copy_options::recursive);
    }
}
