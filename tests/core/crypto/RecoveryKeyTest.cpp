#include "core/crypto/RecoveryKey.h"

#include "core/crypto/PasswordPolicy.h"

#include <catch2/catch.hpp>

using namespace cloakroom;

namespace {

const QString kAlphabet = QStringLiteral("0123456789ABCDEFGHJKMNPQRSTVWXYZ");

} // namespace

TEST_CASE("a recovery key is typed back however people type", "[crypto][recovery]")
{
    for (int round = 0; round < 50; ++round) {
        const RecoveryKey key = RecoveryKey::random();
        const QString text = key.text();
        REQUIRE(text.size() == 13 * 6 - 1);
        QString loose = text.toLower();
        loose.replace(QLatin1Char('-'), QLatin1Char(' ')).replace(QLatin1Char('0'), QLatin1Char('o'));
        loose.replace(QLatin1Char('1'), QLatin1Char('l'));
        for (const QString& typed : {text, loose, QString(text).remove(QLatin1Char('-')), QLatin1Char(' ') + text}) {
            const auto parsed = RecoveryKey::parse(typed);
            REQUIRE(parsed);
            CHECK(copyOf(parsed->view()) == copyOf(key.view()));
        }
    }
}

TEST_CASE("every single mistyped character is found with its group", "[crypto][recovery]")
{
    const QString text = RecoveryKey::random().text();
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] == QLatin1Char('-'))
            continue;
        for (const QChar wrong : kAlphabet) {
            if (wrong == text[at])
                continue;
            QString typed = text;
            typed[at] = wrong;
            const auto parsed = RecoveryKey::parse(typed);
            REQUIRE_FALSE(parsed);
            CHECK(parsed.error().code == ErrorCode::Invalid);
            CHECK(parsed.error().text.contains(QStringLiteral("Group %1 ").arg(at / 6 + 1)));
        }
    }
}

TEST_CASE("swapped neighbours and swapped groups are found", "[crypto][recovery]")
{
    const QString text = RecoveryKey::random().text();
    for (qsizetype at = 0; at + 1 < text.size(); ++at) {
        if (text[at] == text[at + 1] || text[at] == QLatin1Char('-') || text[at + 1] == QLatin1Char('-'))
            continue;
        QString typed = text;
        typed[at] = text[at + 1];
        typed[at + 1] = text[at];
        CHECK_FALSE(RecoveryKey::parse(typed));
    }
    for (int group = 0; group < 12; ++group) {
        QStringList groups = text.split(QLatin1Char('-'));
        groups.swapItemsAt(group, group + 1);
        CHECK((groups.join(QLatin1Char('-')) == text || !RecoveryKey::parse(groups.join(QLatin1Char('-')))));
    }
}

TEST_CASE("a recovery key that is not complete is none", "[crypto][recovery]")
{
    const QString text = RecoveryKey::random().text();
    CHECK_FALSE(RecoveryKey::parse(QString()));
    CHECK_FALSE(RecoveryKey::parse(text.chopped(6)));
    CHECK_FALSE(RecoveryKey::parse(text.chopped(1)));
    CHECK_FALSE(RecoveryKey::parse(text + text.left(5)));
    CHECK_FALSE(RecoveryKey::parse(QString(text).replace(3, 1, QLatin1Char('!'))));
    CHECK_FALSE(RecoveryKey::parse(QString(text).replace(3, 1, QChar(0x430))));
}

TEST_CASE("the password policy takes length or words and refuses patterns", "[crypto][password][policy]")
{
    struct Row {
        const char16_t* password;
        bool isAccepted;
    };
    const Row row =
        GENERATE(Row{u"", false}, Row{u"short", false}, Row{u"elevenchars", false}, Row{u"gT5#kd9!qLw2", true},
                 Row{u"correct horse battery staple canary", true}, Row{u"the cat sat mat hat", true},
                 Row{u"aaaaaaaaaaaaaaaa", false}, Row{u"abcdefghijklmnop", false}, Row{u"123456789012345", false},
                 Row{u"abababababababab", false}, Row{u"Password1234", false}, Row{u"qwertyuiop12", false},
                 Row{u"word word word word word", false});
    CAPTURE(QString::fromUtf16(row.password).toStdString());
    const PasswordVerdict verdict = judgePassword(QString::fromUtf16(row.password));
    CHECK(verdict.isAccepted == row.isAccepted);
    CHECK(verdict.reason.isEmpty() == row.isAccepted);
    CHECK((verdict.strength == PasswordStrength::TooShort) == !row.isAccepted);
}

TEST_CASE("a name is no password and dice words are strong", "[crypto][password][policy]")
{
    CHECK_FALSE(judgePassword(u"Agnes Williamson1", u"agnes williamson").isAccepted);
    CHECK(judgePassword(u"gravel otter lantern violin sherbet compass").strength == PasswordStrength::Strong);
    CHECK(judgePassword(u"kdw83jfhs2ld").bits < judgePassword(u"kdw83jfhs2ldQ!z9tt3k").bits);
}
