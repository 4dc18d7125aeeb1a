#pragma once

#include "core/handover/HandoverIntake.h"
#include "ui/common/FormDialog.h"

#include <QPointer>

class QLabel;
class QLineEdit;
class QProgressBar;
class QRadioButton;

namespace cloakroom::ui {

class FolderField;
class Job;
class Session;

/// Another school's hand-over, into the library or, for another program, into a folder. A wrong password is asked for
/// again. Opened with open(); deletes itself; closing it while it works ends that.
class HandoverInDialog final : public FormDialog {
    Q_OBJECT
public:
    HandoverInDialog(Session& session, QWidget* parent);

    void setPath(const QString& path);
    void setFolder(const QString& folder);
    void reject() override;

Q_SIGNALS:
    void taken(const cloakroom::ImportReport& report);
    void unpacked(const cloakroom::UnpackReport& report);
    void failed();

private:
    void makeFields();
    void showChoice();
    void checkReady();
    void start();
    void takeIn();
    void confirmUnpacking();
    void unpack();
    void watch(Job* job);
    void showFailure(const Error& error);
    void showUnpacked(const UnpackReport& report);
    [[nodiscard]] std::shared_ptr<const Password> takePassword();

    Session& m_session;
    QPointer<Job> m_job;
    FolderField* m_path;
    QLineEdit* m_password;
    QRadioButton* m_intoLibrary;
    QRadioButton* m_intoFolder;
    FolderField* m_folder;
    QLabel* m_warning;
    QProgressBar* m_progress;
};

} // namespace cloakroom::ui
