#include "ui/consent/ConsentPage.h"

#include "core/consent/ConsentLedger.h"
#include "core/consent/People.h"
#include "support/FilledSession.h"
#include "ui/consent/ConsentMatrixModel.h"
#include "ui/consent/ConsentMatrixView.h"
#include "ui/consent/DecisionBar.h"

#include <QTest>

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;
using namespace cloakroom::ui;

namespace {

/// The page with two pupils, Amy above Ben.
class Consents {
public:
    Consents()
    {
        page.resize(1366, 768);
        page.show();
        page.refresh();
        REQUIRE(waitFor([this] { return page.model()->rowCount() == 2 && page.table()->currentIndex().isValid(); }));
        bar = page.findChild<DecisionBar*>();
        REQUIRE(bar);
    }

    template <typename Condition>
    static bool waitFor(Condition condition)
    {
        return QTest::qWaitFor(condition, FilledSession::kPatience);
    }

    /// The key on a cell: the question is asked.
    void ask(int row, Qt::Key key)
    {
        page.table()->setCurrentIndex(page.model()->index(row, ConsentMatrixModel::kFirstPurposeColumn));
        QTest::keyClick(page.table(), key);
    }
    [[nodiscard]] QList<Consent> said(int person)
    {
        return need(filled.run(
            [&](Library& library) { return ConsentLedger(library).history(people.at(person), std::nullopt); }));
    }

private:
    QList<PersonId> people;
    FilledSession filled{[this](TestLibrary& library) {
        library.run([this](Library& open) {
            for (const char* name : {"Amy", "Ben"}) {
                Person person;
                person.givenName = QString::fromLatin1(name);
                person.familyName = QStringLiteral("Example");
                people += need(People(open).add(person));
            }
        });
    }};

public:
    ConsentPage page{filled.session()};
    DecisionBar* bar = nullptr;
};

} // namespace

TEST_CASE("decisions that follow one another at once are all recorded", "[ui][consent]")
{
    Consents consents;
    consents.ask(0, Qt::Key_Y);
    Q_EMIT consents.bar->recorded();
    consents.ask(1, Qt::Key_N); // while the first one is on its way
    Q_EMIT consents.bar->recorded();
    REQUIRE(Consents::waitFor([&] { return consents.said(1).size() == 1; }));
    REQUIRE(consents.said(0).size() == 1);
    CHECK(consents.said(0).first().decision == Decision::Granted);
    CHECK(consents.said(1).first().decision == Decision::Refused);
}

TEST_CASE("a question about one cell is gone when another cell is chosen", "[ui][consent]")
{
    Consents consents;
    consents.ask(0, Qt::Key_W);
    CHECK(consents.bar->isVisible());
    const auto other = consents.page.model()->index(1, ConsentMatrixModel::kFirstPurposeColumn);
    QTest::mouseClick(consents.page.table()->viewport(), Qt::LeftButton, {},
                      consents.page.table()->visualRect(other).center());
    CHECK_FALSE(consents.bar->isVisible());
    CHECK(consents.said(0).isEmpty());
    CHECK(consents.said(1).isEmpty());
}
