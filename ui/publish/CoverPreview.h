#pragma once

#include "core/publish/Covering.h"
#include "ui/publish/ExportPlan.h"

#include <QImage>
#include <QWidget>

class QLabel;
class QToolButton;

namespace cloakroom::ui {

class Session;

/// The photos of an export as they would leave, one at a time. While B is held, as they are.
class CoverPreview : public QWidget {
    Q_OBJECT
public:
    explicit CoverPreview(Session& session, QWidget* parent = nullptr);

    void setPlan(const ExportPlan& plan, PurposeId purpose);
    void setStyle(CoverStyle style);
    void setComparing(bool isComparing);
    [[nodiscard]] bool isComparing() const { return m_isComparing; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void step(int by);
    void read();
    void showCaption();

    Session& m_session;
    QList<PhotoId> m_photos;
    QHash<PhotoId, int> m_coverCounts;
    PurposeId m_purpose;
    CoverStyle m_style = CoverStyle::Mosaic;
    int m_index = 0;
    QImage m_covered;
    QImage m_plain;
    QString m_problem;
    bool m_isComparing = false;
    quint64 m_question = 0; ///< answers to older ones are dropped
    QToolButton* m_back;
    QToolButton* m_forward;
    QLabel* m_caption;
};

} // namespace cloakroom::ui
