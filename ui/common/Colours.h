#pragma once

#include <QColor>

namespace cloakroom::ui {

/// The colour tokens of one appearance. Everything that is painted takes its colours from here.
struct Colours {
    QColor background; ///< behind pages
    QColor panel; ///< cards, bars, dialogs
    QColor side; ///< the list of pages
    QColor line; ///< borders and rules
    QColor text;
    QColor mute; ///< secondary text
    QColor accent;
    QColor accentText; ///< on accent
    QColor selected; ///< behind the current row or page
    QColor ok; ///< state colours: ink, and the tint behind it
    QColor okTint;
    QColor cover;
    QColor coverTint;
    QColor ask;
    QColor askTint;
    QColor stop;
    QColor stopTint;
    QColor darkroom; ///< behind large photos, in both appearances
    QColor darkroomText;
    QColor darkroomMute;
    QColor darkroomPanel;
    QColor darkroomLine;
};

[[nodiscard]] Colours lightColours();
[[nodiscard]] Colours darkColours();

/// WCAG 2.2 contrast ratio, 1-21 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
[[nodiscard]] double contrastRatio(const QColor& one, const QColor& other);

} // namespace cloakroom::ui
