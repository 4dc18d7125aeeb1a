#pragma once

#include "core/publish/ExportPreview.h"
#include "ui/publish/ExportPlan.h"

#include <QImage>
#include <QWidget>

class QLabel;
class QPainter;
class QToolButton;

namespace cloakroom::ui {

class Session;

/// The photos of an export as they would leave, one at a time. While B is held, as they are. A face that may be seen is
/// covered, and uncovered again, with a click; a cover grows with the wheel. Never less than there must be. With keys:
/// Left and Right go from face to face, Space covers, plus and minus change the size.
class CoverPreview : public QWidget {
    Q_OBJECT
public:
    explicit CoverPreview(Session& session, QWidget* parent = nullptr);

    /// `terms` say what for and in which shape; what they wish for single faces is kept here.
    void setPlan(const ExportPlan& plan, const ExportTerms& terms);
    void setLook(const ExportTerms& terms, CoverStyle style);
    void setComparing(bool isComparing);
    [[nodiscard]] bool isComparing() const { return m_isComparing; }
    /// What is covered beyond the rules, in all of the photos.
    [[nodiscard]] const QHash<FaceId, CoverWish>& wishes() const { return m_wishes; }
    [[nodiscard]] const QList<CoveredPreview::Head>& heads() const { return m_shown.heads; }
    /// Where a head is on this widget.
    [[nodiscard]] QRect placeOf(const CoveredPreview::Head& head) const;

Q_SIGNALS:
    void shown(); ///< the current photo, as it would leave now

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void step(int by);
    void read();
    void showCaption();
    void compare();
    [[nodiscard]] ExportTerms terms() const;
    [[nodiscard]] QImage plainAsFramed() const;
    void toggle(int head);
    void grow(int head, double by);
    [[nodiscard]] int headAt(QPoint place) const;
    [[nodiscard]] QRect pictureRect() const;
    void paintHeads(QPainter& painter) const;

    Session& m_session;
    QList<PhotoId> m_photos;
    QHash<PhotoId, int> m_coverCounts;
    ExportTerms m_terms;
    CoverStyle m_style = CoverStyle::Mosaic;
    int m_index = 0;
    CoveredPreview m_shown;
    QImage m_plain;
    QHash<FaceId, CoverWish> m_wishes;
    int m_current = -1; ///< the head under the pointer or chosen by keys
    QString m_problem;
    bool m_isComparing = false;
    quint64 m_question = 0; ///< answers to older ones are dropped
    QToolButton* m_back;
    QToolButton* m_forward;
    QToolButton* m_larger;
    QLabel* m_caption;
    QLabel* m_hint;
};

} // namespace cloakroom::ui
