#include "ui/consent/EffectText.h"

#include <QCoreApplication>
#include <QStringList>

namespace cloakroom::ui {

namespace {

QString say(const char* one, const char* many, qsizetype number)
{
    return QCoreApplication::translate("EffectText", number == 1 ? one : many, nullptr, static_cast<int>(number));
}

} // namespace

bool takesAway(const ConsentEffect& effect)
{
    return !effect.noLongerUsable.isEmpty() || !effect.coveredNow.isEmpty() || !effect.takedowns.isEmpty();
}

QString effectText(const ConsentEffect& effect)
{
    QStringList sentences;
    const auto add = [&sentences](const char* one, const char* many, qsizetype number) {
        if (number > 0) {
            sentences << say(one, many, number);
        }
    };
    add("One photo can no longer be used.", "%n photos can no longer be used.", effect.noLongerUsable.size());
    add("One photo can be used only with somebody covered.", "%n photos can be used only with somebody covered.",
        effect.coveredNow.size());
    add("One photo becomes freer.", "%n photos become freer.", effect.freer.size());
    add("One publication has to be taken down.", "%n publications have to be taken down.", effect.takedowns.size());
    return sentences.join(QLatin1Char(' '));
}

} // namespace cloakroom::ui
