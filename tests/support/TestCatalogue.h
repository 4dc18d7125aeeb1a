#pragma once

#include "core/catalogue/Database.h"
#include "core/catalogue/Schema.h"
#include "core/crypto/SecretBuffer.h"
#include "core/storage/EncryptedVfs.h"

#include <QTemporaryDir>

#include <catch2/catch.hpp>

#include <memory>

namespace cloakroom::test {

/// An encrypted catalogue in a temporary folder, with its tables and nothing in them: for tests of single queries that
/// need no signed-in user.
class TestCatalogue {
public:
    TestCatalogue()
    {
        REQUIRE(m_folder.isValid());
        REQUIRE(registerVfs());
        const QString path = m_folder.filePath(QStringLiteral("catalogue.db"));
        auto registration = KeyRegistration::add(path, m_key.view(), 1);
        REQUIRE(registration);
        m_registration = std::move(*registration);
        auto opened = Database::open(path, Database::Access::Write, Database::Durability::Normal);
        REQUIRE(opened);
        m_database = std::move(*opened);
        REQUIRE(migrateCatalogue(*m_database));
    }

    [[nodiscard]] Database& db() { return *m_database; }

    /// Runs one statement and hands back the new row's id.
    template <typename... Values>
    qint64 run(const char* sql, const Values&... values)
    {
        auto statement = m_database->prepare(QString::fromLatin1(sql));
        REQUIRE(statement);
        (statement->bind(values), ...);
        const auto done = statement->run();
        INFO((done ? std::string() : done.error().detail.toStdString()));
        REQUIRE(done);
        return statement->lastInsertId();
    }

private:
    QTemporaryDir m_folder;
    SecretBuffer m_key = SecretBuffer::random(kKeyBytes);
    KeyRegistration m_registration;
    std::unique_ptr<Database> m_database;
};

} // namespace cloakroom::test
