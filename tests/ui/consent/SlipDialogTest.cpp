#include "ui/consent/SlipDialog.h"

#include "core/catalogue/Library.h"
#include "core/consent/ConsentForms.h"
#include "core/consent/ConsentLedger.h"
#include "core/consent/People.h"
#include "core/consent/Purposes.h"
#include "core/crypto/PasswordHash.h"
#include "ui/consent/SlipModel.h"
#include "ui/window/Session.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <catch2/catch.hpp>

#include <algorithm>

using namespace cloakroom;
using namespace cloakroom::ui;

namespace {

constexpr int kPatience = 30'000; // ms
const QString kPassword = QStringLiteral("seven quiet herons by the mill");

template <typename T>
T need(Result<T> result)
{
    INFO((result ? std::string() : result.error().text.toStdString()));
    REQUIRE(result.has_value());
    return std::move(*result);
}

/// A class of three, and its slips on the screen.
class Slips {
public:
    Slips()
    {
        const QString folder = m_folder.filePath(QStringLiteral("library"));
        {
            const auto created = need(Library::create(folder, QStringLiteral("School"), QStringLiteral("Office"),
                                                      Password::fromText(kPassword), KdfCost::minimum()));
            for (const char* name : {"Amy", "Ben", "Cem"}) {
                Person person;
                person.givenName = QString::fromLatin1(name);
                person.familyName = QStringLiteral("Example");
                person.groups = QStringList{QStringLiteral("4B")};
                people += need(People(*created.library).add(person));
            }
            m_group = need(People(*created.library).findGroup(QStringLiteral("4B"))).id;
        }
        bool isIn = false;
        session.signIn(folder, QStringLiteral("Office"), Password::fromText(kPassword),
                       [&isIn](const Result<void>& done) { isIn = done.has_value(); });
        REQUIRE(QTest::qWaitFor([&isIn] { return isIn; }, kPatience));
        m_window.resize(1366, 768);
        m_window.show();
        dialog = new SlipDialog(session, m_group, QStringLiteral("4B"), &m_window);
        dialog->open();
        REQUIRE(QTest::qWaitFor([this] { return dialog->model()->rowCount() == 3; }, kPatience));
    }

    void keys(const char* typed) { QTest::keyClicks(dialog->table(), QString::fromLatin1(typed)); }
    void record()
    {
        QSignalSpy recorded(dialog, &SlipDialog::recorded);
        QTest::keyClick(dialog->table(), Qt::Key_Return, Qt::ControlModifier);
        REQUIRE(QTest::qWaitFor([&recorded] { return !recorded.isEmpty(); }, kPatience));
        decisions = recorded.first().first().toInt();
    }
    [[nodiscard]] QList<Consent> history(int person)
    {
        return need(session.library().run(
            [&](Library& library) { return ConsentLedger(library).history(people.at(person), std::nullopt); }));
    }

    QList<PersonId> people;
    Session session;
    SlipDialog* dialog = nullptr;
    int decisions = 0;

private:
    QTemporaryDir m_folder;
    GroupId m_group;
    QWidget m_window;
};

} // namespace

TEST_CASE("the slips of a class are entered with the keyboard alone", "[ui][consent][slips]")
{
    Slips slips;
    const int purposes = slips.dialog->model()->columnCount() - SlipModel::kFirstPurposeColumn;
    REQUIRE(purposes == 7);
    slips.keys("a"); // all of Amy's, yes
    slips.keys("yyn"); // three of Ben's
    QTest::keyClick(slips.dialog->table(), Qt::Key_Return); // the rest of his slip is empty
    slips.keys("o"); // Cem said no to everything
    CHECK(slips.dialog->model()->answers() == 17);
    slips.record();
    CHECK(slips.decisions == 17);
    CHECK(slips.history(0).size() == 7);
    const auto ben = slips.history(1);
    REQUIRE(ben.size() == 3);
    CHECK(std::count_if(
              ben.begin(), ben.end(),
              [](const Consent& said) { return said.decision == Decision::Granted && said.party == Party::Parent1; })
          == 2);
    const auto cem = slips.history(2);
    CHECK(cem.size() == 7);
    CHECK(std::all_of(cem.begin(), cem.end(), [](const Consent& said) { return said.decision == Decision::Refused; }));
}

TEST_CASE("a slip's code leads to whose it is and is kept with what was ticked", "[ui][consent][slips]")
{
    Slips slips;
    QString code;
    ConsentFormId form;
    slips.session.library().run([&](Library& library) {
        form = need(ConsentForms(library).make(need(Purposes(library).list()))).id;
        code = ConsentForms(library).codeFor(form, slips.people.at(2));
    });
    auto* field = slips.dialog->findChild<QLineEdit*>(QStringLiteral("slipCode"));
    REQUIRE(field != nullptr);
    QTest::keyClicks(field, code);
    QTest::keyClick(field, Qt::Key_Return);
    REQUIRE(QTest::qWaitFor([&slips] { return slips.dialog->table()->currentIndex().row() == 2; }, kPatience));
    slips.keys("y");
    slips.record();
    const auto history = slips.history(2);
    REQUIRE(history.size() == 1);
    CHECK(history.first().form == form);
}

TEST_CASE("a slip's code of another school leads nowhere", "[ui][consent][slips]")
{
    Slips slips;
    auto* field = slips.dialog->findChild<QLineEdit*>(QStringLiteral("slipCode"));
    QTest::keyClicks(field, QStringLiteral("CRS-000000-1-3-ffff"));
    QTest::keyClick(field, Qt::Key_Return);
    REQUIRE(QTest::qWaitFor([field] { return field->text().isEmpty(); }, kPatience));
    QTest::qWait(200);
    CHECK(slips.dialog->table()->currentIndex().row() == 0);
    CHECK(slips.dialog->model()->answers() == 0);
}
