#include "ui/common/Icons.h"

#include "ui/common/Theme.h"

#include <QDir>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace cloakroom::ui {

namespace {

QByteArray recoloured(const QString& name, const QColor& colour)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("no icon %s", qPrintable(name));
        return {};
    }
    return file.readAll().replace("currentColor", colour.name().toLatin1());
}

/// Paints with the theme's colours of the moment, so that no widget has to renew its icons.
class ThemedIconEngine final : public QIconEngine {
public:
    ThemedIconEngine(QString name, Ink ink)
        : m_name(std::move(name))
        , m_ink(ink)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device()->devicePixelRatioF();
        const int size = std::min(rect.width(), rect.height());
        const QPixmap picture = iconPixmap(m_name, size, colour(mode, state), ratio);
        painter->drawPixmap(rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() - size) / 2, picture);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return inFrame(size, iconPixmap(m_name, std::min(size.width(), size.height()), colour(mode, state), 1.0));
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        // `size` is in device pixels here.
        const int logical = qRound(std::min(size.width(), size.height()) / scale);
        return inFrame(size, iconPixmap(m_name, logical, colour(mode, state), scale));
    }

    [[nodiscard]] QIconEngine* clone() const override { return new ThemedIconEngine(m_name, m_ink); }
    bool isNull() override { return false; }

private:
    /// At the left of a wider frame: how a button asks for more distance between icon and words.
    static QPixmap inFrame(QSize size, const QPixmap& glyph)
    {
        if (size.width() <= size.height()) {
            return glyph;
        }
        QPixmap framed(size);
        framed.setDevicePixelRatio(glyph.devicePixelRatio());
        framed.fill(Qt::transparent);
        QPainter(&framed).drawPixmap(0, 0, glyph);
        return framed;
    }

    [[nodiscard]] QColor colour(QIcon::Mode mode, QIcon::State state) const
    {
        if (mode == QIcon::Disabled) {
            return Theme::current().colours().mute;
        }
        return inkColour(state == QIcon::On && m_ink == Ink::Text ? Ink::Accent : m_ink);
    }

    QString m_name;
    Ink m_ink;
};

} // namespace

QColor inkColour(Ink ink)
{
    const Colours& colours = Theme::current().colours();
    switch (ink) {
    case Ink::Text:
        return colours.text;
    case Ink::Mute:
        return colours.mute;
    case Ink::Accent:
        return colours.accent;
    case Ink::OnAccent:
        return colours.accentText;
    case Ink::Ok:
        return colours.ok;
    case Ink::Cover:
        return colours.cover;
    case Ink::Ask:
        return colours.ask;
    case Ink::Stop:
        return colours.stop;
    case Ink::Darkroom:
        return colours.darkroomText;
    }
    return colours.text;
}

QPixmap iconPixmap(const QString& name, int size, const QColor& colour, qreal devicePixelRatio)
{
    const QString key = QStringLiteral("icon/%1/%2/%3/%4").arg(name).arg(size).arg(colour.rgba()).arg(devicePixelRatio);
    QPixmap picture;
    if (QPixmapCache::find(key, &picture)) {
        return picture;
    }
    picture = QPixmap(QSize(size, size) * devicePixelRatio);
    picture.setDevicePixelRatio(devicePixelRatio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    QSvgRenderer renderer(recoloured(name, colour));
    renderer.render(&painter, QRectF(0, 0, size, size));
    painter.end();
    QPixmapCache::insert(key, picture);
    return picture;
}

QIcon icon(const QString& name, Ink ink)
{
    // The theme's first use replaces the application's style: that must not come while a widget is being painted.
    Theme::current();
    return QIcon(new ThemedIconEngine(name, ink));
}

QStringList iconNames()
{
    QStringList names = QDir(QStringLiteral(":/icons")).entryList({QStringLiteral("*.svg")}, QDir::Files, QDir::Name);
    names.replaceInStrings(QStringLiteral(".svg"), QString());
    return names;
}

} // namespace cloakroom::ui
