#pragma once

#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/LibraryInfo.h"
#include "core/catalogue/Previews.h"
#include "core/crypto/Random.h"
#include "core/storage/LibraryFolder.h"
#include "core/storage/Vault.h"
#include "crash/Wreck.h"

#include <QTemporaryDir>

#include <catch2/catch.hpp>

#include <filesystem>

namespace cloakroom::test {

inline constexpr int kSmallPhotos = 2;

inline Password smallPassword()
{
    return Password::fromText(u"the password of this library");
}

inline Result<std::unique_ptr<Library>> openSmall(const QString& path)
{
    return Library::open(path, QStringLiteral("admin"), smallPassword());
}

/// A row with its original and previews.
inline void addSmallPhoto(Library& library, int number)
{
    const PhotoKey key = Vault::newKey();
    const QByteArray uuid = Vault::newUuid();
    const auto stored = library.vault().write(Vault::newName(), key, uuid, viewOf(randomBytes(3000)));
    REQUIRE(stored);
    auto row = library.db().prepare(
        QStringLiteral("INSERT INTO photo(kind, name, format, vault_name, uuid, wrapped_key, bytes, digest, width, "
                       "height, orientation, camera, import_id, imported_at) VALUES('still', 'a.jpg', 'jpeg', ?, ?, ?, "
                       "3000, ?, 10, 10, 1, '', 1, '2026-06-22T12:00:00.000Z')"));
    REQUIRE(row);
    REQUIRE(row->bind(stored->name).bind(uuid).bind(library.vault().wrapKey(key, uuid)).bind(stored->digest).run());
    REQUIRE(library.previews().store(PhotoId{number}, randomBytes(300), randomBytes(2000)));
}

/// A copy of a library with two photos, closed, in a folder of its own.
class SmallLibrary {
public:
    SmallLibrary() { std::filesystem::copy(original(), parent(), std::filesystem::copy_options::recursive); }

    [[nodiscard]] std::string parent() const { return m_parent.path().toStdString(); }
    [[nodiscard]] QString path() const { return m_parent.filePath(QStringLiteral("library")); }

private:
    static std::string original()
    {
        static const QTemporaryDir made(QString::fromStdString(fastFolderTemplate()));
        static const bool isReady = [] {
            auto created = Library::create(made.filePath(QStringLiteral("library")), QStringLiteral("School"),
                                           QStringLiteral("admin"), smallPassword(), KdfCost::minimum());
            REQUIRE(created);
            REQUIRE(created->library->db().execute(
                QStringLiteral("INSERT INTO import(id, user_id, started_at, source) VALUES(1, 1, '2026', 'card')")));
            for (int i = 1; i <= kSmallPhotos; ++i)
                addSmallPhoto(*created->library, i);
            return true;
        }();
        REQUIRE(isReady);
        return made.path().toStdString();
    }

    QTemporaryDir m_parent{QString::fromStdString(fastFolderTemplate())};
};

/// It opens, every byte of it is right, and both photos are there.
inline void checkSmall(const QString& path)
{
    const auto library = openSmall(path);
    INFO((library ? std::string() : library.error().detail.toStdString()));
    REQUIRE(library);
    const auto verified = verifyLibrary(**library, VerifyDepth::Full);
    REQUIRE(verified);
    INFO((verified->damaged + verified->missing).join(QLatin1Char(' ')).toStdString());
    CHECK(verified->ok);
    CHECK(verified->checked == kSmallPhotos);
}

} // namespace cloakroom::test
