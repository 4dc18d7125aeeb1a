#pragma once

#include "core/accounts/Users.h"
#include "core/base/Clock.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/LibraryThread.h"
#include "core/crypto/PasswordHash.h"

#include <QTemporaryDir>

#include <catch2/catch.hpp>

#include <memory>

namespace cloakroom::test {

inline const QString kTestPassword = QStringLiteral("correct horse battery staple pony");

inline Password testPassword()
{
    return Password::fromText(kTestPassword);
}

/// Fails the test with the error's words when a result is one: `const auto id = need(people.add(draft));`
template <typename T>
T need(Result<T> result)
{
    if (!result) {
        FAIL(result.error().text.toStdString() << " (" << result.error().detail.toStdString() << ")");
    }
    if constexpr (!std::is_void_v<T>) {
        return std::move(*result);
    }
}

/// A real library in a temporary folder, signed in as its first administrator "Admin" on 22 June 2026, noon UTC.
/// Key stretching at the least strength that is accepted, so that a test costs a tenth of a second.
class TestLibrary {
public:
    TestLibrary()
    {
        const QString path = folder();
        need(m_thread.open([this, path]() -> Result<std::unique_ptr<Library>> {
            auto created = Library::create(path, QStringLiteral("Test School"), QStringLiteral("Admin"), testPassword(),
                                           KdfCost::minimum(), m_clock);
            if (!created) {
                return propagate(created);
            }
            m_recoveryKey = created->recoveryKey;
            return std::move(created->library);
        }));
    }

    [[nodiscard]] QString folder() const { return m_dir.filePath(QStringLiteral("library")); }
    [[nodiscard]] QString scratch(const QString& name) const { return m_dir.filePath(name); }
    [[nodiscard]] const QString& recoveryKey() const { return m_recoveryKey; }
    [[nodiscard]] LibraryThread& thread() { return m_thread; }
    [[nodiscard]] FixedClock& clock() { return *m_clock; }

    /// `work(Library&)` on the library's thread; the result must be a value or is returned as it is.
    template <typename Work>
    auto run(Work&& work)
    {
        return m_thread.run(std::forward<Work>(work));
    }

    void addUser(const QString& name, Role role)
    {
        need(run([&](Library& library) { return Users(library).add(name, role, testPassword()); }));
    }

    /// Signs out and in again as somebody else (or as the same: what survives a reopening is the point of many tests).
    void signInAs(const QString& name)
    {
        m_thread.close();
        need(m_thread.open([this, name] { return Library::open(folder(), name, testPassword(), m_clock); }));
    }

private:
    QTemporaryDir m_dir;
    std::shared_ptr<FixedClock> m_clock =
        std::make_shared<FixedClock>(QDateTime(QDate(2026, 6, 22), QTime(12, 0), Qt::UTC));
    QString m_recoveryKey;
    LibraryThread m_thread;
};

} // namespace cloakroom::test
