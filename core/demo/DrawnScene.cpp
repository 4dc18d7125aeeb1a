#include "core/demo/DrawnScene.h"

#include <QPainter>
#include <QPainterPath>
#include <QRandomGenerator>

#include <array>

namespace cloakroom::demo {

namespace {

// A person is drawn around the middle of the face, in units in which the face is 42 wide and 50 tall.
constexpr QRectF kFace(-21, -25, 42, 50);

constexpr std::array kSkins{0xf1c9a5U, 0xd9a47aU, 0xa8714aU, 0x7a4b2eU, 0xf6d7bdU, 0xc58c63U};
constexpr std::array kHairs{0x2b2118U, 0x5a3a22U, 0x8c5a2bU, 0xc79a54U, 0x1a1a1fU, 0x6b4a3aU, 0xa8482aU};
constexpr std::array kClothes{0x2f7d7aU, 0xc25b56U, 0x4669a8U, 0xd9a441U, 0x6f5aa0U, 0x4d8a4fU, 0xb4637aU};

template <typename Colours>
QColor pick(const Colours& colours, int number)
{
    return QColor::fromRgb(colours[static_cast<size_t>(number) % colours.size()]);
}

QPainterPath bodyPath()
{
    QPainterPath path(QPointF(-30, 78));
    path.quadTo(-30, 34, 0, 32);
    path.quadTo(30, 34, 30, 78);
    path.closeSubpath();
    return path;
}

QPainterPath longHairPath()
{
    QPainterPath path(QPointF(-23, 2));
    path.quadTo(-26, -30, 0, -30);
    path.quadTo(26, -30, 23, 2);
    path.quadTo(24, 22, 18, 26);
    path.quadTo(20, 0, 12, -12);
    path.quadTo(-8, -8, -16, -12);
    path.quadTo(-20, 4, -18, 26);
    path.quadTo(-24, 22, -23, 2);
    path.closeSubpath();
    return path;
}

QPainterPath shortHairPath()
{
    QPainterPath path(QPointF(-22, -2));
    path.quadTo(-24, -30, 0, -30);
    path.quadTo(24, -30, 22, -2);
    path.quadTo(16, -16, 0, -15);
    path.quadTo(-16, -16, -22, -2);
    path.closeSubpath();
    return path;
}

void drawGlasses(QPainter& painter)
{
    painter.setPen(QPen(QColor(0x2a, 0x23, 0x20), 1.4));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QPointF(-8, 1), 5.5, 5);
    painter.drawEllipse(QPointF(8, 1), 5.5, 5);
    painter.drawLine(QPointF(-2.5, 1), QPointF(2.5, 1));
}

void drawFeatures(QPainter& painter)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0x2a, 0x23, 0x20));
    painter.drawEllipse(QPointF(-8, 1), 2.2, 2.2);
    painter.drawEllipse(QPointF(8, 1), 2.2, 2.2);
    QPainterPath mouth(QPointF(-7, 11));
    mouth.quadTo(0, 17, 7, 11);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0x8a, 0x4b, 0x3f), 2, Qt::SolidLine, Qt::RoundCap));
    painter.drawPath(mouth);
}

void drawPerson(QPainter& painter, const Look& look)
{
    painter.setPen(Qt::NoPen);
    painter.fillPath(bodyPath(), look.clothes);
    painter.fillRect(QRectF(-7, 18, 14, 18), look.skin);
    painter.setBrush(look.skin);
    painter.drawEllipse(kFace);
    painter.fillPath(look.hasLongHair ? longHairPath() : shortHairPath(), look.hair);
    drawFeatures(painter);
    if (look.hasGlasses) {
        drawGlasses(painter);
    }
}

struct Colours {
    QColor back;
    QColor floor;
};

Colours coloursOf(Place place)
{
    switch (place) {
    case Place::Field:
        return {QColor(0xbf, 0xe0, 0xf2), QColor(0x79, 0xb5, 0x6b)};
    case Place::Hall:
        return {QColor(0xef, 0xe6, 0xd8), QColor(0xc9, 0xa7, 0x77)};
    case Place::Stage:
        return {QColor(0x3a, 0x2f, 0x4a), QColor(0x6a, 0x4a, 0x3a)};
    case Place::Pool:
        return {QColor(0xcf, 0xea, 0xf0), QColor(0x3f, 0x9f, 0xb8)};
    }
    return {};
}

void drawPlace(QPainter& painter, QSize size, Place place, QRandomGenerator& random)
{
    const Colours colours = coloursOf(place);
    const double width = size.width();
    const double height = size.height();
    painter.fillRect(QRectF(0, 0, width, height), colours.back);
    painter.fillRect(QRectF(0, height * 0.58, width, height * 0.42), colours.floor);
    painter.setPen(Qt::NoPen);
    if (place == Place::Field) {
        painter.setBrush(QColor(0x5b, 0x9a, 0x57));
        for (int tree = 0; tree < 7; ++tree) {
            const double radius = height * (0.06 + 0.1 * random.generateDouble());
            painter.drawEllipse(QPointF(width * random.generateDouble(), height * 0.55), radius, radius);
        }
    }
    if (place == Place::Hall) {
        painter.setPen(QPen(QColor(0xb4, 0x94, 0x68), height / 120));
        painter.setBrush(QColor(0xdc, 0xef, 0xff));
        for (int window = 0; window < 6; ++window) {
            painter.drawRect(QRectF(width * (window + 0.12) / 6, height * 0.08, width * 0.76 / 6, height * 0.3));
        }
    }
}

} // namespace

Look lookOf(int number)
{
    return {pick(kSkins, number * 5 + number / 6), pick(kHairs, number * 3 + 1),
            pick(kClothes, number * 2 + number / 7), number % 2 == 1, number % 5 == 3};
}

DrawnScene drawScene(QSize size, Place place, const QList<Look>& people, quint32 seed)
{
    QRandomGenerator random(seed);
    DrawnScene scene{QImage(size, QImage::Format_RGB888), {}};
    QPainter painter(&scene.picture);
    painter.setRenderHint(QPainter::Antialiasing);
    drawPlace(painter, size, place, random);

    const auto count = static_cast<int>(people.size());
    const int rows = count > 5 ? 2 : 1;
    const double scale = size.height() / (rows == 1 ? 170.0 : 210.0) * (count == 1 ? 1.35 : 1.0);
    int next = 0;
    for (int row = 0; row < rows; ++row) {
        const int inRow = rows == 1 ? count : (row == 0 ? count / 2 : count - count / 2);
        for (int column = 0; column < inRow; ++column) {
            const double x = size.width() * (column + 1.0) / (inRow + 1.0);
            const double middle = rows == 1 ? 0.52 : (row == 0 ? 0.34 : 0.66);
            const double y = size.height() * (middle + 0.02 * (random.generateDouble() - 0.5));
            painter.save();
            painter.translate(x, y);
            painter.scale(scale, scale);
            drawPerson(painter, people[next++]);
            painter.restore();
            scene.faces.append(
                QRectF(x + kFace.x() * scale, y + kFace.y() * scale, kFace.width() * scale, kFace.height() * scale)
                    .toAlignedRect()
                    .intersected(scene.picture.rect()));
        }
    }
    return scene;
}

} // namespace cloakroom::demo
