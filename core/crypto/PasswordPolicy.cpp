#include "core/crypto/PasswordPolicy.h"

#include <QCoreApplication>
#include <QSet>
#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>

namespace cloakroom {

namespace {

constexpr int kLeastCharacters = 12;
constexpr int kLeastWords = 5;
constexpr int kLeastLettersPerWord = 3;
/// A word from a list of some 2000 common ones.
constexpr double kBitsPerWord = 11;
constexpr double kFairBits = 45;
constexpr double kStrongBits = 65;

QString say(const char* text)
{
    return QCoreApplication::translate("PasswordPolicy", text);
}

/// Longest first within what guessers try: removing one leaves what really has to be guessed.
constexpr std::array kCommonParts = {
    "cloakroom", "password", "passwort", "letmein",  "welcome", "iloveyou", "football",   "princess", "sunshine",
    "dragon",    "monkey",   "school",   "schule",   "admin",   "office",   "qwertyuiop", "qwerty",   "asdfgh",
    "zxcvbn",    "pa55word", "passw0rd", "p@ssword", "abc123",  "summer",   "winter",     "autumn",   "spring",
};

QSet<QString> wordsOf(const QString& text)
{
    QSet<QString> words;
    QString word;
    const QString ended = text + QLatin1Char(' ');
    for (const QChar character : ended) {
        if (character.isLetter()) {
            word += character;
            continue;
        }
        if (word.size() >= kLeastLettersPerWord)
            words.insert(word);
        word.clear();
    }
    return words;
}

/// Characters that follow neither from the one before (abc, 321, aaa) nor from the two before (abab).
int surprisingCharacters(const QString& text)
{
    int count = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const int step = i == 0 ? 99 : text[i].unicode() - text[i - 1].unicode();
        const bool repeatsPair = i >= 2 && text[i] == text[i - 2];
        if (std::abs(step) > 1 && !repeatsPair)
            ++count;
    }
    return count;
}

double bitsPerCharacter(QStringView text)
{
    int pool = 0;
    const auto has = [&](auto predicate) { return std::any_of(text.begin(), text.end(), predicate); };
    pool += has([](QChar c) { return c.isLower(); }) ? 26 : 0;
    pool += has([](QChar c) { return c.isUpper(); }) ? 26 : 0;
    pool += has([](QChar c) { return c.isDigit(); }) ? 10 : 0;
    pool += has([](QChar c) { return !c.isLetterOrNumber(); }) ? 12 : 0;
    // People's choices hold about half of what dice would give.
    return pool == 0 ? 0 : std::log2(pool) * 0.6;
}

QString withoutCommonParts(QString text, const QString& userName)
{
    if (userName.size() >= kLeastLettersPerWord)
        text.remove(userName);
    for (const char* part : kCommonParts)
        text.remove(QLatin1String(part));
    return text;
}

QString refusal(const QString& folded, qsizetype words, int surprising, qsizetype rest)
{
    if (folded.size() < kLeastCharacters && words < kLeastWords)
        return say("Use at least 12 characters, or 5 different words.");
    if (words >= kLeastWords)
        return {};
    const auto different = QSet<QChar>(folded.begin(), folded.end()).size();
    if (surprising < kLeastCharacters / 2 || different < kLeastCharacters / 2)
        return say("This repeats itself or counts up. Use less regular characters, or 5 different words.");
    if (rest < kLeastCharacters / 2)
        return say("This is mostly a name or a very common password. Choose something else, or 5 different words.");
    return {};
}

} // namespace

PasswordVerdict judgePassword(QStringView password, QStringView userName)
{
    const QString folded = password.toString().normalized(QString::NormalizationForm_C).toCaseFolded();
    const QString foldedName = userName.toString().normalized(QString::NormalizationForm_C).toCaseFolded().trimmed();
    const qsizetype words = wordsOf(folded).size();
    const QString rest = withoutCommonParts(folded, foldedName);
    const int surprising = surprisingCharacters(rest);

    PasswordVerdict verdict;
    verdict.reason = refusal(folded, words, surprisingCharacters(folded), rest.size());
    verdict.isAccepted = verdict.reason.isEmpty();
    const double byCharacters = surprising * bitsPerCharacter(password);
    const double byWords = static_cast<double>(words) * kBitsPerWord;
    verdict.bits = words >= kLeastWords ? std::min(byCharacters, byWords) : byCharacters;
    if (!verdict.isAccepted)
        verdict.strength = PasswordStrength::TooShort;
    else if (verdict.bits < kFairBits)
        verdict.strength = PasswordStrength::Weak;
    else
        verdict.strength = verdict.bits < kStrongBits ? PasswordStrength::Fair : PasswordStrength::Strong;
    return verdict;
}

} // namespace cloakroom
