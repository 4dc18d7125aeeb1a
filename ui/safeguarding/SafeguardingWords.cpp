#include "ui/safeguarding/SafeguardingWords.h"

#include <QCoreApplication>

namespace cloakroom::ui {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("SafeguardingWords", text);
}

} // namespace

QString outcomeText(FlagOutcome outcome)
{
    switch (outcome) {
    case FlagOutcome::Release:
        return translated(QT_TRANSLATE_NOOP("SafeguardingWords", "Release"));
    case FlagOutcome::Restrict:
        return translated(QT_TRANSLATE_NOOP("SafeguardingWords", "Restrict"));
    case FlagOutcome::Seal:
        return translated(QT_TRANSLATE_NOOP("SafeguardingWords", "Keep sealed"));
    case FlagOutcome::Erase:
        break;
    }
    return translated(QT_TRANSLATE_NOOP("SafeguardingWords", "Erase"));
}

QString outcomeSentence(FlagOutcome outcome)
{
    switch (outcome) {
    case FlagOutcome::Release:
        return translated(QT_TRANSLATE_NOOP(
            "SafeguardingWords", "Nothing is wrong with it. Everybody sees the photo again and it may be used."));
    case FlagOutcome::Restrict:
        return translated(
            QT_TRANSLATE_NOOP("SafeguardingWords", "Only safeguarding leads see it, and it is never exported."));
    case FlagOutcome::Seal:
        return translated(QT_TRANSLATE_NOOP("SafeguardingWords",
                                            "It is kept as evidence. No rule deletes it, and it is never exported."));
    case FlagOutcome::Erase:
        break;
    }
    return translated(QT_TRANSLATE_NOOP("SafeguardingWords",
                                        "The photo and everything made from it are destroyed and cannot be brought "
                                        "back. Never erase what the police may need."));
}

QString guidanceText()
{
    return translated(QT_TRANSLATE_NOOP(
        "SafeguardingWords",
        "If a photo may show an unclothed child: do not look at it, copy it, print it, share it or save it anywhere. "
        "That is against the law even with the best intent. Leave it sealed here, write down what you were told, and "
        "follow your child protection policy; only in exceptional cases does the safeguarding lead look."));
}

} // namespace cloakroom::ui
