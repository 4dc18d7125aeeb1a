#include "ui/common/Colours.h"

#include <algorithm>
#include <cmath>

namespace cloakroom::ui {

namespace {

void addDarkroom(Colours& colours)
{
    colours.darkroom = QColor(0x0f1314);
    colours.darkroomText = QColor(0xe8eded);
    colours.darkroomMute = QColor(0x9aa8a9);
    colours.darkroomPanel = QColor(0x1d2324);
    colours.darkroomLine = QColor(0x3a4546);
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

} // namespace

Colours lightColours()
{
    Colours colours;
    colours.background = QColor(0xf6f7f7);
    colours.panel = QColor(0xffffff);
    colours.side = QColor(0xeef1f1);
    colours.line = QColor(0xe1e5e5);
    colours.text = QColor(0x1d2526);
    colours.mute = QColor(0x5b686a);
    colours.accent = QColor(0x0f6b6b);
    colours.accentText = QColor(0xffffff);
    colours.selected = QColor(0xdcefee);
    colours.ok = QColor(0x2a7540);
    colours.okTint = QColor(0xe3f2e6);
    colours.cover = QColor(0x2563a8);
    colours.coverTint = QColor(0xe2edf8);
    colours.ask = QColor(0x8f5d00);
    colours.askTint = QColor(0xfbefd6);
    colours.stop = QColor(0xb3352f);
    colours.stopTint = QColor(0xfbe5e3);
    addDarkroom(colours);
    return colours;
}

Colours darkColours()
{
    Colours colours;
    colours.background = QColor(0x15191a);
    colours.panel = QColor(0x1d2324);
    colours.side = QColor(0x181d1e);
    colours.line = QColor(0x2d3637);
    colours.text = QColor(0xe8eded);
    colours.mute = QColor(0x9aa8a9);
    colours.accent = QColor(0x3fb3ae);
    colours.accentText = QColor(0x08201f);
    colours.selected = QColor(0x1f3a39);
    colours.ok = QColor(0x7fd197);
    colours.okTint = QColor(0x1d3324);
    colours.cover = QColor(0x86b9f0);
    colours.coverTint = QColor(0x1c2f45);
    colours.ask = QColor(0xf0c068);
    colours.askTint = QColor(0x3a2e14);
    colours.stop = QColor(0xf2938d);
    colours.stopTint = QColor(0x402120);
    addDarkroom(colours);
    return colours;
}

double contrastRatio(const QColor& one, const QColor& other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace cloakroom::ui
