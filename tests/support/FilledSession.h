#pragma once

#include "support/TestLibrary.h"
#include "ui/common/Theme.h"
#include "ui/window/Session.h"

#include <QAbstractButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>

namespace cloakroom::test {

/// A window's session with a real library in it, signed in as its administrator. What the library is to hold is put
/// there by `fill(TestLibrary&)` before.
class FilledSession {
public:
    template <typename Fill>
    explicit FilledSession(Fill fill)
    {
        QStandardPaths::setTestModeEnabled(true);
        QSettings().clear();
        ui::Theme::current();
        fill(m_library);
        m_library.thread().close();
        bool isIn = false;
        m_session.signIn(m_library.folder(), QStringLiteral("Admin"), testPassword(),
                         [&isIn](const Result<void>& done) {
                             need(done);
                             isIn = true;
                         });
        REQUIRE(QTest::qWaitFor([&] { return isIn && m_session.purpose().isValid(); }, kPatience));
    }
    FilledSession()
        : FilledSession([](TestLibrary&) {})
    {
    }

#ifdef __SANITIZE_ADDRESS__
    static constexpr int kPatience = 600'000; // ms; a search for faces takes minutes then
#else
    static constexpr int kPatience = 60'000; // ms
#endif

    [[nodiscard]] ui::Session& session()
    {
        return m_session;
    }
    [[nodiscard]] TestLibrary& files()
    {
        return m_library;
    } ///< its folders; it is open in the session
    template <typename Work>
    auto run(Work&& work)
    {
        return m_session.library().run(std::forward<Work>(work));
    }

private:
    TestLibrary m_library;
    ui::Session m_session;
};

template <typename Condition>
void waitUntil(const char* what, Condition condition)
{
    INFO(what);
    REQUIRE(QTest::qWaitFor(condition, FilledSession::kPatience));
}

/// A visible button on which `text` stands, or null.
template <typename Button = QAbstractButton>
Button* buttonSaying(const QWidget& root, const QString& text)
{
    for (auto* button : root.findChildren<Button*>()) {
        if (button->isVisible() && button->text().contains(text)) {
            return button;
        }
    }
    return nullptr;
}

} // namespace cloakroom::test
