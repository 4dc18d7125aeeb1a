#pragma once

#include <QColor>
#include <QImage>
#include <QList>
#include <QRect>

namespace cloakroom::demo {

/// How one made-up person looks in every picture of them.
struct Look {
    QColor skin;
    QColor hair;
    QColor clothes;
    bool hasLongHair = false;
    bool hasGlasses = false;
};

/// The same number always looks the same; neighbours differ.
[[nodiscard]] Look lookOf(int number);

enum class Place { Field, Hall, Stage, Pool };

struct DrawnScene {
    QImage picture;
    QList<QRect> faces; ///< one for each person, in the order given: forehead to chin, ear to ear
};

/// Draws people in one row, or two from six on. Pure: the same arguments give the same pixels.
[[nodiscard]] DrawnScene drawScene(QSize size, Place place, const QList<Look>& people, quint32 seed);

} // namespace cloakroom::demo
