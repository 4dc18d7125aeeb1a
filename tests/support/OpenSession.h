#pragma once

#include "core/crypto/PasswordHash.h"
#include "ui/window/Session.h"

#include <QTemporaryDir>
#include <QTest>

#include <catch2/catch.hpp>

namespace cloakroom::ui {

/// A library with the least password strength, and a session that has it open.
class OpenSession {
public:
    inline static const QString kUser = QStringLiteral("Admin");
    inline static const QString kPassword = QStringLiteral("correct horse battery staple pony");

    OpenSession()
    {
        auto created = Library::create(folder(), QStringLiteral("Test School"), kUser, Password::fromText(kPassword),
                                       KdfCost::minimum());
        REQUIRE(created);
        m_recoveryKey = created->recoveryKey;
        created->library.reset();
        signIn();
    }
    void signIn()
    {
        bool isDone = false;
        m_session.signIn(folder(), kUser, Password::fromText(kPassword), [&](const Result<void>& done) {
            CHECK(done.has_value());
            isDone = true;
        });
        REQUIRE(QTest::qWaitFor([&] { return isDone; }, 60'000));
    }
    void lock()
    {
        bool isLocked = false;
        QObject::connect(
            &m_session, &Session::locked, &m_session, [&] { isLocked = true; }, Qt::SingleShotConnection);
        m_session.lock();
        REQUIRE(QTest::qWaitFor([&] { return isLocked; }, 60'000));
    }
    [[nodiscard]] QString folder() const { return scratch("library"); }
    [[nodiscard]] QString scratch(const char* name) const { return m_dir.filePath(QLatin1String(name)); }
    [[nodiscard]] const QString& recoveryKey() const { return m_recoveryKey; }
    [[nodiscard]] Session& session() { return m_session; }

private:
    QTemporaryDir m_dir;
    Session m_session;
    QString m_recoveryKey;
};

} // namespace cloakroom::ui
