#include "support/OpenSession.h"
#include "ui/admin/ErasuresDialog.h"

#include <QPointer>
#include <QPushButton>
#include <QTextBrowser>

using namespace cloakroom;
using namespace cloakroom::ui;

TEST_CASE("the receipt of an erasure says what was looked for, what is still found and what remains", "[ui][erasure]")
{
    ErasureReceipt receipt;
    receipt.erasure.userName = QStringLiteral("Olive <Admin>");
    receipt.erasure.reason = QStringLiteral("asked by a parent");
    receipt.erasure.photos = {PhotoId{7}, PhotoId{9}};
    receipt.checked = {{QStringLiteral("rows"), QStringLiteral("Rows of the photos"), true},
                       {QStringLiteral("key"), QStringLiteral("Their keys"), false}};
    const QString whole = receiptHtml(QStringLiteral("School"), receipt);
    CHECK(whole.contains(QStringLiteral("7, 9")));
    CHECK(whole.contains(QStringLiteral("Rows of the photos: nothing found")));
    CHECK(whole.contains(QStringLiteral("Their keys: STILL FOUND")));
    CHECK(whole.contains(QStringLiteral("&lt;Admin&gt;")));
    CHECK(whole.contains(QStringLiteral("Nothing else")));
    receipt.remaining = {{QStringLiteral("backup"), QStringLiteral("The backup is pruned."), QDate(2026, 7, 1)}};
    CHECK(receiptHtml(QStringLiteral("School"), receipt).contains(QStringLiteral("2026")));
}

TEST_CASE("a library in which nothing was erased says so", "[ui][erasure]")
{
    OpenSession open;
    const QPointer<ErasuresDialog> dialog = new ErasuresDialog(open.session());
    dialog->open();
    const auto* receipt = dialog->findChild<QTextBrowser*>();
    CHECK(QTest::qWaitFor([&] { return receipt->toPlainText().startsWith(QStringLiteral("Nothing")); }, 60'000));
    for (const auto* button : dialog->findChildren<QPushButton*>()) {
        CHECK(button->isEnabled() == !button->text().contains(QStringLiteral("Print")));
    }
    dialog->close();
}
