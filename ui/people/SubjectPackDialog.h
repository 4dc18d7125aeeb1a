#pragma once

#include "core/catalogue/Person.h"
#include "core/retention/SubjectPack.h"
#include "ui/common/FormDialog.h"

#include <QPointer>

namespace cloakroom::ui {

class FolderField;
class Job;
class Session;

/// Every photo and record of one person into a folder, everybody else covered, for an access request or a leaver.
/// Opened with open(); deletes itself; closing it while it works ends the pack after the current photo.
class SubjectPackDialog final : public FormDialog {
    Q_OBJECT
public:
    SubjectPackDialog(Session& session, const Person& person, QWidget* parent);

    void setFolder(const QString& folder);
    void reject() override;

Q_SIGNALS:
    void packed(const cloakroom::SubjectPackReport& report);

private:
    void start();
    void showResult(const Result<SubjectPackReport>& report);

    Session& m_session;
    PersonId m_person;
    FolderField* m_folder;
    QLabel* m_said;
    QPushButton* m_openFolder;
    QPushButton* m_review;
    QList<PhotoId> m_leftOut;
    QPointer<Job> m_job;
};

} // namespace cloakroom::ui
