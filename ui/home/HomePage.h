#pragma once

#include "ui/common/Page.h"
#include "ui/home/HomeFacts.h"

#include <QTimer>

class QFrame;
class QLabel;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;
class QHBoxLayout;

namespace cloakroom::ui {

enum class Mark;
class ConsentChart;
class EmptyState;

/// The first page: what waits for this role, how consent stands, the latest events.
class HomePage final : public Page {
    Q_OBJECT

public:
    explicit HomePage(Session& session, QWidget* parent = nullptr);

    void refresh() override;
    void focusFirst() override;

private:
    [[nodiscard]] QWidget* makeContent();
    void showFacts(const HomeFacts& facts);
    void showNeeds(const HomeFacts& facts);
    void addNeed(Mark mark, int count, const QString& text, const QString& button, const std::function<void()>& action);
    void showEvents(const HomeFacts& facts);
    void goTo(const QString& page);
    void forget();

    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QVBoxLayout* m_needs;
    QFrame* m_chartCard;
    QLabel* m_chartTitle;
    ConsentChart* m_chart;
    QFrame* m_eventsCard;
    QHBoxLayout* m_events;
    QPushButton* m_import;
    QTimer m_later;
};

} // namespace cloakroom::ui
