#pragma once

#include <QColor>
#include <QPushButton>
#include <QString>
#include <QWidget>

class QPainter;

namespace cloakroom::ui {

/// What a state mark says. Each has its own icon, word and colour: colour never says it alone.
enum class Mark {
    Ok, ///< may go as it is
    Cover, ///< may go with faces covered
    Ask, ///< names or a sign-off are missing
    Stop, ///< blocked
    Yes,
    No,
    Missing,
    Ends,
    Shown,
    Covered,
    Plain, ///< just words
};

struct MarkLook {
    QString icon; ///< empty = none
    QColor ink;
    QColor tint;
};

[[nodiscard]] MarkLook lookOf(Mark mark);
/// The mark's usual word; `count` for those that count ("2 cover", "3 to name").
[[nodiscard]] QString wordOf(Mark mark, int count = 0);

/// For delegates.
[[nodiscard]] QSize markSize(const QString& text, bool hasIcon = true);
void paintMark(QPainter& painter, QPoint topLeft, Mark mark, const QString& text);

/// A state mark: icon, word and colour in a rounded tint.
class Chip final : public QWidget {
    Q_OBJECT

public:
    explicit Chip(Mark mark, const QString& text = {}, QWidget* parent = nullptr);

    void setMark(Mark mark, const QString& text = {});
    [[nodiscard]] Mark mark() const { return m_mark; }
    [[nodiscard]] const QString& text() const { return m_text; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Mark m_mark;
    QString m_text;
};

/// A condition that can be taken away by pressing it.
class FilterChip final : public QPushButton {
    Q_OBJECT

public:
    explicit FilterChip(const QString& text, QWidget* parent = nullptr);
};

} // namespace cloakroom::ui
