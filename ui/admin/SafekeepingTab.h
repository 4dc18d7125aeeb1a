#pragma once

#include "core/base/Result.h"
#include "core/catalogue/LibrarySettings.h"

#include <QString>
#include <QWidget>

class QLabel;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace cloakroom {
struct BackupStatus;
}

namespace cloakroom::ui {

class Message;
class Session;

/// The administrator's tab of the settings page for what keeps a library safe: backup and repair, its key and the
/// recovery key, how long things are kept and when the window locks.
class SafekeepingTab final : public QWidget {
    Q_OBJECT

public:
    SafekeepingTab(Session& session, Message& message, QWidget* parent = nullptr);

    void refresh();
    /// Asks for the folder, then backs up as a job.
    void backUp();

private:
    [[nodiscard]] QWidget* makeBackup();
    [[nodiscard]] QWidget* makeKeys() const;
    [[nodiscard]] QWidget* makeKeeping();
    void showStatus(const BackupStatus& status);
    void backUpTo(const QString& target);
    void repair(const QString& backup);
    void changeKey();
    void replaceRecoveryKey();
    void showRecoveryKey(const QString& key);
    void saveSettings();

    Session& m_session;
    Message& m_message;
    QLabel* m_lastBackup;
    QPushButton* m_backUp;
    QPushButton* m_repair;
    QSpinBox* m_remindDays;
    QSpinBox* m_keepDays;
    QSpinBox* m_binDays;
    QSpinBox* m_idleMinutes;
    QString m_lastTarget;
};

} // namespace cloakroom::ui
