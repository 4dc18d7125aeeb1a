#pragma once

#include "core/catalogue/Purpose.h"
#include "core/publish/ExportJob.h"
#include "ui/publish/ExportPlan.h"

#include <QDialog>
#include <QPointer>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace cloakroom::ui {

class CoverPreview;
class ExportChoices;
class ExportHelp;
class Job;
class Session;
class StayCard;

/// One dialog from chosen photos to a finished folder: what leaves and how, what stays in and why, then the result.
/// Opened with open(); deletes itself when closed. Closing it while it works ends the export after the current photo.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    ExportDialog(Session& session, QList<PhotoId> photos, PurposeId purpose, QWidget* parent = nullptr);

    [[nodiscard]] ExportChoices& choices() const { return *m_choices; }
    [[nodiscard]] const ExportPlan& plan() const { return m_plan; }
    [[nodiscard]] QPushButton* exportButton() const { return m_export; }

    void reject() override;

Q_SIGNALS:
    void planned();
    void exported(const cloakroom::ExportReport& report);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;

private:
    QWidget* makeForm();
    QWidget* makeRunning();
    QWidget* makeResult();
    void readPlan();
    void showPlan();
    void start();
    void showProgress();
    void say(const QString& sentence);
    void showResult(const Result<ExportReport>& report);
    [[nodiscard]] ExportRequest request() const;

    Session& m_session;
    QList<PhotoId> m_photos;
    Purpose m_purpose;
    ExportPlan m_plan;
    QPointer<Job> m_job;
    QString m_exportedTo;

    QLabel* m_title;
    QStackedWidget* m_stack;
    CoverPreview* m_preview;
    ExportChoices* m_choices;
    ExportHelp* m_help;
    StayCard* m_stays;
    QLabel* m_error;
    QPushButton* m_cancel;
    QPushButton* m_export;
    QProgressBar* m_progress;
    QLabel* m_progressText;
    QVBoxLayout* m_result;
};

} // namespace cloakroom::ui
