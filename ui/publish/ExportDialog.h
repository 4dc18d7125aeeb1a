#pragma once

#include "core/catalogue/Purpose.h"
#include "core/publish/ExportJob.h"
#include "ui/publish/ExportPlan.h"

#include <QDialog>
#include <QPointer>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QFrame;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QStackedWidget;
class QVBoxLayout;

namespace cloakroom::ui {

class CoverPreview;
class ExportHelp;
class Job;
class Session;

/// One dialog from chosen photos to a finished folder: what leaves and how, what stays in and why, then the result.
/// Opened with open(); deletes itself when closed. Closing it while it works ends the export after the current photo.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    ExportDialog(Session& session, QList<PhotoId> photos, PurposeId purpose, QWidget* parent = nullptr);

    void setFolder(const QString& folder);
    void setPlace(const QString& place);
    void setCaption(const QString& caption);
    [[nodiscard]] const ExportPlan& plan() const { return m_plan; }
    [[nodiscard]] CoverStyle coverStyle() const;
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
    QWidget* makeChoices();
    QWidget* makeStyles();
    QWidget* makeFolderRow();
    QWidget* makeSizes();
    QWidget* makeRunning();
    QWidget* makeResult();
    void readPlan();
    void showPlan();
    void showStaying();
    void showSize();
    void chooseFolder();
    void start();
    void showProgress();
    void say(const QString& sentence);
    void showResult(const Result<ExportReport>& report);
    [[nodiscard]] ExportRequest request() const;
    [[nodiscard]] QString defaultFolder() const;

    Session& m_session;
    QList<PhotoId> m_photos;
    Purpose m_purpose;
    ExportPlan m_plan;
    QPointer<Job> m_job;
    QString m_exportedTo;

    QLabel* m_title;
    QStackedWidget* m_stack;
    CoverPreview* m_preview;
    QHBoxLayout* m_counts;
    QButtonGroup* m_styles;
    QComboBox* m_size;
    QLabel* m_weight;
    QLineEdit* m_folder;
    QLineEdit* m_place;
    QLineEdit* m_caption;
    QSpinBox* m_kilobytes;
    QCheckBox* m_watermark;
    ExportHelp* m_help;
    QFrame* m_stayCard;
    QVBoxLayout* m_stays;
    QLabel* m_error;
    QPushButton* m_cancel;
    QPushButton* m_export;
    QProgressBar* m_progress;
    QLabel* m_progressText;
    QVBoxLayout* m_result;
};

} // namespace cloakroom::ui
