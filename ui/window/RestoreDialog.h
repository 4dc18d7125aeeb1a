#pragma once

#include "core/backup/Restore.h"
#include "ui/common/FormDialog.h"

#include <memory>

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;

namespace cloakroom::ui {

class FolderField;
class Job;
class Session;

/// Makes a library anew from a backup, for example on a new computer: which backup, where to, and whose password or the
/// recovery key. It says what came back; with a password it then signs in and previews are made in the background, with
/// the recovery key somebody has to be given a new password first.
class RestoreDialog final : public FormDialog {
    Q_OBJECT

public:
    RestoreDialog(Session& session, QWidget* parent);

    void setBackup(const QString& folder);
    void setTarget(const QString& folder);

    void reject() override;

Q_SIGNALS:
    void restored(const QString& folder);
    /// The same, by the recovery key: who signs in is to be asked.
    void passwordNeeded(const QString& folder, const QString& recoveryKey);

private:
    enum class KeyKind { Password, RecoveryKey };
    [[nodiscard]] KeyKind keyKind() const;
    [[nodiscard]] Result<RestoreKey> key() const;
    void showKeyFields();
    void updateAction();
    void restore();
    void showProgress();
    void finish(const Result<RestoreReport>& report, const std::shared_ptr<const RestoreKey>& key);
    void openLibrary();

    Session& m_session;
    FolderField* m_backup;
    FolderField* m_target;
    QComboBox* m_kind;
    QLineEdit* m_user;
    QLineEdit* m_password;
    QLineEdit* m_recoveryKey;
    QLabel* m_state;
    QProgressBar* m_bar;
    Job* m_job = nullptr;
    std::shared_ptr<const RestoreKey> m_key; ///< what opened the backup; empty until it is restored
};

/// Previews are in no backup: a job that makes them. Photos show as soon as theirs is there; nobody waits for all.
void makeMissingPreviews(Session& session);

/// "1,204 photos came back as they were on 3 June 2026 …"
[[nodiscard]] QString restoredSentence(const RestoreReport& report);

} // namespace cloakroom::ui
