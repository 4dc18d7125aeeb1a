#include "ui/common/Theme.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QFontDatabase>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>
#include <QStyleHints>
#include <QtGlobal>

#include <array>
#include <utility>

// Outside every namespace, as Qt asks: a static library's resources are not there before this.
static void initialiseResources()
{
    Q_INIT_RESOURCE(cloakroom);
}

namespace cloakroom::ui {

namespace {

bool isDarkPalette(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

QPalette paletteFrom(const Colours& colours)
{
    QPalette palette;
    palette.setColor(QPalette::Window, colours.background);
    palette.setColor(QPalette::WindowText, colours.text);
    palette.setColor(QPalette::Base, colours.panel);
    palette.setColor(QPalette::AlternateBase, colours.side);
    palette.setColor(QPalette::Text, colours.text);
    palette.setColor(QPalette::PlaceholderText, colours.mute);
    palette.setColor(QPalette::Button, colours.panel);
    palette.setColor(QPalette::ButtonText, colours.text);
    palette.setColor(QPalette::BrightText, colours.stop);
    palette.setColor(QPalette::Highlight, colours.accent);
    palette.setColor(QPalette::HighlightedText, colours.accentText);
    palette.setColor(QPalette::Link, colours.accent);
    palette.setColor(QPalette::ToolTipBase, colours.panel);
    palette.setColor(QPalette::ToolTipText, colours.text);
    palette.setColor(QPalette::Light, colours.line);
    palette.setColor(QPalette::Midlight, colours.line);
    palette.setColor(QPalette::Mid, colours.line);
    palette.setColor(QPalette::Dark, colours.line);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, colours.mute);
    }
    return palette;
}

/// The system's font; where the system has none of its own (a bare X server names "Sans"), Inter if it is installed.
QString fontFamily()
{
    static const QString family = [] {
        const QString system = QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
        const bool isGeneric = system.startsWith(QLatin1String("Sans")) || system.startsWith(QLatin1String("DejaVu"))
            || system.isEmpty() || system == QLatin1String("Helvetica");
        const QString inter = QStringLiteral("Inter");
        return isGeneric && QFontDatabase::families().contains(inter) ? inter : system;
    }();
    return family;
}

} // namespace

Theme& Theme::current()
{
    static auto* theme = new Theme; // owned by the application
    return *theme;
}

Theme::Theme()
    : QObject(qApp)
    , m_startedDark(isDarkPalette(QApplication::palette()))
{
    initialiseResources();
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    qApp->installEventFilter(this);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this] { setMode(m_mode); });
#endif
    apply();
}

bool Theme::systemIsDark() const
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return QApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
#else
    return m_startedDark || isDarkPalette(QApplication::style()->standardPalette());
#endif
}

void Theme::setMode(Mode mode)
{
    const bool dark = mode == Mode::Dark || (mode == Mode::System && systemIsDark());
    m_mode = mode;
    if (dark != m_isDark) {
        apply();
        Q_EMIT changed();
    }
}

void Theme::apply()
{
    m_isDark = m_mode == Mode::Dark || (m_mode == Mode::System && systemIsDark());
    m_colours = m_isDark ? darkColours() : lightColours();
    QApplication::setPalette(paletteFrom(m_colours));
    QApplication::setFont(font(type::kBody));
    qApp->setStyleSheet(styleSheet(m_colours, m_isDark));
}

std::optional<Theme::Mode> Theme::modeFromKey(const QString& key)
{
    constexpr std::array kModes{std::pair{"system", Mode::System}, std::pair{"light", Mode::Light},
                                std::pair{"dark", Mode::Dark}};
    for (const auto& [name, mode] : kModes) {
        if (key == QLatin1String(name)) {
            return mode;
        }
    }
    return std::nullopt;
}

QFont Theme::font(int pixels, QFont::Weight weight)
{
    QFont font(fontFamily());
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

QString Theme::styleSheet(const Colours& colours, bool isDark)
{
    QFile file(QStringLiteral(":/style/cloakroom.qss"));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QString sheet = QString::fromUtf8(file.readAll());
    const std::array<std::pair<const char*, QColor>, 22> tokens{{
        {"background", colours.background},
        {"panel", colours.panel},
        {"side", colours.side},
        {"line", colours.line},
        {"text", colours.text},
        {"mute", colours.mute},
        {"accent", colours.accent},
        {"accentText", colours.accentText},
        {"selected", colours.selected},
        {"ok", colours.ok},
        {"okTint", colours.okTint},
        {"cover", colours.cover},
        {"coverTint", colours.coverTint},
        {"ask", colours.ask},
        {"askTint", colours.askTint},
        {"stop", colours.stop},
        {"stopTint", colours.stopTint},
        {"darkroom", colours.darkroom},
        {"darkroomText", colours.darkroomText},
        {"darkroomMute", colours.darkroomMute},
        {"darkroomPanel", colours.darkroomPanel},
        {"darkroomLine", colours.darkroomLine},
    }};
    for (const auto& [name, colour] : tokens) {
        sheet.replace(QLatin1Char('{') + QLatin1String(name) + QLatin1Char('}'), colour.name());
    }
    return sheet.replace(QLatin1String("{appearance}"), isDark ? QStringLiteral("dark") : QStringLiteral("light"));
}

bool Theme::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ThemeChange && m_mode == Mode::System) {
        setMode(Mode::System);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace cloakroom::ui
