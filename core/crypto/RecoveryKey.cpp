#include "core/crypto/RecoveryKey.h"

#include <QCoreApplication>

#include <sodium.h>

#include <array>
#include <string_view>

namespace cloakroom {

namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr size_t kGroups = 13;
constexpr size_t kDataPerGroup = 4;
constexpr size_t kPerGroup = kDataPerGroup + 1;
constexpr size_t kBitsPerSymbol = 5;
/// 52 symbols hold 260 bits: the last four are zero.
constexpr size_t kDataSymbols = kGroups * kDataPerGroup;

constexpr qsizetype kTextLength = 13 * 6 - 1;

using Symbols = std::array<unsigned char, kDataSymbols>;

/// Times x in GF(32) with x^5 + x^2 + 1.
unsigned timesX(unsigned value)
{
    value <<= 1;
    return value & 32U ? value ^ 37U : value;
}

/// A polynomial's value, so that no single change and no swap of two neighbours leaves it as it was; the group's number
/// is its first symbol, so that no two groups can be swapped.
unsigned char checkSymbol(size_t group, const unsigned char* symbols)
{
    auto sum = static_cast<unsigned>(group + 1);
    for (size_t i = 0; i < kDataPerGroup; ++i)
        sum = timesX(sum) ^ symbols[i];
    return static_cast<unsigned char>(timesX(sum));
}

Symbols symbolsOf(ByteView bytes)
{
    Symbols symbols{};
    for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        const unsigned value = (bytes[bit / 8] >> (7 - bit % 8)) & 1U;
        auto& symbol = symbols[bit / kBitsPerSymbol];
        symbol = static_cast<unsigned char>(symbol | value << (kBitsPerSymbol - 1 - bit % kBitsPerSymbol));
    }
    return symbols;
}

/// False when the spare bits are not zero.
bool bytesOf(const Symbols& symbols, MutableByteView bytes)
{
    for (size_t bit = 0; bit < kDataSymbols * kBitsPerSymbol; ++bit) {
        const unsigned value = (symbols[bit / kBitsPerSymbol] >> (kBitsPerSymbol - 1 - bit % kBitsPerSymbol)) & 1U;
        if (bit >= bytes.size() * 8) {
            if (value != 0)
                return false;
            continue;
        }
        bytes[bit / 8] = static_cast<unsigned char>(bytes[bit / 8] | value << (7 - bit % 8));
    }
    return true;
}

/// Negative for a character that stands for nothing.
int symbolFor(QChar character)
{
    const char upper = character.toUpper().toLatin1();
    if (upper == 'O')
        return 0;
    if (upper == 'I' || upper == 'L')
        return 1;
    const size_t found = kAlphabet.find(upper);
    return found == std::string_view::npos ? -1 : static_cast<int>(found);
}

tl::unexpected<Error> mistyped(size_t group)
{
    return fail(ErrorCode::Invalid,
                QCoreApplication::translate("RecoveryKey",
                                            "Group %1 of the recovery key is mistyped. Compare it with the paper and "
                                            "type it again.")
                    .arg(group + 1));
}

} // namespace

RecoveryKey RecoveryKey::random()
{
    return RecoveryKey(SecretBuffer::random(kKeyBytes));
}

QString RecoveryKey::text() const
{
    Symbols symbols = symbolsOf(m_bytes.view());
    QString text;
    text.reserve(kTextLength);
    for (size_t group = 0; group < kGroups; ++group) {
        if (group > 0)
            text += QLatin1Char('-');
        const unsigned char* data = symbols.data() + group * kDataPerGroup;
        for (size_t i = 0; i < kDataPerGroup; ++i)
            text += QLatin1Char(kAlphabet[data[i]]);
        text += QLatin1Char(kAlphabet[checkSymbol(group, data)]);
    }
    sodium_memzero(symbols.data(), symbols.size());
    return text;
}

Result<RecoveryKey> RecoveryKey::parse(QStringView typed)
{
    SecretBuffer scratch(kDataSymbols + kPerGroup);
    auto* const all = scratch.mutableView().data();
    Symbols symbols{};
    size_t count = 0;
    for (const QChar character : typed) {
        if (character.isSpace() || character.category() == QChar::Punctuation_Dash)
            continue;
        const size_t group = count / kPerGroup;
        const int symbol = symbolFor(character);
        if (group >= kGroups || symbol < 0)
            return mistyped(std::min(group, kGroups - 1));
        all[count % kPerGroup] = static_cast<unsigned char>(symbol);
        if (++count % kPerGroup != 0)
            continue;
        if (checkSymbol(group, all) != all[kDataPerGroup])
            return mistyped(group);
        std::copy_n(all, kDataPerGroup, symbols.begin() + static_cast<std::ptrdiff_t>(group * kDataPerGroup));
    }
    SecretBuffer bytes(kKeyBytes);
    const bool isWhole = count == kGroups * kPerGroup && bytesOf(symbols, bytes.mutableView());
    sodium_memzero(symbols.data(), symbols.size());
    if (!isWhole) {
        return fail(ErrorCode::Invalid,
                    QCoreApplication::translate("RecoveryKey",
                                                "The recovery key is not complete: it has 13 groups of 5 characters."));
    }
    return RecoveryKey(std::move(bytes));
}

} // namespace cloakroom
