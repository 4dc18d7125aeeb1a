#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QStringList>

namespace cloakroom::ui {

/// Which colour of the theme an icon is drawn in.
enum class Ink { Text, Mute, Accent, OnAccent, Ok, Cover, Ask, Stop, Darkroom };

/// One of our outline icons (resources/icons, by file name: "home", "photos", "lock", ...). It follows the theme when
/// that changes, is sharp at any scale, and turns to the accent colour when its button is checked. Made for 16 and 24.
[[nodiscard]] QIcon icon(const QString& name, Ink ink = Ink::Text);

/// For painting by hand. `size` in device-independent pixels.
[[nodiscard]] QPixmap iconPixmap(const QString& name, int size, const QColor& colour, qreal devicePixelRatio);

[[nodiscard]] QColor inkColour(Ink ink);

/// Names of all icons.
[[nodiscard]] QStringList iconNames();

} // namespace cloakroom::ui
