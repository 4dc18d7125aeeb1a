#pragma once

#include "tests/support/ExportFixture.h"

#include <QColor>

#include <functional>

namespace cloakroom::test {

inline const QRect kFirst(120, 140, 60, 70);
inline const QRect kSecond(400, 150, 60, 70);
inline const QColor kRed(220, 30, 30); ///< of the first square
inline const QColor kBlue(30, 60, 220); ///< of the second

inline QByteArray squaresJpeg(QSize size = {640, 400})
{
    return fixtures::encoded(twoSquares(size, kFirst, kSecond), ".jpg");
}

inline QImage pictureIn(const ExportedPhoto& exported)
{
    return QImage(exported.file).convertToFormat(QImage::Format_RGB888);
}

/// A photo with a consenting person in the first square and a stranger in the second, signed off.
struct OneClearOneCovered {
    ExportFixture& fixture;
    PersonId person = fixture.person(QStringLiteral("Ann"));
    PhotoId photo = fixture.import(squaresJpeg());
    FaceId shown = fixture.face(photo, kFirst, person);
    FaceId hidden = fixture.face(photo, kSecond);

    explicit OneClearOneCovered(ExportFixture& owner)
        : fixture(owner)
    {
        fixture.say(person, "newsletter", Decision::Granted);
        fixture.signOff(photo);
    }
};

/// Cancels, or does anything else, when a step is reached.
class StepProgress final : public Progress {
public:
    explicit StepProgress(std::function<bool(int)> isCancelled)
        : m_isCancelled(std::move(isCancelled))
    {
    }
    void report(qint64, qint64, const QString&) override { }
    [[nodiscard]] bool isCancelled() const override { return m_isCancelled(m_asked++); }

private:
    std::function<bool(int)> m_isCancelled;
    mutable int m_asked = 0;
};

} // namespace cloakroom::test
