#pragma once

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QString>
#include <QToolButton>

class QBoxLayout;
class QLayout;

namespace cloakroom::ui {

/// How a button looks; the style sheet knows the rest.
enum class ButtonKind { Usual, Primary, Danger, Quiet, Link };
enum class ButtonSize { Usual, Small };

/// Small makers for what every page is put together from. `icon` is a name for icon(); empty = none.
[[nodiscard]] QPushButton* makeButton(const QString& text, ButtonKind kind = ButtonKind::Usual,
                                      const QString& icon = {}, ButtonSize size = ButtonSize::Usual);
/// An icon without words; `name` is its tool tip and what screen readers say.
[[nodiscard]] QToolButton* makeIconButton(const QString& icon, const QString& name);

/// Roles: display, title, heading, strong, mute, small, error; empty = body text.
[[nodiscard]] QLabel* makeLabel(const QString& text, const char* role = "");
/// The same, wrapping over several lines.
[[nodiscard]] QLabel* makeParagraph(const QString& text, const char* role = "");

/// A bordered panel with the usual inner distance.
[[nodiscard]] QFrame* makeCard(QBoxLayout* content);
/// A thin horizontal line.
[[nodiscard]] QFrame* makeRule();

/// Deletes everything in a layout, now hidden, later gone.
void clearLayout(QLayout& layout);
/// Sets a property that the style sheet asks for and shows the effect at once.
void setStyleProperty(QWidget& widget, const char* name, const QVariant& value);

} // namespace cloakroom::ui
