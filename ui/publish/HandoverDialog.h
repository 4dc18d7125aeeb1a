#pragma once

#include "core/handover/HandoverJob.h"
#include "ui/common/FormDialog.h"
#include "ui/publish/ExportPlan.h"

#include <QPointer>

class QComboBox;
class QLineEdit;
class QProgressBar;

namespace cloakroom::ui {

class ExportChoices;
class ExportHelp;
class FolderField;
class Job;
class NewPasswordFields;
class Session;
class StayCard;

/// Chosen photos, with the names of those who agreed, into one encrypted file for another school: for which purpose,
/// what goes and what stays in, the file and its password; then the result. Opened with open(); deletes itself; closing
/// it while it works ends the hand-over, and no file is left.
class HandoverDialog final : public FormDialog {
    Q_OBJECT
public:
    HandoverDialog(Session& session, QList<PhotoId> photos, QWidget* parent);
    ~HandoverDialog() override;

    void setPath(const QString& path);
    [[nodiscard]] const ExportPlan& plan() const { return m_plan; }
    void reject() override;

Q_SIGNALS:
    void planned();
    void handedOver(const cloakroom::HandoverReport& report);
    void failed();

private:
    void makeFields();
    void hideFields();
    void readPurposes();
    void showPurposes();
    void choosePurpose();
    void readPlan();
    void showPlan();
    void checkReady();
    void start();
    void showProgress();
    void showAnswer(const Result<HandoverReport>& report);
    void showResult(const HandoverReport& report);
    [[nodiscard]] HandoverRequest request() const;

    Session& m_session;
    QList<PhotoId> m_photos;
    QList<Purpose> m_purposes; ///< those that were made for a hand-over
    Purpose m_purpose;
    ExportPlan m_plan;
    QPointer<Job> m_job;

    QComboBox* m_choice;
    QLineEdit* m_school;
    FolderField* m_path;
    NewPasswordFields* m_password = nullptr;
    ExportChoices* m_choices;
    QPointer<ExportHelp> m_help;
    StayCard* m_stays;
    QProgressBar* m_progress;
};

} // namespace cloakroom::ui
