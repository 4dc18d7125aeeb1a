#pragma once

#include "ui/common/Colours.h"

#include <QFont>
#include <QObject>
#include <QString>

#include <optional>

namespace cloakroom::ui {

/// Distances in pixels: use these and nothing between.
namespace space {
inline constexpr int kTiny = 4;
inline constexpr int kSmall = 8;
inline constexpr int kMedium = 12;
inline constexpr int kLarge = 16;
inline constexpr int kHuge = 24;
inline constexpr int kGiant = 32;
} // namespace space

/// Text heights in pixels.
namespace type {
inline constexpr int kSmall = 11;
inline constexpr int kBody = 13;
inline constexpr int kHeading = 16;
inline constexpr int kTitle = 20;
inline constexpr int kDisplay = 28;
} // namespace type

inline constexpr int kRadius = 6;

/// The look of the whole program: Fusion, a palette and one style sheet made from the colour tokens.
/// Widgets that paint themselves read colours() in paintEvent() and update on changed(). GUI thread only.
class Theme final : public QObject {
    Q_OBJECT

public:
    enum class Mode { System, Light, Dark };

    /// The one theme of the program; made at first use, after QApplication.
    static Theme& current();

    [[nodiscard]] const Colours& colours() const { return m_colours; }
    [[nodiscard]] bool isDark() const { return m_isDark; }
    [[nodiscard]] Mode mode() const { return m_mode; }
    /// Applies at once to every window.
    void setMode(Mode mode);
    /// "light", "dark", "system".
    [[nodiscard]] static std::optional<Mode> modeFromKey(const QString& key);

    /// The program's font in one of the sizes of `type`.
    [[nodiscard]] static QFont font(int pixels, QFont::Weight weight = QFont::Normal);
    /// The style sheet with its tokens filled in.
    [[nodiscard]] static QString styleSheet(const Colours& colours, bool isDark);

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void changed();

private:
    Theme();
    [[nodiscard]] bool systemIsDark() const;
    void apply();

    Mode m_mode = Mode::System;
    bool m_startedDark = false;
    bool m_isDark = false;
    Colours m_colours;
};

} // namespace cloakroom::ui
