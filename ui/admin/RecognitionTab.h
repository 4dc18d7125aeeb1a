#pragma once

#include "core/consent/Recognition.h"
#include "core/faces/RecogniserFiles.h"

#include <QDate>
#include <QWidget>

#include <functional>
#include <optional>

class QLabel;
class QPushButton;
class QTableWidget;

namespace cloakroom {
class Library;
}

namespace cloakroom::ui {

class FormDialog;
class Message;
class Session;

/// The administrator's tab of the settings page for face recognition: what the law asks, what the school states, which
/// groups it is switched on for, the model in use, and what was deleted.
class RecognitionTab final : public QWidget {
    Q_OBJECT

public:
    RecognitionTab(Session& session, Message& message, QWidget* parent = nullptr);

    void refresh();

private:
    using Statement = std::function<Result<void>(Library&, QDate, const QString&)>;

    [[nodiscard]] QWidget* makeLaw();
    [[nodiscard]] QWidget* makeStatements();
    [[nodiscard]] QWidget* makeGroups();
    [[nodiscard]] QWidget* makeKept();
    void showStatus(const RecognitionStatus& status);
    void showGroups();
    void enableGroupButtons();
    [[nodiscard]] std::optional<RecognitionGroup> selectedGroup() const;
    /// Asks on which day and by whom, then records it.
    void state(const QString& title, const QString& introduction, Statement statement);
    void change(std::function<Result<void>(Library&)> work, const QString& sentence);
    void switchGroup(bool isOn);
    void stateLeave();
    void showReceipts();
    void showHistory();

    Session& m_session;
    Message& m_message;
    RecognitionStatus m_status;
    QLabel* m_state = nullptr;
    QPushButton* m_switch = nullptr;
    QLabel* m_assessed = nullptr;
    QLabel* m_notices = nullptr;
    QTableWidget* m_groups = nullptr;
    QPushButton* m_groupOn = nullptr;
    QPushButton* m_groupOff = nullptr;
    QPushButton* m_leave = nullptr;
    QLabel* m_kept = nullptr;
    QLabel* m_model = nullptr;
};

} // namespace cloakroom::ui
